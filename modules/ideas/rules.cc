#include "modules/ideas/rules.h"

#include <algorithm>

#include "modules/ideas/messages.h"

namespace ocop::ideas {

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::product: break;
    case Kind::material: return "material";
    case Kind::maker: return "maker";
    case Kind::knowledge: return "knowledge";
  }
  return "product";
}
const Message& label(Kind kind) {
  switch (kind) {
    case Kind::product: break;
    case Kind::material: return msg::kind_material;
    case Kind::maker: return msg::kind_maker;
    case Kind::knowledge: return msg::kind_knowledge;
  }
  return msg::kind_product;
}
std::string_view name(State state) {
  switch (state) {
    case State::potential: break;
    case State::registered: return "registered";
    case State::in_work: return "in_work";
    case State::dossier: return "dossier";
    case State::given_up: return "given_up";
  }
  return "potential";
}
const Message& label(State state) {
  switch (state) {
    case State::potential: break;
    case State::registered: return msg::state_registered;
    case State::in_work: return msg::state_in_work;
    case State::dossier: return msg::state_dossier;
    case State::given_up: return msg::state_given_up;
  }
  return msg::state_potential;
}
std::string_view name(Ground ground) {
  switch (ground) {
    case Ground::maker_withdrew: break;
    case Ground::no_material: return "no_material";
    case Ground::no_market: return "no_market";
    case Ground::other: return "other";
  }
  return "maker_withdrew";
}
const Message& label(Ground ground) {
  switch (ground) {
    case Ground::maker_withdrew: break;
    case Ground::no_material: return msg::ground_no_material;
    case Ground::no_market: return msg::ground_no_market;
    case Ground::other: return msg::ground_other;
  }
  return msg::ground_maker_withdrew;
}
std::string path_of(const Idea& idea) { return "/ideas/" + idea.id.text(); }

namespace rules {
namespace {

constexpr Sides kCommune = Sides().add(Side::commune), kMaker = Sides().add(Side::maker),
                kBoth = Sides().add(Side::commune).add(Side::maker);
struct Line {
  State from;
  Act act;
  State to;
  Sides who;
};
constexpr Line kLines[] = {
    {State::potential, Act::change, State::potential, kCommune},
    {State::potential, Act::enroll, State::registered, kCommune},
    {State::potential, Act::give_up, State::given_up, kBoth},
    {State::registered, Act::change, State::registered, kBoth},
    {State::registered, Act::start, State::in_work, kBoth},
    {State::registered, Act::give_up, State::given_up, kBoth},
    {State::in_work, Act::change, State::in_work, kBoth},
    {State::in_work, Act::name_product, State::in_work, kMaker},
    {State::in_work, Act::open_dossier, State::dossier, kMaker},
    {State::in_work, Act::give_up, State::given_up, kBoth},
};

bool meet(Sides a, Sides b) {
  return std::ranges::any_of(std::array{Side::commune, Side::maker, Side::province}, [&](Side one) { return a.has(one) && b.has(one); });
}
Problem problem(std::string field, std::string got, std::string wanted, const Message& message) {
  return {std::move(field), std::move(got), std::move(wanted), message, {}};
}

}  // namespace

Result<State> may(Act act, State state, Sides sides) {
  bool ever = false;
  for (const Line& line : kLines) {
    if (line.act != act || !meet(line.who, sides)) continue;
    ever = true;
    if (line.from == state) return line.to;
  }
  if (!ever) return Error::of(ErrorKind::forbidden, problem("", "", "whose act this is", msg::not_yours));
  return Error::of(ErrorKind::conflict, problem("state", std::string(name(state)), "a state in which this is done", msg::not_now));
}

Result<void> check(const Facts& facts, Date today) {
  if (facts.producer && !facts.maker.empty())
    return Error::of(ErrorKind::invalid_input, problem("maker", facts.maker, "nothing beside a registered producer", msg::maker_twice));
  if (facts.target && (*facts.target < today || today.plus_months(12 * kFurthestYears) < *facts.target))
    return Error::of(ErrorKind::invalid_input, problem("target", facts.target->iso(), "a day of the next five years", msg::wrong_target));
  return {};
}

Result<void> check_registered(const Facts& facts) {
  Error error;
  error.kind = ErrorKind::invalid_input;
  const auto need = [&](bool there, std::string field, const Message& message) {
    if (!there) error.problems.push_back(problem(std::move(field), "", "a value", message));
  };
  need(facts.producer || !facts.maker.empty(), "maker", msg::maker_needed);
  need(!facts.product_set.empty(), "product_set", msg::set_needed);
  need(!facts.mentor.empty(), "mentor", msg::mentor_needed);
  need(facts.target.has_value(), "target", msg::target_needed);
  if (error.problems.empty()) return {};
  return error;
}

Result<void> check_start(std::span<const Step> plan) {
  if (!plan.empty()) return {};
  return Error::of(ErrorKind::conflict, problem("steps", "0", "one step at least", msg::plan_needed));
}

Result<void> check_step(const AddStep& step, const Facts& facts, std::size_t steps) {
  if (steps >= kMostSteps)
    return Error::of(ErrorKind::conflict,
                     problem("", std::to_string(steps), "fewer than " + std::to_string(kMostSteps), msg::too_many_steps));
  if (facts.target && *facts.target < step.due)
    return Error::of(ErrorKind::invalid_input, problem("due", step.due.iso(), "by " + facts.target->iso(), msg::due_after_target));
  return {};
}

Idea without_people(Idea idea) {
  idea.producer.reset();
  idea.maker.clear();
  idea.mentor.clear();
  idea.knowledge.clear();
  idea.sample.clear();
  idea.product.reset();
  idea.changed_by.reset();
  return idea;
}

}  // namespace rules
}  // namespace ocop::ideas
