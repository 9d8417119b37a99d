#include "modules/evaluation/rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/words.h"

namespace ocop::evaluation::rules {
namespace {

Error invalid(std::string field, std::string got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message,
                                              std::move(arguments)});
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

constexpr unsigned in(std::initializer_list<State> states) {
  unsigned bits = 0;
  for (const State state : states) bits |= 1u << static_cast<unsigned>(state);
  return bits;
}
constexpr unsigned kFromForwarding = in({State::forwarded, State::scoring, State::closed, State::decided});
constexpr unsigned kFromSubmission = in({State::submitted}) | kFromForwarding;
constexpr unsigned kAlways = in({State::draft}) | kFromSubmission;
constexpr unsigned kFromCouncil = in({State::scoring, State::closed, State::decided});
constexpr unsigned kFromClosing = in({State::closed, State::decided});

// One line: in this capacity, this act, in these states. What has no line is refused.
struct Line { Act act; Capacity capacity; unsigned states; };
constexpr std::array kLines{
    // A draft is the producer's own; it is public to nobody until it is submitted.
    Line{Act::read, Capacity::producer, kAlways},
    Line{Act::read, Capacity::commune_officer, kFromSubmission},
    // What the commune has not forwarded is not the province's yet (article 7.3a).
    Line{Act::read, Capacity::provincial_body, kFromForwarding},
    Line{Act::read, Capacity::council_member, kFromCouncil},
    Line{Act::read, Capacity::council_chair, kFromCouncil},
    Line{Act::save_answer, Capacity::producer, in({State::draft})},
    Line{Act::submit, Capacity::producer, in({State::draft})},
    Line{Act::discard, Capacity::producer, in({State::draft})},
    Line{Act::return_back, Capacity::commune_officer, in({State::submitted})},
    Line{Act::return_back, Capacity::provincial_body, in({State::forwarded})},
    Line{Act::save_report, Capacity::commune_officer, in({State::submitted})},
    Line{Act::forward, Capacity::commune_officer, in({State::submitted})},
    Line{Act::read_report, Capacity::producer, kFromForwarding},
    Line{Act::read_report, Capacity::commune_officer, kFromForwarding},
    Line{Act::read_report, Capacity::provincial_body, kFromForwarding},
    Line{Act::read_report, Capacity::council_member, kFromCouncil},
    Line{Act::read_report, Capacity::council_chair, kFromCouncil},
    Line{Act::open_council, Capacity::provincial_body, in({State::forwarded})},
    Line{Act::read_self_score, Capacity::producer, kAlways},
    Line{Act::read_self_score, Capacity::commune_officer, kFromSubmission},
    Line{Act::read_self_score, Capacity::provincial_body, kFromForwarding},
    Line{Act::read_self_score, Capacity::council_member, kFromClosing},
    Line{Act::read_self_score, Capacity::council_chair, kFromClosing},
    Line{Act::read_own_sheet, Capacity::council_member, kFromCouncil},
    Line{Act::save_sheet, Capacity::council_member, in({State::scoring})},
    Line{Act::submit_sheet, Capacity::council_member, in({State::scoring})},
    Line{Act::see_progress, Capacity::council_chair, kFromCouncil},
    Line{Act::see_progress, Capacity::provincial_body, kFromCouncil},
    Line{Act::reopen_sheet, Capacity::council_chair, in({State::scoring})},
    Line{Act::close, Capacity::council_chair, in({State::scoring})},
    Line{Act::read_result, Capacity::producer, kFromClosing},
    Line{Act::read_result, Capacity::commune_officer, kFromClosing},
    Line{Act::read_result, Capacity::provincial_body, kFromClosing},
    Line{Act::read_result, Capacity::council_member, kFromClosing},
    Line{Act::read_result, Capacity::council_chair, kFromClosing},
    // The secretary has before him what the province's body has, and decides nothing of it.
    Line{Act::read, Capacity::secretary, kFromForwarding},
    Line{Act::read_report, Capacity::secretary, kFromForwarding},
    Line{Act::read_self_score, Capacity::secretary, kFromForwarding},
    Line{Act::see_progress, Capacity::secretary, kFromCouncil},
    Line{Act::read_result, Capacity::secretary, kFromClosing},
    Line{Act::read_advice, Capacity::secretary, kFromForwarding},
    // The advisory group looks at the dossier and reports to the council (article 7.3c); how the council scores is not its business.
    Line{Act::read, Capacity::advisory_group, kFromForwarding},
    Line{Act::read_report, Capacity::advisory_group, kFromForwarding},
    Line{Act::read_self_score, Capacity::advisory_group, kFromForwarding},
    Line{Act::read_result, Capacity::advisory_group, kFromClosing},
    Line{Act::save_advice, Capacity::advisory_group, in({State::forwarded})},
    Line{Act::read_advice, Capacity::advisory_group, kFromForwarding},
    Line{Act::read_advice, Capacity::provincial_body, kFromForwarding},
    Line{Act::read_advice, Capacity::council_member, kFromCouncil},
    Line{Act::read_advice, Capacity::council_chair, kFromCouncil},
    // What else a request for completion asks of a dossier: may(Act, const Dossier&, …).
    Line{Act::ask_completion, Capacity::commune_officer, in({State::submitted})},
    Line{Act::ask_completion, Capacity::provincial_body, in({State::forwarded})},
    Line{Act::answer_completion, Capacity::producer, in({State::submitted, State::forwarded})},
    Line{Act::cancel_completion, Capacity::commune_officer, in({State::submitted})},
    Line{Act::cancel_completion, Capacity::provincial_body, in({State::forwarded})},
    Line{Act::name_chair, Capacity::provincial_body, in({State::scoring})},
    Line{Act::correct_field, Capacity::commune_officer, in({State::submitted})},
    Line{Act::correct_field, Capacity::provincial_body, in({State::forwarded})},
    // Which level has which: fits_level().
    Line{Act::receive, Capacity::provincial_body, in({State::forwarded})},
    Line{Act::adopt, Capacity::provincial_body, in({State::forwarded})},
    // What is told of a file at the centre to those that it came from (article 7.4g: of the result they are told by the decision).
    Line{Act::read, Capacity::informed, kFromForwarding},
    Line{Act::read_self_score, Capacity::informed, kFromForwarding},
    Line{Act::save_advice, Capacity::provincial_body, in({State::forwarded})},   // of a renewal: may(Act, const Dossier&, …)
    Line{Act::save_position, Capacity::council_member, in({State::scoring})},
    Line{Act::settle_positions, Capacity::council_chair, in({State::scoring})},
    Line{Act::declare_conflict, Capacity::council_member, in({State::scoring})},
    Line{Act::declare_conflict, Capacity::council_chair, in({State::scoring})},   // also who leads without a seat
    Line{Act::name_stand_in, Capacity::council_chair, in({State::scoring})},
};

bool holds(const Line& line, State state) { return (line.states >> static_cast<unsigned>(state)) & 1u; }

bool has_grant(std::span<const Grant> grants, Role role, std::string_view province) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) { return grant.role == role && grant.province == province; });
}

}  // namespace

