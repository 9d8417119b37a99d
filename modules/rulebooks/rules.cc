// Scoring of sheets: Decision 26/2026/QĐ-TTg, articles 3.1 and 3.3 and the legends of Appendix II. Pure: facts in, outcome out.
#include "modules/rulebooks/rules.h"

#include <algorithm>
#include <cassert>

#include "modules/rulebooks/messages.h"

namespace ocop::rulebooks {
namespace {

constexpr int kFirstFloorStar = 3;   // Appendix II marks three, four and five stars

Problem problem_of(std::string field, std::string got, std::string expected, const Message& message,
                   std::vector<Argument> arguments = {}) {
  return Problem{std::move(field), std::move(got), std::move(expected), message, std::move(arguments)};
}

std::string sheet_field(std::size_t index) { return "sheets[" + std::to_string(index) + "]"; }

// Everything wrong with the sheets, at most kMaxFaults.
std::vector<Problem> faults(const Table& table, std::span<const Sheet> sheets) {
  std::vector<Problem> found;
  if (sheets.empty()) found.push_back(problem_of("sheets", "[]", "at least one sheet", msg::no_sheet));
  if (sheets.size() > kMaxSheets)
    found.push_back(problem_of("sheets", std::to_string(sheets.size()), "at most " + std::to_string(kMaxSheets), msg::too_many_sheets,
                               {std::to_string(kMaxSheets)}));
  for (std::size_t s = 0; s < sheets.size() && found.size() < kMaxFaults; ++s) {
    const Sheet& sheet = sheets[s];
    if (sheet.answers.size() != table.criteria.size()) {
      found.push_back(problem_of(sheet_field(s) + ".answers", std::to_string(sheet.answers.size()), std::to_string(table.criteria.size()),
                                 msg::wrong_answer_count));
      continue;
    }
    for (std::size_t c = 0; c < sheet.answers.size() && found.size() < kMaxFaults; ++c) {
      const int answer = sheet.answers[c];
      const auto options = static_cast<int>(table.criteria[c]->options.size());
      if (answer != kUnticked && (answer < 1 || answer > options))
        found.push_back(option_out_of_range(*table.criteria[c], sheet_field(s), std::to_string(answer)));
    }
    for (std::size_t k = 0; k < sheet.knockouts.size() && found.size() < kMaxFaults; ++k)
      if (!is_knockout(table, sheet.knockouts[k]))
        found.push_back(unknown_knockout(table, sheet_field(s) + ".knockouts[" + std::to_string(k) + "]", '"' + sheet.knockouts[k] + '"'));
  }
  return found;
}

int points_of(const Criterion& criterion, int answer) {
  return answer == kUnticked ? 0 : criterion.options[static_cast<std::size_t>(answer - 1)].points;
}

// Points of one criterion over all sheets. Sums stay whole numbers; only what is shown becomes a fraction.
struct Tally { std::int64_t sum = 0; int lowest = 0; };

bool meets(const Floor& floor, const Tally& tally, std::int64_t sheets, FloorBasis basis) {
  switch (basis) {
    case FloorBasis::mean: return tally.sum >= floor.points * sheets;
    case FloorBasis::every_sheet: return tally.lowest >= floor.points;
  }
  return false;
}

// Article 3.3: the band of the mean total, compared exactly: sum ≥ from × sheets.
int band_of(const Rulebook& rulebook, std::int64_t sum, std::int64_t sheets) {
  for (const Band& band : rulebook.bands)
    if (sum >= band.from * sheets) return band.star;
  return rulebook.bands.back().star;
}

// The highest star reached by climbing from the first: each needs its band and, from three on, all its floors.
int climb(int band, std::span<const MissedFloor> missed) {
  int stars = std::min(band, kFirstFloorStar - 1);
  for (int star = kFirstFloorStar; star <= std::min(band, kMostStars); ++star) {
    if (std::any_of(missed.begin(), missed.end(), [&](const MissedFloor& floor) { return floor.star == star; })) break;
    stars = star;
  }
  return stars;
}

}  // namespace

std::string_view name(FloorBasis basis) { return basis == FloorBasis::mean ? "mean" : "every_sheet"; }
std::string_view name(Rounding rounding) { return rounding == Rounding::cut ? "cut" : "half_up"; }

Problem option_out_of_range(const Criterion& criterion, std::string_view sheet, std::string got) {
  const std::string range = "1.." + std::to_string(criterion.options.size());
  return problem_of(std::string(sheet) + ".answers[\"" + criterion.code + "\"]", std::move(got), range, msg::option_out_of_range,
                    {criterion.code, std::to_string(criterion.options.size())});
}
Problem unknown_knockout(const Table& table, std::string field, std::string got) {
  std::string known;
  for (const Knockout& knockout : table.knockouts) known += (known.empty() ? "" : ", ") + knockout.code;
  for (const Criterion* criterion : table.criteria)
    if (!criterion->knockouts.empty()) known += (known.empty() ? "" : ", ") + criterion->code;
  return problem_of(std::move(field), std::move(got), known.empty() ? "none: this table prints no knockout" : "one of " + known,
                    msg::unknown_knockout, {table.code});
}
bool is_knockout(const Table& table, std::string_view code) {
  if (std::any_of(table.knockouts.begin(), table.knockouts.end(), [&](const Knockout& known) { return known.code == code; })) return true;
  const Criterion* criterion = table.find(code);
  return criterion && !criterion->knockouts.empty();
}

Result<Outcome> score(const Rulebook& rulebook, const Table& table, std::span<const Sheet> sheets, const Settings& settings) {
  if (auto found = faults(table, sheets); !found.empty())
    return Error{ErrorKind::invalid_input, std::move(found), "sheets do not fit " + table.code};
  const auto count = static_cast<std::int64_t>(sheets.size());
  Outcome outcome;
  outcome.criteria.resize(table.criteria.size());
  std::int64_t total = 0;
  std::int64_t part_sum = 0;
  for (std::size_t c = 0; c < table.criteria.size(); ++c) {
    const Criterion& criterion = *table.criteria[c];
    CriterionResult& result = outcome.criteria[c];
    result.points.reserve(sheets.size());
    Tally tally;
    for (const Sheet& sheet : sheets) {
      const int points = points_of(criterion, sheet.answers[c]);
      result.points.push_back(points);
      tally.sum += points;
    }
    const auto [lowest, highest] = std::minmax_element(result.points.begin(), result.points.end());
    result.lowest = tally.lowest = *lowest;
    result.highest = *highest;
    result.mean = Rational(tally.sum, count);
    for (const Floor& floor : criterion.floors)
      if (!meets(floor, tally, count, settings.floor_basis)) outcome.floors_missed.push_back({floor.star, criterion.code});
    total += tally.sum;
    part_sum += tally.sum;
    // Article 3.1: parts A, B, C; criteria of one part stand together.
    if (c + 1 == table.criteria.size() || table.part_of[c + 1] != table.part_of[c]) {
      outcome.parts.emplace(std::string(1, table.part_of[c]), Rational(part_sum, count));
      part_sum = 0;
    }
  }
  std::sort(outcome.floors_missed.begin(), outcome.floors_missed.end());
  for (const Sheet& sheet : sheets) outcome.knockouts.insert(outcome.knockouts.end(), sheet.knockouts.begin(), sheet.knockouts.end());
  std::sort(outcome.knockouts.begin(), outcome.knockouts.end());
  outcome.knockouts.erase(std::unique(outcome.knockouts.begin(), outcome.knockouts.end()), outcome.knockouts.end());
  outcome.total = Rational(total, count);
  outcome.band = band_of(rulebook, total, count);
  // Lines "Hồ sơ bị loại khi…" above each table and "bị loại" inside it: one member who names one is enough.
  outcome.stars = outcome.knockouts.empty() ? climb(outcome.band, outcome.floors_missed) : 0;
  return outcome;
}

std::string show(const Rational& figure, const Settings& settings) {
  return settings.rounding == Rounding::cut ? figure.cut(kShownDecimals) : figure.rounded(kShownDecimals);
}

const Criterion* Table::find(std::string_view criterion_code) const {
  const auto index = index_of(criterion_code);
  return index ? criteria[*index] : nullptr;
}
std::optional<std::size_t> Table::index_of(std::string_view criterion_code) const {
  for (std::size_t i = 0; i < criteria.size(); ++i)
    if (criteria[i]->code == criterion_code) return i;
  return std::nullopt;
}

}  // namespace ocop::rulebooks
