// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/notices/messages.h"
#include "modules/notices/store_personal.h"

namespace ocop::notices::store {
namespace {

constexpr db::Statement kRemoveNotices{"notices.erase_notices",
                             "DELETE FROM notices_notice WHERE account = $1"};
constexpr db::Statement kRemoveLinks{"notices.erase_links",
                             "DELETE FROM notices_link WHERE account = $1"};

}  // namespace

void erase(db::Transaction& transaction, AccountId account) {
  transaction.execute(kRemoveNotices, account);
  transaction.execute(kRemoveLinks, account);
}

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::choices,
       .table = "notices_person",
       .column = "account",
       .facts = {"notices.personal",
            "SELECT address, phone FROM notices_person WHERE account = $1"},
       .what = msg::held_address,
       .purpose = msg::for_address,
       .kept = msg::kept_address,
       .ground = Ground::consent,
       .fate = Fate::goes},
      {.group = Group::choices,
       .table = "notices_choice",
       .column = "account",
       .facts = {"notices.personal",
            "SELECT kind AS what, channel AS words FROM notices_choice WHERE account = $1 ORDER BY kind"},
       .what = msg::held_choices,
       .purpose = msg::for_address,
       .kept = msg::kept_address,
       .ground = Ground::account,
       .fate = Fate::goes},
      {.group = Group::choices,
       .table = "notices_link",
       .column = "account",
       .facts = {"notices.personal",
            "SELECT made AS at, expires AS until, purpose AS what, subject AS address FROM notices_link WHERE"
            " account = $1 ORDER BY made, id"},
       .what = msg::held_links,
       .purpose = msg::for_links,
       .kept = msg::kept_links,
       .ground = Ground::consent,
       .fate = Fate::goes},
      {.group = Group::choices,
       .table = "notices_notice",
       .column = "account",
       .facts = {"notices.personal",
            "SELECT created AS at, kind AS what, arguments AS words, link AS about FROM notices_notice WHERE"
            " account = $1 ORDER BY id"},
       .what = msg::held_notices,
       .purpose = msg::for_notices,
       .kept = msg::kept_notices,
       .ground = Ground::account,
       .fate = Fate::goes}};
}

}  // namespace ocop::notices::store
