#include "kernel/json/json.h"
#include "modules/evaluation/api_positions.h"
#include "modules/evaluation/api_routes.h"
#include "modules/evaluation/requests_positions.h"

// Written views of a renewal over the API: a member gives his, the chair settles them.
namespace ocop::evaluation::api {
namespace {

using http::Call;
using http::Response;

void write_position(json::Writer& out, const Position& one, const Names& names) {
  out.begin_object().field("seat", one.seat);
  if (const auto name = names.find(one.member); name != names.end()) out.field("name", name->second);
  out.field("stand", name(one.stand)).field("words", one.words).member("complex").boolean(one.matter == Matter::complex);
  out.field("complexity", one.complexity).field("given", one.given);
  if (one.given_up) out.member("given_up").boolean(true);
  out.end_object();
}

std::string position_json(const PositionView& view) {
  const Dossier& dossier = view.sheet.dossier;
  json::Writer out;
  out.begin_object().field("dossier", dossier.id).field("positions", dossier.positions);
  if (dossier.positions_until) out.field("until", *dossier.positions_until);
  if (view.renewal_ends) out.field("renewal_ends", view.renewal_ends->on);
  out.member("report").begin_object().field("words", view.report ? std::string_view(view.report->words) : std::string_view());
  out.field("stars", view.outcome.stars).member("total").number(rulebooks::show(view.outcome.total, dossier.settings.scoring()));
  out.member("proposals").begin_object();
  for (const Proposal& one : view.sheet.proposals) out.field(one.criterion, one.option);
  out.end_object().end_object();
  if (view.own) {
    out.member("own");
    write_position(out, *view.own, {});
  }
  write_positions(out, view.all, view.names);
  return out.end_object().take();
}

Result<Response> shown(Service& service, const Call<>& call, DossierId id) {
  OCOP_TRY(view, service.position(call.actor, id));
  return Response::json(position_json(view));
}

Result<Response> given(Service& service, const Call<GivePosition>& call, DossierId id) {
  OCOP_CHECK(service.give_position(call.actor, id, call.input));
  OCOP_TRY(view, service.position(call.actor, id));
  return Response::json(position_json(view));
}

Result<Response> settled(Service& service, const Call<Version>& call, DossierId id) {
  OCOP_TRY(positions, service.settle_positions(call.actor, id, call.input.version));
  json::Writer out;
  return Response::json(out.begin_object().field("dossier", id).field("positions", positions).end_object().take());
}

}  // namespace

void write_positions(json::Writer& out, std::span<const Position> all, const Names& names) {
  out.member("views").begin_array();
  for (const Position& one : all) write_position(out, one, names);
  out.end_array();
}

void add_position_routes(http::Router& router, Service& service) {
  constexpr Policy kMembers = Policy::roles(Role::council_member);
  http::Table(router, service)
      .get("/api/v1/dossiers/{id}/position", kMembers, shown,
           "What the council of a renewal gives its views on, and the caller's own; those of others once they are settled")
      .put("/api/v1/dossiers/{id}/position", kMembers, position_fields(), given,
           "Give the own written view, once; with the last one they are settled")
      .post("/api/v1/dossiers/{id}/position/settlement", Policy::roles(Role::council_chair), version_fields(), settled,
            "Settle the written views with a quorum after their last day; If-Match carries the version of the sheets");
}

}  // namespace ocop::evaluation::api
