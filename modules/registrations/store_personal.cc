// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/store.h"
#include "modules/registrations/store_personal.h"

namespace ocop::registrations::store {

std::vector<std::string> looked_names(db::Reader& reader, AccountId account) {
  std::vector<std::string> out;
  for (const Registration& one : of_account(reader, account)) {
    out.push_back("registration:" + one.id.text());
    if (one.subject == Subject::producer) out.push_back("profile:" + one.producer.text());
  }
  return out;
}

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::producers,
       .table = "registrations_registration",
       .column = "asked_by",
       .facts = {"registrations.personal",
            "SELECT asked AS at, producer, name, address, reason AS words FROM registrations_registration WHERE"
            " asked_by = $1 ORDER BY asked, id"},
       .what = msg::held_sent,
       .purpose = msg::for_sent,
       .kept = msg::kept_sent,
       .ground = Ground::duty,
       .fate = Fate::stays},
      {.group = Group::producers,
       .table = "registrations_registration",
       .column = "sent_by",
       .facts = {"registrations.personal",
            "SELECT sent AS at, producer, name, address, reason AS words FROM registrations_registration WHERE"
            " sent_by = $1 ORDER BY sent, id"},
       .what = msg::held_sent_last,
       .purpose = msg::for_sent,
       .kept = msg::kept_sent,
       .ground = Ground::duty,
       .fate = Fate::stays},
      personal::answers(
          "registrations_registration", "decided_by",
          {"registrations.personal",
            "SELECT decided AS at, producer, name, words FROM registrations_registration WHERE decided_by = $1"
            " ORDER BY decided, id"},
          msg::held_decided),
      {.group = Group::producers,
       .table = "registrations_profile",
       .column = "changed_by",
       .facts = {"registrations.personal",
            "SELECT changed AS at, producer FROM registrations_profile WHERE changed_by = $1 ORDER BY changed"},
       .what = msg::held_profile,
       .purpose = msg::for_profile,
       .kept = msg::kept_profile,
       .ground = Ground::consent,
       .fate = Fate::stays}};
}

}  // namespace ocop::registrations::store
