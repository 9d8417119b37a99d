#pragma once
#include <algorithm>
#include <vector>

#include "modules/withdrawals/withdrawals.h"

// The port withdrawals::Proposals in memory, for tests of the modules above.
namespace ocop::withdrawals {

class FakeProposals final : public Proposals {
 public:
  mutable std::vector<Concluded> proposed;
  std::vector<ProductId> nothing_of;   // products of which nothing can be withdrawn here

  Result<std::optional<ProposalId>> propose(act::Act& act, const Concluded& concluded) const override {
    if (std::ranges::find(nothing_of, concluded.product) != nothing_of.end()) return std::optional<ProposalId>();
    proposed.push_back(concluded);
    return std::optional(act.new_id<ProposalId>());
  }
};

}  // namespace ocop::withdrawals