std::string_view name(Capacity capacity) {
  static constexpr std::array<std::string_view, kCapacityCount> kNames{"producer", "commune_officer", "provincial_body", "council_member",
                                                                       "council_chair", "secretary", "advisory_group", "informed"};
  return kNames[static_cast<std::size_t>(capacity)];
}

std::string_view name(Act act) {
  static constexpr std::array<std::string_view, kActCount> kNames{
      "read",         "save_answer",     "submit",         "discard",    "return_back",  "save_report",  "forward",      "read_report",
      "open_council", "read_self_score", "read_own_sheet", "save_sheet", "submit_sheet", "see_progress", "reopen_sheet", "close",
      "read_result",  "save_advice",     "read_advice",    "ask_completion", "answer_completion", "cancel_completion", "name_chair",
      "correct_field", "receive",        "adopt",  "save_position", "settle_positions", "declare_conflict", "name_stand_in"};
  return kNames[static_cast<std::size_t>(act)];
}

Relation relation(const Actor& actor, const Dossier& dossier, std::span<const Seat> seats) {
  Relation out;
  if (!actor.account) return out;
  out.of_producer = is_of_producer(actor.grants, dossier.producer);
  const bool centre = dossier.level() == Level::centre;
  // At the centre its producer fills in what is asked of it, and is informed of the rest.
  const auto of_maker = [&] {
    if (centre) out.add(Capacity::informed);
    if (!centre || dossier.open_request()) out.add(Capacity::producer);
  };
  for (const Grant& grant : actor.grants) {
    const bool here = !grant.province.empty() && grant.province == dossier.province;
    switch (grant.role) {
      case Role::producer_member:
        if (grant.producer == dossier.producer) of_maker();
        break;
      case Role::helper:
        if (grant.producer == dossier.producer && grant.tasks.has(Task::dossiers)) of_maker();
        break;
      case Role::commune_officer:
        if (!grant.commune.empty() && grant.commune == dossier.commune) out.add(centre ? Capacity::informed : Capacity::commune_officer);
        break;
      case Role::provincial_body:
        if (here && !centre) out.add(Capacity::provincial_body);
        if (centre && !grant.province.empty() && grant.province == dossier.sent_by) out.add(Capacity::informed);
        break;
      case Role::council_member:
        for (const Seat& seat : seats)
          if (here && seat.member == *actor.account) {
            out.add(Capacity::council_member);
            out.seat = seat.number;
          }
        break;
      case Role::council_chair:
        if (here && dossier.leads() == actor.account) out.add(Capacity::council_chair);
        break;
      case Role::secretary:
        if (here) out.add(Capacity::secretary);
        break;
      case Role::advisory_group:
        if (here) out.add(Capacity::advisory_group);
        break;
      case Role::ministry:            // of a province's dossiers it reads none
        if (centre) out.add(Capacity::provincial_body);
        break;
      case Role::administrator:       // of the installation; no evaluation rights
      case Role::programme_manager:   // these read registers, no dossiers
      case Role::auditor:
        break;
    }
  }
  return out;
}

