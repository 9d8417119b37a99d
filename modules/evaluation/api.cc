#include "modules/evaluation/api.h"

#include "modules/evaluation/api_json.h"
#include "modules/evaluation/api_routes.h"

// The producer's side of the API and what everybody reads.
namespace ocop::evaluation {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr Policy kProducers = Policy::roles(Role::producer_member);

Response opened(Service& service, const Request& request) {
  const auto document = api::body(request);
  if (!document) return http::problem(document.error(), request);
  const json::Node root = document->root();
  OpenDossier ask;
  ask.product = ProductId::parse(root["product"].text_or("")).value_or(ProductId{});
  ask.kind = root["kind"].text_or("");
  ask.product_set = root["product_set"].text_or("");
  ask.idempotency_key = request.header("idempotency-key");
  const auto result = service.open_dossier(request.actor, ask);
  if (!result) return http::problem(result.error(), request);
  const bool now = result->how == Opened::How::now;
  Response response = Response::json(api::opened_json(result->dossier), now ? 201 : 200);
  response.etag = std::to_string(result->dossier.version);
  return std::move(response).with("Location", "/api/v1/dossiers/" + result->dossier.id.text());
}

Response shown(Service& service, const Request& request) {
  return api::with_id(request, [&](DossierId id) {
    const auto view = service.view(request.actor, id);
    if (!view) return http::problem(view.error(), request);
    Response response = Response::json(api::dossier_json(*view, request.language));
    response.etag = std::to_string(view->dossier.version) + "-" + std::to_string(view->self.version);
    return response;
  });
}

Response answered(Service& service, const Request& request) {
  return api::with_body(request, [&](DossierId id, const json::Document& document) {
    const auto ask = api::save_answer(request, document);
    if (!ask) return http::problem(ask.error(), request);
    return api::saved_response(service.save_answer(request.actor, id, *ask), request);
  });
}

Response submitted(Service& service, const Request& request) {
  return api::with_body(request, [&](DossierId id, const json::Document& document) {
    const auto seen = api::version(request, document);
    if (!seen) return http::problem(seen.error(), request);
    const Submit ask{*seen, api::tick(document, "declared"), api::tick(document, "gaps_accepted")};
    return api::saved_response(service.submit(request.actor, id, ask), request);
  });
}

Response discarded(Service& service, const Request& request) {
  return api::with_body(request, [&](DossierId id, const json::Document& document) {
    const auto seen = api::version(request, document);
    if (!seen) return http::problem(seen.error(), request);
    return api::done(service.discard(request.actor, id, *seen), request);
  });
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  const auto bound = [&service](Response (*handler)(Service&, const Request&)) {
    return [&service, handler](const Request& request) { return handler(service, request); };
  };
  const auto add = [&](Method method, std::string pattern, Policy policy, Response (*handler)(Service&, const Request&), std::string summary,
                       std::string request_schema = {}) {
    http::Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.policy = policy;
    route.handler = bound(handler);
    route.summary = std::move(summary);
    route.request_schema = std::move(request_schema);
    router.add(std::move(route));
  };
  add(Method::get, "/api/v1/dossiers", Policy::signed_in(),
      [](Service& s, const Request& r) {
        const auto work = s.work(r.actor);
        return work ? Response::json(api::work_json(*work)) : http::problem(work.error(), r);
      },
      "Dossiers within the caller's scope: what waits for the caller, what waits for others, what is done");
  add(Method::post, "/api/v1/dossiers", kProducers, opened, "Open a dossier for one of the producer's products",
      R"({"type":"object","additionalProperties":false,"required":["product","kind","product_set"],"properties":{"product":{"type":"string","format":"uuid"},"kind":{"enum":["first","upgrade","renewal"]},"product_set":{"type":"string"}}})");
  add(Method::get, "/api/v1/dossiers/{id}", Policy::signed_in(), shown, "One dossier");
  add(Method::delete_, "/api/v1/dossiers/{id}", kProducers, discarded, "Drop a draft that was never submitted");
  add(Method::put, "/api/v1/dossiers/{id}/answers/{criterion}", kProducers, answered,
      "Save one answer of the self-assessment; If-Match carries its version",
      R"({"type":"object","additionalProperties":false,"required":["option"],"properties":{"option":{"type":"integer","minimum":0},"note":{"type":"string"},"papers":{"type":"array","items":{"type":"string","format":"uuid"}},"version":{"type":"integer","minimum":0}}})");
  add(Method::post, "/api/v1/dossiers/{id}/submission", kProducers, submitted, "Submit the dossier; If-Match carries the sheet's version",
      R"({"type":"object","additionalProperties":false,"required":["declared"],"properties":{"declared":{"type":"boolean"},"gaps_accepted":{"type":"boolean"},"version":{"type":"integer","minimum":0}}})");
  api::add_council_routes(router, service);
}

}  // namespace ocop::evaluation
