#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/certificates/ruling_requests.h"

namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;

// What the draft names as its ground, and how often it was changed, is the office's.
enum class Reader : unsigned char { office, anyone };
void write_members(json::Writer& out, const Ruling& one, Reader reader) {
  const auto known = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  const bool filed = !one.sha256.empty();
  out.field("id", one.id).field("state", one.recorded ? RulingState::recorded : RulingState::draft).field("province", one.province);
  out.field("number", known(one.number)).field("decided", one.decided).field("signer", known(one.signer));
  out.field("file", known(one.sha256));
  out.field("signature", filed ? std::optional<std::string>(signatures::name(one.signature)) : std::nullopt);
  out.field("signature_fault", known(one.fault)).field("signed_by", known(one.signed_by));
  out.field("signed_earlier", known(one.signed_earlier)).field("signed_at", one.signed_at);
  out.field("recorded", one.recorded).field("log_index", one.log_index < 0 ? std::nullopt : std::optional(one.log_index));
  if (reader == Reader::office) out.field("minutes", one.minutes).field("version", one.version);
}

std::string shown(const Rulings& rulings, const Actor& actor, const Rulings::View& view) {
  json::Writer out;
  out.begin_object();
  write_members(out, view.ruling, rulings.of_office(actor, view.ruling) ? Reader::office : Reader::anyone);
  out.field("dossiers", view.lines.size()).member("products").begin_array();
  for (const Rulings::Line& line : view.lines) {
    if (!rulings.shows(actor, view.ruling, line)) continue;
    out.begin_object().field("product", line.decision.product).field("name", line.product.name).field("producer", line.producer.name);
    out.field("outcome", line.said.outcome);
    out.field("certificate", line.issued ? std::optional(line.issued->certificate.number) : std::nullopt);
    if (rulings.concerns(actor, view.ruling, line)) {
      out.field("dossier", line.said.dossier).field("dossier_number", line.decision.dossier_number).field("reason", line.said.reason);
      out.field("stars", line.decision.stars).member("total").number(line.decision.total.cut(2));
    }
    out.end_object();
  }
  out.end_array().member("parts").begin_array();
  for (const Ruling& part : view.parts) out.text(part.id.text());
  out.end_array().end_object();
  return out.take();
}

Result<Response> one(const Rulings& rulings, const Call<>& call, RulingId id) {
  OCOP_TRY(view, rulings.view(call.actor, id));
  return http::content(shown(rulings, call.actor, view));
}

Result<Response> file(const Rulings& rulings, const Call<>& call, RulingId id) {
  OCOP_TRY(bytes, rulings.file(call.actor, id));
  return Response::file(std::move(bytes), "application/pdf", "quyet-dinh-" + id.text() + ".pdf").with("X-Content-Type-Options", "nosniff");
}

Result<Response> draft_pdf(const Rulings& rulings, const Call<>& call, RulingId id) {
  OCOP_TRY(bytes, rulings.draft_pdf(call.actor, id));
  return Response::file(std::move(bytes), "application/pdf", "du-thao-quyet-dinh.pdf");
}

Result<Response> refused_pdf(const Rulings& rulings, const Call<>& call, RulingId id) {
  OCOP_TRY(bytes, rulings.refused_pdf(call.actor, id));
  return Response::file(std::move(bytes), "application/pdf", "khong-cong-nhan.pdf");
}

constexpr std::string_view kWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
Result<Response> draft_docx(const Rulings& rulings, const Call<>& call, RulingId id) {
  OCOP_TRY(bytes, rulings.draft_docx(call.actor, id));
  return Response::file(std::move(bytes), std::string(kWord), "du-thao-quyet-dinh.docx");
}

Result<Response> prepare(Rulings& rulings, const Call<NewRuling>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  RulingInput input = call.input;
  input.attempt = std::move(attempt);
  OCOP_TRY(draft, rulings.prepare(call.actor, input));
  OCOP_TRY(view, rulings.view(call.actor, draft.id));
  Response out = http::created(shown(rulings, call.actor, view), "/api/v1" + ruling_path(draft.id));
  if (draft.how == idempotency::Outcome::How::before) out.status = 200;
  return out;
}

