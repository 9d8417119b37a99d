#include "modules/packagings/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/packagings/requests.h"

namespace ocop::packagings {
namespace {

using http::Call;
using http::Response;

std::string_view size_word(images::Size size) {
  constexpr std::array<std::string_view, 4> kNames{"small", "medium", "large", "square"};
  return kNames[static_cast<std::size_t>(size)];
}

void write_photo(json::Writer& out, const Photo& photo) {
  out.begin_object().field("side", name(photo.side)).member("files").begin_array();
  for (const products::PhotoFile& file : photo.files) {
    out.begin_object().field("size", size_word(file.size)).field("type", images::content_type(file.encoding)).field("width", file.width);
    out.field("height", file.height).field("bytes", file.bytes).field("url", products::media_path(file)).end_object();
  }
  out.end_array().end_object();
}

void write_packaging(json::Writer& out, const Packaging& packaging, Date today) {
  out.begin_object().field("id", packaging.id).field("number", packaging.number).field("state", name(state(packaging, today)));
  out.field("since", packaging.since).field("until", packaging.until).field("change", packaging.change);
  out.field("change_en", packaging.change_en).field("designer", packaging.designer).field("label", packaging.label);
  out.member("items").begin_array();
  for (const items::ItemId item : packaging.items) out.text(item.text());
  out.end_array().member("lots").begin_array();
  for (const std::string& lot : packaging.lots) out.text(lot);
  out.end_array().member("notes").begin_array();
  for (const Note& note : packaging.notes)
    out.begin_object().field("words", note.words).field("words_en", note.words_en).field("noted", note.noted).end_object();
  out.end_array().member("photos").begin_array();
  for (const Photo& photo : packaging.photos) write_photo(out, photo);
  out.end_array().field("version", packaging.version).end_object();
}

std::string all_json(const Shown& shown, Date today) {
  json::Writer out;
  out.begin_object().field("product", shown.product.id).field("code", shown.product.code).member("packagings").begin_array();
  for (const Packaging& packaging : shown.packagings) write_packaging(out, packaging, today);
  return out.end_array().end_object().take();
}

// What everybody sees, whoever asks: caches may keep it.
Result<Response> list(const Service& service, const Call<>&, std::string_view product) {
  OCOP_TRY(shown, service.show(Actor{}, product));
  return http::content(all_json(shown, service.today()));
}
Result<Response> all(const Service& service, const Call<>& call, std::string_view product) {
  OCOP_TRY(shown, service.all(call.actor, product));
  return Response::json(all_json(shown, service.today())).with("Cache-Control", "private, no-store");
}

Result<Response> add(Service& service, const Call<Draft>& call, std::string_view product) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(added, service.add(call.actor, product, call.input, attempt));
  json::Writer out;
  out.begin_object().field("id", added.id).end_object();
  auto answer = http::created(out.take(), "/api/v1/products/" + std::string(product) + "/packagings/all");
  if (added.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}
Result<Response> change(Service& service, const Call<Draft>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.change(call.actor, product, packaging, call.input));
  return http::done();
}
Result<Response> remove(Service& service, const Call<>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.remove(call.actor, product, packaging));
  return http::done();
}
Result<Response> put_in_use(Service& service, const Call<Period>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.put_in_use(call.actor, product, packaging, call.input));
  return http::done();
}
Result<Response> end(Service& service, const Call<Ending>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.end(call.actor, product, packaging, call.input));
  return http::done();
}
Result<Response> unname(Service& service, const Call<>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.unname(call.actor, product, packaging));
  return http::done();
}
Result<Response> add_lots(Service& service, const Call<LotWords>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.add_lots(call.actor, product, packaging, call.input));
  return http::done();
}
Result<Response> add_note(Service& service, const Call<NoteWords>& call, std::string_view product, PackagingId packaging) {
  OCOP_CHECK(service.add_note(call.actor, product, packaging, call.input));
  return http::done();
}

constexpr std::string_view kPackagings =
    R"({"type":"object","properties":{"product":{"type":"string","format":"uuid"},"code":{"type":"string"},"packagings":{"type":"array",)"
    R"("items":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"number":{"type":"integer"},)"
    R"("state":{"type":"string","enum":["draft","in_use","out_of_use"]},"since":{"type":["string","null"],"format":"date"},)"
    R"("until":{"type":["string","null"],"format":"date","description":"the last day in use"},)"
    R"("items":{"type":"array","description":"none = all sizes of the product","items":{"type":"string","format":"uuid"}},)"
    R"("lots":{"type":"array","description":"as typed; a range has its two ends","items":{"type":"string"}},)"
    R"("photos":{"type":"array","items":{"type":"object"}}}}}}})";
constexpr std::string_view kMade = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr Policy kDrafts = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .get("/api/v1/products/{id}/packagings", Policy::anyone(), list, "Packagings that a product has and had, the oldest first",
           {.answers = kPackagings})
      .get("/api/v1/products/{id}/packagings/all", kDrafts, all, "Packagings of a product, drafts too", {.answers = kPackagings})
      .post("/api/v1/products/{id}/packagings", kMember, new_packaging(), add,
            "Prepare a packaging: multipart/form-data with front, back, change, change_en, designer, items, label",
            {.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .put("/api/v1/products/{id}/packagings/{packaging}", kMember, changed_packaging(), change,
           "Change the draft of a packaging: multipart/form-data; a photo that is not sent stays", kDone)
      .remove("/api/v1/products/{id}/packagings/{packaging}", kMember, remove, "Remove the draft of a packaging", kDone)
      .post("/api/v1/products/{id}/packagings/{packaging}/use", kMember, period(), put_in_use,
            "A packaging comes into use; the one before it ends the day before", kDone)
      .post("/api/v1/products/{id}/packagings/{packaging}/end", kMember, ending(), end, "A packaging goes out of use", kDone)
      .remove("/api/v1/products/{id}/packagings/{packaging}/designer", kMember, unname,
              "Take the designer's name out of a packaging, also of one that was in use", kDone)
      .post("/api/v1/products/{id}/packagings/{packaging}/lots", kMember, lot_words(), add_lots, "Lots that bore a packaging", kDone)
      .post("/api/v1/products/{id}/packagings/{packaging}/notes", kMember, note_words(), add_note,
            "Correct what was said of a packaging, beside it", kDone);
}

}  // namespace ocop::packagings
