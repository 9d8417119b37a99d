#pragma once
#include <span>
#include <vector>

#include "kernel/sources/source.h"
#include "modules/claims/types.h"

// The only SQL of the module.
namespace ocop::claims::store {

void insert(db::Transaction& transaction, const Letter& letter);
void end_letters(db::Transaction& transaction, ProducerId producer, Instant now);   // those that nobody used
bool use(db::Transaction& transaction, LetterId letter, AccountId account, Instant now);   // false: somebody was faster
std::optional<Letter> letter_by_digest(db::Reader& reader, std::string_view digest);
std::vector<Letter> letters_of(db::Reader& reader, ProducerId producer);                   // the latest first

void insert(db::Transaction& transaction, const Claim& claim);
// State, days, who and answer; version + 1. False: it is not at `claim.version` any more.
bool change(db::Transaction& transaction, const Claim& claim);
std::vector<Claim> by_ids(db::Reader& reader, std::span<const ClaimId> ids);
std::vector<Claim> of_producer(db::Reader& reader, ProducerId producer);                   // the latest first
std::vector<Claim> of_account(db::Reader& reader, AccountId account);                      // the latest first
std::optional<Claim> by_letter(db::Reader& reader, ProducerId producer, LetterId letter);
lists::Rows<Claim> claims();

}  // namespace ocop::claims::store
