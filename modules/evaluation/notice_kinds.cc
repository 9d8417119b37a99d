#include "modules/evaluation/notice_kinds.h"

#include "modules/evaluation/messages.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

namespace {

// Of requests for completion and corrections.
std::vector<notices::Kind> of_completion() {
  using notices::Channel;
  return {{.rank = 21,
           .name = kToldAsked,
           .label = msg::told_asked,
           .sentence = msg::told_asked_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::producer_member},
           .usual = Channel::mail},
          {.rank = 22,
           .name = kToldAnswered,
           .label = msg::told_answered,
           .sentence = msg::told_answered_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::commune_officer, Role::provincial_body, Role::advisory_group},
           .usual = Channel::mail},
          {.rank = 23,
           .name = kToldCancelled,
           .label = msg::told_cancelled,
           .sentence = msg::told_cancelled_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::producer_member, Role::commune_officer},
           .usual = Channel::mail},
          {.rank = 25,
           .name = kToldProvinceAsked,
           .label = msg::told_province_asked,
           .sentence = msg::told_province_asked_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::commune_officer},
           .usual = Channel::digest},
          {.rank = 24,
           .name = kToldCorrected,
           .label = msg::told_corrected,
           .sentence = msg::told_corrected_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::producer_member},
           .usual = Channel::digest}};
}

// Of conflicts of interest.
std::vector<notices::Kind> of_conflicts() {
  using notices::Channel;
  return {{.rank = 45,
           .name = kToldConflict,
           .label = msg::told_conflict,
           .sentence = msg::told_conflict_sentence,
           .act = msg::told_open_closing,
           .roles = {Role::council_chair, Role::provincial_body},
           .usual = Channel::mail},
          {.rank = 46,
           .name = kToldChairless,
           .label = msg::told_chairless,
           .sentence = msg::told_chairless_sentence,
           .act = msg::told_open_closing,
           .roles = {Role::provincial_body},
           .usual = Channel::mail}};
}

// Of files at the centre.
std::vector<notices::Kind> of_centre() {
  using notices::Channel;
  const auto kind = [](int rank, std::string_view name, const Message& label, const Message& sentence, notices::Kind rest) {
    rest.rank = rank;
    rest.name = name;
    rest.label = label;
    rest.sentence = sentence;
    rest.usual = Channel::mail;
    return rest;
  };
  const notices::Kind informed{.act = msg::told_open_dossier,
                               .roles = {Role::producer_member, Role::commune_officer, Role::provincial_body}};
  notices::Kind with_ministry = informed, ministry = informed, adopted = informed;
  with_ministry.roles.push_back(Role::ministry);
  ministry.roles = {Role::ministry};
  adopted.act = msg::told_open_result;
  adopted.roles = {Role::producer_member, Role::commune_officer};
  return {kind(51, kToldSent, msg::told_sent, msg::told_sent_sentence, with_ministry),
          kind(52, kToldReceived, msg::told_received, msg::told_received_sentence, informed),
          kind(53, kToldJudged, msg::told_judged, msg::told_judged_sentence, ministry),
          kind(54, kToldGivenBack, msg::told_given_back, msg::told_given_back_sentence, informed),
          kind(55, kToldAdopted, msg::told_adopted, msg::told_adopted_sentence, adopted)};
}

// Of a renewal's written views.
std::vector<notices::Kind> of_positions() {
  using notices::Channel;
  return {{.rank = 31,
           .name = kToldPosition,
           .label = msg::told_position,
           .sentence = msg::told_position_sentence,
           .act = msg::told_open_position,
           .roles = {Role::council_member},
           .usual = Channel::mail},
          {.rank = 32,
           .name = kToldAgreed,
           .label = msg::told_positions_agreed,
           .sentence = msg::told_positions_agreed_sentence,
           .act = msg::told_open_closing,
           .roles = {Role::council_chair},
           .usual = Channel::mail},
          {.rank = 33,
           .name = kToldMeeting,
           .label = msg::told_positions_meeting,
           .sentence = msg::told_positions_meeting_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::council_member, Role::council_chair},
           .usual = Channel::mail}};
}

}  // namespace

std::vector<notices::Kind> notice_kinds() {
  using notices::Channel;
  // What somebody waits for, or must act on soon, goes out at once; the daily letter is enough for the rest.
  std::vector<notices::Kind> out{{.rank = 10,
           .name = kToldSubmitted,
           .label = msg::told_submitted,
           .sentence = msg::told_submitted_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::commune_officer},
           .usual = Channel::digest},
          {.rank = 15,
           .name = kToldForwarded,
           .label = msg::told_forwarded,
           .sentence = msg::told_forwarded_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::producer_member, Role::provincial_body},
           .usual = Channel::digest},
          {.rank = 20,
           .name = kToldReturned,
           .label = msg::told_returned,
           .sentence = msg::told_returned_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::producer_member},
           .usual = Channel::mail},
          {.rank = 30,
           .name = kToldCouncil,
           .label = msg::told_council,
           .sentence = msg::told_council_sentence,
           .act = msg::told_open_dossier,
           .roles = {Role::council_member, Role::council_chair},
           .usual = Channel::mail},
          {.rank = 40,
           .name = kToldReopened,
           .label = msg::told_reopened,
           .sentence = msg::told_reopened_sentence,
           .act = msg::told_open_sheet,
           .roles = {Role::council_member},
           .usual = Channel::mail},
          {.rank = 50,
           .name = kToldClosed,
           .label = msg::told_closed,
           .sentence = msg::told_closed_sentence,
           .act = msg::told_open_result,
           .roles = {Role::producer_member, Role::provincial_body},
           .usual = Channel::mail}};
  for (notices::Kind& kind : of_conflicts()) out.push_back(std::move(kind));
  for (notices::Kind& kind : of_completion()) out.push_back(std::move(kind));
  for (notices::Kind& kind : of_centre()) out.push_back(std::move(kind));
  for (notices::Kind& kind : of_positions()) out.push_back(std::move(kind));
  return out;
}

Grant commune_of(const Dossier& dossier) { return {Role::commune_officer, dossier.province, dossier.commune, {}}; }
Grant members_of(const Dossier& dossier) { return {Role::producer_member, "", "", dossier.producer}; }

void Service::tell(act::Act& act, std::string_view kind, const Dossier& dossier, std::string_view page, notices::Audience audience) const {
  parts_.notices.tell(act, {kind, {dossier.product_name, dossier.number}, "/dossiers/" + dossier.id.text() + std::string(page)}, audience);
}

}  // namespace ocop::evaluation
