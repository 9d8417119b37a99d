#include "modules/withdrawals/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/withdrawals/requests.h"

namespace ocop::withdrawals {
namespace {

using http::Call;
using http::Response;

Result<Response> propose(Service& service, const Call<Propose>& call, std::string_view product) {
  OCOP_TRY(proposal, service.open(call.actor, product, call.input));
  json::Writer out;
  write_proposal(out, proposal);
  return http::created(out.take(), "/api/v1/withdrawals/" + proposal.id.text());
}
Result<Response> one(const Service& service, const Call<>& call, ProposalId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(write_proposal, shown.proposal);
}
// A step, and then the thing as it stands.
template <auto Step, class Input>
Result<Response> act(Service& service, const Call<Input>& call, ProposalId id) {
  OCOP_TRY(proposal, (service.*Step)(call.actor, id, call.input));
  return http::versioned(write_proposal, proposal);
}

}  // namespace

void write_proposal(json::Writer& out, const Proposal& one) {
  out.begin_object().field("id", one.id).field("product", one.product).field("product_name", one.product_name);
  out.field("producer", one.producer).field("province", one.province).field("commune", one.commune).field("stars", one.stars);
  out.field("certificate", one.certificate).field("moved_from", one.moved_from);
  out.field("ground", certificates::name(one.ground)).field("state", name(one.state));
  out.field("proposed", one.proposed).field("concluded", one.concluded).field("organ", one.organ).field("conclusion", one.conclusion);
  out.field("due", one.due).field("submission", one.submission).field("decision", one.decision).field("decided", one.decided);
  out.field("answer", one.answer).field("log_index", one.log_index).field("version", one.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProposes = Policy::roles(Role::commune_officer, Role::provincial_body);
  constexpr Policy kProvince = Policy::roles(Role::provincial_body), kDecides = Policy::roles(Role::provincial_body, Role::ministry);
  constexpr Policy kReads =
      Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry, Role::producer_member, Role::helper);
  constexpr http::Also kOne{.answers = kProposalSchema};
  http::Table(router, service)
      .post("/api/v1/products/{id}/withdrawals", kProposes, propose_fields(), propose, "Propose to withdraw a product's certificate",
            {.answers = kProposalSchema, .gives = http::Gives::created})
      .get("/api/v1/withdrawals/{id}", kReads, one, "A withdrawal that is proposed", kOne)
      .post("/api/v1/withdrawals/{id}/conclusion", kProposes, conclude_fields(), act<&Service::conclude, Conclude>,
            "Enter the authority's conclusion, or the commune's confirmation: the 15 days of article 8.4 begin", kOne)
      .post("/api/v1/withdrawals/{id}/submission", kProvince, submit_fields(), act<&Service::submit, Submit>,
            "Submit a withdrawal to whoever decides", kOne)
      .post("/api/v1/withdrawals/{id}/decision", kDecides, decide_fields(), act<&Service::decide, Decide>,
            "Record the decision: the certificate is withdrawn; of five stars the Ministry", kOne)
      .post("/api/v1/withdrawals/{id}/move", kProvince, move_fields(), act<&Service::move, Move>,
            "Move a withdrawal to the certificate that was issued in place of its own; it is to be concluded on anew", kOne)
      .post("/api/v1/withdrawals/{id}/drop", kDecides, drop_fields(), act<&Service::drop, Drop>, "Not withdrawn, with the reason", kOne);
}

}  // namespace ocop::withdrawals
