#pragma once
#include <vector>

#include "kernel/db/db.h"
#include "modules/offices/types.h"

// The only SQL of the module.
namespace ocop::offices::store {

void insert(db::Transaction& transaction, const Invitation& invitation);
// Address, acceptance and withdrawal; version + 1. False: it is not at `invitation.version` any more.
bool change(db::Transaction& transaction, const Invitation& invitation);
std::optional<Invitation> invitation(db::Reader& reader, InvitationId id);
std::optional<Invitation> by_key(db::Reader& reader, std::string_view digest);
std::vector<Invitation> invitations(db::Reader& reader, std::int64_t limit);             // the latest first
std::vector<Invitation> unanswered(db::Reader& reader, Instant invited_after);           // neither accepted nor withdrawn
// Addresses of those that nobody answered and that were made before.
void empty_addresses(db::Transaction& transaction, Instant invited_before);

void insert(db::Transaction& transaction, const Delegation& delegation);
// End, and last day; version + 1. False: it is not at `delegation.version` any more.
bool change(db::Transaction& transaction, const Delegation& delegation);
std::optional<Delegation> delegation(db::Reader& reader, DelegationId id);
std::vector<Delegation> delegations_of(db::Reader& reader, AccountId account);           // given or received; the latest first

}  // namespace ocop::offices::store
