#include "modules/evaluation/api_routes.h"

// The province's and the council's side of the API.
namespace ocop::evaluation::api {
namespace {

using http::Call;
using http::Response;

Result<Response> opened(Service& service, const Call<NameCouncil>& call, DossierId id) {
  OCOP_TRY(dossier, service.open_council(call.actor, id, call.input));
  return Response::json(opened_json(dossier));
}

Result<Response> seats(Service& service, const Call<>& call, DossierId id) {
  OCOP_TRY(view, service.closing(call.actor, id));
  return Response::json(seats_json(view));
}

// Only the caller's own sheet exists for the caller: any other number is not found, whether or not somebody sits there.
Result<SheetView> own_sheet(Service& service, const Actor& actor, DossierId id, std::string_view seat) {
  OCOP_TRY(view, service.own_sheet(actor, id));
  if (seat != "own" && seat != std::to_string(view.sheet.seat)) return Error::of(ErrorKind::not_found, "not the caller's sheet");
  return std::move(view);
}

Result<Response> sheet_shown(Service& service, const Call<>& call, DossierId id, std::string_view seat) {
  OCOP_TRY(view, own_sheet(service, call.actor, id, seat));
  return http::versioned(sheet_json(view), view.sheet.version);
}

Result<Response> sheet_answered(Service& service, const Call<SaveAnswer>& call, DossierId id, std::string_view seat,
                                std::string_view criterion) {
  OCOP_CHECK(own_sheet(service, call.actor, id, seat));
  SaveAnswer ask = call.input;
  ask.criterion = criterion;
  return saved_response(service.save_sheet_answer(call.actor, id, ask));
}

Result<Response> opinion_saved(Service& service, const Call<SaveOpinion>& call, DossierId id, std::string_view seat,
                               std::string_view part) {
  OCOP_CHECK(own_sheet(service, call.actor, id, seat));
  SaveOpinion ask = call.input;
  ask.part = part;
  return saved_response(service.save_opinion(call.actor, id, ask));
}

Result<Response> knockouts_saved(Service& service, const Call<SaveKnockouts>& call, DossierId id, std::string_view seat) {
  OCOP_CHECK(own_sheet(service, call.actor, id, seat));
  return saved_response(service.save_knockouts(call.actor, id, call.input));
}

Result<Response> sheet_submitted(Service& service, const Call<Submit>& call, DossierId id, std::string_view seat) {
  OCOP_CHECK(own_sheet(service, call.actor, id, seat));
  return saved_response(service.submit_sheet(call.actor, id, {call.input.version, rules::Tick::given, call.input.gaps_accepted}));
}

Result<Response> sheet_reopened(Service& service, const Call<Reopen>& call, DossierId id, int seat) {
  OCOP_CHECK(service.reopen_sheet(call.actor, id, seat, call.input.reason));
  return http::done();
}

Result<Response> conflict_declared(Service& service, const Call<DeclareConflict>& call, DossierId id, std::string_view seat) {
  // Said again, the seat is the one that was given up.
  const auto declared = service.declared_seat(call.actor, id);
  const bool again = declared && (seat == "own" || seat == std::to_string(*declared));
  if (!again) OCOP_CHECK(own_sheet(service, call.actor, id, seat));
  OCOP_CHECK(service.declare_conflict(call.actor, id, call.input));
  return http::done();
}

Result<Response> chair_declared(Service& service, const Call<DeclareConflict>& call, DossierId id) {
  OCOP_CHECK(service.declare_conflict(call.actor, id, call.input));
  return http::done();
}

Result<Response> chair_named(Service& service, const Call<NameChair>& call, DossierId id) {
  OCOP_CHECK(service.name_chair(call.actor, id, call.input));
  return http::done();
}

Result<Response> stand_in_named(Service& service, const Call<NameStandIn>& call, DossierId id, int seat) {
  OCOP_TRY(filled, service.name_stand_in(call.actor, id, seat, call.input));
  return Response::json(seat_json(filled));
}

Result<Response> discussed(Service& service, const Call<Discuss>& call, DossierId id) {
  OCOP_TRY(discussion, service.note_discussion(call.actor, id, call.input));
  return Response::json(discussion_json(discussion));
}

Result<Response> result(Service& service, const Call<>& call, DossierId id) {
  OCOP_TRY(view, service.result(call.actor, id));
  return Response::json(result_json(view));
}

Result<Response> closed(Service& service, const Call<CloseScoring>& call, DossierId id) {
  OCOP_CHECK(service.close(call.actor, id, call.input));
  OCOP_TRY(view, service.result(call.actor, id));
  return Response::json(result_json(view));
}

Result<Response> settings_shown(Service& service, const Call<>& call, std::string_view province) {
  OCOP_TRY(all, service.province_settings(call.actor, province));
  return Response::json(settings_json(all));
}

Result<Response> settings_added(Service& service, const Call<Settings>& call, std::string_view province) {
  OCOP_CHECK(service.add_settings(call.actor, province, call.input));
  return http::done();
}

}  // namespace

void add_council_routes(http::Router& router, Service& service) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  constexpr Policy kMembers = Policy::roles(Role::council_member);
  constexpr Policy kChairs = Policy::roles(Role::council_chair);
  constexpr Policy kNaming = Policy::roles(Role::council_chair, Role::provincial_body, Role::ministry);
  constexpr Policy kProgress = Policy::roles(Role::council_chair, Role::provincial_body, Role::secretary, Role::ministry);
  http::Table(router, service)
      .post("/api/v1/dossiers/{id}/council", kProvince, council_fields(), opened, "Name the council and open the dossier to it")
      .get("/api/v1/dossiers/{id}/sheets", kProgress, seats, "Who has handed in; never what")
      .get("/api/v1/dossiers/{id}/sheets/{seat}", kMembers, sheet_shown, "The caller's own sheet (\"own\" or its number)")
      .put("/api/v1/dossiers/{id}/sheets/{seat}/answers/{criterion}", kMembers, sheet_answer_fields(), sheet_answered,
           "Save one answer of the own sheet")
      .put("/api/v1/dossiers/{id}/sheets/{seat}/opinions/{part}", kMembers, opinion_fields(), opinion_saved,
           "Save the opinion on a part")
      .put("/api/v1/dossiers/{id}/sheets/{seat}/knockouts", kMembers, knockout_fields(), knockouts_saved,
           "Save the knock-outs, each with its reason")
      .post("/api/v1/dossiers/{id}/sheets/{seat}/submission", kMembers, sheet_submission_fields(), sheet_submitted,
            "Hand in the own sheet; it is locked")
      .post("/api/v1/dossiers/{id}/sheets/{seat}/reopening", kChairs, reopening_fields(), sheet_reopened,
            "Let a member score again, with the reason", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/sheets/{seat}/conflict", kMembers, conflict_fields(), conflict_declared,
            "Say a conflict of interest and give up the own seat", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/sheets/{seat}/stand-in", kNaming, stand_in_fields(), stand_in_named,
            "Name a stand-in where a seat was given up")
      .post("/api/v1/dossiers/{id}/conflict", kChairs, conflict_fields(), chair_declared,
            "Say a conflict of interest and give up the lead of the council", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/chair", kProvince, chair_fields(), chair_named,
            "Name another chair where the chair said a conflict of interest", {.gives = http::Gives::nothing})
      .post("/api/v1/dossiers/{id}/discussions", kChairs, discussion_fields(), discussed,
            "Write down what the council discussed; the same words again are the same note")
      .post("/api/v1/dossiers/{id}/closing", kChairs, closing_fields(), closed, "Close the scoring and fix the result")
      .get("/api/v1/dossiers/{id}/result", Policy::signed_in(), result, "The result of a closed dossier")
      .get("/api/v1/evaluation-settings/{province}", kProvince, settings_shown,
           "Settings of the province's council regulation, newest first")
      .post("/api/v1/evaluation-settings/{province}", kProvince, settings_fields(), settings_added, "Settings from a day on",
            {.gives = http::Gives::nothing});
}

}  // namespace ocop::evaluation::api
