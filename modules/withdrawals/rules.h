#pragma once
#include <optional>
#include <span>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "modules/withdrawals/types.h"

// The way to a withdrawal: Decision 26/2026/QĐ-TTg, article 8. Pure.
namespace ocop::withdrawals::rules {

// ---- who moves what
// conclude: an authority's conclusion is entered, or the commune confirms that production stopped (8.1đ, 8.4). move: the
// certificate was replaced meanwhile, and what was found is looked into for the one that stands.
enum class Step : std::uint8_t { propose, conclude, submit, decide, drop, move };
std::string_view name(Step step);
// decider: certificates::decides_withdrawal of the stars (8.2): the province of 3 and 4, the Ministry of 5.
enum class Who : std::uint8_t { province, commune, decider };
struct Move { std::optional<State> from; Step step; State to; Who who; };
// The whole table. Where several lines have the same step and state, each `who` may.
std::span<const Move> moves();
// The state after the step; nullopt: nobody does that there.
std::optional<State> after(std::optional<State> from, Step step);
// Whether this actor may take the step of a proposal as it stands: a line of the table, and the place. The commune confirms only that
// production stopped.
bool may(const Actor& actor, const Proposal& proposal, Step step);
// conflict: no such step from its state; forbidden: it is another one's.
Result<void> check(const Actor& actor, const Proposal& proposal, Step step);

// ---- what a step needs
// Grounds b, c and e are "theo kết luận" of an authority, a and d are found by whoever checks and concluded by it; đ is confirmed by the
// commune.
bool is_of_commune(Ground ground);
// invalid_input with every wrong field: a day after today, or before `first` (the certificate's issue; none for a decision on paper);
// without an organ where an authority concluded; without the number of the commune's paper where the province enters its confirmation.
enum class Enters : std::uint8_t { province, commune };
Result<void> check_conclusion(Ground ground, const Conclude& input, Enters who, std::optional<Date> first, Date today);
// With a day, all that the conclusion needs; without one, neither organ nor number.
Result<void> check_proposal(const Propose& input, std::optional<Date> first, Date today);
// Of a certificate its decision has number, day and signer; of a decision on paper they are in the log already.
Result<void> check_decision(const Proposal& proposal, const Decide& input);

inline constexpr std::int64_t kMostWords = 4'000;      // two pages
inline constexpr std::int64_t kMostNumber = 60;        // "1234/BC-SNNMT"
inline constexpr std::int64_t kMostOrgan = 200;

}  // namespace ocop::withdrawals::rules
