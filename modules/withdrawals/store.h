#pragma once
#include <span>
#include <vector>

#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/withdrawals/types.h"

// The only SQL of the module.
namespace ocop::withdrawals::store {

void insert(db::Transaction& transaction, const Proposal& proposal);
// All that a step changes; version + 1. False: it is not at `proposal.version` any more.
bool change(db::Transaction& transaction, const Proposal& proposal);
std::optional<Proposal> find(db::Reader& reader, ProposalId id);
std::vector<Proposal> by_ids(db::Reader& reader, std::span<const ProposalId> ids);
std::optional<Proposal> open_of(db::Reader& reader, ProductId product);
std::optional<Proposal> open_of(db::Reader& reader, std::string_view certificate);
std::vector<Proposal> of_product(db::Reader& reader, ProductId product);   // the latest first
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);   // of which there is one
bool any_of(db::Reader& reader, ProducerId producer);
lists::Rows<Proposal> proposals();
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::withdrawals::store
