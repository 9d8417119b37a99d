#include "modules/resolver/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/resolver/requests.h"

namespace ocop::resolver {
namespace {

using http::Response;

std::optional<std::string> iso(const std::optional<Date>& date) { return date ? std::optional(date->iso()) : std::nullopt; }

std::string scan_json(const Service& service, const ScanView& view, Language language) {
  const rules::Verdict verdict = rules::verdict(view, service.today());
  const products::Product& product = view.product;
  json::Writer out;
  out.begin_object().field("code", product.code).field("validity", products::name(verdict.validity));
  out.field("verdict", rules::sentence(verdict, language)).field("stars", static_cast<std::int64_t>(verdict.stars));
  out.field("valid_until", iso(verdict.until)).field("decided", iso(product.standing.decided));
  out.member("verified").boolean(product.standing.verified);
  out.member("product").begin_object().field("id", product.id.text()).field("name", product.name).field("gtin", product.gtin);
  out.field("province", product.province).field("commune", product.commune).end_object();
  out.member("producer").begin_object().field("name", view.producer.name).end_object();
  if (view.certificate) out.field("certificate", view.certificate->number);
  out.end_object();
  return out.take();
}

std::string report_json(const Report& report) {
  json::Writer out;
  write_report(out, report);
  return out.take();
}

Result<Response> scan(const Service& service, const http::Call<>& call, std::string_view code) {
  const auto view = service.scan(code);
  if (!view) return Error::of(ErrorKind::not_found, "no product has this code");
  return Response::json(scan_json(service, *view, call.language())).with("Cache-Control", "public, max-age=60");
}

Result<Response> one(const Service& service, const http::Call<>& call, ReportId id) {
  OCOP_TRY(report, service.find_report(call.actor, id));
  return http::versioned(report_json(report), report.version);
}

Result<Response> close(Service& service, const http::Call<CloseReport>& call, ReportId id) {
  OCOP_TRY(report, service.close_report(call.actor, id, call.input));
  return http::versioned(report_json(report), report.version);
}

}  // namespace

void write_report(json::Writer& out, const Report& report) {
  out.begin_object().field("id", report.id.text()).field("number", report.number).field("code", report.code);
  out.member("product");
  if (report.product) out.text(report.product->text());
  else out.null();
  out.field("product_name", report.product_name).field("province", report.province).field("where", report.seen_where);
  out.field("what", report.what).field("contact", report.contact).field("reported", report.reported.iso());
  out.field("state", name(report.state)).field("finding", report.finding);
  out.member("closed");
  if (report.closed) out.text(report.closed->iso());
  else out.null();
  out.field("version", report.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, service)
      .get("/api/v1/scans/{code}", Policy::anyone(), scan, "is the star of this code valid today")
      .get("/api/v1/reports/{id}", kProvince, one, "one report of a fake")
      .post("/api/v1/reports/{id}/close", kProvince, close_report(), close, "close a report with what was found");
}

}  // namespace ocop::resolver
