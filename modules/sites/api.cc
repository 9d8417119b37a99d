#include "modules/sites/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "kernel/web/page.h"
#include "modules/sites/content.h"
#include "modules/sites/requests.h"

namespace ocop::sites {
namespace {

using http::Call;
using http::Response;
using json::Writer;

void write_contact(Writer& out, const Contact& contact) {
  out.member("contact").begin_object().field("phone", contact.phone).field("zalo", contact.zalo).field("face", contact.face);
  out.field("tax_code", contact.tax_code).end_object();
}
void write_pictures(Writer& out, const Page& page) {
  out.member("pictures").begin_array();
  for (const auto& [id, picture] : page.pictures) {
    out.begin_object().field("id", id).member("files").begin_array();
    for (const products::PhotoFile& file : picture.files) {
      out.begin_object().field("type", images::content_type(file.encoding)).field("width", file.width).field("height", file.height);
      out.field("url", products::media_path(file)).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
}
// What the register says now; the stars only while they hold.
void write_products(Writer& out, const Page& page) {
  const Date today = vietnam_date(page.now);
  out.member("products").begin_array();
  for (const products::Product& product : page.products) {
    const auto validity = products::validity(product.standing, today);
    const int stars = products::stars_in_force(product.standing, today);
    out.begin_object().field("id", product.id).field("code", product.code).field("name", product.name);
    out.field("validity", products::name(validity)).field("stars", stars > 0 ? std::optional(stars) : std::nullopt);
    out.end_object();
  }
  out.end_array();
}

Result<Response> named(const Service& service, const Call<Named>& call) {
  OCOP_TRY(page, service.page(call.input.name));
  Writer out;
  out.begin_object().field("producer", page.producer.id).field("producer_name", page.producer.name).field("name", page.name);
  out.field("url", web::link(call.language(), "/" + page.name)).member("content");
  write_content(out, page.content);
  write_contact(out, page.contact);
  write_pictures(out, page);
  write_products(out, page);
  return http::content(out.end_object().take());
}

Result<Response> draft(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(desk, service.own(call.actor, id));
  Writer out;
  out.begin_object().field("producer", id).field("name", service.name_to_be(desk)).field("version", desk.site.version);
  out.field("published", desk.site.published).field("ahead", desk.ahead).member("gaps").begin_array();
  for (const Block block : rules::gaps(desk.site.content, desk.site.contact)) out.text(name(block));
  out.end_array().member("content");
  write_content(out, desk.site.content);
  write_contact(out, desk.site.contact);
  write_pictures(out, desk.page);
  return http::versioned(out.end_object().take(), desk.site.version).with("Cache-Control", "private, no-store");
}

Result<Response> history(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(editions, service.history(call.actor, id));
  Writer out;
  out.begin_object().member("editions").begin_array();
  for (const Edition& edition : editions) {
    out.begin_object().field("number", edition.number).field("published", edition.published).member("content");
    write_content(out, edition.content);
    out.end_object();
  }
  return Response::json(out.end_array().end_object().take()).with("Cache-Control", "private, no-store");
}

// What was saved, by its version: the next change carries it.
Result<Response> saved(const Result<std::int64_t>& version) {
  if (!version) return version.error();
  Writer out;
  out.begin_object().field("version", *version).end_object();
  return http::versioned(out.take(), *version);
}

template <class Form> Result<Response> save(Service& service, const Call<Form>& call, ProducerId id) {
  return saved(service.write(call.actor, id, call.input));
}
Result<Response> add_step(Service& service, const Call<StepForm>& call, ProducerId id) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.add_step(call.actor, id, call.input, attempt));
  Writer out;
  out.begin_object().field("id", made.id).end_object();
  auto answer = http::created(out.take(), "/api/v1/sites/" + id.text());
  if (made.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}
Result<Response> save_step(Service& service, const Call<StepForm>& call, ProducerId id, StepId step) {
  return saved(service.write_step(call.actor, id, step, call.input));
}
Result<Response> move_step(Service& service, const Call<MoveForm>& call, ProducerId id, StepId step) {
  return saved(service.move_step(call.actor, id, step, call.input));
}
Result<Response> remove_step(Service& service, const Call<Seen>& call, ProducerId id, StepId step) {
  return saved(service.remove_step(call.actor, id, step, call.input));
}
Result<Response> rename(Service& service, const Call<NameForm>& call, ProducerId id) {
  return saved(service.rename(call.actor, id, call.input));
}
Result<Response> publish(Service& service, const Call<Seen>& call, ProducerId id) {
  return saved(service.publish(call.actor, id, call.input));
}
Result<Response> unpublish(Service& service, const Call<Seen>& call, ProducerId id) {
  return saved(service.unpublish(call.actor, id, call.input));
}
Result<Response> restore(Service& service, const Call<Seen>& call, ProducerId id, int number) {
  return saved(service.restore(call.actor, id, number, call.input));
}

constexpr std::string_view kVersion = R"({"type":"object","properties":{"version":{"type":"integer","description":"of the draft"}}})";
constexpr std::string_view kStepMade = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kNamed =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"producer_name":{"type":"string"},)"
    R"("name":{"type":"string"},"url":{"type":"string"},"content":{"type":"object"},"contact":{"type":"object"},)"
    R"("pictures":{"type":"array","items":{"type":"object"}},"products":{"type":"array","description":"stars only while they hold",)"
    R"("items":{"type":"object"}}}})";
constexpr std::string_view kDraft =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"name":{"type":"string"},"version":{"type":"integer"},)"
    R"("published":{"type":["integer","null"]},"ahead":{"type":"boolean","description":"of what everybody sees"},)"
    R"("gaps":{"type":"array","items":{"type":"string"}},"content":{"type":"object"},"contact":{"type":"object"},)"
    R"("pictures":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kHistory = R"({"type":"object","properties":{"editions":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  constexpr http::Also kSaves{.answers = kVersion};
  http::Table(router, service)
      .get("/api/v1/sites", Policy::anyone(), named_fields(), named, "A producer's page by its name, as it is published",
           {.answers = kNamed})
      .get("/api/v1/sites/{id}", kMember, draft, "The draft of a producer's page", {.answers = kDraft})
      .get("/api/v1/sites/{id}/history", kMember, history, "Editions of a page, the newest first", {.answers = kHistory})
      .put("/api/v1/sites/{id}/face", kMember, face_fields(), save<FaceForm>,
           "Who the maker is: multipart/form-data with file, drop, words, words_en", kSaves)
      .put("/api/v1/sites/{id}/story", kMember, story_fields(), save<StoryForm>, "The story of a page", kSaves)
      .post("/api/v1/sites/{id}/steps", kMember, step_fields(), add_step,
            "Add a step of the process: multipart/form-data with title, words, file, film",
            {.answers = kStepMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .put("/api/v1/sites/{id}/steps/{step}", kMember, step_fields(), save_step,
           "Change a step of the process: multipart/form-data", kSaves)
      .post("/api/v1/sites/{id}/steps/{step}/move", kMember, move_fields(), move_step, "A step one place earlier or later", kSaves)
      .remove("/api/v1/sites/{id}/steps/{step}", kMember, seen_fields(), remove_step, "Remove a step of the process", kSaves)
      .put("/api/v1/sites/{id}/papers", kMember, papers_fields(), save<PapersForm>, "Which papers everybody may know of", kSaves)
      .put("/api/v1/sites/{id}/shops", kMember, shops_fields(), save<ShopsForm>, "Where to buy", kSaves)
      .put("/api/v1/sites/{id}/hours", kMember, hours_fields(), save<HoursForm>, "Opening hours and season", kSaves)
      .put("/api/v1/sites/{id}/contact", kMember, contact_fields(), save<ContactForm>, "How to reach the maker", kSaves)
      .put("/api/v1/sites/{id}/trade", kMember, trade_fields(), save<TradeForm>, "Tax code, delivery and returns", kSaves)
      .put("/api/v1/sites/{id}/look", kMember, look_fields(), save<LookForm>, "The colours of a page", kSaves)
      .put("/api/v1/sites/{id}/name", kMember, name_fields(), rename, "Change a page's address; the former one leads on", kSaves)
      .post("/api/v1/sites/{id}/publish", kMember, seen_fields(), publish, "Publish the draft of a page", kSaves)
      .post("/api/v1/sites/{id}/unpublish", kMember, seen_fields(), unpublish, "Take a page down", kSaves)
      .post("/api/v1/sites/{id}/history/{number}/restore", kMember, seen_fields(), restore,
            "An earlier edition becomes the draft", kSaves);
}

}  // namespace ocop::sites
