#include "modules/resolver/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/resolver/requests.h"

namespace ocop::resolver {
namespace {

using http::Response;

std::string scan_json(const Service& service, const ScanView& view, Language language) {
  const rules::Verdict verdict = rules::verdict(view, service.today());
  const products::Product& product = view.product;
  json::Writer out;
  out.begin_object().field("code", product.code).field("validity", products::name(verdict.validity));
  out.field("verdict", rules::sentence(verdict, language)).field("stars", verdict.stars);
  out.field("valid_until", verdict.until).field("extended_until", product.standing.extended_until);
  out.field("decided", product.standing.decided).field("verified", product.standing.verified);
  out.member("product").begin_object().field("id", product.id).field("name", product.name).field("gtin", product.gtin);
  out.field("province", product.province).field("commune", product.commune).end_object();
  out.member("producer").begin_object().field("name", view.producer.name).end_object();
  if (view.certificate) out.field("certificate", view.certificate->number);
  if (view.confirmed) out.field("confirmation", view.confirmed->id);
  if (view.copy) out.field("copy", certificates::copy_sentence(*view.copy, language));
  out.end_object();
  return out.take();
}

Result<Response> scan(const Service& service, const http::Call<>& call, std::string_view code) {
  const auto view = service.scan(code, call.request.query.get(certificates::kCopyWord));
  if (!view) return Error::of(ErrorKind::not_found, "no product has this code");
  return Response::json(scan_json(service, *view, call.language())).with("Cache-Control", "public, max-age=60");
}

Result<Response> one(const Service& service, const http::Call<>& call, ReportId id) {
  OCOP_TRY(report, service.find_report(call.actor, id));
  return http::versioned(write_report, report);
}

Result<Response> close(Service& service, const http::Call<CloseReport>& call, ReportId id) {
  OCOP_TRY(report, service.close_report(call.actor, id, call.input));
  return http::versioned(write_report, report);
}

Result<Response> send(Service& service, const http::Call<ReportInput>& call, std::string_view code) {
  OCOP_TRY(report, service.report(code, call.input, call.request.peer));
  json::Writer out;
  out.begin_object().field("number", report.number).field("photos", static_cast<std::int64_t>(report.photos.size())).end_object();
  return http::created(out.take(), scan_path(code));
}

Result<Response> photo(const Service& service, const http::Call<>& call, ReportId id, ReportPhotoId photo) {
  return photo_answer(service.photo(call.actor, id, photo));
}

constexpr std::string_view kSentSchema = R"({"type":"object","properties":{"number":{"type":"string"},"photos":{"type":"integer"}}})";
constexpr std::string_view kScanSchema =
    R"({"type":"object","required":["code","validity","verdict","stars","verified","product","producer"],"properties":{)"
    R"("code":{"type":"string"},"validity":{"type":"string"},"verdict":{"type":"string","description":"one sentence for people"},)"
    R"("stars":{"type":"integer"},"valid_until":{"type":["string","null"]},"extended_until":{"type":["string","null"]},)"
    R"("decided":{"type":["string","null"]},)"
    R"("verified":{"type":"boolean"},)"
    R"("product":{"type":"object"},"producer":{"type":"object"},"certificate":{"type":"string"},)"
    R"("confirmation":{"type":"string","format":"uuid"},)"
    R"("copy":{"type":"string","description":"of a printed certificate, with ?copy= and its number: what changed since"}}})";

// What a list tells as well: who reported, and with which pictures, is told of one report alone, and the look is written down.
void write_told(json::Writer& out, const Report& report) {
  out.field("id", report.id).field("number", report.number).field("code", report.code).field("product", report.product);
  out.field("product_name", report.product_name).field("province", report.province).field("where", report.seen_where);
  out.field("origin", name(report.origin)).field("what", words_of(report, Language::vi));
  out.field("reported", report.reported).field("state", report.state);
  out.field("finding", report.finding).field("closed", report.closed).field("version", report.version);
}

}  // namespace

void write_listed(json::Writer& out, const Report& report) {
  out.begin_object();
  write_told(out, report);
  out.end_object();
}

void write_report(json::Writer& out, const Report& report) {
  out.begin_object();
  write_told(out, report);
  out.field("contact", report.contact).member("photos").begin_array();
  for (const ReportPhoto& one : report.photos)
    out.begin_object().field("id", one.id).field("width", one.width).field("height", one.height).field("url", photo_path(one)).end_object();
  out.end_array().end_object();
}

Result<Response> photo_answer(Result<std::string> jpeg) {
  OCOP_TRY(bytes, std::move(jpeg));
  Response out;
  out.content_type = images::content_type(images::Encoding::jpeg);
  out.body = std::move(bytes);
  return std::move(out).with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/scans/{code}", Policy::anyone(), scan, "is the star of this code valid today", {.answers = kScanSchema})
      .post("/api/v1/scans/{code}/report", Policy::anyone(), report_input(), send,
            "report a fake, without an account: multipart/form-data with what, where, province, contact and up to three photos",
            {.answers = kSentSchema, .gives = http::Gives::created})
      .get("/api/v1/reports/{id}/photos/{photo}", kProvince, photo, "a photo of a report, as JPEG; the look is written down",
           {.media = "image/jpeg"})
      .get("/api/v1/reports/{id}", kProvince, one, "one report of a fake")
      .post("/api/v1/reports/{id}/close", kProvince, close_report(), close, "close a report with what was found");
}

}  // namespace ocop::resolver
