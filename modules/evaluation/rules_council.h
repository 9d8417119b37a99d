#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/evaluation/rules.h"

// What a council's meeting goes by: known regulations, what a member changed, which criteria decide the star. Pure; articles are of
// Decision 26/2026/QĐ-TTg.
namespace ocop::evaluation::rules {

// ---- known regulations (article 7.3b: each province has its own) -------------------------------------------------------------
// A start for a province's settings, never law. `source` says where it was read; where the text names no quorum, the strictest stands.
struct Regulation {
  std::string_view code;               // "tay-ninh-2020", in an address
  const Message* name;
  const Message* source;
  std::string_view link;               // where that stands; empty = nowhere on the web
  Settings settings;
};
std::span<const Regulation> known_regulations();
const Regulation* known_regulation(std::string_view code);

// ---- scoring again -----------------------------------------------------------------------------------------------------------
// What a member answered otherwise in the next version of a sheet, in printed order.
struct Rescored {
  std::string criterion;
  int before = 0, after = 0;           // options; 0 = none applies, or not answered
  int points_before = 0, points_after = 0;
  bool operator==(const Rescored&) const = default;
};
std::vector<Rescored> rescored(const rulebooks::Table& table, const Sheet& before, const Sheet& after);
// Of the answers that the table knows.
int points_of(const rulebooks::Table& table, const Sheet& sheet);

// Words of the meeting: some, and not too many.
Result<void> check_discussion(std::string_view words);

// ---- conflicts of interest ---------------------------------------------------------------------------------------------------
Result<void> check_ground(std::string_view ground);   // some, within kReasonLimit
// Of the province, nobody of the producer, no seat in this council, now or given up. Errors: invalid_input on "member".
Result<void> check_stand_in(const Dossier& dossier, std::span<const Seat> seats, std::span<const ConflictOfInterest> conflicts,
                            const Candidate& candidate);
// A council that lost a member is still one: conflict while fewer sit in it than the regulation asks for.
Result<void> check_still_whole(const Settings& settings, int seats);

// ---- the advisory group's proposals (article 7.3c) ---------------------------------------------------------------------------
// A proposal is an option of a criterion of the table, each criterion once. All faults at once.
Result<void> check_proposals(const rulebooks::Table& table, std::span<const Proposal> proposals);
// Codes, in printed order, of answers that depart by more than one option from what was proposed and say no word about it. Options are
// counted as printed; none applies is 0. What is not answered departs from nothing: the member is asked about that by itself.
inline constexpr int kDepartureWithoutWords = 1;
std::vector<std::string> departures(const rulebooks::Table& table, std::span<const Proposal> proposals, const Sheet& sheet);
// invalid_input with one problem a criterion, field "answers.CODE".
Result<void> check_departures(const rulebooks::Table& table, std::span<const Proposal> proposals, const Sheet& sheet);

// ---- what decides the star (article 3 and the legends of Appendix II) --------------------------------------------------------
// A criterion that the council looks at first.
struct Decisive {
  std::size_t criterion = 0;           // of Table::criteria
  int missed = 0;                      // the lowest star that the points would give and its floor keeps away; 0 = none
  int reached = 0;                     // the highest star whose floor is reached with nothing to spare; 0 = none
  int spread = 0;                      // points between the highest and the lowest sheet
  bool moves_band = false;             // all sheets as the highest, or as the lowest, would give another band
};
inline constexpr std::size_t kMostWideSpreads = 5;   // of those that could change the band, the widest: a page one looks at, not a list
// In printed order. Floors are held against what the settings say.
std::vector<Decisive> decisive(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, const rulebooks::Outcome& outcome,
                               const Settings& settings);

}  // namespace ocop::evaluation::rules
