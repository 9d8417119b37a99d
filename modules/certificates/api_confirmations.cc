#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/certificates/confirmation_requests.h"
#include "modules/certificates/pages_confirmations.h"

namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;

void write_members(json::Writer& out, const Confirmation& one, ConfirmationState state) {
  out.field("id", one.id).field("state", name(state)).field("province", one.province).field("number", one.number);
  out.field("decided", one.decided).field("issuer", one.issuer).field("signer", one.signer).field("reason", one.reason);
  out.field("file", one.sha256).field("corrects", one.corrects ? std::optional(one.corrects->text()) : std::nullopt);
  out.field("confirmed", one.confirmed).field("log_index", one.log_index < 0 ? std::nullopt : std::optional(one.log_index));
  out.field("version", one.version);
}

void write_revocation(json::Writer& out, const Revocation& one) {
  const auto known = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  out.begin_object().field("id", one.id).field("ground", name(one.ground)).field("number", known(one.number));
  out.field("decided", one.decided).field("issuer", known(one.issuer)).field("signer", known(one.signer)).field("reason", one.reason);
  out.field("file", known(one.sha256)).field("entered", one.entered);
  out.field("log_index", one.log_index < 0 ? std::nullopt : std::optional(one.log_index)).field("version", one.version);
  out.member("products").begin_array();
  for (const ConfirmedProduct& product : one.products)
    out.begin_object().field("id", product.product).field("code", product.code).field("name", product.name).end_object();
  out.end_array().end_object();
}

std::string view_json(const Confirmations::View& view) {
  json::Writer out;
  out.begin_object();
  write_members(out, view.confirmation, view.state);
  out.field("valid_until", view.valid_until);
  out.field("corrected_by", view.corrected_by ? std::optional(view.corrected_by->id.text()) : std::nullopt);
  out.member("products").begin_array();
  for (const ConfirmedProduct& one : view.confirmation.products)
    out.begin_object().field("id", one.product).field("code", one.code).field("name", one.name).field("stars", one.stars).end_object();
  out.end_array().member("withdrawals").begin_array();
  for (const Revocation& one : view.revocations) write_revocation(out, one);
  out.end_array();
  if (view.waiting) {
    out.member("withdrawal_draft");
    write_revocation(out, *view.waiting);
  }
  out.end_object();
  return out.take();
}

Result<Response> answer(const Confirmations& confirmations, const Actor& actor, ConfirmationId id) {
  OCOP_TRY(view, confirmations.view(actor, id));
  return http::content(view_json(view));
}

Result<Response> one(const Confirmations& confirmations, const Call<>& call, ConfirmationId id) {
  return answer(confirmations, call.actor, id);
}

Result<Response> file(const Confirmations& confirmations, const Call<>& call, ConfirmationId id) {
  OCOP_TRY(bytes, confirmations.file(call.actor, id));
  return Response::file(std::move(bytes), "application/pdf", "quyet-dinh-" + id.text() + ".pdf").with("X-Content-Type-Options", "nosniff");
}

Result<Response> prepare(Confirmations& confirmations, const Call<NewConfirmation>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  ConfirmationInput input = call.input;
  input.attempt = std::move(attempt);
  OCOP_TRY(draft, confirmations.prepare(call.actor, input));
  OCOP_TRY(view, confirmations.view(call.actor, draft.id));
  Response out = http::created(view_json(view), "/api/v1" + confirmation_path(draft.id));
  if (draft.how == idempotency::Outcome::How::before) out.status = 200;
  return out;
}

Result<Response> change(Confirmations& confirmations, const Call<ConfirmationChange>& call, ConfirmationId id) {
  OCOP_TRY(changed, confirmations.change(call.actor, id, call.input));
  return answer(confirmations, call.actor, changed);
}

Result<Response> confirm(Confirmations& confirmations, const Call<ConfirmationVersion>& call, ConfirmationId id) {
  OCOP_CHECK(confirmations.confirm(call.actor, id, call.input));
  return answer(confirmations, call.actor, id);
}

Result<Response> discard(Confirmations& confirmations, const Call<ConfirmationVersion>& call, ConfirmationId id) {
  OCOP_CHECK(confirmations.discard(call.actor, id, call.input));
  return http::done();
}

Result<Response> prepare_revocation(Confirmations& confirmations, const Call<NewRevocation>& call, ConfirmationId id) {
  OCOP_CHECK(confirmations.prepare_revocation(call.actor, id, call.input));
  return answer(confirmations, call.actor, id);
}

Result<Response> revoke(Confirmations& confirmations, const Call<ConfirmationVersion>& call, ConfirmationId id) {
  OCOP_CHECK(confirmations.revoke(call.actor, id, call.input));
  return answer(confirmations, call.actor, id);
}

