// What is held of a person here (kernel/personal).
#include "modules/factors/messages.h"
#include "modules/factors/store.h"
#include "modules/factors/store_personal.h"

namespace ocop::factors::store {
namespace {

constexpr db::Statement kForgetApp{"factors.erase_app", "DELETE FROM factors_app WHERE account = $1"};
constexpr db::Statement kForgetBrowsers{"factors.erase_browsers", "DELETE FROM factors_browser WHERE account = $1"};

}  // namespace

void erase(db::Transaction& transaction, AccountId account) {
  transaction.execute(kForgetApp, account);   // also one that waits for its first code
  remove_passkeys(transaction, account);
  remove_codes(transaction, account);
  transaction.execute(kForgetBrowsers, account);
}

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::account,
       .table = "factors_app",
       .column = "account",
       .facts = {"factors.personal", "SELECT begun AS at FROM factors_app WHERE account = $1"},
       .what = msg::held_app,
       .purpose = msg::for_steps,
       .kept = msg::kept_steps,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "factors_code",
       .column = "account",
       .facts = {"factors.personal", "SELECT made AS at, used FROM factors_code WHERE account = $1 ORDER BY made, id"},
       .what = msg::held_codes,
       .purpose = msg::for_steps,
       .kept = msg::kept_steps,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "factors_passkey",
       .column = "account",
       .facts = {"factors.personal",
                 "SELECT added AS at, used, label AS name FROM factors_passkey WHERE account = $1 ORDER BY added, id"},
       .what = msg::held_passkeys,
       .purpose = msg::for_steps,
       .kept = msg::kept_steps,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "factors_browser",
       .column = "account",
       .facts = {"factors.personal",
                 "SELECT first_seen AS at, last_seen AS used, agent AS device FROM factors_browser WHERE account = $1"
                 " ORDER BY first_seen, agent"},
       .what = msg::held_browsers,
       .purpose = msg::for_browsers,
       .kept = msg::kept_browsers,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::account,
       .table = "factors_event",
       .column = "account",
       .facts = {"factors.personal",
                 "SELECT at, kind AS what, detail AS words FROM factors_event WHERE account = $1 ORDER BY id"},
       .what = msg::held_step_events,
       .purpose = msg::for_step_events,
       .kept = msg::kept_step_events,
       .ground = Ground::duty,
       .fate = Fate::stays},
      personal::answers("factors_event", "actor",
                        {"factors.personal", "SELECT at, kind AS what FROM factors_event WHERE actor = $1 ORDER BY id"},
                        msg::held_step_acts)};
}

}  // namespace ocop::factors::store