bool is_of_office(Act act) {
  return act == Act::return_back || act == Act::save_report || act == Act::forward || act == Act::open_council || act == Act::save_advice ||
         act == Act::ask_completion || act == Act::cancel_completion || act == Act::correct_field ||
         act == Act::name_chair || act == Act::receive || act == Act::adopt;
}

Error own_producer() {
  return Error::of(ErrorKind::conflict, {"", "", "nobody of the producer, and no helper of it since the dossier was opened",
                                         msg::own_producer});
}

Result<void> may(Act act, State state, const Relation& relation) {
  bool readable = false, capacity_fits = false;
  for (const Line& line : kLines) {
    if (!relation.is(line.capacity)) continue;
    if (line.act == Act::read && holds(line, state)) readable = true;
    if (line.act != act) continue;
    capacity_fits = true;
    if (!holds(line, state)) continue;
    if (relation.of_producer && is_of_office(act)) return own_producer();
    return {};
  }
  if (!readable) return Error::of(ErrorKind::not_found, std::string(name(act)) + ": outside the actor's scope");
  if (!capacity_fits) return Error::of(ErrorKind::forbidden, {"", std::string(name(act)), "another capacity", msg::not_your_act});
  static constexpr std::array<const Message*, 6> kWrongState{
      &msg::wrong_state_draft,   &msg::wrong_state_submitted, &msg::wrong_state_forwarded,
      &msg::wrong_state_scoring, &msg::wrong_state_closed,    &msg::wrong_state_decided};
  return Error::of(ErrorKind::conflict, {"state", std::string(evaluation::name(state)), "a state that allows " + std::string(name(act)),
                                         *kWrongState[static_cast<std::size_t>(state)]});
}

bool may_see_self_score(const Dossier& dossier, const Relation& relation) {
  if (may(Act::read_self_score, dossier.state, relation).ok()) return true;
  const bool council = relation.is(Capacity::council_member) || relation.is(Capacity::council_chair);
  return council && dossier.state == State::scoring && dossier.settings.self_score == SelfScore::shown;
}