Result<Response> discard_revocation(Confirmations& confirmations, const Call<ConfirmationVersion>& call, ConfirmationId id) {
  OCOP_CHECK(confirmations.discard_revocation(call.actor, id, call.input));
  return http::done();
}

Result<Response> revocation_file(const Confirmations& confirmations, const Call<>& call, ConfirmationId id, RevocationId revocation) {
  OCOP_TRY(bytes, confirmations.revocation_file(call.actor, id, revocation));
  return Response::file(std::move(bytes), "application/pdf", "thu-hoi-" + revocation.text() + ".pdf")
      .with("X-Content-Type-Options", "nosniff");
}

Result<Response> offered(const Confirmations& confirmations, const Call<PrintedDecision>& call) {
  json::Writer out;
  out.begin_object().member("spellings").begin_array();
  for (const Confirmations::Spelling& spelling : confirmations.offered(call.actor, call.input)) {
    const auto& decision = spelling.decision;
    out.begin_object().field("decision", decision.decision).field("decided", decision.decided);
    out.field("same", spelling.same == Confirmations::Spelling::Same::exactly ? "exactly" : "perhaps").member("products").begin_array();
    for (const auto& one : spelling.products)
      out.begin_object().field("id", one.id).field("code", one.code).field("name", one.name).field("maker", one.maker)
          .field("stars", one.stars).end_object();
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return http::content(out.take());
}

}  // namespace

const std::string_view kConfirmationSchema =
    R"({"type":"object","required":["id","state","number","decided","issuer","file","version"],"properties":{)"
    R"("id":{"type":"string","format":"uuid"},"state":{"type":"string","enum":["draft","confirmed","corrected","withdrawn"]},)"
    R"("province":{"type":"string"},"number":{"type":"string"},"decided":{"type":"string","format":"date"},"issuer":{"type":"string"},)"
    R"("signer":{"type":"string"},"reason":{"type":"string"},"file":{"type":"string","description":"SHA-256 of the PDF"},)"
    R"("corrects":{"type":["string","null"]},"corrected_by":{"type":["string","null"]},"confirmed":{"type":["string","null"]},)"
    R"("log_index":{"type":["integer","null"]},"valid_until":{"type":"string","format":"date"},)"
    R"("products":{"type":"array","items":{"type":"object"}},"withdrawals":{"type":"array","items":{"type":"object"}},)"
    R"("withdrawal_draft":{"type":"object"},)"
    R"("version":{"type":"integer"}}})";

void write_confirmation(json::Writer& out, const Confirmation& one, ConfirmationState state) {
  out.begin_object();
  write_members(out, one, state);
  out.end_object();
}

void add_confirmation_api(http::Router& router, Confirmations& confirmations) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  static const http::Also kOne{.answers = kConfirmationSchema};
  http::Table(router, confirmations)
      .get("/api/v1/reported/products", kProvince, printed_decision(), offered,
           "The products of one reported decision, and of spellings that may be the same one")
      .post("/api/v1/confirmations", kProvince, new_confirmation(), prepare,
            "Prepares the confirmation of a decision on paper: multipart/form-data with its facts, its PDF and the stars of each product",
            {.answers = kConfirmationSchema, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/confirmations/{id}", Policy::anyone(), one,
           "A confirmed decision with its products; a draft for its office alone", kOne)
      .get("/api/v1/confirmations/{id}/decision.pdf", Policy::anyone(), file, "Its file, as it was uploaded", {.media = "application/pdf"})
      .post("/api/v1/confirmations/{id}", kProvince, confirmation_change(), change,
            "Changes a draft; of a confirmed one prepares the correction, whose id is answered. multipart/form-data, without a file too",
            kOne)
      .post("/api/v1/confirmations/{id}/confirm", kProvince, confirmation_version(), confirm,
            "Confirms it: one act, logged; from then on the products are recognised by it", kOne)
      .post("/api/v1/confirmations/{id}/discard", kProvince, confirmation_version(), discard, "Puts a draft away",
            {.gives = http::Gives::nothing})
      .post("/api/v1/confirmations/{id}/withdrawal", kProvince, new_revocation(), prepare_revocation,
            "Prepares that a confirmed decision is withdrawn of some products: multipart/form-data, with the decision's PDF when there is "
            "one",
            kOne)
      .post("/api/v1/confirmations/{id}/withdrawal/confirm", kProvince, confirmation_version(), revoke,
            "Enters the prepared withdrawal: one act, logged; its makers are told", kOne)
      .post("/api/v1/confirmations/{id}/withdrawal/discard", kProvince, confirmation_version(), discard_revocation,
            "Puts a prepared withdrawal away", {.gives = http::Gives::nothing})
      .get("/api/v1/confirmations/{id}/withdrawals/{withdrawal}/decision.pdf", Policy::anyone(), revocation_file,
           "The file of a withdrawing decision, as it was uploaded", {.media = "application/pdf"});
}

}  // namespace ocop::certificates
