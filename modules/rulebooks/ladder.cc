// The cheapest way from one sheet to a star. Pure; the promise is in rulebooks.h.
#include <algorithm>
#include <cassert>
#include <compare>
#include <tuple>

#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {
namespace {

// What a set of steps comes to; compared in this order. Sums stay far within 64 bits: kMostMoney times a table's criteria.
struct Cost {
  Price price;
  int steps = 0;
  auto operator<=>(const Cost&) const = default;
  Cost with(const Price& one) const { return {{price.money + one.money, price.months + one.months}, steps + 1}; }
};
using Cheapest = std::optional<Cost>;   // nullopt: there is no such set
bool better(const Cost& one, const Cheapest& than) { return !than || one < *than; }

// What may be ticked instead in one criterion: of options with the same points the cheapest, then the first printed.
struct Choice { int option = 0; int gain = 0; Price price; };
struct Position {
  int answer = kUnticked;
  int points = 0;
  bool must_rise = false;          // a floor of the target is above the points
  std::vector<Choice> choices;     // by gain, only those that meet the floor
};

int floor_of(const Criterion& criterion, int star) {
  int floor = 0;
  for (const Floor& one : criterion.floors)
    if (one.star <= star) floor = std::max(floor, one.points);
  return floor;
}

Position position_of(const Table& table, std::size_t at, int answer, const Wish& wish) {
  const Criterion& criterion = *table.criteria[at];
  Position position{.answer = answer, .points = 0, .must_rise = false, .choices = {}};
  std::string_view case_code;
  if (answer != kUnticked) {
    const Option& ticked = criterion.options[static_cast<std::size_t>(answer - 1)];
    position.points = ticked.points;
    case_code = ticked.case_code;
  }
  const int floor = floor_of(criterion, wish.target);
  position.must_rise = floor > position.points;
  for (std::size_t i = 0; i < criterion.options.size(); ++i) {
    const Option& option = criterion.options[i];
    const int gain = option.points - position.points;
    const bool same_case = answer == kUnticked || option.case_code == case_code;
    const int number = static_cast<int>(i) + 1;
    if (gain > 0 && option.points >= floor && same_case) position.choices.push_back({number, gain, wish.prices.of(at, number)});
  }
  std::ranges::sort(position.choices, {}, [](const Choice& one) { return std::tuple(one.gain, one.price, one.option); });
  const auto [from, to] = std::ranges::unique(position.choices, {}, &Choice::gain);
  position.choices.erase(from, to);
  return position;
}

// [c][g]: the cheapest set of steps among criteria c, c+1, … that gains exactly g points and meets all their floors.
using Plan = std::vector<std::vector<Cheapest>>;
Plan plan_of(const std::vector<Position>& positions, int most_gain) {
  Plan plan(positions.size() + 1, std::vector<Cheapest>(static_cast<std::size_t>(most_gain) + 1));
  plan.back()[0] = Cost{};
  for (std::size_t c = positions.size(); c-- > 0;) {
    for (int gain = 0; gain <= most_gain; ++gain) {
      Cheapest& best = plan[c][static_cast<std::size_t>(gain)];
      if (!positions[c].must_rise) best = plan[c + 1][static_cast<std::size_t>(gain)];
      for (const Choice& choice : positions[c].choices) {
        if (choice.gain > gain) break;
        const Cheapest& rest = plan[c + 1][static_cast<std::size_t>(gain - choice.gain)];
        if (rest && better(rest->with(choice.price), best)) best = rest->with(choice.price);
      }
    }
  }
  return plan;
}

// Walks one best way: at each criterion the lowest raise that still ends best, else no change.
std::vector<Rung> walk(const std::vector<Position>& positions, const Plan& plan, int gain) {
  std::vector<Rung> rungs;
  for (std::size_t c = 0; c < positions.size(); ++c) {
    const Cheapest& best = plan[c][static_cast<std::size_t>(gain)];
    for (const Choice& choice : positions[c].choices) {
      if (choice.gain > gain) break;
      const Cheapest& rest = plan[c + 1][static_cast<std::size_t>(gain - choice.gain)];
      if (!rest || rest->with(choice.price) != *best) continue;
      rungs.push_back({.criterion = c, .from = positions[c].answer, .to = choice.option, .points = choice.gain,
                       .for_floor = positions[c].must_rise, .price = choice.price});
      gain -= choice.gain;
      break;
    }
  }
  assert(gain == 0);
  return rungs;
}

// Points and star after each step, by the law's own function.
Result<void> climb_step_by_step(const Rulebook& rulebook, const Table& table, Sheet sheet, Ladder& ladder) {
  int total = ladder.points_before;
  for (Rung& rung : ladder.rungs) {
    sheet.answers[rung.criterion] = static_cast<std::int8_t>(rung.to);
    OCOP_TRY(outcome, score(rulebook, table, {&sheet, 1}, Settings{}));
    rung.total = total += rung.points;
    rung.stars = outcome.stars;
    ladder.price.money += rung.price.money;
    ladder.price.months += rung.price.months;
  }
  ladder.points_after = total;
  return {};
}

// What no step can change: reasons to reject on the sheet, requirements that are known to be missed, floors above every option.
std::vector<Obstacle> obstacles_of(const Table& table, const Outcome& now, const Wish& wish, const std::vector<Position>& positions) {
  std::vector<Obstacle> found;
  for (const std::string& code : now.knockouts) found.push_back({.kind = Obstacle::Kind::knockout, .code = code});
  for (const std::size_t c : wish.unmet) found.push_back({.kind = Obstacle::Kind::requirement, .code = table.criteria[c]->code});
  for (std::size_t c = 0; c < positions.size(); ++c)
    if (positions[c].must_rise && positions[c].choices.empty())
      found.push_back({.kind = Obstacle::Kind::floor, .code = table.criteria[c]->code, .needed = floor_of(*table.criteria[c], wish.target),
                       .most = positions[c].points});
  return found;
}

// The cheapest of all gains that are enough; of equal ones the fewest points.
int cheapest_gain(const Plan& plan, int least) {
  int chosen = -1;
  for (std::size_t gain = static_cast<std::size_t>(std::max(0, least)); gain < plan.front().size(); ++gain) {
    const Cheapest& cost = plan.front()[gain];
    if (cost && (chosen < 0 || *cost < *plan.front()[static_cast<std::size_t>(chosen)])) chosen = static_cast<int>(gain);
  }
  return chosen;
}

int points_needed(const Rulebook& rulebook, int star) {
  const auto band = std::ranges::find(rulebook.bands, star, &Band::star);
  return band == rulebook.bands.end() ? 0 : band->from;
}

Result<void> expect_sound(const Table& table, const Wish& wish) {
  const auto refused = [](std::string field, std::string got, std::string expected, const Message& message) {
    return Error::of(ErrorKind::invalid_input, Problem{std::move(field), std::move(got), std::move(expected), message, {}});
  };
  if (wish.target < 1 || wish.target > kMostStars)
    return refused("target", std::to_string(wish.target), "1.." + std::to_string(kMostStars), msg::ladder_target);
  for (const std::size_t c : wish.unmet)
    if (c >= table.criteria.size() || table.criteria[c]->requirements.empty())
      return refused("unmet", std::to_string(c), "a criterion that prints a requirement", msg::ladder_no_requirement);
  const auto sound = [](const Price& one) {
    return one.money >= 0 && one.money <= kMostMoney && one.months >= 0 && one.months <= kMostMonths;
  };
  bool all = sound(wish.prices.usual);
  for (const auto& [place, price] : wish.prices.given) all = all && sound(price);
  if (!all) return refused("costs", "", "0.." + std::to_string(kMostMoney) + " and 0.." + std::to_string(kMostMonths), msg::ladder_price);
  return {};
}

}  // namespace

