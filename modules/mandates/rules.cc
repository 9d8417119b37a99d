#include "modules/mandates/rules.h"

#include <algorithm>

#include "modules/mandates/messages.h"

namespace ocop::mandates {

std::string_view name(Channel channel) { return channel == Channel::paper ? "paper" : "program"; }
const Message& label(Channel channel) { return channel == Channel::paper ? msg::channel_paper : msg::channel_program; }
const Message& label(Task task) {
  switch (task) {
    case Task::papers: break;
    case Task::dossiers: return msg::task_dossiers;
    case Task::products: return msg::task_products;
    case Task::story: return msg::task_story;
  }
  return msg::task_papers;
}
std::string_view name(State state) {
  switch (state) {
    case State::invited: break;
    case State::in_force: return "in_force";
    case State::over: return "over";
  }
  return "invited";
}
const Message& label(State state) {
  switch (state) {
    case State::invited: break;
    case State::in_force: return msg::state_in_force;
    case State::over: return msg::state_over;
  }
  return msg::state_invited;
}
State state_of(const Mandate& mandate, Instant now) {
  if (mandate.ended || now >= mandate.until) return State::over;
  return mandate.accepted ? State::in_force : State::invited;
}

namespace rules {
namespace {

Error wrong(std::string field, std::string got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::move(got), std::move(expected), message, {}});
}
Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, {}});
}

}  // namespace

Result<Tasks> check(const Give& give, Date today, Channel channel) {
  Tasks tasks;
  for (const std::string& typed : give.tasks) {
    bool known = false;
    for (int i = 0; i < kTaskCount; ++i) {
      const auto task = static_cast<Task>(i);
      if (name(task) != typed) continue;
      tasks.add(task);
      known = true;
    }
    if (!known) return wrong("tasks", typed, "papers, dossiers, products, story", msg::wrong_tasks);
  }
  if (tasks.none()) return wrong("tasks", "", "one of papers, dossiers, products, story", msg::wrong_tasks);
  if (give.until < today || give.until.days - today.days > kMostDays)
    return wrong("until", give.until.iso(), "a day within a year", msg::wrong_until);
  if (channel == Channel::paper && give.paper.empty()) return wrong("paper", "", "where the signed paper is", msg::paper_missing);
  if (give.consent == Consent::no) return wrong("consent", "", "agreed", msg::consent_missing);
  return tasks;
}

Instant end_of(Date until) { return start_of_vietnam_day(Date{until.days + 1}); }

Result<void> may_help(const Actor& actor, std::string_view province, ProducerId producer) {
  for (const Grant& grant : actor.grants) {
    const bool judges = grant.role == Role::council_member || grant.role == Role::council_chair || grant.role == Role::secretary ||
                        grant.role == Role::advisory_group;
    if (judges && grant.province == province)
      return conflict("nobody of the province's councils", msg::council_helps_nobody);
    if (grant.role == Role::producer_member && grant.producer == producer) return conflict("nobody of its members", msg::member_already);
  }
  return {};
}

Result<void> may_accept(const Mandate& mandate, Instant now) {
  if (state_of(mandate, now) == State::invited) return {};
  return conflict("an invitation that is open", mandate.accepted ? msg::accepted_already : msg::invitation_over);
}

Result<void> check_giver(const Mandate& mandate, AccountId by, std::span<const AccountId> members) {
  if (mandate.channel == Channel::paper)
    return mandate.consented_by == by ? conflict("a consent that somebody else recorded", msg::own_paper) : Result<void>();
  if (std::ranges::find(members, mandate.consented_by) != members.end()) return {};
  return conflict("a member's invitation", msg::giver_left);
}

bool may_end(Channel reader, Channel given, Left left) {
  return reader == Channel::program || given == Channel::paper || left == Left::nobody;
}

bool ends_with(const Mandate& mandate, AccountId account, const Grant& grant, Instant now) {
  const State state = state_of(mandate, now);
  if (grant.producer != mandate.producer || state == State::over) return false;
  if (grant.role == Role::producer_member) return mandate.channel == Channel::program && mandate.consented_by == account;
  return grant.role == Role::helper && mandate.account == account && state == State::in_force;
}

}  // namespace rules
}  // namespace ocop::mandates
