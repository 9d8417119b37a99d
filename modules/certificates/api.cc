#include "modules/certificates/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/certificates/requests.h"

namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t kDecisionBody = 16u << 10;   // reason of 2,000 bytes, escaped

void write_withdrawal(json::Writer& out, const Withdrawal& withdrawal) {
  out.begin_object().field("ground", name(withdrawal.ground)).field("decision", withdrawal.decision_number);
  out.field("concluded", withdrawal.concluded).field("decided", withdrawal.decided).field("signer", withdrawal.signer);
  out.member("in_time").boolean(rules::in_time(withdrawal)).field("log_index", withdrawal.log_index).end_object();
}

}  // namespace

void write_certificate(json::Writer& out, const Issued& issued, Date today) {
  const Certificate& certificate = issued.certificate;
  const auto window = rules::renewal_window(certificate.valid_until);
  out.begin_object().field("number", certificate.number).field("validity", products::name(validity(certificate, today)));
  out.field("product", certificate.product_name).field("product_id", certificate.product);
  out.field("producer", certificate.producer_name).field("producer_id", certificate.producer);
  out.field("province", certificate.province).field("place", certificate.place).field("group", certificate.group);
  out.field("stars", static_cast<std::int64_t>(certificate.stars)).field("decision", certificate.decision_number);
  out.field("decided", certificate.decided).field("signer", certificate.signer).field("issued", certificate.issued);
  const rules::Stage stage = rules::stage_of(rules::facts_of(certificate), today);
  out.field("valid_until", certificate.valid_until).field("stage", rules::name(stage));
  const bool extended = stage == rules::Stage::extended || stage == rules::Stage::filed_late || stage == rules::Stage::filed_in_time;
  out.field("extended_until", extended ? std::optional(rules::extended_until(certificate.valid_until)) : std::nullopt);
  out.field("replaced_by", certificate.replaced_by.empty() ? std::nullopt : std::optional(certificate.replaced_by));
  out.member("renewal");
  if (const auto& renewal = certificate.renewal)
    out.begin_object().field("dossier", renewal->number).field("filed", renewal->filed).field("log_index", renewal->log_index).end_object();
  else out.null();
  out.field("renewal_opens", window.opens).field("renewal_closes", window.closes);
  out.field("rulebook", certificate.rulebook).field("product_set", certificate.product_set).field("log_index", certificate.log_index);
  out.member("withdrawal");
  if (issued.withdrawal) write_withdrawal(out, *issued.withdrawal);
  else out.null();
  out.end_object();
}

// What was decided, and the certificate when there is one.
std::string decision_json(const DecisionView& view, Date today) {
  json::Writer out;
  out.begin_object().field("dossier", view.dossier.id).field("dossier_number", view.dossier.number);
  out.field("product", view.product.name).field("state", evaluation::name(view.dossier.state)).field("version", view.dossier.version);
  out.field("stars", static_cast<std::int64_t>(view.dossier.outcome.stars)).member("total").number(view.dossier.outcome.total.cut(2));
  out.member("possible").begin_array();
  if (!view.decision) {
    for (const Outcome outcome :
             rules::possible_outcomes(rules::facts_of(view.dossier)))
      out.text(name(outcome));
  }
  out.end_array().member("decision");
  if (const auto& decision = view.decision) {
    out.begin_object().field("outcome", name(decision->outcome)).field("number", decision->number);
    out.field("decided", decision->decided).field("signer", decision->signer).field("reason", decision->reason);
    out.field("log_index", decision->log_index);
    out.field("ruling", view.ruling ? std::optional(view.ruling->id.text()) : std::nullopt).end_object();
  } else {
    out.null();
  }
  out.member("certificate");
  if (view.issued) write_certificate(out, *view.issued, today);
  else out.null();
  out.end_object();
  return out.take();
}

namespace {

Result<Response> one(const Service& service, const Call<>&, std::string_view number) {
  OCOP_TRY(view, service.view(number));
  json::Writer out;
  write_certificate(out, view.issued, service.today());
  return http::content(out.take());
}

Result<Response> proof(Service& service, const Call<>&, std::string_view number) {
  OCOP_TRY(file, service.proof_file(number));
  return http::content(std::move(file));
}

Result<Response> verify(const Service& service, const Call<>& call) {
  OCOP_TRY(verdict, service.verify(call.request.body));
  json::Writer out;
  out.begin_object().member("holds").boolean(true).field("number", verdict.certificate.number);
  out.field("logged", verdict.logged).field("log_index", verdict.log_index).field("tree_size", verdict.tree_size);
  out.field("valid_until", verdict.certificate.valid_until).end_object();
  return Response::json(out.take());
}

Result<Response> decide(Service& service, const Call<DecisionOnDossier>& call) {
  OCOP_TRY(done, service.record(call.actor, call.input.dossier, call.input));
  std::string answer = decision_json(done, service.today());
  if (!done.issued) return Response::json(std::move(answer), 201);
  return http::created(std::move(answer), "/api/v1/certificates/" + done.issued->certificate.number);
}

Result<Response> withdraw(Service& service, const Call<rules::WithdrawalInput>& call, std::string_view number) {
  OCOP_TRY(done, service.withdraw(call.actor, number, call.input));
  json::Writer out;
  write_certificate(out, done, service.today());
  return Response::json(out.take(), 201);
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  constexpr http::Also kSmall{.body_limit = kDecisionBody, .gives = http::Gives::created};
  // Changes nothing and needs nobody: a page of any site may ask.
  constexpr http::Also kProof{.body_limit = kMaxProofFile, .csrf = http::Csrf::not_needed, .takes = R"({"type":"object"})"};
  add_credentials(router, service);
  http::Table(router, service)
      .get("/api/v1/certificates/{number}", Policy::anyone(), one, "A certificate and how it stands today",
           {.answers = kCertificateSchema})
      .get("/api/v1/certificates/{number}/proof", Policy::anyone(), proof,
           "The file that proves the certificate offline (docs/formats/certificate-proof.md)")
      .post("/api/v1/certificates/verify", Policy::anyone(), verify, "Checks a proof file against this log", kProof)
      .post("/api/v1/decisions", kProvince, decision_on_dossier(), decide,
            "Records the province's decision; with recognised, issues the certificate", kSmall)
      .post("/api/v1/certificates/{number}/withdrawal", Policy::roles(Role::provincial_body, Role::ministry), withdrawal_fields(), withdraw,
            "Withdraws a certificate on a ground of article 8", kSmall);
}

}  // namespace ocop::certificates
