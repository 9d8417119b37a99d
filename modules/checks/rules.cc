#include "modules/checks/rules.h"

#include <algorithm>

#include "kernel/base/problems.h"
#include "kernel/crypto/crypto.h"
#include "modules/checks/messages.h"

namespace ocop::checks {
namespace {

template <class E, std::size_t N>
std::string_view at(const std::array<std::string_view, N>& names, E one) { return names[static_cast<std::size_t>(one)]; }

constexpr std::array<std::string_view, 8> kReasonNames{"open_report", "reported_before", "paper_ended", "failed_before",
                                                       "star_lapses", "never_checked",   "drawn",       "chosen"};
constexpr std::array<std::string_view, 8> kStateNames{"planned", "visited", "mending", "handed_in",
                                                      "kept",    "mended",  "not_met", "cancelled"};
constexpr std::array<std::string_view, 3> kMatterNames{"criterion", "mark", "advertising"};
constexpr std::array<std::string_view, 3> kOutcomeNames{"kept", "mended", "not_met"};

}  // namespace

std::string_view name(Reason reason) { return at(kReasonNames, reason); }
const Message& label(Reason reason) {
  static constexpr const Message* kLabels[] = {&msg::reason_open_report, &msg::reason_reported_before, &msg::reason_paper_ended,
                                               &msg::reason_failed_before, &msg::reason_star_lapses, &msg::reason_never_checked,
                                               &msg::reason_drawn, &msg::reason_chosen};
  return *kLabels[static_cast<std::size_t>(reason)];
}
std::string_view name(PlanState state) { return state == PlanState::draft ? "draft" : "issued"; }
const Message& label(PlanState state) { return state == PlanState::draft ? msg::plan_draft : msg::plan_issued; }
std::string_view name(Taken taken) { return taken == Taken::taken ? "taken" : "left"; }
const Message& label(Taken taken) { return taken == Taken::taken ? msg::sample_taken : msg::sample_left; }
std::string_view name(Kind kind) { return kind == Kind::periodic ? "periodic" : "surprise"; }
const Message& label(Kind kind) { return kind == Kind::periodic ? msg::kind_periodic : msg::kind_surprise; }
std::string_view name(State state) { return at(kStateNames, state); }
const Message& label(State state) {
  static constexpr const Message* kLabels[] = {&msg::state_planned, &msg::state_visited, &msg::state_mending, &msg::state_handed_in,
                                               &msg::state_kept, &msg::state_mended, &msg::state_not_met, &msg::state_cancelled};
  return *kLabels[static_cast<std::size_t>(state)];
}
std::string_view name(Matter matter) { return at(kMatterNames, matter); }
const Message& label(Matter matter) {
  static constexpr const Message* kLabels[] = {&msg::matter_criterion, &msg::matter_mark, &msg::matter_advertising};
  return *kLabels[static_cast<std::size_t>(matter)];
}
std::string_view name(Verdict verdict) { return verdict == Verdict::kept ? "kept" : "not_kept"; }
const Message& label(Verdict verdict) { return verdict == Verdict::kept ? msg::verdict_kept : msg::verdict_not_kept; }
std::string_view name(Outcome outcome) { return at(kOutcomeNames, outcome); }
const Message& label(Outcome outcome) {
  static constexpr const Message* kLabels[] = {&msg::state_kept, &msg::state_mended, &msg::state_not_met};
  return *kLabels[static_cast<std::size_t>(outcome)];
}
std::string path_of(const Check& check) { return "/checks/" + check.id.text(); }

namespace rules {
namespace {

// One line an arrow; its twin is in tests/rules_test.cc.
constexpr Move kMoves[] = {
    {std::nullopt, Step::arrange, State::planned, Who::province},
    {State::planned, Step::rearrange, State::planned, Who::province},
    {State::planned, Step::note, State::visited, Who::province},
    {State::planned, Step::cancel, State::cancelled, Who::province},
    {State::visited, Step::note, State::visited, Who::province},
    {State::visited, Step::ask_to_mend, State::mending, Who::province},
    {State::visited, Step::find_kept, State::kept, Who::province},
    {State::visited, Step::find_not_met, State::not_met, Who::province},
    {State::mending, Step::hand_in, State::handed_in, Who::producer},
    {State::mending, Step::find_mended, State::mended, Who::province},
    {State::mending, Step::find_not_met, State::not_met, Who::province},
    {State::handed_in, Step::ask_to_mend, State::mending, Who::province},
    {State::handed_in, Step::find_mended, State::mended, Who::province},
    {State::handed_in, Step::find_not_met, State::not_met, Who::province},
};

bool holds(const Actor& actor, const Check& check, Who who) {
  if (who == Who::province) return Scope::of(actor, {Role::provincial_body}).covers(check.province, {}, std::nullopt);
  return check.told && Scope::for_task(actor, Task::papers).covers({}, {}, check.producer);
}

bool anything_fails(std::span<const Finding> findings) {
  return std::ranges::any_of(findings, [](const Finding& one) { return one.verdict == Verdict::not_kept; });
}

}  // namespace

std::string_view name(Step step) {
  constexpr std::array<std::string_view, 9> kSteps{"arranged", "rearranged", "noted", "asked_to_mend", "handed_in",
                                                   "found_kept", "found_mended", "found_not_met", "cancelled"};
  return kSteps[static_cast<std::size_t>(step)];
}
std::span<const Move> moves() { return kMoves; }
std::optional<State> after(std::optional<State> from, Step step) {
  const auto found = std::ranges::find_if(kMoves, [&](const Move& one) { return one.from == from && one.step == step; });
  return found == std::ranges::end(kMoves) ? std::nullopt : std::optional(found->to);
}
bool may(const Actor& actor, const Check& check, Step step) {
  const std::optional<State> from = step == Step::arrange ? std::nullopt : std::optional(check.state);
  return std::ranges::any_of(kMoves, [&](const Move& one) { return one.from == from && one.step == step && holds(actor, check, one.who); });
}
Result<void> check(const Actor& actor, const Check& check, Step step) {
  const std::optional<State> from = step == Step::arrange ? std::nullopt : std::optional(check.state);
  if (!after(from, step))
    return Error::of(ErrorKind::conflict, {"", std::string(checks::name(check.state)), "a state before that", msg::not_from_here, {}});
  if (may(actor, check, step)) return {};
  return Error::of(ErrorKind::forbidden, {"", "", "whoever does that", msg::not_yours, {}});
}
Step step_of(Outcome outcome) {
  if (outcome == Outcome::kept) return Step::find_kept;
  return outcome == Outcome::mended ? Step::find_mended : Step::find_not_met;
}

Result<void> arrange(const Arrange& input, Date today) {
  Problems problems;
  if (input.day > today.plus_days(kAheadDays)) problems.add("day", input.day.iso(), "within a year", msg::day_too_far);
  if (input.day < today.plus_days(-kMendDays)) problems.add("day", input.day.iso(), "not that long ago", msg::day_too_long_ago);
  if (input.kind == Kind::surprise && input.reason.empty()) problems.add("reason", "", "a text", msg::surprise_reason_missing);
  return problems.result();
}

Result<void> note(const Check& check, const Note& input, std::span<const std::string> known, Date today) {
  Problems problems;
  if (today < check.day)
    return Error::of(ErrorKind::conflict, {"", today.iso(), "from " + check.day.iso(), msg::not_before_its_day,
                                           {check.day.in_a_sentence()}});
  if (input.matter == Matter::criterion) {
    const bool there = known.empty() ? !input.criterion.empty() : std::ranges::find(known, input.criterion) != known.end();
    if (!there) problems.add("criterion", input.criterion, "a criterion of the product's table", msg::criterion_missing);
  } else if (!input.criterion.empty()) {
    problems.add("criterion", input.criterion, "none", msg::criterion_of_no_criterion);
  }
  if (input.verdict == Verdict::not_kept && input.words.empty()) problems.add("words", "", "a text", msg::finding_words_missing);
  return problems.result();
}

Result<void> ask_to_mend(std::span<const Finding> findings, const AskToMend& input, Date today) {
  if (!anything_fails(findings)) return Error::of(ErrorKind::conflict, {"", "", "something that is not kept", msg::nothing_to_mend, {}});
  Problems problems;
  if (input.mend_by <= today) problems.add("mend_by", input.mend_by.iso(), "after " + today.iso(), msg::mend_by_past);
  if (input.mend_by > today.plus_days(kMendDays))
    problems.add("mend_by", input.mend_by.iso(), "within 180 days", msg::mend_by_far, {std::to_string(kMendDays)});
  return problems.result();
}

Result<void> conclude(const Check& check, std::span<const Finding> findings, const Conclude& input, Date today) {
  const bool fails = anything_fails(findings);
  if (input.outcome == Outcome::kept && (findings.empty() || fails))
    return Error::of(ErrorKind::conflict, {"outcome", "kept", "findings that are all kept", msg::not_all_kept, {}});
  if (input.outcome != Outcome::kept && !fails)
    return Error::of(ErrorKind::conflict,
                     {"outcome", std::string(checks::name(input.outcome)), "something not kept", msg::nothing_to_mend, {}});
  if (input.outcome != Outcome::not_met) return {};
  if (check.state == State::mending && check.mend_by && today <= *check.mend_by)
    return Error::of(ErrorKind::conflict, {"outcome", today.iso(), "after " + check.mend_by->iso(), msg::still_mending,
                                           {check.mend_by->in_a_sentence()}});
  Problems problems;
  if (input.organ.empty()) problems.add("organ", "", "a text", msg::organ_missing);
  if (input.number.empty()) problems.add("number", "", "a text", msg::number_missing);
  return problems.result();
}

certificates::Ground ground_of(std::span<const Finding> findings) {
  const bool criteria = std::ranges::any_of(findings, [](const Finding& one) {
    return one.verdict == Verdict::not_kept && one.matter == Matter::criterion;
  });
  return criteria ? certificates::Ground::criteria_not_met : certificates::Ground::misuse_of_mark;
}

// ---- the sample --------------------------------------------------------------------------------------------------------------------

Reasons reasons_of(const Candidate& one, Date today) {
  Reasons out;
  if (one.open_reports > 0) out.add(Reason::open_report);
  if (one.closed_reports > 0) out.add(Reason::reported_before);
  if (one.paper_ended) out.add(Reason::paper_ended);
  if (one.failed) out.add(Reason::failed_before);
  if (one.last_day >= today && one.last_day <= today.plus_days(kLapsesSoonDays)) out.add(Reason::star_lapses);
  if (!one.checked) out.add(Reason::never_checked);
  return out;
}

// Each weighs more than all below it together: whoever reads the list sees why one stands above another.
int weight_of(Reasons reasons) {
  int out = 0;
  for (const Reason one : kReasons) out = 2 * out + (reasons.has(one) ? 1 : 0);
  return out;
}

std::vector<Picked> pick(std::span<const Candidate> candidates, std::int64_t size, std::string_view seed, Date today) {
  std::vector<Picked> all;
  for (std::size_t i = 0; i < candidates.size(); ++i) all.push_back({i, reasons_of(candidates[i], today)});
  const auto code = [&](const Picked& one) -> const std::string& { return candidates[one.index].code; };
  std::ranges::sort(all, [&](const Picked& a, const Picked& b) {
    const int left = weight_of(a.reasons), right = weight_of(b.reasons);
    return left != right ? left > right : code(a) < code(b);
  });
  const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(size), all.size());
  const std::size_t by_lot = (wanted + kDrawnShare - 1) / kDrawnShare, by_risk = wanted - by_lot;
  std::vector<Picked> rest(all.begin() + static_cast<std::ptrdiff_t>(by_risk), all.end());
  all.resize(by_risk);
  std::vector<std::pair<std::string, Picked>> lots;
  for (const Picked& one : rest) lots.emplace_back(crypto::sha256_hex(std::string(seed) + "\n" + code(one)), one);
  std::ranges::sort(lots, {}, [](const auto& one) { return one.first; });
  for (std::size_t i = 0; i < by_lot; ++i) {
    lots[i].second.reasons.add(Reason::drawn);
    all.push_back(lots[i].second);
  }
  return all;
}

std::string drawn_from(std::span<const Candidate> candidates) {
  std::vector<std::string_view> codes;
  for (const Candidate& one : candidates) codes.push_back(one.code);
  std::ranges::sort(codes);
  std::string all;
  for (const std::string_view one : codes) all.append(one).append("\n");
  return crypto::sha256_hex(all);
}

Result<void> make_plan(const MakePlan& input, Date today) {
  Problems problems;
  if (input.last < input.first) problems.add("last", input.last.iso(), "not before " + input.first.iso(), msg::last_before_first);
  if (input.last < today) problems.add("last", input.last.iso(), "not before today", msg::plan_is_past);
  if (input.first > today.plus_days(kAheadDays)) problems.add("first", input.first.iso(), "within a year", msg::day_too_far);
  if (input.last > input.first.plus_months(12)) problems.add("last", input.last.iso(), "a year at most", msg::plan_too_long);
  return problems.result();
}

}  // namespace rules
}  // namespace ocop::checks
