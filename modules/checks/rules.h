#pragma once
#include <optional>
#include <span>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "modules/checks/types.h"

// Checks after recognition: Decision 26/2026/QĐ-TTg, article 9. Pure.
namespace ocop::checks::rules {

// ---- who moves what (9.2, 9.4a)
enum class Step : std::uint8_t { arrange, rearrange, note, ask_to_mend, hand_in, find_kept, find_mended, find_not_met, cancel };
std::string_view name(Step step);
enum class Who : std::uint8_t { province, producer };
struct Move { std::optional<State> from; Step step; State to; Who who; };
std::span<const Move> moves();
std::optional<State> after(std::optional<State> from, Step step);
bool may(const Actor& actor, const Check& check, Step step);
// conflict: no such step from its state; forbidden: it is another one's.
Result<void> check(const Actor& actor, const Check& check, Step step);
Step step_of(Outcome outcome);

// ---- what a step needs. invalid_input with the field.
Result<void> arrange(const Arrange& input, Date today);
// Of a criterion its code, among `known` where the product's table is known; of mark and advertising none. Of what is not kept, why. Not
// before the day of the check.
Result<void> note(const Check& check, const Note& input, std::span<const std::string> known, Date today);
// A day from tomorrow on, at most kMendDays ahead; something must have been found.
Result<void> ask_to_mend(std::span<const Finding> findings, const AskToMend& input, Date today);
// kept: something was looked at and all of it was kept. mended: something was not. not_met: the same, and while the producer mends, not
// before its last day is over. Of not_met also organ and number: from that conclusion the 15 days of article 8.4 run.
Result<void> conclude(const Check& check, std::span<const Finding> findings, const Conclude& input, Date today);
// Which ground of article 8.1 a check that is not met gives: b, the criteria; or d, where the mark and advertising alone were not kept.
certificates::Ground ground_of(std::span<const Finding> findings);

// ---- the sample
inline constexpr int kLapsesSoonDays = 180;            // as article 7.6 opens the new assessment
inline constexpr std::int64_t kMostSize = 500;         // a province of the most products has some 600
inline constexpr int kDrawnShare = 5;                  // one in five by lot: risk alone would never look at whoever is quiet
struct Candidate {
  ProductId product;
  std::string code, name, commune;
  std::int64_t open_reports = 0, closed_reports = 0;
  std::optional<Date> paper_ended;     // of its maker
  std::optional<Date> checked;         // the last one that ended
  bool failed = false;                 // it found something
  Date last_day;                       // of the star
};
Reasons reasons_of(const Candidate& one, Date today);
int weight_of(Reasons reasons);
// By risk, the heaviest first and equal ones by code; then by lot among the rest: the order of SHA-256(seed + "\n" + code). Whoever has the
// codes draws the same again. At most `size`.
struct Picked { std::size_t index = 0; Reasons reasons; };
std::vector<Picked> pick(std::span<const Candidate> candidates, std::int64_t size, std::string_view seed, Date today);
std::string drawn_from(std::span<const Candidate> candidates);   // SHA-256 of the sorted codes, one a line, in hexadecimal
Result<void> make_plan(const MakePlan& input, Date today);

inline constexpr int kMendDays = 180;                  // longer than a growing season is no deadline
inline constexpr int kAheadDays = 366;                 // of a check's day, and of a plan's beginning
inline constexpr std::int64_t kMostWords = 4'000, kMostTitle = 200, kMostInspectors = 1'000, kMostNumber = 60;

}  // namespace ocop::checks::rules
