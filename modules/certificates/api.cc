#include "modules/certificates/api.h"

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/query.h"

namespace ocop::certificates {
namespace {

using http::Request;
using http::Response;

constexpr int kPageSize = 100;            // a page of the API is some 60 kB
constexpr std::size_t kEtagDigits = 16;   // 64 bits of the content's hash
constexpr std::size_t kDecisionBody = 16u << 10;   // reason of 2,000 bytes, escaped

void write_withdrawal(json::Writer& out, const Withdrawal& withdrawal) {
  out.begin_object().field("ground", name(withdrawal.ground)).field("decision", withdrawal.decision_number);
  out.field("concluded", withdrawal.concluded.iso()).field("decided", withdrawal.decided.iso()).field("signer", withdrawal.signer);
  out.member("in_time").boolean(rules::in_time(withdrawal)).field("log_index", withdrawal.log_index).end_object();
}

void write_certificate(json::Writer& out, const Issued& issued, Date today) {
  const Certificate& certificate = issued.certificate;
  const auto window = rules::renewal_window(certificate.valid_until);
  out.begin_object().field("number", certificate.number).field("validity", products::name(validity(certificate, today)));
  out.field("product", certificate.product_name).field("product_id", certificate.product.text());
  out.field("producer", certificate.producer_name).field("producer_id", certificate.producer.text());
  out.field("province", certificate.province).field("place", certificate.place).field("group", certificate.group);
  out.field("stars", static_cast<std::int64_t>(certificate.stars)).field("decision", certificate.decision_number);
  out.field("decided", certificate.decided.iso()).field("signer", certificate.signer).field("issued", certificate.issued.iso());
  out.field("valid_until", certificate.valid_until.iso());
  out.field("renewal_opens", window.opens.iso()).field("renewal_closes", window.closes.iso());
  out.field("rulebook", certificate.rulebook).field("product_set", certificate.product_set).field("log_index", certificate.log_index);
  out.member("withdrawal");
  if (issued.withdrawal) write_withdrawal(out, *issued.withdrawal);
  else out.null();
  out.end_object();
}

Response answer(std::string body, int status = 200) {
  Response response = Response::json(std::move(body), status);
  response.etag = crypto::sha256_hex(response.body).substr(0, kEtagDigits);
  return response;
}

Response list(const Service& service, const Request& request) {
  const auto query = read_list_query(request.query);
  if (!query) return http::problem(query.error(), request);
  const std::int64_t offset = static_cast<std::int64_t>(query->page - 1) * kPageSize;
  const Listing listing = service.list(query->filter, kPageSize, offset);
  json::Writer out;
  out.begin_object().field("as_of", service.today().iso()).field("total", listing.total);
  out.field("page", static_cast<std::int64_t>(query->page)).member("certificates").begin_array();
  for (const Issued& issued : listing.rows) write_certificate(out, issued, service.today());
  out.end_array().member("next_page");
  if (offset + kPageSize < listing.total) out.integer(query->page + 1);
  else out.null();
  out.end_object();
  return answer(out.take());
}

Response one(const Service& service, const Request& request) {
  const auto view = service.view(request.value("number"));
  if (!view) return http::problem(view.error(), request);
  json::Writer out;
  write_certificate(out, view->issued, service.today());
  return answer(out.take());
}

Response proof(Service& service, const Request& request) {
  auto file = service.proof_file(request.value("number"));
  if (!file) return http::problem(file.error(), request);
  return answer(std::move(*file));
}

Response verify(const Service& service, const Request& request) {
  const auto verdict = service.verify(request.body);
  if (!verdict) return http::problem(verdict.error(), request);
  json::Writer out;
  out.begin_object().member("holds").boolean(true).field("number", verdict->certificate.number);
  out.field("logged", verdict->logged.iso()).field("log_index", verdict->log_index).field("tree_size", verdict->tree_size);
  out.field("valid_until", verdict->certificate.valid_until.iso()).end_object();
  return Response::json(out.take());
}

// What was decided, and the certificate when there is one.
std::string decision_json(const DecisionView& view, Date today) {
  json::Writer out;
  out.begin_object().field("dossier", view.dossier.id.text()).field("dossier_number", view.dossier.number);
  out.field("product", view.product.name).field("state", evaluation::name(view.dossier.state)).field("version", view.dossier.version);
  out.field("stars", static_cast<std::int64_t>(view.dossier.outcome.stars)).member("total").number(view.dossier.outcome.total.cut(2));
  out.member("possible").begin_array();
  if (!view.decision) {
    for (const Outcome outcome : rules::possible_outcomes(view.dossier.outcome.band, view.dossier.outcome.stars)) out.text(name(outcome));
  }
  out.end_array().member("decision");
  if (const auto& decision = view.decision) {
    out.begin_object().field("outcome", name(decision->outcome)).field("number", decision->number);
    out.field("decided", decision->decided.iso()).field("signer", decision->signer).field("reason", decision->reason);
    out.field("log_index", decision->log_index).end_object();
  } else {
    out.null();
  }
  out.member("certificate");
  if (view.issued) write_certificate(out, *view.issued, today);
  else out.null();
  out.end_object();
  return out.take();
}

Response awaiting(const Service& service, const Request& request) {
  json::Writer out;
  out.begin_object().member("decisions").begin_array();
  for (const DecisionView& view : service.awaiting(request.actor)) out.raw(decision_json(view, service.today()));
  out.end_array().end_object();
  return Response::json(out.take());
}

Response decide(Service& service, const Request& request) {
  const auto document = json::parse(request.body);
  if (!document) return http::problem(document.error(), request);
  const json::Node root = document->root();
  const auto dossier = DossierId::parse(root["dossier"].text_or(""));
  if (!dossier) {
    const Problem problem{"dossier", root["dossier"].brief(), "a UUID", msg::dossier_missing};
    return http::problem(Error::of(ErrorKind::invalid_input, problem), request);
  }
  const auto text = [&](std::string_view key) { return std::string(root[key].text_or("")); };
  const rules::DecisionInput input{text("outcome"), text("number"), text("decided"), text("signer"), text("reason"),
                                   root["version"].integer().value_or(0)};
  const auto done = service.record(request.actor, *dossier, input);
  if (!done) return http::problem(done.error(), request);
  Response response = Response::json(decision_json(*done, service.today()), 201);
  if (!done->issued) return response;
  return std::move(response).with("Location", "/api/v1/certificates/" + done->issued->certificate.number);
}

Response withdraw(Service& service, const Request& request) {
  const auto document = json::parse(request.body);
  if (!document) return http::problem(document.error(), request);
  const auto text = [&](std::string_view key) { return std::string(document->root()[key].text_or("")); };
  const rules::WithdrawalInput input{text("ground"), text("number"), text("concluded"), text("decided"), text("signer"), text("note")};
  const auto done = service.withdraw(request.actor, request.value("number"), input);
  if (!done) return http::problem(done.error(), request);
  json::Writer out;
  write_certificate(out, *done, service.today());
  return Response::json(out.take(), 201);
}

constexpr const char* kDecisionSchema =
    R"({"type":"object","additionalProperties":false,"required":["dossier","version","outcome","number","decided","signer"],"properties":{)"
    R"("dossier":{"type":"string","format":"uuid"},"version":{"type":"integer"},)"
    R"("outcome":{"enum":["recognised","not_recognised","forwarded_to_ministry"]},"number":{"type":"string","maxLength":60},)"
    R"("decided":{"type":"string","format":"date"},"signer":{"type":"string","maxLength":200},)"
    R"("reason":{"type":"string","maxLength":2000}}})";
constexpr const char* kWithdrawalSchema =
    R"({"type":"object","additionalProperties":false,"required":["ground",)"
    R"("number","concluded","decided","signer"],"properties":{"ground":{"enum":["false_dossier",)"
    R"("criteria_not_met","breach_of_law","misuse_of_mark","no_longer_produced","conclusion_of_authority"]},)"
    R"("number":{"type":"string","maxLength":60},"concluded":{"type":"string","format":"date"},)"
    R"("decided":{"type":"string","format":"date"},"signer":{"type":"string","maxLength":200},"note":{"type":"string","maxLength":2000}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  using http::Method;
  const auto reads = [&](std::string pattern, Policy policy, Response (*act)(const Service&, const Request&), std::string summary) {
    router.add({.method = Method::get, .pattern = std::move(pattern), .policy = policy,
                .handler = [&service, act](const Request& request) { return act(service, request); }, .summary = std::move(summary)});
  };
  reads("/api/v1/certificates", Policy::anyone(), list, "Certificates, newest first; province, stars, validity narrow; page pages");
  reads("/api/v1/certificates/{number}", Policy::anyone(), one, "A certificate and how it stands today");
  router.add({.method = Method::get, .pattern = "/api/v1/certificates/{number}/proof", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return proof(service, request); },
              .summary = "The file that proves the certificate offline (docs/formats/certificate-proof.md)"});
  // Changes nothing and needs nobody: a page of any site may ask.
  router.add({.method = Method::post, .pattern = "/api/v1/certificates/verify", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return verify(service, request); },
              .summary = "Checks a proof file against this log", .body_limit = kMaxProofFile, .csrf = http::Csrf::not_needed});
  reads("/api/v1/decisions", Policy::roles(Role::provincial_body), awaiting, "Closed dossiers of the province that wait for its decision");
  router.add({.method = Method::post, .pattern = "/api/v1/decisions", .policy = Policy::roles(Role::provincial_body),
              .handler = [&service](const Request& request) { return decide(service, request); },
              .summary = "Records the province's decision; with recognised, issues the certificate", .body_limit = kDecisionBody,
              .request_schema = kDecisionSchema});
  router.add({.method = Method::post, .pattern = "/api/v1/certificates/{number}/withdrawal", .policy = Policy::roles(Role::provincial_body),
              .handler = [&service](const Request& request) { return withdraw(service, request); },
              .summary = "Withdraws a certificate on a ground of article 8", .body_limit = kDecisionBody,
              .request_schema = kWithdrawalSchema});
}

}  // namespace ocop::certificates
