#include "modules/evaluation/api_json.h"
#include "modules/evaluation/api_routes.h"

// The province's and the council's side of the API.
namespace ocop::evaluation::api {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr Policy kProvince = Policy::roles(Role::provincial_body);
constexpr Policy kMembers = Policy::roles(Role::council_member);
constexpr Policy kChairs = Policy::roles(Role::council_chair);
constexpr Policy kProgress = Policy::roles(Role::council_chair, Role::provincial_body);

Response returned(Service& service, const Request& request) {
  return with_body(request, [&](DossierId id, const json::Document& document) {
    const auto seen = version(request, document);
    if (!seen) return http::problem(seen.error(), request);
    return done(service.return_back(request.actor, id, *seen, document.root()["reason"].text_or("")), request);
  });
}

Response opened(Service& service, const Request& request) {
  return with_body(request, [&](DossierId id, const json::Document& document) {
    const auto ask = name_council(request, document);
    if (!ask) return http::problem(ask.error(), request);
    const auto dossier = service.open_council(request.actor, id, *ask);
    return dossier ? Response::json(opened_json(*dossier)) : http::problem(dossier.error(), request);
  });
}

Response seats(Service& service, const Request& request) {
  return with_id(request, [&](DossierId id) {
    const auto view = service.closing(request.actor, id);
    return view ? Response::json(seats_json(*view)) : http::problem(view.error(), request);
  });
}

// Only the caller's own sheet exists for the caller: any other number is not found, whether or not somebody sits there.
template <class Act>
Response on_own_sheet(Service& service, const Request& request, Act&& act) {
  return with_id(request, [&](DossierId id) {
    const auto view = service.own_sheet(request.actor, id);
    if (!view) return http::problem(view.error(), request);
    const std::string_view asked = request.value("seat");
    if (asked != "own" && asked != std::to_string(view->sheet.seat))
      return http::problem(Error::of(ErrorKind::not_found, "not the caller's sheet"), request);
    return act(id, *view);
  });
}

Response sheet_shown(Service& service, const Request& request) {
  return on_own_sheet(service, request, [&](DossierId, const SheetView& view) {
    Response response = Response::json(sheet_json(view));
    response.etag = std::to_string(view.sheet.version);
    return response;
  });
}

Response sheet_answered(Service& service, const Request& request) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  return on_own_sheet(service, request, [&](DossierId id, const SheetView&) {
    const auto ask = save_answer(request, *document);
    if (!ask) return http::problem(ask.error(), request);
    return saved_response(service.save_sheet_answer(request.actor, id, *ask), request);
  });
}

Response opinion_saved(Service& service, const Request& request) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  return on_own_sheet(service, request, [&](DossierId id, const SheetView&) {
    const auto seen = version(request, *document);
    if (!seen) return http::problem(seen.error(), request);
    const SaveOpinion ask{std::string(request.value("part")), std::string(document->root()["text"].text_or("")), *seen};
    return saved_response(service.save_opinion(request.actor, id, ask), request);
  });
}

Response knockouts_saved(Service& service, const Request& request) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  return on_own_sheet(service, request, [&](DossierId id, const SheetView&) {
    const auto ask = save_knockouts(request, *document);
    if (!ask) return http::problem(ask.error(), request);
    return saved_response(service.save_knockouts(request.actor, id, *ask), request);
  });
}

Response sheet_submitted(Service& service, const Request& request) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  return on_own_sheet(service, request, [&](DossierId id, const SheetView&) {
    const auto seen = version(request, *document);
    if (!seen) return http::problem(seen.error(), request);
    const Submit ask{*seen, rules::Tick::given, tick(*document, "gaps_accepted")};
    return saved_response(service.submit_sheet(request.actor, id, ask), request);
  });
}

Response sheet_reopened(Service& service, const Request& request) {
  return with_body(request, [&](DossierId id, const json::Document& document) {
    int seat = 0;
    for (const char digit : request.value("seat")) seat = digit >= '0' && digit <= '9' && seat < 1000 ? seat * 10 + (digit - '0') : 9999;
    return done(service.reopen_sheet(request.actor, id, seat, document.root()["reason"].text_or("")), request);
  });
}

Response closed(Service& service, const Request& request) {
  return with_body(request, [&](DossierId id, const json::Document& document) {
    const auto seen = version(request, document);
    if (!seen) return http::problem(seen.error(), request);
    const auto result = service.close(request.actor, id, {*seen, tick(document, "spread_accepted")});
    if (!result) return http::problem(result.error(), request);
    const auto view = service.result(request.actor, id);
    return view ? Response::json(result_json(*view)) : http::problem(view.error(), request);
  });
}

Response result(Service& service, const Request& request) {
  return with_id(request, [&](DossierId id) {
    const auto view = service.result(request.actor, id);
    return view ? Response::json(result_json(*view)) : http::problem(view.error(), request);
  });
}

Response settings_shown(Service& service, const Request& request) {
  const auto all = service.province_settings(request.actor, request.value("province"));
  return all ? Response::json(settings_json(*all)) : http::problem(all.error(), request);
}

