#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/message.h"
#include "kernel/tlog/seal.h"
#include "modules/withdrawals/withdrawals.h"

// A withdrawal that is proposed: from what was found to the decision, or to nothing.
namespace ocop::withdrawals {

using certificates::Ground;

enum class State : std::uint8_t {
  found,       // a ground shows: the office looks into it (article 8.3a); no term runs
  concluded,   // an authority concluded, or the commune confirmed that production stopped: the 15 days run (8.4)
  submitted,   // before whoever decides (8.2, 8.3b)
  withdrawn,   // decided, and the certificate is withdrawn
  dropped,     // it is not withdrawn, with the reason
};
inline constexpr std::array kStates{State::found, State::concluded, State::submitted, State::withdrawn, State::dropped};
std::string_view name(State state);
const Message& label(State state);
constexpr bool is_over(State state) { return state == State::withdrawn || state == State::dropped; }

struct Proposal {
  ProposalId id;
  std::string province, commune;       // of the product; commune may be empty
  ProductId product;
  ProducerId producer;
  std::string product_name;            // on the day it was proposed
  std::int64_t stars = 0;              // 3..5: who decides
  std::string certificate;             // number; empty = the star rests on a decision on paper
  std::optional<certificates::ConfirmationId> confirmation;   // that one
  std::string moved_from;              // what it was about before that was replaced: a number, or a confirmation's id; empty = nothing
  Ground ground = Ground::false_dossier;
  std::string words;                   // what was found; for the offices alone
  State state = State::found;
  Instant proposed;
  AccountId proposed_by;
  std::optional<Date> concluded;       // of the conclusion, or of the commune's confirmation
  // Whose, and its number on paper; organ empty = the commune's, given here. Of one that was moved and found again: of the one before.
  std::string organ, conclusion;
  std::optional<AccountId> concluded_by;
  std::optional<Date> due;             // as counted then, for the order of lists; pages count anew
  std::string submission;              // number of the paper by which it was submitted
  std::optional<Instant> submitted;
  std::optional<AccountId> submitted_by;
  std::string decision;                // number of the decision
  std::optional<Date> decided;
  std::string answer;                  // why it was dropped
  std::optional<Instant> ended;
  std::optional<AccountId> ended_by;
  std::optional<ProducerId> told;      // the producer, once the conclusion stands: from then on it reads this
  std::int64_t log_index = -1;         // of the last entry
  std::int64_t version = 1;
};
inline std::string path_of(const Proposal& proposal) { return path_of(proposal.id); }

// ---- what is asked
struct Propose {
  Ground ground = Ground::false_dossier;
  std::string words;
  std::optional<Date> concluded;       // with organ: the conclusion is there already
  std::string organ, conclusion;
};
struct Conclude { std::int64_t version = 0; Date concluded; std::string organ, conclusion; };
struct Submit { std::int64_t version = 0; std::string submission; };
struct Decide { std::int64_t version = 0; std::string number; std::optional<Date> decided; std::string signer, note; };
struct Move { std::int64_t version = 0; };
struct Drop { std::int64_t version = 0; std::string answer; };

// Each step is an entry of the log, without words, names or what it is about: a proposal is no finding, and nothing is ever taken out of
// the log. Its row is sealed, so that nobody moves a day afterwards. What is final is certificates' own entry.
inline constexpr std::string_view kMovedFields[] = {"act", "state"};
inline constexpr tlog::Kind kMoved{"withdrawal.moved", kMovedFields};
inline constexpr tlog::Kind kLeaves[] = {kMoved};
inline constexpr tlog::Sealed kSealedProposal{.table = "withdrawals_proposal", .key = "id"};
inline constexpr tlog::Sealed kSealed[] = {kSealedProposal};

inline constexpr std::string_view kWorkSource = "withdrawals";
inline constexpr std::string_view kToldAsked = "withdrawal.asked";           // the commune: is it still produced?
inline constexpr std::string_view kToldConcluded = "withdrawal.concluded";   // the province, or the producer
inline constexpr std::string_view kToldProducer = "withdrawal.considered";
inline constexpr std::string_view kToldSubmitted = "withdrawal.submitted";   // whoever decides
inline constexpr std::string_view kToldDecided = "withdrawal.decided";       // the other offices (8.3c)
inline constexpr std::string_view kToldDropped = "withdrawal.dropped";
inline constexpr std::string_view kToldMoved = "withdrawal.moved_on";        // another certificate was issued, and it is about that now

}  // namespace ocop::withdrawals
