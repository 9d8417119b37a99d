// Grants that ended.
#include "modules/identity/store_columns.h"

namespace ocop::identity::store {
namespace {

struct PastGrant { Grant grant; std::optional<Role> role; };
constexpr auto kPastGrant =
    db::columns<PastGrant>(db::nested(&PastGrant::grant, kGrantReach), db::column("role", &PastGrant::role, KnownRole()));

constexpr db::Statement kEnd{
    "identity.end_grant",
    "INSERT INTO identity_ended_grant (id, account, role, province, commune, producer, granted, tasks, until, since, stands_for, ended)"
    " SELECT id, account, role, province, commune, producer, granted, tasks, until, since, stands_for, $1"
    " FROM identity_grant WHERE id = $2 AND account = $3"};
constexpr db::Statement kDelete{"identity.delete_grant", "DELETE FROM identity_grant WHERE id = $1 AND account = $2"};
// Both halves bear the moment: a grant of now may have come after it, one that ended may have ended before it.
constexpr db::Statement kAt{
    "identity.grants_at",
    "SELECT {columns} FROM identity_grant WHERE account = $1 AND granted <= $2 AND (until IS NULL OR until > $2)"
    " AND (since IS NULL OR since <= $2)"
    " UNION"
    " SELECT {columns} FROM identity_ended_grant WHERE account = $1 AND granted <= $2 AND ended > $2"
    " AND (until IS NULL OR until > $2) AND (since IS NULL OR since <= $2)", kPastGrant};

constexpr auto kFormer = db::columns<FormerRole>(db::column("account", &FormerRole::account),
                                               db::column("role", &FormerRole::role, KnownRole()),
                                               db::column("until", &FormerRole::until));
constexpr db::Statement kFormerPeople{
    "identity.former_people",
    "SELECT {columns} FROM identity_ended_grant WHERE producer IN {ids} AND role IN ('producer_member', 'helper')"
    " ORDER BY account, role", kFormer};
// A helper's row stays when its day has passed.
constexpr db::Statement kHelpersOnce{
    "identity.helpers_once",
    "SELECT {columns} FROM identity_grant WHERE producer IN {ids} AND until IS NOT NULL ORDER BY account, role", kFormer};

}  // namespace

std::vector<FormerRole> former_people(db::Reader& reader, std::span<const ProducerId> producers, Instant now) {
  std::vector<FormerRole> out = reader.by_ids(kFormer, kFormerPeople, producers);
  for (FormerRole& helper : reader.by_ids(kFormer, kHelpersOnce, producers))
    if (helper.until && *helper.until <= now) out.push_back(std::move(helper));
  return out;
}

bool end_grant(db::Transaction& transaction, AccountId account, GrantId id, Instant now) {
  transaction.execute(kEnd, now, id, account);
  return transaction.execute(kDelete, id, account) == 1;
}

std::vector<Grant> grants_at(db::Reader& reader, AccountId account, Instant then) {
  std::vector<Grant> out;
  for (PastGrant& past : reader.all(kPastGrant, kAt, account, then)) {
    if (!past.role) continue;
    past.grant.role = *past.role;
    out.push_back(std::move(past.grant));
  }
  return out;
}

}  // namespace ocop::identity::store
