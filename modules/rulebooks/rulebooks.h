#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "kernel/base/rational.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// Port of the module: the scoring tables of each decision as data, and the pure function that scores sheets against one.
namespace ocop::rulebooks {

struct Text { std::string vi; std::string en; const std::string& in(Language language) const { return language == Language::vi ? vi : en; } };

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
struct Section { std::string code; Text title; int max = 0; std::vector<Criterion> criteria; };
struct Part { std::string code; Text title; int max = 0; std::vector<Section> sections; };
struct Knockout { std::string code; Text label; };   // printed above the table: "forged", "food_safety", …
struct Group { std::string code; Text name; std::string subgroup; std::string subset; };

// One scoring table: a product set of a decision.
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
  std::vector<std::string> anomalies;    // slips of the printed text, kept visible
  std::string sha256;                    // of the file

  // Criteria in printed order over all parts; index = position in Sheet::answers.
  std::vector<const Criterion*> criteria;
  std::vector<char> part_of;             // 'A'.. for each criterion
  const Criterion* find(std::string_view code) const;
  std::optional<std::size_t> index_of(std::string_view code) const;
};

struct Band { int star = 0; int from = 0; };   // 5 from 90, 4 from 70, 3 from 50, 2 from 30, 1 from 0 (article 3)
struct Rulebook {
  std::string code;                      // "QD26-2026"
  std::string decision;                  // "26/2026/QĐ-TTg"
  Date effective;
  std::optional<Date> effective_to;
  std::vector<Band> bands;               // highest first
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
struct Settings { FloorBasis floor_basis = FloorBasis::mean; Rounding rounding = Rounding::cut; };
inline constexpr int kShownDecimals = 2;

struct MissedFloor { int star = 0; std::string criterion; auto operator<=>(const MissedFloor&) const = default; };
struct CriterionResult { Rational mean; int lowest = 0; int highest = 0; std::vector<int> points; };   // points per sheet
struct Outcome {
  Rational total;                        // mean of sheet totals
  std::map<std::string, Rational> parts; // "A" -> mean
  int band = 0;                          // star by points alone, 1..5
  int stars = 0;                         // highest whose band and floors, and those of every lower star, are met; 0 after a knockout
  std::vector<std::string> knockouts;    // distinct, sorted
  std::vector<MissedFloor> floors_missed;  // sorted by star, then criterion in text order
  std::vector<CriterionResult> criteria; // per Table::criteria
};
// Pure. Error invalid_input with a problem per fault: no sheet, wrong number of answers, option out of range, unknown knockout.
Result<Outcome> score(const Rulebook& rulebook, const Table& table, std::span<const Sheet> sheets, const Settings& settings);
std::string show(const Rational& figure, const Settings& settings);   // "78.5"

// The JSON of `ocop score` and POST /api/v1/score.
Result<std::string> score_json(const Library& library, std::string_view request, const Settings& settings);

}  // namespace ocop::rulebooks