bool may_see_member_names(const Dossier& dossier, const Relation& relation) {
  if (relation.of_producer && dossier.state == State::scoring) return false;
  return relation.is(Capacity::provincial_body) || relation.is(Capacity::secretary) || relation.is(Capacity::council_member) ||
         relation.is(Capacity::council_chair);
}

// Article 4.3 (36 months), 7.6 (window of renewal), 12 (late renewals wait).
Result<Timeliness> may_open(Kind kind, const Recognition& recognition, Date today) {
  const bool in_force = recognition.stars >= 3 && !recognition.withdrawn && recognition.valid_until && *recognition.valid_until >= today;
  switch (kind) {
    case Kind::first:
      if (in_force) return invalid("kind", "first", "upgrade or renewal", msg::already_recognised);
      return Timeliness::not_bound;
    case Kind::upgrade:
      if (!in_force || recognition.stars > 4) return invalid("kind", "upgrade", "first", msg::upgrade_needs_star);
      return Timeliness::not_bound;
    case Kind::renewal: {
      if (!in_force) return invalid("kind", "renewal", "first", msg::renewal_needs_star);
      const Date earliest = recognition.valid_until->plus_days(-kRenewalEarliestDays);
      if (today < earliest)
        return invalid("kind", today.iso(), "on or after " + earliest.iso(), msg::renewal_too_early, {earliest.in_a_sentence()});
      return timeliness(kind, recognition.valid_until, today);
    }
  }
  return Error::of(ErrorKind::internal, "a kind without a rule");
}

Timeliness timeliness(Kind kind, std::optional<Date> standing_until, Date on) {
  if (kind != Kind::renewal || !standing_until) return Timeliness::not_bound;
  return on <= standing_until->plus_days(-kRenewalLatestDays) ? Timeliness::in_window : Timeliness::late;
}

std::string dossier_number(int serial, std::string_view province, std::string_view commune, int year) {
  std::string number = std::to_string(serial);
  if (number.size() < 2) number.insert(0, "0");
  return number + "/PĐK-" + std::string(province) + "-" + std::string(commune) + "-" + std::to_string(year);
}

Result<void> check_answer(const rulebooks::Table& table, std::string_view criterion, int option, std::string_view note,
                          std::size_t papers) {
  const rulebooks::Criterion* found = table.find(criterion);
  if (!found)
    return invalid("criterion", std::string(criterion), "a code of " + table.code, msg::criterion_unknown, {std::string(criterion)});
  const int options = static_cast<int>(found->options.size());
  if (option < rulebooks::kUnticked || option > options)
    return invalid("option", std::to_string(option), "0.." + std::to_string(options), msg::option_unknown,
                   {found->code, std::to_string(options)});
  if (characters(note) > kNoteLimit)
    return invalid("note", std::to_string(characters(note)) + " characters", "at most " + std::to_string(kNoteLimit), msg::note_too_long,
                   {std::to_string(kNoteLimit)});
  if (papers > kPapersPerCriterion)
    return invalid("papers", std::to_string(papers), "at most " + std::to_string(kPapersPerCriterion), msg::too_many_papers,
                   {std::to_string(kPapersPerCriterion)});
  return {};
}

Result<void> check_opinion(const rulebooks::Table& table, std::string_view part, std::string_view text) {
  const bool known = std::any_of(table.parts.begin(), table.parts.end(), [&](const auto& candidate) { return candidate.code == part; });
  if (!known) return invalid("part", std::string(part), "a part of " + table.code, msg::part_unknown, {std::string(part)});
  if (characters(text) > kOpinionLimit)
    return invalid("opinion." + std::string(part), std::to_string(characters(text)) + " characters",
                   "at most " + std::to_string(kOpinionLimit), msg::opinion_too_long, {std::to_string(kOpinionLimit)});
  return {};
}