const Price& Prices::of(std::size_t criterion, int option) const {
  const auto found = given.find({criterion, option});
  return found == given.end() ? usual : found->second;
}

Result<Ladder> ladder(const Rulebook& rulebook, const Table& table, const Sheet& sheet, const Wish& wish) {
  OCOP_TRY(now, score(rulebook, table, {&sheet, 1}, Settings{}));
  OCOP_CHECK(expect_sound(table, wish));
  Ladder out{.target = wish.target, .reached = now.stars};
  std::vector<Position> positions;
  int most_gain = 0;
  for (std::size_t c = 0; c < table.criteria.size(); ++c) {
    positions.push_back(position_of(table, c, sheet.answers[c], wish));
    out.points_before += positions.back().points;
    if (!positions.back().choices.empty()) most_gain += positions.back().choices.back().gain;
  }
  out.points_after = out.points_before;
  out.obstacles = obstacles_of(table, now, wish, positions);
  const int needed = points_needed(rulebook, wish.target);
  if (needed > out.points_before + most_gain)
    out.obstacles.push_back({.kind = Obstacle::Kind::points, .code = {}, .needed = needed, .most = out.points_before + most_gain});
  if (!out.reachable() || out.reached >= wish.target) return out;
  const Plan plan = plan_of(positions, most_gain);
  const int chosen = cheapest_gain(plan, needed - out.points_before);
  assert(chosen >= 0);   // every floor has its option and the points are there: raising all to the best is one way
  out.rungs = walk(positions, plan, chosen);
  std::ranges::stable_sort(out.rungs, {}, [](const Rung& rung) { return std::pair(rung.price, rung.criterion); });
  OCOP_CHECK(climb_step_by_step(rulebook, table, sheet, out));
  return out;
}

std::optional<Ladder> next_star(const Rulebook& rulebook, const Table& table, const Sheet& sheet, int at_least) {
  Sheet clean = sheet;
  clean.knockouts.clear();
  const auto now = score(rulebook, table, {&clean, 1}, Settings{});
  if (!now.ok() || now->stars >= kMostStars) return std::nullopt;
  const auto way = ladder(rulebook, table, clean, {.target = std::max(now->stars + 1, at_least), .prices = {.usual = {}}});
  return way.ok() ? std::optional(*way) : std::nullopt;
}

}  // namespace ocop::rulebooks
