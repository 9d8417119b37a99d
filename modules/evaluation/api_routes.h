#pragma once
#include "kernel/http/http.h"
#include "modules/evaluation/api_json.h"
#include "modules/evaluation/service.h"

// What the two route tables of the API share.
namespace ocop::evaluation::api {

void add_council_routes(http::Router& router, Service& service);

// Runs `act(id)` with the dossier's id of the path; a path that is no id is not found.
template <class Act>
http::Response with_id(const http::Request& request, Act&& act) {
  const auto id = dossier_id(request);
  if (!id) return http::problem(id.error(), request);
  return act(*id);
}
template <class Act>
http::Response with_body(const http::Request& request, Act&& act) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  return with_id(request, [&](DossierId id) { return act(id, *document); });
}
// 204, or the problem.
inline http::Response done(const Result<void>& result, const http::Request& request) {
  if (!result) return http::problem(result.error(), request);
  http::Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

}  // namespace ocop::evaluation::api