Result<void> check_knockouts(const rulebooks::Table& table, std::span<const KnockoutTick> ticks) {
  std::set<std::string_view> seen;
  std::vector<Problem> without_reason;   // all at once: a form with three ticks is not sent three times
  for (const KnockoutTick& tick : ticks) {
    const bool listed =
        std::any_of(table.knockouts.begin(), table.knockouts.end(), [&](const auto& known) { return known.code == tick.code; });
    const rulebooks::Criterion* criterion = table.find(tick.code);
    if (!listed && (!criterion || criterion->knockouts.empty()))
      return invalid("knockouts", tick.code, "a knockout of " + table.code, msg::knockout_unknown, {tick.code});
    if (!seen.insert(tick.code).second) return invalid("knockouts", tick.code, "each once", msg::knockout_twice, {tick.code});
    const std::string field = "reason." + tick.code;
    if (text::trim(tick.reason).empty()) without_reason.push_back({field, "", "a reason", msg::knockout_needs_reason, {}});
    if (characters(tick.reason) > kReasonLimit)
      return invalid(field, std::to_string(characters(tick.reason)) + " characters", "at most " + std::to_string(kReasonLimit),
                     msg::reason_too_long, {std::to_string(kReasonLimit)});
  }
  if (!without_reason.empty()) return Error{ErrorKind::invalid_input, std::move(without_reason), "knock-outs without a reason"};
  return {};
}

Completeness completeness(const rulebooks::Table& table, const Sheet& sheet) {
  Completeness out;
  out.criteria = static_cast<int>(table.criteria.size());
  for (const rulebooks::Criterion* criterion : table.criteria) {
    const Answer* answer = sheet.find(criterion->code);
    if (!answer) {
      out.unanswered.push_back(criterion->code);
      continue;
    }
    ++out.answered;
    const bool scores = answer->option > 0 && static_cast<std::size_t>(answer->option) <= criterion->options.size() &&
                        criterion->options[static_cast<std::size_t>(answer->option) - 1].points > 0;
    if (scores && answer->papers.empty()) out.without_evidence.push_back(criterion->code);
  }
  return out;
}

rulebooks::Sheet scorable(const rulebooks::Table& table, const Sheet& sheet, std::string_view label) {
  rulebooks::Sheet out;
  out.member = label;
  out.answers.assign(table.criteria.size(), rulebooks::kUnticked);
  for (const Answer& answer : sheet.answers)
    if (const auto index = table.index_of(answer.criterion)) out.answers[*index] = static_cast<std::int8_t>(answer.option);
  for (const KnockoutTick& tick : sheet.knockouts) out.knockouts.push_back(tick.code);
  std::sort(out.knockouts.begin(), out.knockouts.end());
  return out;
}

// Article 7.1: the electronic dossier has the value of the paper one, so it is declared and identified like it.
Result<void> check_submission(const SubmissionFacts& facts) {
  Error error;
  error.kind = ErrorKind::invalid_input;
  if (!facts.business_registration)
    error.problems.push_back({"papers", "none", "a business registration in date", msg::registration_needed});
  if (facts.unanswered > 0 && facts.gaps_accepted == Tick::absent)
    error.problems.push_back({"gaps_accepted", std::to_string(facts.unanswered) + " unanswered", "1", msg::gaps_not_accepted,
                              {std::to_string(facts.unanswered)}});
  if (facts.declaration == Tick::absent) error.problems.push_back({"declared", "", "1", msg::declaration_needed});
  if (!error.problems.empty()) return error;
  return {};
}

namespace {

struct ReportField { std::string_view field; const std::string& text; };
std::array<ReportField, 4> matters(const CommuneReport& report) {
  return {{{"materials", report.materials}, {"labour", report.labour}, {"idea", report.idea}, {"identity", report.identity}}};
}

Result<void> all_of(std::vector<Problem> problems) {
  if (problems.empty()) return {};
  return Error{ErrorKind::invalid_input, std::move(problems), "the commune's report"};
}

}  // namespace

Result<void> check_report(const CommuneReport& report) {
  std::vector<Problem> missing;
  for (const auto& [field, text] : matters(report))
    if (text::trim(text).empty()) missing.push_back({std::string(field), "", "the commune's words on it", msg::report_matter_needed});
  return all_of(std::move(missing));
}

