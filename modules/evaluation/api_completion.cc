#include "modules/evaluation/api_routes.h"
#include "modules/evaluation/requests_completion.h"

// Requests for completion over the API. A request is named by its number within the dossier.
namespace ocop::evaluation::api {
namespace {

using http::Call;
using http::Response;

Result<Response> asked(Service& service, const Call<AskInput>& call, DossierId id) {
  AskCompletion ask = ask_of(call.input);
  OCOP_TRY(attempt, http::attempt_of(call.request));
  ask.attempt = attempt;
  OCOP_TRY(done, service.ask_completion(call.actor, id, ask));
  const int status = done.how == Asked::How::now ? 201 : 200;
  return Response::json(completion_json(done.completion), status).with("Location", "/api/v1/dossiers/" + id.text());
}

Result<Response> answered(Service& service, const Call<AnswerCompletion>& call, DossierId id, int number) {
  return saved_response(service.answer_completion(call.actor, id, number, call.input));
}

Result<Response> cancelled(Service& service, const Call<Version>& call, DossierId id, int number) {
  OCOP_CHECK(service.cancel_completion(call.actor, id, number, call.input.version));
  return http::done();
}

Result<Response> corrected(Service& service, const Call<CorrectField>& call, DossierId id) {
  OCOP_CHECK(service.correct_field(call.actor, id, call.input));
  return http::done();
}

}  // namespace

void add_completion_routes(http::Router& router, Service& service) {
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  constexpr Policy kAsks = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry);
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/dossiers/{id}/completions", kAsks, completion_fields(), asked,
            "Ask the producer to complete a dossier, which stays where it is; If-Match carries the dossier's version",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .post("/api/v1/dossiers/{id}/completions/{number}/answer", kProducers, completion_answer_fields(), answered,
            "Answer a request for completion: the sheet is handed in anew; If-Match carries the sheet's version")
      .post("/api/v1/dossiers/{id}/completions/{number}/cancellation", kAsks, version_fields(), cancelled,
            "Cancel a request for completion; If-Match carries the dossier's version", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/corrections", kOffices, correction_fields(), corrected,
            "Correct a slip in the producer's form: the product's name, or a note; If-Match carries the dossier's version",
            {.gives = http::Gives::nothing});
}

}  // namespace ocop::evaluation::api
