// What holds for every table and every set of sheets.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

struct Drawn { const Rulebook* rulebook; const Table* table; std::vector<Sheet> sheets; };
Drawn draw(std::size_t most_sheets = 7) {
  const auto& rulebooks = test::library().rulebooks();
  const Rulebook& rulebook = rulebooks[*rc::gen::inRange<std::size_t>(0, rulebooks.size())];
  const Table& table = *rulebook.tables[*rc::gen::inRange<std::size_t>(0, rulebook.tables.size())];
  std::vector<Sheet> sheets(*rc::gen::inRange<std::size_t>(1, most_sheets + 1));
  const int lowest = *rc::gen::element(0, 1, 2);   // better and worse councils
  for (Sheet& sheet : sheets)
    for (const Criterion* criterion : table.criteria) {
      const int most = static_cast<int>(criterion->options.size());
      sheet.answers.push_back(static_cast<std::int8_t>(*rc::gen::inRange(std::min(lowest, most), most + 1)));
    }
  return {&rulebook, &table, std::move(sheets)};
}
Outcome scored(const Drawn& drawn, Settings settings = {}) { return score(*drawn.rulebook, *drawn.table, drawn.sheets, settings).value(); }

RC_GTEST_PROP(RulebooksProperties, RaisingAnAnswerNeverLowersAnything, ()) {
  Drawn drawn = draw();
  const Outcome before = scored(drawn);
  Sheet& sheet = drawn.sheets[*rc::gen::inRange<std::size_t>(0, drawn.sheets.size())];
  const auto c = *rc::gen::inRange<std::size_t>(0, drawn.table->criteria.size());
  const auto& options = drawn.table->criteria[c]->options;
  const int old = sheet.answers[c] == kUnticked ? 0 : options[static_cast<std::size_t>(sheet.answers[c] - 1)].points;
  const auto o = *rc::gen::inRange<std::size_t>(0, options.size());
  RC_PRE(options[o].points >= old);
  sheet.answers[c] = static_cast<std::int8_t>(o + 1);
  const Outcome after = scored(drawn);
  RC_ASSERT(after.total >= before.total);
  RC_ASSERT(after.band >= before.band);
  RC_ASSERT(after.stars >= before.stars);
  RC_ASSERT(
      std::includes(before.floors_missed.begin(), before.floors_missed.end(), after.floors_missed.begin(), after.floors_missed.end()));
}

RC_GTEST_PROP(RulebooksProperties, StarsNeverExceedTheBandAndPartsAddUp, ()) {
  const Drawn drawn = draw();
  const Outcome outcome = scored(drawn);
  RC_ASSERT(outcome.stars <= outcome.band);
  RC_ASSERT(outcome.stars >= 1);
  Rational sum;
  for (const auto& [part, mean] : outcome.parts) sum = sum + mean;
  RC_ASSERT(sum == outcome.total);
  RC_ASSERT(outcome.total >= Rational(0));
  RC_ASSERT(outcome.total <= Rational(100));
  Rational of_criteria;
  for (const CriterionResult& result : outcome.criteria) {
    of_criteria = of_criteria + result.mean;
    RC_ASSERT(Rational(result.lowest) <= result.mean);
    RC_ASSERT(result.mean <= Rational(result.highest));
  }
  RC_ASSERT(of_criteria == outcome.total);
}

RC_GTEST_PROP(RulebooksProperties, TheOrderOfSheetsDoesNotMatter, ()) {
  Drawn drawn = draw();
  const Outcome before = scored(drawn);
  std::reverse(drawn.sheets.begin(), drawn.sheets.end());
  std::rotate(drawn.sheets.begin(),
              drawn.sheets.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(drawn.sheets.size())),
              drawn.sheets.end());
  const Outcome after = scored(drawn);
  RC_ASSERT(before.total == after.total);
  RC_ASSERT(before.stars == after.stars);
  RC_ASSERT(before.floors_missed == after.floors_missed);
}

RC_GTEST_PROP(RulebooksProperties, EverySheetIsNeverMilderThanTheMean, ()) {
  const Drawn drawn = draw();
  const Outcome mean = scored(drawn), strict = scored(drawn, {.floor_basis = FloorBasis::every_sheet});
  RC_ASSERT(strict.stars <= mean.stars);
  RC_ASSERT(strict.total == mean.total);
}

RC_GTEST_PROP(RulebooksProperties, TheSameSheetTwiceScoresAsOnce, ()) {
  Drawn drawn = draw(1);
  const Outcome once = scored(drawn);
  drawn.sheets.push_back(drawn.sheets.front());
  const Outcome twice = scored(drawn);
  RC_ASSERT(once.total == twice.total);
  RC_ASSERT(once.stars == twice.stars);
  RC_ASSERT(once.floors_missed == twice.floors_missed);
}

RC_GTEST_PROP(RulebooksProperties, AKnockoutChangesTheStarsAlone, ()) {
  Drawn drawn = draw();
  RC_PRE(!drawn.table->knockouts.empty());
  const Outcome before = scored(drawn);
  drawn.sheets.back().knockouts.push_back(drawn.table->knockouts.front().code);
  const Outcome after = scored(drawn);
  RC_ASSERT(after.stars == 0);
  RC_ASSERT(after.band == before.band);
  RC_ASSERT(after.total == before.total);
  RC_ASSERT(after.floors_missed == before.floors_missed);
}

}  // namespace
}  // namespace ocop::rulebooks
