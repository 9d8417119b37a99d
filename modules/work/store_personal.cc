// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/work/messages.h"
#include "modules/work/store_personal.h"

namespace ocop::work::store {
namespace {

constexpr db::Statement kWaits{"work.waits_for_account", "SELECT 1 FROM work_item WHERE account = $1 AND state = 'waiting' LIMIT 1"};

}  // namespace

std::optional<Message> hindrance(db::Reader& reader, AccountId account) {
  if (!reader.query(kWaits, account).next()) return std::nullopt;
  return msg::erase_council;
}

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::acts,
       .table = "work_item",
       .column = "account",
       .facts = {"work.personal",
            "SELECT since AS at, source AS what, state FROM work_item WHERE account = $1 ORDER BY since, id"},
       .what = msg::held_work,
       .purpose = msg::for_work,
       .kept = msg::kept_work,
       .ground = Ground::duty,
       .fate = Fate::stays}};
}

}  // namespace ocop::work::store
