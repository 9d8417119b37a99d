#include "modules/offices/store.h"

#include "kernel/db/columns.h"

namespace ocop::offices::store {
namespace {

using db::Statement;

// A role that this program does not know was written by a newer one; a member's without a producer gives nothing.
struct KeptRole {
  db::Bind store(Role role) const { return ocop::name(role); }
  template <class V> V load(const db::Row& row, int column) const { return parse_role(row.text(column)).value_or(Role::producer_member); }
};
constexpr auto kOffice = db::columns<Grant>(db::column("role", &Grant::role, KeptRole()), db::column("province", &Grant::province),
                                            db::column("commune", &Grant::commune));
constexpr auto kAnswer = db::columns<Invitation>(
    db::column("address", &Invitation::address), db::column("account", &Invitation::account), db::column("accepted", &Invitation::accepted),
    db::column("withdrawn", &Invitation::withdrawn), db::column("withdrawn_by", &Invitation::withdrawn_by));
constexpr auto kInvitation = db::columns<Invitation>(
    db::column("id", &Invitation::id), db::nested(&Invitation::office, kOffice), db::column("link_key", &Invitation::key, db::kBlob),
    db::column("invited_by", &Invitation::invited_by), db::column("invited", &Invitation::invited), db::also(kAnswer),
    db::column("version", &Invitation::version));

#define OCOP_SELECT "SELECT {columns} FROM offices_invitation "
constexpr Statement kInsert{"offices.insert_invitation", "INSERT INTO offices_invitation ({columns}) VALUES ({arguments})", kInvitation};
constexpr Statement kChange{"offices.change_invitation",
                            "UPDATE offices_invitation SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}",
                            kAnswer};
constexpr Statement kFind{"offices.invitation", OCOP_SELECT "WHERE id = $1", kInvitation};
constexpr Statement kByKey{"offices.invitation_by_key", OCOP_SELECT "WHERE link_key = $1", kInvitation};
constexpr Statement kLatest{"offices.invitations", OCOP_SELECT "ORDER BY invited DESC, id DESC LIMIT $1", kInvitation};
constexpr Statement kUnanswered{"offices.unanswered",
                                OCOP_SELECT "WHERE invited > $1 AND accepted IS NULL AND withdrawn IS NULL ORDER BY invited, id",
                                kInvitation};
constexpr Statement kEmpty{"offices.empty_addresses", "UPDATE offices_invitation SET address = '' WHERE invited < $1 AND address <> ''"};

constexpr auto kEnded = db::columns<Delegation>(db::column("until", &Delegation::until), db::column("ended", &Delegation::ended),
                                                db::column("ended_by", &Delegation::ended_by));
constexpr auto kDelegation = db::columns<Delegation>(
    db::column("id", &Delegation::id), db::nested(&Delegation::office, kOffice), db::column("giver", &Delegation::giver),
    db::column("account", &Delegation::account), db::column("starts", &Delegation::starts), db::column("given", &Delegation::given),
    db::also(kEnded), db::column("version", &Delegation::version));
#define OCOP_DELEGATION "SELECT {columns} FROM offices_delegation "
constexpr Statement kInsertDelegation{"offices.insert_delegation", "INSERT INTO offices_delegation ({columns}) VALUES ({arguments})",
                                      kDelegation};
constexpr Statement kChangeDelegation{"offices.change_delegation",
                                      "UPDATE offices_delegation SET {assignments}, version = version + 1"
                                      " WHERE id = {+1} AND version = {+2}",
                                      kEnded};
constexpr Statement kFindDelegation{"offices.delegation", OCOP_DELEGATION "WHERE id = $1", kDelegation};
constexpr Statement kDelegationsOf{"offices.delegations_of",
                                   OCOP_DELEGATION "WHERE giver = $1 OR account = $1 ORDER BY given DESC, id DESC", kDelegation};

}  // namespace

void insert(db::Transaction& transaction, const Delegation& delegation) {
  transaction.send(kInsertDelegation, kDelegation.of(delegation));
}
bool change(db::Transaction& transaction, const Delegation& delegation) {
  return transaction.execute(kChangeDelegation, kEnded.of(delegation), delegation.id, delegation.version) == 1;
}
std::optional<Delegation> delegation(db::Reader& reader, DelegationId id) { return reader.first(kDelegation, kFindDelegation, id); }
std::vector<Delegation> delegations_of(db::Reader& reader, AccountId account) {
  return reader.all(kDelegation, kDelegationsOf, account);
}
void insert(db::Transaction& transaction, const Invitation& invitation) { transaction.send(kInsert, kInvitation.of(invitation)); }
bool change(db::Transaction& transaction, const Invitation& invitation) {
  return transaction.execute(kChange, kAnswer.of(invitation), invitation.id, invitation.version) == 1;
}
std::optional<Invitation> invitation(db::Reader& reader, InvitationId id) { return reader.first(kInvitation, kFind, id); }
std::optional<Invitation> by_key(db::Reader& reader, std::string_view digest) {
  return reader.first(kInvitation, kByKey, db::Bind::blob(digest));
}
std::vector<Invitation> invitations(db::Reader& reader, std::int64_t limit) { return reader.all(kInvitation, kLatest, limit); }
std::vector<Invitation> unanswered(db::Reader& reader, Instant invited_after) {
  return reader.all(kInvitation, kUnanswered, invited_after);
}
void empty_addresses(db::Transaction& transaction, Instant invited_before) { transaction.execute(kEmpty, invited_before); }

}  // namespace ocop::offices::store
