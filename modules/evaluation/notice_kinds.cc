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
  return out;
}

Grant commune_of(const Dossier& dossier) { return {Role::commune_officer, dossier.province, dossier.commune, {}}; }
Grant members_of(const Dossier& dossier) { return {Role::producer_member, "", "", dossier.producer}; }

void Service::tell(act::Act& act, std::string_view kind, const Dossier& dossier, std::string_view page, notices::Audience audience) const {
  parts_.notices.tell(act, {kind, {dossier.product_name, dossier.number}, "/dossiers/" + dossier.id.text() + std::string(page)}, audience);
}

}  // namespace ocop::evaluation
