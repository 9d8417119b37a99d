#pragma once
#include <vector>

#include "kernel/db/db.h"
#include "modules/mandates/types.h"

// The only SQL of the module.
namespace ocop::mandates::store {

void insert(db::Transaction& transaction, const Mandate& mandate);
// Account, acceptance and end; version + 1. False: it is not at `mandate.version` any more.
bool change(db::Transaction& transaction, const Mandate& mandate);
std::optional<Mandate> find(db::Reader& reader, MandateId id);
std::optional<Mandate> by_invitation(db::Reader& reader, std::string_view digest);
std::vector<Mandate> of_producer(db::Reader& reader, ProducerId producer);   // the latest first
std::vector<Mandate> of_account(db::Reader& reader, AccountId account);      // the latest first

}  // namespace ocop::mandates::store
