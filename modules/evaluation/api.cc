#include "modules/evaluation/api.h"

#include "modules/evaluation/api_routes.h"

// The producer's side of the API and what everybody reads.
namespace ocop::evaluation {
namespace {

using http::Call;
using http::Response;

Result<Response> opened(Service& service, const Call<OpenDossier>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OpenDossier ask = call.input;
  ask.attempt = attempt;
  OCOP_TRY(result, service.open_dossier(call.actor, ask));
  const int status = result.how == Opened::How::now ? 201 : 200;
  return http::versioned(api::opened_json(result.dossier), result.dossier.version, status)
      .with("Location", "/api/v1/dossiers/" + result.dossier.id.text());
}

Result<Response> shown(Service& service, const Call<>& call, DossierId id) {
  OCOP_TRY(view, service.view(call.actor, id));
  Response response = Response::json(api::dossier_json(view, call.language()));
  response.etag = std::to_string(view.dossier.version) + "-" + std::to_string(view.self.version);
  return response;
}

Result<Response> answered(Service& service, const Call<SaveAnswer>& call, DossierId id, std::string_view criterion) {
  SaveAnswer ask = call.input;
  ask.criterion = criterion;
  return api::saved_response(service.save_answer(call.actor, id, ask));
}

Result<Response> submitted(Service& service, const Call<Submit>& call, DossierId id) {
  return api::saved_response(service.submit(call.actor, id, call.input));
}

Result<Response> discarded(Service& service, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(service.discard(call.actor, id, call.input.version));
  return http::done();
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kProducers = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .post("/api/v1/dossiers", kProducers, open_dossier_fields(), opened, "Open a dossier for one of the producer's products",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/dossiers/{id}", Policy::signed_in(), shown, "One dossier")
      .remove("/api/v1/dossiers/{id}", kProducers, version_fields(), discarded, "Drop a draft that was never submitted",
              {.gives = http::Gives::nothing})
      .put("/api/v1/dossiers/{id}/answers/{criterion}", kProducers, answer_fields(), answered,
           "Save one answer of the self-assessment; If-Match carries its version")
      .post("/api/v1/dossiers/{id}/submission", kProducers, submission_fields(), submitted,
            "Submit the dossier; If-Match carries the sheet's version");
  api::add_commune_routes(router, service);
  api::add_completion_routes(router, service);
  api::add_council_routes(router, service);
  api::add_centre_routes(router, service);
  api::add_position_routes(router, service);
}

}  // namespace ocop::evaluation
