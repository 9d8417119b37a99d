#include "modules/resolver/api.h"

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/resolver/messages.h"

namespace ocop::resolver {
namespace {

using http::Method;
using http::Request;
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

void write_report(json::Writer& out, const Report& report) {
  out.begin_object().field("id", report.id.text()).field("number", report.number).field("code", report.code);
  out.member("product");
  if (report.product) out.text(report.product->text());
  else out.null();
  out.field("product_name", report.product_name).field("province", report.province).field("where", report.seen_where);
  out.field("what", report.what).field("contact", report.contact).field("reported", report.reported.iso());
  out.field("state", report.state == ReportState::open ? "open" : "closed").field("finding", report.finding);
  out.member("closed");
  if (report.closed) out.text(report.closed->iso());
  else out.null();
  out.field("version", report.version).end_object();
}

std::string report_json(const Report& report) {
  json::Writer out;
  write_report(out, report);
  return out.take();
}

Response scan(const Service& service, const Request& request) {
  const auto view = service.scan(request.value("code"));
  if (!view) return http::problem(Error::of(ErrorKind::not_found, "no product has this code"), request);
  return Response::json(scan_json(service, *view, request.language)).with("Cache-Control", "public, max-age=60");
}

Response list(const Service& service, const Request& request) {
  const std::string_view state = request.query.get("state");
  if (!state.empty() && state != "open" && state != "closed") {
    const Problem wrong{"state", std::string(state), "open or closed", msg::reports_title, {}};
    return http::problem(Error::of(ErrorKind::invalid_input, wrong), request);
  }
  const ReportState which = state == "closed" ? ReportState::closed : ReportState::open;
  json::Writer out;
  out.begin_object().member("reports").begin_array();
  for (const Report& report : service.reports(request.actor, which)) write_report(out, report);
  out.end_array().end_object();
  return Response::json(out.take());
}

Response one(const Service& service, const Request& request) {
  const auto id = ReportId::parse(request.value("id"));
  if (!id) return http::problem(Error::of(ErrorKind::not_found, "no such report"), request);
  const auto report = service.find_report(request.actor, *id);
  return report ? Response::json(report_json(*report)) : http::problem(report.error(), request);
}

// {"version": 1, "finding": "…"}
Response close(Service& service, const Request& request) {
  const auto id = ReportId::parse(request.value("id"));
  if (!id) return http::problem(Error::of(ErrorKind::not_found, "no such report"), request);
  const auto document = json::parse(request.body);
  if (!document) return http::problem(document.error(), request);
  const auto version = document->root()["version"].integer();
  if (!version) {
    const Problem wrong{"version", document->root()["version"].brief(), "the version that was read", msg::version_is_needed, {}};
    return http::problem(Error::of(ErrorKind::invalid_input, wrong), request);
  }
  const auto report = service.close_report(request.actor, *id, *version, document->root()["finding"].text_or(""));
  return report ? Response::json(report_json(*report)) : http::problem(report.error(), request);
}

constexpr std::string_view kCloseSchema = R"({"type":"object","additionalProperties":false,"required":["version","finding"],
"properties":{"version":{"type":"integer"},"finding":{"type":"string","maxLength":2000}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  const auto make = [](Method method, std::string pattern, Policy policy, http::Handler handler, std::string summary) -> http::Route {
    http::Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.policy = policy;
    route.handler = std::move(handler);
    route.summary = std::move(summary);
    return route;
  };
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  router.add(make(Method::get, "/api/v1/scans/{code}", Policy::anyone(), [&](const Request& request) { return scan(service, request); },
                 "is the star of this code valid today"));
  router.add(make(Method::get, "/api/v1/reports", kProvince, [&](const Request& request) { return list(service, request); },
                 "reports of fakes in the province; state = open or closed"));
  router.add(make(Method::get, "/api/v1/reports/{id}", kProvince, [&](const Request& request) { return one(service, request); },
                 "one report of a fake"));
  http::Route closing = make(Method::post, "/api/v1/reports/{id}/close", kProvince,
                            [&](const Request& request) { return close(service, request); }, "close a report with what was found");
  closing.request_schema = kCloseSchema;
  router.add(std::move(closing));
}

}  // namespace ocop::resolver
