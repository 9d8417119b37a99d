#include "modules/sessions/requests.h"

#include "modules/sessions/messages.h"

namespace ocop::sessions {

using input::Need;

const input::Declaration<Plan>& plan_fields() {
  static const input::Declaration<Plan> fields{
      input::line("title", &Plan::title,
                  {.label = msg::session_title, .hint = msg::session_title_hint, .missing = msg::title_is_needed, .most = kTitleLimit}),
      input::date("day", &Plan::day, {.label = msg::day, .missing = msg::day_is_needed}),
      input::line("hour", &Plan::hour, {.label = msg::hour, .hint = msg::hour_hint, .missing = msg::hour_is_wrong, .most = kHourLength}),
      input::line("place", &Plan::place, {.label = msg::place, .missing = msg::place_is_needed, .most = kPlaceLimit}),
      input::id("chair", &Plan::chair, {.label = msg::chair, .missing = msg::chair_is_needed}),
      input::id("secretary", &Plan::secretary, {.label = msg::secretary, .need = Need::optional}),
      input::choice("advice", &Plan::advice, kAdvices, {.label = msg::advice, .hint = msg::advice_hint, .need = Need::optional})};
  return fields;
}

const input::Declaration<MakeSession>& make_session() {
  constexpr std::int64_t kMostMembers = 100;   // what can be ticked at all; a council's own limit is evaluation's
  static const input::Declaration<MakeSession> fields{
      plan_fields(), {input::ids("members", &MakeSession::members, {.label = msg::members, .need = Need::optional, .most = kMostMembers})}};
  return fields;
}
const input::Declaration<ChangeSession>& change_session() {
  static const input::Declaration<ChangeSession> fields{make_session(), {input::version(&ChangeSession::version)}};
  return fields;
}
const input::Declaration<AddDossiers>& add_dossiers() {
  static const input::Declaration<AddDossiers> fields{
      input::version(&AddDossiers::version),
      input::ids("dossiers", &AddDossiers::dossiers,
                 {.label = msg::dossiers, .missing = msg::dossiers_are_needed, .most = static_cast<std::int64_t>(kMostOnAgenda)})};
  return fields;
}
const input::Declaration<Version>& version_fields() {
  static const input::Declaration<Version> fields{input::version(&Version::version)};
  return fields;
}
const input::Declaration<MoveDossier>& move_dossier() {
  static const input::Declaration<MoveDossier> fields{
      input::version(&MoveDossier::version),
      input::choice("to", &MoveDossier::to, kTos, [](To to) { return to == To::earlier ? msg::earlier : msg::later; },
                    {.label = msg::order})};
  return fields;
}
const input::Declaration<CallSession>& call_session() {
  static const input::Declaration<CallSession> fields{
      input::version(&CallSession::version),
      input::choice("reach", &CallSession::reach, kReaches, {.label = msg::reach, .hint = msg::reach_hint})};
  return fields;
}

const input::Declaration<MakeForm>& make_form() {
  static const input::Declaration<MakeForm> fields{plan_fields(), {input::map("member", &MakeForm::members, {.need = Need::optional})}};
  return fields;
}
const input::Declaration<ChangeForm>& change_form() {
  static const input::Declaration<ChangeForm> fields{make_form(), {input::version(&ChangeForm::version)}};
  return fields;
}
const input::Declaration<AddForm>& add_form() {
  static const input::Declaration<AddForm> fields{input::version(&AddForm::version),
                                                  input::map("dossier", &AddForm::dossiers, {.need = Need::optional})};
  return fields;
}

}  // namespace ocop::sessions
