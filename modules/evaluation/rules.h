#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "modules/evaluation/rules_clock.h"
#include "modules/evaluation/types.h"

// What the law and the province's regulation allow. Pure: facts in, answer out; time is an argument.
// "Article" is of Decision 26/2026/QĐ-TTg unless another text is named.
namespace ocop::evaluation::rules {

// ---- who may do what in which state ----------------------------------------------------------------------------------------
// How an actor stands to one dossier. An account may have several capacities; each counts for itself alone.
enum class Capacity : std::uint8_t {
  producer, commune_officer,
  provincial_body,  // the OCOP body of the dossier's level: of a file at the centre the Ministry's
  council_member, council_chair, secretary, advisory_group,
  informed,         // at the centre: its producer, commune and the province that sent it read the file and its state, no sheet, no result
};
inline constexpr int kCapacityCount = 8;
std::string_view name(Capacity capacity);

struct Relation {
  unsigned capacities = 0;
  std::optional<int> seat{};           // the actor's own seat in the council
  bool of_producer = false;            // one of the producer's own people, in whatever task: an officer who helps it
  bool is(Capacity capacity) const { return (capacities >> static_cast<unsigned>(capacity)) & 1u; }
  void add(Capacity capacity) { capacities |= 1u << static_cast<unsigned>(capacity); }
};
// Grants are looked at as they are today: a member whose role was taken away has no seat any more.
Relation relation(const Actor& actor, const Dossier& dossier, std::span<const Seat> seats);

enum class Act : std::uint8_t {
  read,              // the dossier and its papers
  save_answer,       // on the producer's own sheet
  submit,
  discard,           // a draft only: what was never submitted leaves no trace
  return_back,       // to be done again from the start: the commune (article 7.2), the provincial body (article 7.3a)
  save_report,       // the commune's, form 03
  forward,           // article 7.2b: with the report, to the province
  read_report,
  open_council,      // article 7.3d
  read_self_score,
  read_own_sheet,
  save_sheet,
  submit_sheet,
  see_progress,      // who has handed in, never what
  reopen_sheet,
  close,
  read_result,
  save_advice,       // the advisory group's report on the dossier, before its council is named (article 7.3c)
  read_advice,
  ask_completion,    // what is missing, while the dossier stays: the commune (article 7.2a), the provincial body (article 7.3a)
  answer_completion,
  cancel_completion, // by the office that asked
  name_chair,        // another one, where the chair said a conflict of interest or his role ended; until then also a stand-in
  correct_field,     // a slip in the producer's form, under the officer's own name
  receive,           // at the centre: the file is whole, its council may be named (article 7.4a)
  adopt,             // of a file that came back: the centre's result becomes the province's (article 7.4g)
  save_position,     // a member's written view of a renewal (article 7.6d)
  settle_positions,  // after their last day, with a quorum: what they come to
  declare_conflict,  // of interest: the own seat is given up
  name_stand_in,     // for a seat that was given up, or whose member's role ended before he judged
};
inline constexpr int kActCount = 30;
std::string_view name(Act act);

// not_found when the actor may not even read the dossier in this state; forbidden when the capacity is wrong; conflict when the state is.
Result<void> may(Act act, State state, const Relation& relation);
// The same of one dossier, with its requests for completion. While one is open nothing moves on: conflict, naming it. Then, and only then,
// its producer may fill in its own sheet beside a draft, answer the request, and the office may cancel it. And with its written views
// (rules_positions.h). The report on a renewal is the office's own to write (article 7.6c), that on others the advisory group's (7.3c).
Result<void> may(Act act, const Dossier& dossier, const Relation& relation);
Result<void> no_open_request(const Dossier& dossier);
// Nobody judges the own: what offices do with a dossier is refused to the producer's own people, with conflict.
bool is_of_office(Act act);
Error own_producer();
// The same for the self-score, which the province may show to members while they score.
bool may_see_self_score(const Dossier& dossier, const Relation& relation);
// Names of members are for officials and the council; a producer reads "member 1". Until it is closed they are for nobody who is of the
// producer as well, whatever his office.
bool may_see_member_names(const Dossier& dossier, const Relation& relation);

// ---- opening a dossier -----------------------------------------------------------------------------------------------------
struct Recognition { int stars = 0; std::optional<Date> valid_until; bool withdrawn = false; };
inline constexpr int kRenewalEarliestDays = 180;   // article 7.6
inline constexpr int kRenewalLatestDays = 120;
enum class Timeliness : std::uint8_t { not_bound, in_window, late };
// first: no star in force. upgrade: three or four stars in force. renewal: a star in force, not earlier than 180 days before its end.
// Later than 120 days before the end is `late`, not refused: article 12 lets an old certificate wait for the result.
Result<Timeliness> may_open(Kind kind, const Recognition& recognition, Date today);
Timeliness timeliness(Kind kind, std::optional<Date> standing_until, Date on);
// "01/PĐK-68-24988-2026"; the serial is kept by the commune, anew each year.
std::string dossier_number(int serial, std::string_view province, std::string_view commune, int year);

// ---- answers ---------------------------------------------------------------------------------------------------------------
// Known criterion, an option of it (or none), text within limits.
Result<void> check_answer(const rulebooks::Table& table, std::string_view criterion, int option, std::string_view note, std::size_t papers);
Result<void> check_opinion(const rulebooks::Table& table, std::string_view part, std::string_view text);
// Listed codes, each once, each with a reason: a knockout ends an evaluation, so it is never ticked without saying why.
Result<void> check_knockouts(const rulebooks::Table& table, std::span<const KnockoutTick> ticks);

struct Completeness {
  int answered = 0, criteria = 0;
  std::vector<std::string> unanswered;          // codes in printed order
  std::vector<std::string> without_evidence;    // answered with points, no paper beside
  bool complete() const { return answered == criteria; }
};
Completeness completeness(const rulebooks::Table& table, const Sheet& sheet);
// Unanswered counts as unticked (0 points). Answers to criteria the table does not have are left out.
rulebooks::Sheet scorable(const rulebooks::Table& table, const Sheet& sheet, std::string_view label);

// ---- submitting ------------------------------------------------------------------------------------------------------------
enum class Tick : std::uint8_t { absent, given };
struct SubmissionFacts {
  Tick declaration = Tick::absent;              // form 01: the producer answers for its dossier
  Tick gaps_accepted = Tick::absent;            // the list of criteria left without an answer was seen
  bool business_registration = false;           // a paper of that kind, in date
  int unanswered = 0;
};
Result<void> check_submission(const SubmissionFacts& facts);
// The commune says something on each of the four matters of article 7.2a; all that are missing at once.
Result<void> check_report(const CommuneReport& report);
// What may be kept for later: within limits.
Result<void> check_report_draft(const CommuneReport& report);
// The commune's meeting (article 7.2a: "trường hợp cần thiết, Chủ tịch UBND cấp xã tổ chức họp với các bộ phận liên quan") and its letter
// (6.2a), of which nothing need be said. Always: lengths, and no day ahead of today. When it is forwarded: a meeting has its day, who took
// part and what was said; a letter has its number and day.
Result<void> check_beside(const CommuneReport& report, Date today);
Result<void> check_beside_whole(const CommuneReport& report);
// Article 7.6: whole re-evaluation, from the full file. The article lets nothing stop these days, so that they run on while completion is
// asked for.
inline constexpr int kRenewalDays = 45;
Deadline renewal_deadline(Instant received, Date today, const HolidayCalendar& holidays);

// ---- whose turn it is ------------------------------------------------------------------------------------------------------
enum class Waiting : std::uint8_t {
  finish_draft, complete_returned, answer_request, assess_commune, open_council, score, hand_in, name_chair, close, record_decision,
  read_result, receive, choose_way, give_position, settle_positions, name_stand_in, others,
};
struct Progress {
  int seats = 0, submitted = 0;                 // of the council: sheets, or written views (rules_positions.h)
  int answered = 0, criteria = 0;               // of the own sheet
  int left = 0;                                 // seats that wait for one whose role ended (awaits_another)
};
// The first act that one who stands so to the dossier can do now; `others` when it is somebody else's turn. `own`: his seat, if any.
Waiting waiting(const Dossier& dossier, const Relation& relation, const Seat* own, const Progress& progress);
// By when the law wants it done by those who stand so to it, or the office that asks for completion; nullopt = no day is named, or the
// clock stands.
std::optional<Deadline> term(const Dossier& dossier, const Relation& relation, Date today, const HolidayCalendar& holidays);
// Everybody who may read the dossier in its state: its producer, the offices of its place, each seat, the chair. A chair who has a seat is
// one turn.
struct Turn {
  enum class Of : std::uint8_t { place, producer, sender } of = Of::place;   // sender: the province of a file at the centre
  Relation relation;
  std::optional<AccountId> account{};           // of a seat or the chair
  Waiting waiting = Waiting::others;
};
std::vector<Turn> turns(const Dossier& dossier, std::span<const Seat> seats);
// Of the OCOP body of its level, its producer, the province that sent it.
Relation holder_relation(const Dossier& dossier, Turn::Of of);

// ---- the council -----------------------------------------------------------------------------------------------------------
struct Candidate { AccountId account; std::vector<Grant> grants; };
// At least the province's minimum of distinct members with the member's role there, a chair with the chair's role, nobody of the
// producer's own people.
Result<void> check_council(const Dossier& dossier, std::span<const Candidate> members, const std::optional<Candidate>& chair);
// With the chair's role there, nobody of the producer, nobody who said a conflict of interest. Errors: invalid_input on "chair".
Result<void> check_new_chair(const Dossier& dossier, std::span<const ConflictOfInterest> conflicts, const Candidate& chair);
int sheets_needed(int seats, int quorum_percent);
// With fewer sheets than this one who knows his own could tell the other's from how far they are apart.
inline constexpr int kFewestSheetsForMembers = 3;
// What the chair waits for before a figure of all sheets is read, and before closing: the quorum; of a chair who scores as well, also as
// many sheets as hide one among them (all of them, where the council has fewer seats).
int sheets_to_close(const Relation& chair, int seats, int quorum_percent);
// conflict: a chair who scores as well hands in the own sheet first. Scored after a figure of the others' it would not be scored blind, and
// an attempt to close tells whether they are far apart.
Result<void> own_sheet_first(const Relation& chair, std::span<const Seat> seats);
struct ClosingFacts {
  int seats = 0, submitted = 0;
  Rational spread;
  Tick spread_accepted = Tick::absent;
  int fewest = 1;                               // sheets, whatever the quorum is (sheets_to_close)
};
// conflict: too few sheets; or the province's regulation lets nothing be closed above its spread (OverSpread::refuse), whatever is ticked.
// invalid_input on spread_accepted: the chair has not said that the council discussed it.
Result<void> check_closing(const Settings& settings, const ClosingFacts& facts);
// Highest minus lowest sheet total. Precondition: the outcome is of at least one sheet.
Rational spread(const rulebooks::Outcome& outcome);
bool spread_exceeds(const Rational& spread, const Settings& settings);
Result<void> check_settings(const Settings& settings);

// ---- reading a result ------------------------------------------------------------------------------------------------------
// What stood between a result and a star.
struct Shortfall {
  int star = 0;
  Rational points;                              // still missing to the band; 0 = the band is reached
  std::vector<std::string> floors;              // criteria whose floor for this star or a lower one is missed
  bool knockout = false;
};
// The next star above the one reached, from 3 to 5 (one and two stars are not recognised, article 4.1); nullopt at five stars.
std::optional<Shortfall> shortfall(const rulebooks::Rulebook& rulebook, const rulebooks::Outcome& outcome);

}  // namespace ocop::evaluation::rules
