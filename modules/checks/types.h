#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/tlog/seal.h"
#include "modules/withdrawals/withdrawals.h"

// Checks of products after their recognition (Decision 26/2026/QĐ-TTg, article 9): a plan of a year with its sample, and each check.
namespace ocop::checks {

using PlanId = Id<struct CheckPlanTag>;
using CheckId = Id<struct CheckTag>;

// ---- the plan
// Why a product is proposed; several hold at once. In the order of their weight.
enum class Reason : std::uint8_t {
  open_report,      // a report of a fake that nobody has closed
  reported_before,  // reports of buyers that were closed within the year
  paper_ended,      // a paper of its maker that it uses ended
  failed_before,    // an earlier check found something
  star_lapses,      // the star's last day is near
  never_checked,    // no check of it is kept here
  drawn,            // by lot, with the seed that was logged
  chosen,           // a person put it there
};
inline constexpr std::array kReasons{Reason::open_report, Reason::reported_before, Reason::paper_ended, Reason::failed_before,
                                     Reason::star_lapses, Reason::never_checked,   Reason::drawn,       Reason::chosen};
std::string_view name(Reason reason);
const Message& label(Reason reason);
class Reasons {
 public:
  constexpr Reasons() = default;
  static constexpr Reasons of_bits(std::int64_t bits) { Reasons out; out.bits_ = bits; return out; }
  constexpr Reasons& add(Reason reason) { bits_ |= std::int64_t{1} << static_cast<int>(reason); return *this; }
  constexpr bool has(Reason reason) const { return (bits_ >> static_cast<int>(reason)) & 1; }
  constexpr bool none() const { return bits_ == 0; }
  constexpr std::int64_t bits() const { return bits_; }
  bool operator==(const Reasons&) const = default;

