// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/claims/messages.h"
#include "modules/claims/store_personal.h"

namespace ocop::claims::store {
namespace {

constexpr db::Statement kEmptyWords{"claims.empty_words",
                             "UPDATE claims_claim SET words = '' WHERE account = $1"};

}  // namespace

void erase(db::Transaction& transaction, AccountId account) {
  transaction.execute(kEmptyWords, account);
}

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      {.group = Group::producers,
       .table = "claims_claim",
       .column = "account",
       .facts = {"claims.personal",
            "SELECT asked AS at, producer, words, answer FROM claims_claim WHERE account = $1 ORDER BY asked, id"},
       .what = msg::held_claims,
       .purpose = msg::for_claims,
       .kept = msg::kept_claims,
       .ground = Ground::duty,
       .fate = Fate::stays},
      personal::answers(
          "claims_claim", "decided_by",
          {"claims.personal",
            "SELECT decided AS at, producer, answer FROM claims_claim WHERE decided_by = $1 ORDER BY decided, id"},
          msg::held_decided_claims),
      personal::answers(
          "claims_letter", "printed_by",
          {"claims.personal",
            "SELECT printed AS at, producer FROM claims_letter WHERE printed_by = $1 ORDER BY printed, id"},
          msg::held_letters),
      {.group = Group::producers,
       .table = "claims_letter",
       .column = "used_by",
       .facts = {"claims.personal",
            "SELECT used AS at, producer FROM claims_letter WHERE used_by = $1 ORDER BY used, id"},
       .what = msg::held_used_letters,
       .purpose = msg::for_claims,
       .kept = msg::kept_claims,
       .ground = Ground::duty,
       .fate = Fate::stays}};
}

}  // namespace ocop::claims::store
