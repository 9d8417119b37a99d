#include "kernel/json/json.h"
#include "modules/evaluation/api_routes.h"

// The API before a council is named: the commune's report, forwarding, sending back, which the province does too, and the advisory group's
// report.
namespace ocop::evaluation::api {
namespace {

using http::Call;
using http::Response;

Response report_response(const CommuneReport& report) { return http::versioned(report_json(report), report.version); }

// A program from before there was a meeting and a letter leaves them out, and erases nothing by that: "" does. No day is sent empty
// (kernel/http): it goes with its words, when those are.
ReportWords::Unsaid unsaid_of(const http::Request& request) {
  const auto body = json::parse(request.body);   // it was read before; none at all says nothing
  const auto unsaid = [&](std::string_view key) { return !body || !body->root()[key]; };
  const auto emptied = [&](std::string_view key) { return !unsaid(key) && body->root()[key].text_or("") == ""; };
  return {.met_on = unsaid("met_on") && !(emptied("met_with") && emptied("met_said")), .met_with = unsaid("met_with"),
          .met_said = unsaid("met_said"), .letter_number = unsaid("letter_number"),
          .letter_on = unsaid("letter_on") && !emptied("letter_number")};
}

Result<Response> report_saved(Service& service, const Call<ReportInput>& call, DossierId id) {
  ReportWords words = call.input;
  words.unsaid = unsaid_of(call.request);
  OCOP_TRY(report, service.save_report(call.actor, id, {call.input.version, std::move(words)}));
  return report_response(report);
}

Result<Response> forwarded(Service& service, const Call<Version>& call, DossierId id) {
  OCOP_TRY(report, service.save_report(call.actor, id, {call.input.version, {}, SaveReport::Then::forward}));
  return report_response(report);
}

Result<Response> returned(Service& service, const Call<ReturnBack>& call, DossierId id) {
  OCOP_CHECK(service.return_back(call.actor, id, call.input.version, call.input.reason));
  return http::done();
}

Result<Response> advised(Service& service, const Call<AdviceInput>& call, DossierId id) {
  OCOP_TRY(advice, service.save_advice(call.actor, id, call.input.ask()));
  return http::versioned(advice_json(advice), advice.version);
}

}  // namespace

void add_commune_routes(http::Router& router, Service& service) {
  constexpr Policy kCommunes = Policy::roles(Role::commune_officer);
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  http::Table(router, service)
      .put("/api/v1/dossiers/{id}/report", kCommunes, report_fields(), report_saved,
           "Save the commune's report on the four matters (form 03); If-Match carries its version. Meeting and letter stay where they are"
           " left out; empty words take their day along")
      .post("/api/v1/dossiers/{id}/forwarding", kCommunes, version_fields(), forwarded,
            "Forward the dossier to the province with the report as saved; If-Match carries the report's version")
      .post("/api/v1/dossiers/{id}/return", kOffices, return_fields(), returned,
            "Send a dossier back to be done again: the commune what was handed in, the province what was forwarded",
            {.gives = http::Gives::nothing})
      .put("/api/v1/dossiers/{id}/advice", Policy::roles(Role::advisory_group, Role::provincial_body), advice_fields(), advised,
           "Save the report on a dossier, of the advisory group, or of a renewal the office's;"
           " If-Match carries its version, 0 for the first");
}

}  // namespace ocop::evaluation::api
