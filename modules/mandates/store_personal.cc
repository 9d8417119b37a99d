// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/mandates/messages.h"
#include "modules/mandates/store_personal.h"

namespace ocop::mandates::store {
namespace {

constexpr db::Statement kEndAll{
    "mandates.end_all",
    "UPDATE mandates_mandate SET ended = $1, ended_by = $2, version = version + 1 WHERE account = $2 AND ended IS NULL"};

}  // namespace

void erase(db::Transaction& transaction, AccountId account, Instant now) { transaction.execute(kEndAll, now, account); }

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::producers,
       .table = "mandates_mandate",
       .column = "account",
       .facts = {"mandates.personal", "SELECT consented AS at, producer, until, ended, paper AS words FROM mandates_mandate WHERE account ="
                                      " $1 ORDER BY consented, id"},
       .what = msg::held_mandates,
       .purpose = msg::for_mandates,
       .kept = msg::kept_mandates,
       .ground = Ground::consent,
       .fate = Fate::stays},
      personal::answers(
          "mandates_mandate", "consented_by",
          {"mandates.personal", "SELECT consented AS at, producer, paper AS words FROM mandates_mandate WHERE consented_by = $1 ORDER"
                                " BY consented, id"},
          msg::held_given_mandates),
      personal::answers("mandates_mandate", "ended_by",
                        {"mandates.personal", "SELECT ended AS at, producer FROM mandates_mandate WHERE ended_by = $1 ORDER BY ended, id"},
                        msg::held_ended_mandates)};
}

}  // namespace ocop::mandates::store