Result<Response> change(Rulings& rulings, const Call<RulingChange>& call, RulingId id) {
  OCOP_CHECK(rulings.change(call.actor, id, call.input));
  OCOP_TRY(view, rulings.view(call.actor, id));
  return http::content(shown(rulings, call.actor, view));
}

Result<Response> record(Rulings& rulings, const Call<SignedRuling>& call, RulingId id) {
  OCOP_CHECK(rulings.record(call.actor, id, call.input));
  OCOP_TRY(view, rulings.view(call.actor, id));
  return http::content(shown(rulings, call.actor, view));
}

Result<Response> discard(Rulings& rulings, const Call<RulingVersion>& call, RulingId id) {
  OCOP_CHECK(rulings.discard(call.actor, id, call.input));
  return http::done();
}

}  // namespace

const std::string_view kRulingSchema =
    R"({"type":"object","required":["id","state","province"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("state":{"type":"string","enum":["draft","recorded"]},"province":{"type":"string"},"number":{"type":["string","null"]},)"
    R"("decided":{"type":["string","null"],"format":"date"},"signer":{"type":["string","null"]},)"
    R"("minutes":{"type":"string","description":"for its office alone, as version is"},)"
    R"("file":{"type":["string","null"],"description":"SHA-256 of the signed PDF"},)"
    R"("signature":{"type":["string","null"],"enum":["valid","unknown","none",null]},"signature_fault":{"type":["string","null"]},)"
    R"("signed_by":{"type":["string","null"],"description":"whose signature covers the whole file"},)"
    R"("signed_earlier":{"type":["string","null"],"description":"whose signature covers an earlier state of it alone"},)"
    R"("signed_at":{"type":["string","null"]},"recorded":{"type":["string","null"]},)"
    R"("log_index":{"type":["integer","null"]},"dossiers":{"type":"integer"},"products":{"type":"array","items":{"type":"object"}},)"
    R"("parts":{"type":"array","items":{"type":"string"}},"version":{"type":"integer"}}})";

void write_ruling(json::Writer& out, const Ruling& one) {
  out.begin_object();
  write_members(out, one, Reader::office);   // lists are the office's
  out.end_object();
}

void add_ruling_api(http::Router& router, Rulings& rulings) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  static const http::Also kOne{.answers = kRulingSchema};
  http::Table(router, rulings)
      .post("/api/v1/rulings", kProvince, new_ruling(), prepare, "Prepares the draft of one decision on many closed dossiers",
            {.answers = kRulingSchema, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/rulings/{id}", Policy::anyone(), one,
           "A decision of the province: its products, its signature; a draft for its office alone", kOne)
      .get("/api/v1/rulings/{id}/decision.pdf", Policy::anyone(), file, "The signed decision, as it was uploaded",
           {.media = "application/pdf"})
      .get("/api/v1/rulings/{id}/draft.pdf", kProvince, draft_pdf, "The draft that is to be signed, with its annex, as PDF",
           {.media = "application/pdf"})
      .get("/api/v1/rulings/{id}/draft.refused.pdf", kProvince, refused_pdf, "What a draft refuses, with reasons, for its office's letters",
           {.media = "application/pdf"})
      .get("/api/v1/rulings/{id}/draft.docx", kProvince, draft_docx, "The draft that is to be signed, with its annex, for Word",
           {.media = kWord})
      .post("/api/v1/rulings/{id}", kProvince, ruling_change(), change, "Changes the draft of a decision", kOne)
      .post("/api/v1/rulings/{id}/record", kProvince, signed_ruling(), record,
            "Records the signed decision: one act, logged; certificates are issued. multipart/form-data with its PDF, whose signature is "
            "checked",
            kOne)
      .post("/api/v1/rulings/{id}/discard", kProvince, ruling_version(), discard, "Puts the draft of a decision away",
            {.gives = http::Gives::nothing});
}

}  // namespace ocop::certificates
