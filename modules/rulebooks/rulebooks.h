#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/rational.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// Port of the module: the scoring tables of each decision as data, and the pure function that scores sheets against one.
namespace ocop::rulebooks {

struct Text {
  std::string vi;
  std::string en;
  const std::string& in(Language language) const { return language == Language::vi ? vi : en; }
};

struct Option {
  int points = 0;
  Text label;
  int min_star = 0;          // 3, 4, 5: reaching this option is the least for that star; 0 = no mark
  std::string case_code;     // tables with alternative cases (tourism 8, 9, 15): "a", "b"
};
struct Floor { int star = 0; int points = 0; };     // Appendix II, legend under each table
struct Criterion {
  std::string code;          // "1.5"; unique within a table (codes printed twice are told apart by a suffix, see anomalies)
  std::string parent;        // "3.5" when the table nests criteria
  Text title;
  int max = 0;
  std::vector<Option> options;           // in printed order; an answer is the 1-based position
  std::vector<Floor> floors;             // by star
  std::vector<Text> knockouts;           // lines "bị loại" printed in the criterion; not empty = the code may be named as a knockout
  std::vector<Text> requirements;        // hard conditions, e.g. 100 % raw material from the province
  std::vector<Text> notes;
  std::optional<Text> condition;         // e.g. "if a story exists"
  std::map<std::string, Text> cases;
};
struct Subsection { std::string code; Text title; int max = 0; };   // a heading above criteria whose `parent` is its code
struct Section { std::string code; Text title; int max = 0; std::vector<Subsection> subsections; std::vector<Criterion> criteria; };
struct Part { std::string code; Text title; int max = 0; std::vector<Section> sections; };
struct Knockout { std::string code; Text label; };   // printed above the table: "forged", "food_safety", …
struct Group { std::string code; Text name; std::string subgroup; std::string subset; };

// One scoring table: a product set of a decision. Not copied: `criteria` points into `parts`.
struct Table {
  std::string code;                      // "QD26-13" (ours, not legal)
  std::string slug;
  int number = 0;
  Text name;
  Group group;                           // "I".."VI"
  std::vector<Text> lead_agencies;
  int sample_units = 0;                  // samples to hand in (article 7.2)
  std::vector<Part> parts;
  std::vector<Knockout> knockouts;
  Text reference;                        // where it is printed: "Appendix II, item 13"; empty when not known (2019)
  std::vector<Text> anomalies;           // slips of the printed text, kept visible
  std::optional<Text> missing;           // set when the table is known to be incomplete: what is missing
  std::vector<std::string> sources;      // addresses of the copies it was made from
  std::string sha256;                    // of the file

