#pragma once
#include <optional>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/sources/source.h"
#include "modules/certificates/confirmation_types.h"

// The rows of confirmations (store_confirmations.cc holds the SQL).
namespace ocop::certificates::confirmation_rows {

void insert(db::Transaction& transaction, const Confirmation& draft);
// A draft as it is now, its products too. False: the version moved on, or it is confirmed.
bool update(db::Transaction& transaction, const Confirmation& draft);
// Sets who confirmed it, when, salt and entry, and what products are called. False: the version moved on, or it is confirmed.
bool confirm(db::Transaction& transaction, const Confirmation& confirmation);
// Of a draft alone.
void remove(db::Transaction& transaction, ConfirmationId id);
// With its products, by their names. `lock`: held until the transaction ends.
std::optional<Confirmation> find(db::Reader& reader, ConfirmationId id);
void lock(db::Transaction& transaction, ConfirmationId id);
// The confirmed one that corrects it.
std::optional<ConfirmationId> correction_of(db::Reader& reader, ConfirmationId id);
// Confirmed ones in the order of their ids, for the check of all records.
std::vector<Confirmation> after(db::Reader& reader, ConfirmationId last, std::int64_t limit);

lists::Rows<Confirmation> confirmations();   // without products

// Withdrawals of confirmed decisions, with their products.
void insert(db::Transaction& transaction, const Revocation& draft);
// Sets who entered it, when, salt and entry. False: the version moved on, or it is entered.
bool enter(db::Transaction& transaction, const Revocation& revocation);
void remove(db::Transaction& transaction, RevocationId id);   // of a draft alone
std::vector<Revocation> revocations_of(db::Reader& reader, ConfirmationId confirmation);   // as they were prepared; drafts too
std::optional<Revocation> find_revocation(db::Reader& reader, RevocationId id);
std::vector<Revocation> revocations_after(db::Reader& reader, RevocationId last, std::int64_t limit);   // entered ones, as after()

}  // namespace ocop::certificates::confirmation_rows
