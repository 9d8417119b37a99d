#include "modules/withdrawals/rules.h"

#include <algorithm>

#include "kernel/base/problems.h"
#include "modules/withdrawals/messages.h"

namespace ocop::withdrawals {
namespace {

constexpr std::array<std::string_view, 5> kNames{"found", "concluded", "submitted", "withdrawn", "dropped"};

}  // namespace

std::string_view name(State state) { return kNames[static_cast<std::size_t>(state)]; }
const Message& label(State state) {
  static constexpr const Message* kLabels[] = {&msg::state_found, &msg::state_concluded, &msg::state_submitted, &msg::state_withdrawn,
                                               &msg::state_dropped};
  return *kLabels[static_cast<std::size_t>(state)];
}
std::string path_of(ProposalId proposal) { return "/withdrawals/" + proposal.text(); }

namespace rules {
namespace {

// One line an arrow; the twin of this table is in tests/rules_test.cc, in the law's words.
constexpr Move kMoves[] = {
    {std::nullopt, Step::propose, State::found, Who::province},
    {std::nullopt, Step::propose, State::found, Who::commune},        // its own confirmation follows in the same act
    {State::found, Step::conclude, State::concluded, Who::province},
    {State::found, Step::conclude, State::concluded, Who::commune},
    {State::found, Step::drop, State::dropped, Who::province},
    {State::found, Step::move, State::found, Who::province},
    {State::concluded, Step::submit, State::submitted, Who::province},
    {State::concluded, Step::drop, State::dropped, Who::province},
    {State::concluded, Step::move, State::found, Who::province},      // the conclusion was of the other certificate
    {State::submitted, Step::decide, State::withdrawn, Who::decider},
    {State::submitted, Step::drop, State::dropped, Who::decider},
    {State::submitted, Step::move, State::found, Who::province},
};

void check_into(Problems& problems, Ground ground, const Conclude& input, Enters who, std::optional<Date> first, Date today) {
  if (input.concluded > today)
    problems.add("concluded", input.concluded.iso(), "not after " + today.iso(), msg::day_in_future);
  if (first && input.concluded < *first)
    problems.add("concluded", input.concluded.iso(), "not before " + first->iso(), msg::day_before_issue, {first->in_a_sentence()});
  if (is_of_commune(ground)) {
    if (who == Enters::province && input.conclusion.empty()) problems.add("conclusion", "", "a text", msg::paper_of_commune_missing);
  } else if (input.organ.empty()) {
    problems.add("organ", "", "a text", msg::organ_missing);
  }
}

bool holds(const Actor& actor, const Proposal& proposal, Who who) {
  switch (who) {
    case Who::province: return Scope::of(actor, {Role::provincial_body}).covers(proposal.province, {}, std::nullopt);
    case Who::commune:
      return is_of_commune(proposal.ground) && Scope::of(actor, {Role::commune_officer}).covers({}, proposal.commune, std::nullopt);
    case Who::decider: break;
  }
  // A decision on paper is taken outside and entered by the province (modules/certificates, Revocation): here it is noted that it was.
  if (proposal.certificate.empty() && holds(actor, proposal, Who::province)) return true;
  const Role decides = certificates::decides_withdrawal(static_cast<int>(proposal.stars));
  return Scope::of(actor, {decides}).covers(proposal.province, {}, std::nullopt);
}

}  // namespace

std::string_view name(Step step) {
  constexpr std::array<std::string_view, 6> kSteps{"proposed", "concluded", "submitted", "decided", "dropped", "moved"};
  return kSteps[static_cast<std::size_t>(step)];
}

std::span<const Move> moves() { return kMoves; }

std::optional<State> after(std::optional<State> from, Step step) {
  const auto at = std::ranges::find_if(kMoves, [&](const Move& one) { return one.from == from && one.step == step; });
  return at == std::ranges::end(kMoves) ? std::nullopt : std::optional(at->to);
}

bool may(const Actor& actor, const Proposal& proposal, Step step) {
  const std::optional<State> from = step == Step::propose ? std::nullopt : std::optional(proposal.state);
  return std::ranges::any_of(kMoves, [&](const Move& one) {
    return one.from == from && one.step == step && holds(actor, proposal, one.who);
  });
}

Result<void> check(const Actor& actor, const Proposal& proposal, Step step) {
  const std::optional<State> from = step == Step::propose ? std::nullopt : std::optional(proposal.state);
  if (!after(from, step))
    return Error::of(ErrorKind::conflict,
                     {"", std::string(withdrawals::name(proposal.state)), "a state before that", msg::not_from_here, {}});
  if (may(actor, proposal, step)) return {};
  const bool ministers = certificates::decides_withdrawal(static_cast<int>(proposal.stars)) == Role::ministry;
  return Error::of(ErrorKind::forbidden, {"", "", "whoever does that", ministers ? msg::minister_decides : msg::not_yours, {}});
}

Result<void> check_decision(const Proposal& proposal, const Decide& input) {
  Problems problems;
  if (proposal.certificate.empty()) return {};
  if (input.number.empty()) problems.add("number", "", "a text", msg::number_missing);
  if (!input.decided) problems.add("decided", "", "a day", msg::day_wrong);
  if (input.signer.empty()) problems.add("signer", "", "a text", msg::signer_missing);
  return problems.result();
}

bool is_of_commune(Ground ground) { return ground == Ground::no_longer_produced; }

Result<void> check_conclusion(Ground ground, const Conclude& input, Enters who, std::optional<Date> first, Date today) {
  Problems problems;
  check_into(problems, ground, input, who, first, today);
  return problems.result();
}

Result<void> check_proposal(const Propose& input, std::optional<Date> first, Date today) {
  Problems problems;
  if (input.concluded) {
    check_into(problems, input.ground, {0, *input.concluded, input.organ, input.conclusion}, Enters::province, first, today);
  } else if (!input.organ.empty() || !input.conclusion.empty()) {
    problems.add("concluded", "", "the day of the conclusion", msg::day_of_conclusion_missing);
  }
  return problems.result();
}

}  // namespace rules
}  // namespace ocop::withdrawals