  // Criteria in printed order over all parts; index = position in Sheet::answers.
  std::vector<const Criterion*> criteria;
  std::vector<char> part_of;             // 'A'.. for each criterion
  const Criterion* find(std::string_view code) const;
  std::optional<std::size_t> index_of(std::string_view code) const;
};

// 5 from 90, 4 from 70, 3 from 50, 2 from 30, 1 from 0 (article 3.3)
struct Band { int star = 0; int from = 0; std::string article{}; };
struct Rulebook {
  std::string code;                      // "QD26-2026"
  std::string decision;                  // "26/2026/QĐ-TTg"
  Text name;
  Date effective;
  std::optional<Date> effective_to;      // the last day
  std::vector<Band> bands;               // highest first; the last starts at 0
  std::map<std::string, int> part_max;   // "A" -> 40 (article 3.1)
  std::optional<int> certificate_months; // article 4.3
  std::optional<Text> floor_rule;        // the legend of the star marks; none = the decision's data has no floors
  std::vector<Text> notes;               // what the decision leaves open and how Ocop reads it
  std::vector<std::string> sources;
  std::vector<std::shared_ptr<const Table>> tables;
  const Table* find(std::string_view product_set) const;
};

// All rulebooks of the program; immutable, shared by all threads.
class Library {
 public:
  std::span<const Rulebook> rulebooks() const { return rulebooks_; }
  const Rulebook* find(std::string_view code) const;
  // In force on a day (for new dossiers).
  const Rulebook* in_force(Date day) const;
  std::vector<Rulebook> rulebooks_;
};
// Reads the files put into the program. Error: internal naming file and fault (a checksum, a maximum that does not add up …).
Result<Library> load();

// ---- scoring ---------------------------------------------------------------------------------------------------------------
inline constexpr int kUnticked = 0;      // an unticked criterion scores 0
struct Sheet {
  std::string member;                    // label in messages only
  std::vector<std::int8_t> answers;      // per Table::criteria: 0 = unticked, else 1-based option
  std::vector<std::string> knockouts;    // codes of Table::knockouts, or of a criterion that carries one
};
enum class FloorBasis : std::uint8_t { mean, every_sheet };   // not stated in the decision: a province's setting
enum class Rounding : std::uint8_t { cut, half_up };          // of shown figures only; ranking is exact
std::string_view name(FloorBasis basis);
std::string_view name(Rounding rounding);
struct Settings { FloorBasis floor_basis = FloorBasis::mean; Rounding rounding = Rounding::cut; };
inline constexpr int kShownDecimals = 2;

struct MissedFloor { int star = 0; std::string criterion; auto operator<=>(const MissedFloor&) const = default; };
struct CriterionResult { Rational mean; int lowest = 0; int highest = 0; std::vector<int> points; };   // points per sheet
struct Outcome {
  Rational total;                        // mean of sheet totals
  std::map<std::string, Rational> parts; // "A" -> mean
  int band = 0;                          // star by points alone, 1..5; stays after a knockout, for it says what the points were
  int stars = 0;                         // highest whose band and floors, and those of every lower star, are met; 0 after a knockout
  std::vector<std::string> knockouts;    // distinct, sorted
  std::vector<MissedFloor> floors_missed;  // every floor of every star that is not met; by star, then code as text ("10" < "9")
  std::vector<CriterionResult> criteria; // per Table::criteria
};
// Pure. Error invalid_input with a problem per fault: no sheet, wrong number of answers, option out of range, unknown knockout.
Result<Outcome> score(const Rulebook& rulebook, const Table& table, std::span<const Sheet> sheets, const Settings& settings);
std::string show(const Rational& figure, const Settings& settings);   // "78.5"

// The JSON of `ocop score` and POST /api/v1/score; the format is docs/formats/score.md. Nothing is scored when anything is wrong.
// `settings` are those of a file that says none.
// Error: malformed_request (not JSON), too_large, invalid_input with at most kMaxFaults problems, fields as paths:
// sheets[0].answers["9.9"].
Result<std::string> score_json(const Library& library, std::string_view request, const Settings& settings);
inline constexpr std::size_t kMaxSheets = 1'000;           // a council has under 20 members; Rational stays exact far above this
inline constexpr std::size_t kMaxScoreBytes = 1u << 20;    // 1,000 sheets of 33 answers are 400 kB
inline constexpr std::size_t kMaxFaults = 50;              // enough to mend a file by; an answer stays small

// ---- the ladder: the cheapest way to a star ------------------------------------------------------------------------------------
// What it takes to stand at an option, whatever stood before. An estimate of whoever plans: no decision says what a point costs.
struct Price {
  std::int64_t money = 0;                // đồng
  std::int64_t months = 0;               // of work; months of several steps are summed, as if one were done after the other
  auto operator<=>(const Price&) const = default;
};
inline constexpr std::int64_t kMostMoney = 1'000'000'000'000;   // a thousand billion đồng: above any producer's plan; sums stay exact
inline constexpr std::int64_t kMostMonths = 240;                // twenty years: a plan is made for the next certificates
// Of an option that nobody gave a price for. The same for each, so that a ladder without prices is the one with the fewest steps. Its size
// only weighs against prices that were given: the order of what one paper takes (a test sheet with its label, a trademark application:
// some million đồng, a quarter of a year). It is no price of the programme and is shown as assumed.
inline constexpr Price kUsualPrice{.money = 10'000'000, .months = 3};
struct Prices {
  Price usual = kUsualPrice;
  std::map<std::pair<std::size_t, int>, Price> given{};   // by place in Table::criteria and option
  const Price& of(std::size_t criterion, int option) const;
};
struct Wish {
  int target = 0;                        // 1..kMostStars
  Prices prices{};
  std::vector<std::size_t> unmet{};      // criteria whose printed requirement is known to be missed: a sheet cannot say it
};
// One answer to raise. Labels and points of options are looked up in the table.
struct Rung {
  std::size_t criterion = 0;
  int from = kUnticked, to = 0;
  int points = 0;                        // gained
  bool for_floor = false;                // a floor of the target asks for it
  Price price{};
  int total = 0, stars = 0;              // after this step, by score()
};
// Why a star is out of reach, whatever is done.
struct Obstacle {
  enum class Kind : std::uint8_t { knockout, requirement, floor, points } kind = Kind::knockout;
  std::string code;                      // of the knockout, or the criterion; empty for points
  int needed = 0, most = 0;              // floor, points: what is asked for, and the most that can be had
  bool operator==(const Obstacle&) const = default;
};
struct Ladder {
  int target = 0;
  int reached = 0;                       // stars of the sheet as it is
  std::vector<Rung> rungs{};             // the cheapest first, then as printed; empty when there is nothing to do, or an obstacle
  Price price{};                         // of all of them
  int points_before = 0, points_after = 0;
  std::vector<Obstacle> obstacles{};
  bool reachable() const { return obstacles.empty(); }
};
// The steps with the least money that reach the target; of those the least months, the fewest steps, the fewest points, then those printed
// earlier with the lower options. Exact (a knapsack over at most 100 points), not a greedy guess. One step a criterion, each raises its
// points; floors of the target and of every star below are met (legend under each table of Appendix II); an answer within a case (tourism
// 8, 9, 15) stays within its case. A knockout on the sheet ("Hồ sơ bị loại khi…") is an obstacle, and so is a requirement in `unmet`.
// Errors: invalid_input when the sheet does not fit the table, the target is no star, or a price is out of its limits.
Result<Ladder> ladder(const Rulebook& rulebook, const Table& table, const Sheet& sheet, const Wish& wish);
// The ladder to the star after the one that is reached, without prices: the fewest criteria, then the fewest points. Knockouts are left
// aside: they must go first. nullopt at five stars.
// `at_least`: a lower star is not aimed at (kLeastRecognised for a producer: one and two stars bring no certificate, article 4.1).
// Precondition: the sheet fits the table (score() accepts it).
inline constexpr int kMostStars = 5;
inline constexpr int kLeastRecognised = 3;
std::optional<Ladder> next_star(const Rulebook& rulebook, const Table& table, const Sheet& sheet, int at_least = 1);

// `ocop ladder`: docs/formats/ladder.md. Read as score_json reads, with one sheet. Errors as there, and conflict with a problem per
// obstacle when the target is out of reach.
Result<std::string> ladder_json(const Library& library, std::string_view request);

// ---- the other decision -----------------------------------------------------------------------------------------------------
// The table for the same goods in the other decision, and its criteria whose title this one does not have. What a product would score there
// cannot be reckoned: options differ even where a title is the same, and nobody has answered them.
struct Counterpart {
  const Rulebook* rulebook = nullptr;
  const Table* table = nullptr;
  std::vector<std::size_t> added{};      // places in its Table::criteria
};
// nullopt: no set of the other decision is certain to have the product (the list with its reasons is in counterpart.cc). Pure.
std::optional<Counterpart> counterpart(const Library& library, const Table& table);

// ---- checking --------------------------------------------------------------------------------------------------------------
// One thing about a table that a reader should know; `fault` breaks the program's promise and stops load().
struct Finding {
  enum class Kind : std::uint8_t { fault, missing, anomaly } kind = Kind::fault;
  std::string rulebook;
  std::string table;                     // product set; empty = the whole rulebook
  Text text;
};
// Maxima add up option → criterion → section → part → 100; floors and marks point to options and never fall with the star; codes are
// unique; both languages are present; what is partial and the slips of the printed text are listed. Sorted: rulebook, table, kind.
std::vector<Finding> check(const Library& library);
bool sound(std::span<const Finding> findings);             // no fault among them

// ---- the command line: `ocop rulebook list | show | check` -------------------------------------------------------------------
std::string list_report(const Library& library, Language language);
// A table as text: parts, criteria, options with their numbers (the answers of `ocop score`), points, marks. not_found with what exists.
Result<std::string> show_report(const Library& library, std::string_view rulebook, std::string_view product_set, Language language);
std::string check_report(const Library& library, std::span<const Finding> findings, Language language);

}  // namespace ocop::rulebooks