Result<void> check_report_draft(const CommuneReport& report) {
  std::vector<Problem> too_long;
  for (const auto& [field, text] : matters(report))
    if (const std::size_t length = characters(text); length > kReportLimit)
      too_long.push_back({std::string(field), std::to_string(length) + " characters", "at most " + std::to_string(kReportLimit),
                          msg::report_too_long, {std::to_string(kReportLimit)}});
  return all_of(std::move(too_long));
}

// Article 7.6: 45 days from the whole file, not working days. A last day off moves to the next working day (Civil Code 2015, article
// 148.5).
Deadline renewal_deadline(Instant received, Date today, const HolidayCalendar& holidays) {
  Date on = vietnam_date(received).plus_days(kRenewalDays);
  while (!holidays.is_working_day(on)) on = on.plus_days(1);
  return {on, holidays.working_days_between(today, on), !holidays.covers(on)};
}

namespace {

Result<void> check_members(const Dossier& dossier, std::span<const Candidate> members) {
  std::set<AccountId> seen;
  for (const Candidate& member : members) {
    if (!seen.insert(member.account).second) return invalid("members", member.account.text(), "each once", msg::member_twice);
    if (!has_grant(member.grants, Role::council_member, dossier.province))
      return invalid("members", member.account.text(), "council members of " + dossier.province, msg::member_not_of_province);
    if (is_of_producer(member.grants, dossier.producer))
      return invalid("members", member.account.text(), "nobody of the producer", msg::member_of_producer);
  }
  const int least = dossier.settings.council_size_min;
  if (static_cast<int>(members.size()) < least)
    return invalid("members", std::to_string(members.size()), "at least " + std::to_string(least), msg::council_too_small,
                   {std::to_string(least), std::to_string(members.size())});
  if (members.size() > kCouncilMost)
    return invalid("members", std::to_string(members.size()), "at most " + std::to_string(kCouncilMost), msg::council_too_large,
                   {std::to_string(kCouncilMost)});
  return {};
}

Result<void> check_chair(const Dossier& dossier, const std::optional<Candidate>& chair) {
  if (!chair || !has_grant(chair->grants, Role::council_chair, dossier.province))
    return invalid("chair", chair ? chair->account.text() : "", "a council chair of " + dossier.province, msg::chair_not_of_province);
  if (is_of_producer(chair->grants, dossier.producer))
    return invalid("chair", chair->account.text(), "nobody of the producer", msg::member_of_producer);
  return {};
}

}  // namespace

Result<void> check_new_chair(const Dossier& dossier, std::span<const ConflictOfInterest> conflicts, const Candidate& chair) {
  OCOP_CHECK(check_chair(dossier, chair));
  if (std::ranges::find(conflicts, chair.account, &ConflictOfInterest::member) == conflicts.end()) return {};
  return invalid("chair", chair.account.text(), "somebody without a conflict of interest", msg::conflict_declared);
}

// Both at once: an empty form says that members are missing and that a chair is.
Result<void> check_council(const Dossier& dossier, std::span<const Candidate> members, const std::optional<Candidate>& chair) {
  auto ours = check_members(dossier, members), theirs = check_chair(dossier, chair);
  if (ours) return theirs;
  Error error = std::move(ours).error();
  if (!theirs) std::ranges::copy(theirs.error().problems, std::back_inserter(error.problems));
  return error;
}

int sheets_needed(int seats, int quorum_percent) {
  return std::max(1, (seats * quorum_percent + 99) / 100);   // a part of a member is a whole member
}

int sheets_to_close(const Relation& chair, int seats, int quorum_percent) {
  const int needed = sheets_needed(seats, quorum_percent);
  return chair.seat ? std::max(needed, std::min(seats, kFewestSheetsForMembers)) : needed;
}

Result<void> own_sheet_first(const Relation& chair, std::span<const Seat> seats) {
  for (const Seat& seat : seats)
    if (seat.number == chair.seat && seat.state == SheetState::open)
      return Error::of(ErrorKind::conflict, {"sheet", "open", "submitted", msg::own_sheet_first});
  return {};
}