Response settings_added(Service& service, const Request& request) {
  const auto document = body(request);
  if (!document) return http::problem(document.error(), request);
  const auto asked = settings(*document);
  if (!asked) return http::problem(asked.error(), request);
  return done(service.add_settings(request.actor, request.value("province"), *asked), request);
}

constexpr std::string_view kHandIn =
    R"({"type":"object","additionalProperties":false,"properties":{"gaps_accepted":{"type":"boolean"},"version":{"type":"integer","minimum":0}}})";
constexpr std::string_view kReason = R"({"type":"object","additionalProperties":false,"required":["reason"],"properties":{"reason":{"type":"string"},"version":{"type":"integer"}}})";
constexpr std::string_view kCouncil =
    R"({"type":"object","additionalProperties":false,"required":["members","chair"],"properties":{"members":{"type":"array","items":{"type":"string","format":"uuid"}},"chair":{"type":"string","format":"uuid"},"version":{"type":"integer"}}})";
constexpr std::string_view kAnswer =
    R"({"type":"object","additionalProperties":false,"required":["option"],"properties":{"option":{"type":"integer","minimum":0},"note":{"type":"string"},"version":{"type":"integer","minimum":0}}})";
constexpr std::string_view kOpinion = R"({"type":"object","additionalProperties":false,"required":["text"],"properties":{"text":{"type":"string"},"version":{"type":"integer"}}})";
constexpr std::string_view kTicks =
    R"({"type":"object","additionalProperties":false,"required":["ticks"],"properties":{"ticks":{"type":"object","additionalProperties":{"type":"string"}},"version":{"type":"integer"}}})";
constexpr std::string_view kClosing = R"({"type":"object","additionalProperties":false,"properties":{"spread_accepted":{"type":"boolean"},"version":{"type":"integer"}}})";
constexpr std::string_view kSettings =
    R"({"type":"object","additionalProperties":false,"required":["valid_from"],"properties":{"valid_from":{"type":"string","format":"date"},"council_size_min":{"type":"integer"},"quorum_percent":{"type":"integer"},"spread_limit":{"type":"integer"},"floor_basis":{"enum":["mean","every_sheet"]},"rounding":{"enum":["cut","half_up"]},"self_score":{"enum":["hidden","shown"]}}})";

}  // namespace

void add_council_routes(http::Router& router, Service& service) {
  struct Line { Method method; std::string_view pattern; Policy policy; Response (*handler)(Service&, const Request&); std::string_view summary; std::string_view schema; };
  const Line lines[] = {
      {Method::post, "/api/v1/dossiers/{id}/return", kProvince, returned, "Send a submitted dossier back for completion (article 7.3a)", kReason},
      {Method::post, "/api/v1/dossiers/{id}/council", kProvince, opened, "Name the council and open the dossier to it", kCouncil},
      {Method::get, "/api/v1/dossiers/{id}/sheets", kProgress, seats, "Who has handed in; never what", {}},
      {Method::get, "/api/v1/dossiers/{id}/sheets/{seat}", kMembers, sheet_shown, "The caller's own sheet (\"own\" or its number)", {}},
      {Method::put, "/api/v1/dossiers/{id}/sheets/{seat}/answers/{criterion}", kMembers, sheet_answered, "Save one answer of the own sheet", kAnswer},
      {Method::put, "/api/v1/dossiers/{id}/sheets/{seat}/opinions/{part}", kMembers, opinion_saved, "Save the opinion on a part", kOpinion},
      {Method::put, "/api/v1/dossiers/{id}/sheets/{seat}/knockouts", kMembers, knockouts_saved, "Save the knock-outs, each with its reason", kTicks},
      {Method::post, "/api/v1/dossiers/{id}/sheets/{seat}/submission", kMembers, sheet_submitted, "Hand in the own sheet; it is locked", kHandIn},
      {Method::post, "/api/v1/dossiers/{id}/sheets/{seat}/reopening", kChairs, sheet_reopened, "Let a member score again, with the reason", kReason},
      {Method::post, "/api/v1/dossiers/{id}/closing", kChairs, closed, "Close the scoring and fix the result", kClosing},
      {Method::get, "/api/v1/dossiers/{id}/result", Policy::signed_in(), result, "The result of a closed dossier", {}},
      {Method::get, "/api/v1/evaluation-settings/{province}", kProvince, settings_shown, "Settings of the province's council regulation, newest first", {}},
      {Method::post, "/api/v1/evaluation-settings/{province}", kProvince, settings_added, "Settings from a day on", kSettings},
  };
  for (const Line& line : lines) {
    http::Route route;
    route.method = line.method;
    route.pattern = line.pattern;
    route.policy = line.policy;
    route.handler = [&service, handler = line.handler](const Request& request) { return handler(service, request); };
    route.summary = line.summary;
    route.request_schema = line.schema;
    router.add(std::move(route));
  }
}

}  // namespace ocop::evaluation::api
