#include "modules/evaluation/api_routes.h"

// The API of files at the centre: the rest of it is a dossier's.
namespace ocop::evaluation::api {
namespace {

using http::Call;
using http::Response;

Result<Response> received(Service& service, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(service.receive(call.actor, id, call.input.version));
  return http::done();
}

Result<Response> adopted(Service& service, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(service.adopt(call.actor, id, call.input.version));
  OCOP_TRY(view, service.result(call.actor, id));
  return Response::json(result_json(view));
}

}  // namespace

void add_centre_routes(http::Router& router, Service& service) {
  http::Table(router, service)
      .post("/api/v1/dossiers/{id}/reception", Policy::roles(Role::ministry), version_fields(), received,
            "Receive a file at the centre: it is whole", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/adoption", Policy::roles(Role::provincial_body), version_fields(), adopted,
            "Take the central council's result of a dossier that came back");
}

}  // namespace ocop::evaluation::api