Result<void> check_closing(const Settings& settings, const ClosingFacts& facts) {
  const int needed = std::max(sheets_needed(facts.seats, settings.quorum_percent), facts.fewest);
  if (facts.submitted < needed)
    return Error::of(ErrorKind::conflict, {"sheets", std::to_string(facts.submitted), std::to_string(needed), msg::sheets_missing,
                                           {std::to_string(facts.submitted), std::to_string(facts.seats), std::to_string(needed)}});
  const bool exceeds = spread_exceeds(facts.spread, settings);
  if (exceeds && settings.over_spread == OverSpread::refuse)
    return Error::of(ErrorKind::conflict,
                     {"spread", facts.spread.cut(rulebooks::kShownDecimals),
                      (settings.at_limit == AtLimit::within ? "at most " : "less than ") + std::to_string(settings.spread_limit),
                      settings.at_limit == AtLimit::within ? msg::spread_refused : msg::spread_refused_at,
                      {facts.spread.exact(), std::to_string(settings.spread_limit)}});
  if (exceeds && facts.spread_accepted == Tick::absent)
    return invalid("spread_accepted", facts.spread.cut(rulebooks::kShownDecimals), "at most " + std::to_string(settings.spread_limit),
                   msg::spread_too_wide, {facts.spread.exact(), std::to_string(settings.spread_limit)});
  return {};
}

Rational spread(const rulebooks::Outcome& outcome) {
  const std::size_t sheets = outcome.criteria.empty() ? 0 : outcome.criteria.front().points.size();
  int highest = 0, lowest = 0;
  for (std::size_t sheet = 0; sheet < sheets; ++sheet) {
    int total = 0;
    for (const rulebooks::CriterionResult& criterion : outcome.criteria) total += criterion.points[sheet];
    highest = sheet == 0 ? total : std::max(highest, total);
    lowest = sheet == 0 ? total : std::min(lowest, total);
  }
  return Rational(highest - lowest);
}

bool spread_exceeds(const Rational& spread, const Settings& settings) {
  const Rational limit(settings.spread_limit);
  return settings.at_limit == AtLimit::within ? spread > limit : spread >= limit;
}

Result<void> check_settings(const Settings& settings) {
  const auto range = [](const char* field, int value, int least, int most) -> Result<void> {
    if (value >= least && value <= most) return {};
    return invalid(field, std::to_string(value), std::to_string(least) + ".." + std::to_string(most), msg::setting_out_of_range,
                   {std::to_string(least), std::to_string(most)});
  };
  OCOP_CHECK(range("council_size_min", settings.council_size_min, 1, static_cast<int>(kCouncilMost)));
  OCOP_CHECK(range("quorum_percent", settings.quorum_percent, 1, 100));
  OCOP_CHECK(range("differing_least", settings.differing_least, 1, static_cast<int>(kCouncilMost)));
  OCOP_CHECK(range("position_days", settings.position_days, 1, kRenewalDays));
  return range("spread_limit", settings.spread_limit, 0, 100);
}

// Article 3 (bands) and the legends under the tables of Appendix II (floors).
std::optional<Shortfall> shortfall(const rulebooks::Rulebook& rulebook, const rulebooks::Outcome& outcome) {
  constexpr int kMost = 5;
  if (outcome.stars >= kMost) return std::nullopt;
  Shortfall out;
  out.star = std::max(outcome.stars + 1, rulebooks::kLeastRecognised);   // article 4.1
  out.knockout = !outcome.knockouts.empty();
  for (const rulebooks::Band& band : rulebook.bands)
    if (band.star == out.star && outcome.total < Rational(band.from)) out.points = Rational(band.from) - outcome.total;
  for (const rulebooks::MissedFloor& one : outcome.floors_missed)
    if (one.star <= out.star && std::ranges::find(out.floors, one.criterion) == out.floors.end()) out.floors.push_back(one.criterion);
  return out;
}

}  // namespace ocop::evaluation::rules
