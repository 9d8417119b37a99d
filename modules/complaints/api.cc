#include "modules/complaints/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/complaints/requests.h"

namespace ocop::complaints {
namespace {

using http::Call;
using http::Response;

Result<Response> file(Service& service, const Call<File>& call, DossierId dossier) {
  OCOP_TRY(complaint, service.file(call.actor, dossier, call.input));
  return http::created(write_complaint, complaint, "/api/v1" + path_of(complaint));
}
Result<Response> one(const Service& service, const Call<>& call, ComplaintId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(write_complaint, shown.complaint);
}
// A step, and then the thing as it stands.
template <auto Step, class Input>
Result<Response> act(Service& service, const Call<Input>& call, ComplaintId id) {
  OCOP_TRY(complaint, (service.*Step)(call.actor, id, call.input));
  return http::versioned(write_complaint, complaint);
}

void write_terms(json::Writer& out, const Terms& terms) {
  out.begin_object().field("valid_from", terms.basis.empty() ? std::optional<Date>() : std::optional(terms.valid_from));
  out.field("file_days", terms.file_days).field("answer_days", terms.answer_days).field("basis", terms.basis).end_object();
}
Result<Response> terms(const Service& service, const Call<>& call) {
  OCOP_TRY(shown, service.terms(call.actor));
  json::Writer out;
  out.begin_object().member("today");
  write_terms(out, shown.today);
  out.member("all").begin_array();
  for (const Terms& one : shown.all) write_terms(out, one);
  out.end_array().end_object();
  return http::content(out.take());
}
Result<Response> set_terms(Service& service, const Call<SetTerms>& call) {
  OCOP_TRY(terms, service.set_terms(call.actor, call.input));
  return Response::json(json::written(write_terms, terms), 201);
}

constexpr std::string_view kOneTerms =
    R"({"type":"object","properties":{"valid_from":{"type":["string","null"]},"file_days":{"type":"integer"},)"
    R"("answer_days":{"type":"integer"},"basis":{"type":"string"}}})";
constexpr std::string_view kAllTerms =
    R"({"type":"object","properties":{"today":{"type":"object"},"all":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void write_complaint(json::Writer& out, const Complaint& one) {
  out.begin_object().field("id", one.id).field("dossier", one.dossier).field("dossier_number", one.dossier_number);
  out.field("product", one.product).field("product_name", one.product_name).field("producer", one.producer);
  out.field("province", one.province).field("decision", one.decision).field("state", name(one.state)).field("words", one.words);
  out.field("filed", one.filed).field("file_by", one.file_by).field("received", one.received).field("due", one.due);
  out.field("basis", one.basis).field("follow", name(one.follow)).field("answer", one.answer).field("ended", one.ended);
  out.field("log_index", one.log_index).field("version", one.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMakers = Policy::roles(Role::producer_member, Role::helper), kProvince = Policy::roles(Role::provincial_body);
  constexpr Policy kReads = Policy::roles(Role::producer_member, Role::helper, Role::provincial_body);
  constexpr http::Also kOne{.answers = kComplaintSchema};
  http::Table(router, service)
      .post("/api/v1/dossiers/{id}/complaints", kMakers, file_fields(), file, "Complain about the decision on an own dossier",
            {.answers = kComplaintSchema, .gives = http::Gives::created})
      .get("/api/v1/complaints/terms", kProvince, terms, "The province's terms for complaints", {.answers = kAllTerms})
      .post("/api/v1/complaints/terms", kProvince, terms_fields(), set_terms, "Enter the province's terms for complaints from a day on",
            {.answers = kOneTerms, .gives = http::Gives::created})
      .get("/api/v1/complaints/{id}", kReads, one, "A complaint about a result", kOne)
      .post("/api/v1/complaints/{id}/receipt", kProvince, version_fields(), act<&Service::receive, Versioned>,
            "Receive a complaint: the term of its answer begins", kOne)
      .post("/api/v1/complaints/{id}/answer", kProvince, answer_fields(), act<&Service::answer, Answer>,
            "Answer a complaint: upheld with what follows, or rejected", kOne)
      .post("/api/v1/complaints/{id}/withdraw", kMakers, version_fields(), act<&Service::withdraw, Versioned>,
            "The producer withdraws its complaint", kOne);
}

}  // namespace ocop::complaints
