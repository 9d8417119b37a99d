#include "modules/complaints/rules.h"

#include <algorithm>

#include "modules/complaints/messages.h"

namespace ocop::complaints {

std::string_view name(State state) {
  constexpr std::array<std::string_view, 5> kNames{"filed", "received", "upheld", "rejected", "withdrawn"};
  return kNames[static_cast<std::size_t>(state)];
}
const Message& label(State state) {
  static constexpr const Message* kLabels[] = {&msg::state_filed, &msg::state_received, &msg::state_upheld, &msg::state_rejected,
                                               &msg::state_withdrawn};
  return *kLabels[static_cast<std::size_t>(state)];
}
std::string_view name(Follow follow) {
  constexpr std::array<std::string_view, 5> kNames{"none", "score_again", "decide_anew", "correct_record", "other"};
  return kNames[static_cast<std::size_t>(follow)];
}
const Message& label(Follow follow) {
  static constexpr const Message* kLabels[] = {&msg::follow_none, &msg::follow_score_again, &msg::follow_decide_anew,
                                               &msg::follow_correct_record, &msg::follow_other};
  return *kLabels[static_cast<std::size_t>(follow)];
}
std::string_view name(Outcome outcome) { return outcome == Outcome::upheld ? "upheld" : "rejected"; }
const Message& label(Outcome outcome) { return outcome == Outcome::upheld ? msg::state_upheld : msg::state_rejected; }
std::string path_of(const Complaint& complaint) { return "/complaints/" + complaint.id.text(); }

namespace rules {
namespace {

// One line an arrow; its twin is in tests/rules_test.cc.
constexpr Move kMoves[] = {
    {std::nullopt, Step::file, State::filed, Who::producer},
    {State::filed, Step::receive, State::received, Who::province},
    {State::filed, Step::withdraw, State::withdrawn, Who::producer},
    {State::received, Step::uphold, State::upheld, Who::province},
    {State::received, Step::reject, State::rejected, Who::province},
    {State::received, Step::withdraw, State::withdrawn, Who::producer},
};

bool holds(const Actor& actor, const Complaint& complaint, Who who) {
  if (who == Who::province) return Scope::of(actor, {Role::provincial_body}).covers(complaint.province, {}, std::nullopt);
  return Scope::for_task(actor, Task::dossiers).covers({}, {}, complaint.producer);
}

Result<void> wrong(std::string_view field, std::string got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, Problem{std::string(field), std::move(got), std::move(expected), message, {}});
}

}  // namespace

std::string_view name(Step step) {
  constexpr std::array<std::string_view, 5> kNames{"filed", "received", "upheld", "rejected", "withdrawn"};
  return kNames[static_cast<std::size_t>(step)];
}
std::span<const Move> moves() { return kMoves; }
std::optional<State> after(std::optional<State> from, Step step) {
  const auto found = std::ranges::find_if(kMoves, [&](const Move& one) { return one.from == from && one.step == step; });
  return found == std::ranges::end(kMoves) ? std::nullopt : std::optional(found->to);
}
bool may(const Actor& actor, const Complaint& complaint, Step step) {
  const std::optional<State> from = step == Step::file ? std::nullopt : std::optional(complaint.state);
  return std::ranges::any_of(kMoves, [&](const Move& one) {
    return one.from == from && one.step == step && holds(actor, complaint, one.who);
  });
}
Result<void> check(const Actor& actor, const Complaint& complaint, Step step) {
  const std::optional<State> from = step == Step::file ? std::nullopt : std::optional(complaint.state);
  if (!after(from, step))
    return Error::of(ErrorKind::conflict,
                     Problem{"", std::string(complaints::name(complaint.state)), "a state before that", msg::not_from_here, {}});
  if (may(actor, complaint, step)) return {};
  return Error::of(ErrorKind::forbidden, Problem{"", "", "whoever does that", msg::not_yours, {}});
}

Terms terms_on(std::span<const Terms> all, Date day) {
  Terms out{};
  for (const Terms& one : all)
    if (one.valid_from <= day && (out.basis.empty() || one.valid_from > out.valid_from)) out = one;
  return out;
}

Date last_of(Date from, std::int64_t days, const HolidayCalendar& calendar) {
  Date day = from.plus_days(static_cast<int>(days));
  while (!calendar.is_working_day(day)) day = day.plus_days(1);
  return day;
}

Result<void> in_time(Date today, Date file_by) {
  if (today <= file_by) return {};
  return Error::of(ErrorKind::conflict, Problem{"", today.iso(), "until " + file_by.iso(), msg::too_late, {file_by.in_a_sentence()}});
}

Result<void> answer(const Answer& input) {
  const bool upheld = input.outcome == Outcome::upheld;
  if (upheld && !input.follow) return wrong("follow", "", "what follows", msg::follow_missing);
  if (!upheld && input.follow) return wrong("follow", std::string(complaints::name(*input.follow)), "none", msg::follow_of_a_rejection);
  return {};
}

Result<void> set_terms(const SetTerms& input, Date today) {
  if (input.valid_from < today) return wrong("valid_from", input.valid_from.iso(), "not before " + today.iso(), msg::terms_in_the_past);
  return {};
}

}  // namespace rules
}  // namespace ocop::complaints
