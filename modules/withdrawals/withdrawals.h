#pragma once
#include <optional>
#include <string>

#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "modules/certificates/certificates.h"

// Port of the module: the way to a withdrawal (article 8 of Decision 26/2026/QĐ-TTg), for modules that find a ground for one.
namespace ocop::withdrawals {

using ProposalId = Id<struct WithdrawalProposalTag>;
std::string path_of(ProposalId proposal);   // "/withdrawals/…"

// What an office of the province concluded of a product: from that day its 15 days run.
struct Concluded {
  ProductId product;
  certificates::Ground ground = certificates::Ground::criteria_not_met;
  Date concluded;
  std::string organ, conclusion;       // whose conclusion, and its number on paper
  std::string words;                   // what was found; for the offices
};

class Proposals {
 public:
  virtual ~Proposals() = default;
  // A part of the caller's act, which has looked at the actor's right: a proposal that stands concluded, or the one that was open of this
  // product and is concluded by it now. nullopt: the star rests on nothing that could be withdrawn here (neither a certificate in force nor
  // a confirmed decision), so that the office has to ask whoever decided.
  virtual Result<std::optional<ProposalId>> propose(act::Act& act, const Concluded& concluded) const = 0;
};

}  // namespace ocop::withdrawals
