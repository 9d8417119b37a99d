// The cheapest way from one sheet to the next star. Pure; the promise is in rulebooks.h.
#include <algorithm>
#include <cassert>
#include <limits>

#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {
namespace {

constexpr int kMostStars = 5;
constexpr int kNoWay = std::numeric_limits<int>::max() / 2;

// What may be ticked instead in one criterion: one option for each higher figure, the lowest printed number first.
struct Choice { int option = 0; int gain = 0; };
struct Position {
  int answer = kUnticked;
  int points = 0;
  bool must_rise = false;          // a floor of the star aimed at is above the points
  std::vector<Choice> choices;     // by gain, only those that meet the floor
};

Position position_of(const Criterion& criterion, int answer, int star) {
  Position position{.answer = answer, .points = 0, .must_rise = false, .choices = {}};
  std::string_view case_code;
  if (answer != kUnticked) {
    const Option& ticked = criterion.options[static_cast<std::size_t>(answer - 1)];
    position.points = ticked.points;
    case_code = ticked.case_code;
  }
  int floor = 0;
  for (const Floor& one : criterion.floors)
    if (one.star <= star) floor = std::max(floor, one.points);
  position.must_rise = floor > position.points;
  for (std::size_t i = 0; i < criterion.options.size(); ++i) {
    const Option& option = criterion.options[i];
    const int gain = option.points - position.points;
    const bool same_case = answer == kUnticked || option.case_code == case_code;
    const bool known =
        std::any_of(position.choices.begin(), position.choices.end(), [&](const Choice& choice) { return choice.gain == gain; });
    if (gain > 0 && option.points >= floor && same_case && !known) position.choices.push_back({static_cast<int>(i) + 1, gain});
  }
  std::sort(position.choices.begin(), position.choices.end(), [](const Choice& a, const Choice& b) { return a.gain < b.gain; });
  return position;
}

// fewest[c][g]: the fewest criteria among c, c+1, … that must change so that together they gain exactly g points.
using Fewest = std::vector<std::vector<int>>;
Fewest count_changes(const std::vector<Position>& positions, int most_gain) {
  Fewest fewest(positions.size() + 1, std::vector<int>(static_cast<std::size_t>(most_gain) + 1, kNoWay));
  fewest.back()[0] = 0;
  for (std::size_t c = positions.size(); c-- > 0;) {
    for (int gain = 0; gain <= most_gain; ++gain) {
      int& best = fewest[c][static_cast<std::size_t>(gain)];
      if (!positions[c].must_rise) best = fewest[c + 1][static_cast<std::size_t>(gain)];
      for (const Choice& choice : positions[c].choices)
        if (choice.gain <= gain) best = std::min(best, 1 + fewest[c + 1][static_cast<std::size_t>(gain - choice.gain)]);
    }
  }
  return fewest;
}

// Walks one best way: at each criterion the lowest raise that still ends best, else no change.
std::vector<Raise> walk(const std::vector<Position>& positions, const Fewest& fewest, int gain) {
  std::vector<Raise> raises;
  for (std::size_t c = 0; c < positions.size(); ++c) {
    const int best = fewest[c][static_cast<std::size_t>(gain)];
    for (const Choice& choice : positions[c].choices) {
      if (choice.gain > gain || 1 + fewest[c + 1][static_cast<std::size_t>(gain - choice.gain)] != best) continue;
      raises.push_back({c, positions[c].answer, choice.option, choice.gain, positions[c].must_rise});
      gain -= choice.gain;
      break;
    }
  }
  assert(gain == 0);
  return raises;
}

}  // namespace

std::optional<NextStar> next_star(const Rulebook& rulebook, const Table& table, const Sheet& sheet, int at_least) {
  Sheet clean = sheet;
  clean.knockouts.clear();
  const auto now = score(rulebook, table, {&clean, 1}, Settings{});
  if (!now.ok() || now->stars >= kMostStars) return std::nullopt;
  NextStar next;
  next.star = std::max(now->stars + 1, at_least);
  int needed = 0;
  for (const Band& band : rulebook.bands)
    if (band.star == next.star) needed = band.from;

  std::vector<Position> positions;
  int most_gain = 0;
  for (std::size_t c = 0; c < table.criteria.size(); ++c) {
    positions.push_back(position_of(*table.criteria[c], sheet.answers[c], next.star));
    next.points_before += positions.back().points;
    if (!positions.back().choices.empty()) most_gain += positions.back().choices.back().gain;
  }
  next.points_after = next.points_before;
  const Fewest fewest = count_changes(positions, most_gain);
  int chosen = -1;
  for (int gain = std::max(0, needed - next.points_before); gain <= most_gain; ++gain) {
    const int changes = fewest.front()[static_cast<std::size_t>(gain)];
    if (changes < kNoWay && (chosen < 0 || changes < fewest.front()[static_cast<std::size_t>(chosen)])) chosen = gain;
  }
  if (chosen < 0) return next;   // a partial table, or a floor that no option of the case reaches
  next.reachable = true;
  next.points_after += chosen;
  next.raises = walk(positions, fewest, chosen);
  return next;
}

}  // namespace ocop::rulebooks
