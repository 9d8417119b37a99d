#include "modules/ladders/rules.h"

#include <algorithm>

#include "modules/ladders/messages.h"

namespace ocop::ladders {

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::open: return "open";
    case Standing::done: return "done";
    case Standing::not_comparable: break;
  }
  return "not_comparable";
}

std::string path_of(DossierId dossier, std::string_view more) {
  return "/dossiers/" + dossier.text() + "/ladder" + std::string(more);
}

}  // namespace ocop::ladders

namespace ocop::ladders::rules {
namespace {

constexpr int kMonthsOfYear = 12;

int points_of(const rulebooks::Criterion& criterion, int option) {
  if (option < 1 || option > static_cast<int>(criterion.options.size())) return 0;   // 0 = unticked
  return criterion.options[static_cast<std::size_t>(option - 1)].points;
}

}  // namespace

int usual_target(int reached, const std::optional<Plan>& plan) {
  if (plan) return plan->target;
  return std::clamp(reached + 1, rulebooks::kLeastRecognised, rulebooks::kMostStars);
}

rulebooks::Prices prices_of(const rulebooks::Table& table, std::span<const GivenPrice> given) {
  rulebooks::Prices out;
  for (const GivenPrice& one : given)
    if (const auto criterion = table.index_of(one.criterion)) out.given[{*criterion, one.option}] = one.price;
  return out;
}

std::string option_word(std::string_view criterion, int option) { return std::string(criterion) + "/" + std::to_string(option); }

Result<Place> read_option(const rulebooks::Table& table, std::string_view text) {
  const std::size_t slash = text.rfind('/');
  const rulebooks::Criterion* criterion = slash == std::string_view::npos ? nullptr : table.find(text.substr(0, slash));
  if (criterion)
    for (int option = 1; option <= static_cast<int>(criterion->options.size()); ++option)
      if (option_word(criterion->code, option) == text) return Place{criterion->code, option};
  return Error::of(ErrorKind::invalid_input,
                   Problem{"option", std::string(text.substr(0, kMaxProblemText)), "criterion/number of an option of " + table.code,
                           msg::no_such_option, {table.code}});
}

Result<Plan> plan_of(const evaluation::OwnSheet& own, const rulebooks::Table& table, const rulebooks::Ladder& ladder, const SavePlan& ask,
                     Date today) {
  const std::string star = std::to_string(ladder.target);
  if (!ladder.reachable())
    return Error::of(ErrorKind::conflict, Problem{"target", star, "a star that can be reached", msg::out_of_reach, {star}});
  if (ladder.rungs.empty())
    return Error::of(ErrorKind::conflict, Problem{"target", star, "a star that is not reached yet", msg::reached_already, {star}});
  if (ask.starts < today.plus_months(-kMonthsOfYear) || ask.starts > today.plus_months(kMonthsOfYear * kLatestStartYears))
    return Error::of(ErrorKind::invalid_input,
                     Problem{"starts", ask.starts.iso(), "from a year ago to ten years ahead", msg::starts_too_far, {}});
  Plan out;
  out.dossier = own.dossier;
  out.product = own.product;
  out.number = own.number;
  out.rulebook = own.rulebook;
  out.product_set = own.product_set;
  out.target = ladder.target;
  out.points = ladder.points_before;
  out.reached = ladder.reached;
  out.owner = ask.owner;
  out.starts = ask.starts;
  std::int64_t months = 0;
  for (const rulebooks::Rung& rung : ladder.rungs) {
    months += rung.price.months;
    out.steps.push_back({.criterion = table.criteria[rung.criterion]->code, .from = rung.from, .to = rung.to, .points = rung.points,
                         .for_floor = rung.for_floor, .price = rung.price, .total = rung.total, .stars = rung.stars,
                         .due = ask.starts.plus_months(static_cast<int>(months))});
  }
  return out;
}

Followed follow(Plan plan, const evaluation::OwnSheet& latest, const rulebooks::Table* table) {
  Followed out{.plan = std::move(plan), .by = latest.number, .steps = {}};
  const bool same = table && latest.rulebook == out.plan.rulebook && latest.product_set == out.plan.product_set;
  for (const Step& step : out.plan.steps) {
    const auto at = same ? table->index_of(step.criterion) : std::nullopt;
    if (!at || *at >= latest.sheet.answers.size()) {
      out.steps.push_back(Standing::not_comparable);
      continue;
    }
    const rulebooks::Criterion& criterion = *table->criteria[*at];
    const bool done = points_of(criterion, latest.sheet.answers[*at]) >= points_of(criterion, step.to);
    out.steps.push_back(done ? Standing::done : Standing::open);
  }
  return out;
}

}  // namespace ocop::ladders::rules