 private:
  std::int64_t bits_ = 0;
};

enum class PlanState : std::uint8_t { draft, issued };
inline constexpr std::array kPlanStates{PlanState::draft, PlanState::issued};
std::string_view name(PlanState state);
const Message& label(PlanState state);
enum class Taken : std::uint8_t { left, taken };
inline constexpr std::array kTaken{Taken::taken, Taken::left};
std::string_view name(Taken taken);
const Message& label(Taken taken);

struct Sampled {
  PlanId plan;
  ProductId product;
  std::string product_name, commune;   // on the day it was proposed
  std::int64_t place = 0;              // in the order of the proposal, from 1
  std::int64_t reasons = 0;            // Reasons::bits
  Taken taken = Taken::taken;
};
struct Plan {
  PlanId id;
  std::string province;
  std::string title;                   // "Kế hoạch kiểm tra sản phẩm OCOP năm 2027"
  Date first, last;                    // of its period
  std::string who;                     // which departments go together; no persons
  std::int64_t size = 0;               // products that were asked for
  std::string seed;                    // of the lot: 32 hexadecimal digits, in the log
  std::string drawn_from;              // SHA-256 of the codes among which was drawn, one a line, sorted; in the log
  PlanState state = PlanState::draft;
  Instant made;
  AccountId made_by;
  std::optional<Instant> issued;
  std::optional<AccountId> issued_by;
  std::int64_t log_index = -1;
  std::int64_t version = 1;
};
inline std::string path_of(const Plan& plan) { return "/checks/plans/" + plan.id.text(); }

// ---- a check
enum class Kind : std::uint8_t { periodic, surprise };   // article 9.2a: định kỳ, đột xuất
inline constexpr std::array kKinds{Kind::periodic, Kind::surprise};
std::string_view name(Kind kind);
const Message& label(Kind kind);

enum class State : std::uint8_t {
  planned,     // a day and inspectors
  visited,     // findings are written down
  mending,     // the producer has until a day
  handed_in,   // it says what it mended
  kept,        // the criteria are kept
  mended,      // kept, after mending
  not_met,     // no longer met: handed over to withdrawals
  cancelled,
};
inline constexpr std::array kStates{State::planned, State::visited, State::mending, State::handed_in,
                                    State::kept,    State::mended,  State::not_met, State::cancelled};
std::string_view name(State state);
const Message& label(State state);
constexpr bool is_over(State state) { return state >= State::kept; }

// Article 9.3: a) the criteria of the dossier, b) the mark, and what is said of the product in public.
enum class Matter : std::uint8_t { criterion, mark, advertising };
inline constexpr std::array kMatters{Matter::criterion, Matter::mark, Matter::advertising};
std::string_view name(Matter matter);
const Message& label(Matter matter);
enum class Verdict : std::uint8_t { kept, not_kept };
inline constexpr std::array kVerdicts{Verdict::kept, Verdict::not_kept};
std::string_view name(Verdict verdict);
const Message& label(Verdict verdict);

struct Finding {
  CheckId check;
  Matter matter = Matter::criterion;
  std::string criterion;               // "2.3"; empty of mark and advertising
  Verdict verdict = Verdict::kept;
  std::string words;
  Instant noted;
  AccountId noted_by;
};
struct Check {
  CheckId id;
  std::optional<PlanId> plan;          // the issued plan that names the product
  std::string province, commune;
  ProductId product;
  ProducerId producer;
  std::string product_name, code;      // on the day it was arranged
  std::int64_t stars = 0;              // of that day: the Ministry reads those of five (article 9.4b)
  Kind kind = Kind::periodic;
  Date day;
  std::string inspectors;              // names and departments
  std::string reason;                  // why it is a surprise, or why it was cancelled; for the offices
  State state = State::planned;
  std::optional<Date> mend_by;
  std::string mend;                    // what has to be mended
  std::string evidence;                // what the producer says that it mended
  std::optional<Instant> handed_in;
  std::optional<AccountId> handed_in_by;
  std::string conclusion;              // words
  std::optional<Instant> ended;
  std::optional<AccountId> ended_by;
  std::optional<withdrawals::ProposalId> proposal;   // of one that is not met
  std::optional<ProducerId> told;      // the producer, once it may read this
  Instant made;
  AccountId made_by;
  std::int64_t log_index = -1;
  std::int64_t version = 1;
};
std::string path_of(const Check& check);

// ---- what is asked
struct MakePlan { std::string title; Date first, last; std::string who; std::int64_t size = 0; };
struct ChangeSample { std::int64_t version = 0; std::string product; Taken taken = Taken::taken; };
struct IssuePlan { std::int64_t version = 0; };
struct Arrange { Kind kind = Kind::periodic; Date day; std::string inspectors, reason; };
struct Rearrange { std::int64_t version = 0; Date day; std::string inspectors; };
struct Note {
  std::int64_t version = 0;
  Matter matter = Matter::criterion;
  std::string criterion;
  Verdict verdict = Verdict::kept;
  std::string words;
};
struct AskToMend { std::int64_t version = 0; Date mend_by; std::string mend; };
struct HandIn { std::int64_t version = 0; std::string evidence; };
enum class Outcome : std::uint8_t { kept, mended, not_met };
inline constexpr std::array kOutcomes{Outcome::kept, Outcome::mended, Outcome::not_met};
std::string_view name(Outcome outcome);
const Message& label(Outcome outcome);
struct Conclude { std::int64_t version = 0; Outcome outcome = Outcome::kept; std::string words, organ, number; };
struct Cancel { std::int64_t version = 0; std::string reason; };

// ---- the log. Each step without words, names or products; what the public may read of one is an entry of its own: a code, a day,
// what was looked at, kept.
inline constexpr std::string_view kMovedFields[] = {"act", "state"};
inline constexpr std::string_view kPassedFields[] = {"code", "criteria", "day", "matters", "outcome"};
inline constexpr std::string_view kDrawnFields[] = {"among", "drawn_from", "seed", "size"};
inline constexpr std::string_view kIssuedFields[] = {"products"};
inline constexpr tlog::Kind kMoved{"check.moved", kMovedFields}, kPassed{"check.passed", kPassedFields},
    kDrawn{"check_plan.drawn", kDrawnFields}, kIssued{"check_plan.issued", kIssuedFields};
inline constexpr tlog::Kind kLeaves[] = {kMoved, kPassed, kDrawn, kIssued};
inline constexpr tlog::Hanging kFindingsOf[] = {{.table = "checks_finding", .link = "of_check", .key = "matter, criterion"}};
inline constexpr tlog::Hanging kSampleOf[] = {{.table = "checks_sample", .link = "plan", .key = "product"}};
inline constexpr tlog::Sealed kSealedCheck{.table = "checks_check", .key = "id", .hanging = kFindingsOf};
// A draft's sample is still chosen; what was drawn is in the entry itself.
inline constexpr tlog::Sealed kSealedPlan{.table = "checks_plan", .key = "id", .open = "state = 0", .hanging = kSampleOf};
inline constexpr tlog::Sealed kSealed[] = {kSealedCheck, kSealedPlan};

inline constexpr std::string_view kWorkSource = "checks";
inline constexpr std::string_view kToldArranged = "check.arranged", kToldMend = "check.mend", kToldHandedIn = "check.handed_in",
                                  kToldEnded = "check.ended";

}  // namespace ocop::checks
