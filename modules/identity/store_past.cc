// Grants that ended.
#include "modules/identity/store.h"

namespace ocop::identity::store {
namespace {

constexpr db::Statement kEnd{
    "identity.end_grant",
    "INSERT INTO identity_ended_grant (id, account, role, province, commune, producer, granted, ended)"
    " SELECT id, account, role, province, commune, producer, granted, $1 FROM identity_grant WHERE id = $2 AND account = $3"};
constexpr db::Statement kDelete{"identity.delete_grant", "DELETE FROM identity_grant WHERE id = $1 AND account = $2"};
// Both halves bear the moment: a grant of now may have come after it, one that ended may have ended before it.
constexpr db::Statement kAt{
    "identity.grants_at",
    "SELECT role, province, commune, producer FROM identity_grant WHERE account = $1 AND granted <= $2 UNION"
    " SELECT role, province, commune, producer FROM identity_ended_grant WHERE account = $1 AND granted <= $2 AND ended > $2"};

}  // namespace

bool end_grant(db::Transaction& transaction, AccountId account, GrantId id, Instant now) {
  transaction.execute(kEnd, now, id, account);
  return transaction.execute(kDelete, id, account) == 1;
}

std::vector<Grant> grants_at(db::Reader& reader, AccountId account, Instant then) {
  std::vector<Grant> out;
  for (db::Rows rows = reader.query(kAt, account, then); rows.next();) {
    const db::Row& row = rows.row();
    const auto role = parse_role(row.text(0));
    if (role) out.push_back({*role, row.string(1), row.string(2), row.optional_id<ProducerId>(3)});
  }
  return out;
}

}  // namespace ocop::identity::store
