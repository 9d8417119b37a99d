#include "modules/sessions/rules.h"

#include <algorithm>
#include <set>

#include "kernel/i18n/translate.h"
#include "modules/sessions/messages.h"

namespace ocop::sessions {

std::string_view name(State state) {
  switch (state) {
    case State::draft: break;
    case State::called: return "called";
    case State::held: return "held";
    case State::cancelled: return "cancelled";
  }
  return "draft";
}
const Message& label(State state) {
  switch (state) {
    case State::draft: break;
    case State::called: return msg::state_called;
    case State::held: return msg::state_held;
    case State::cancelled: return msg::state_cancelled;
  }
  return msg::state_draft;
}
std::string_view name(Advice advice) { return advice == Advice::asked ? "asked" : "not_asked"; }
const Message& label(Advice advice) { return advice == Advice::asked ? msg::advice_asked : msg::advice_not_asked; }
std::string_view name(Reach reach) { return reach == Reach::all ? "all" : "possible"; }
const Message& label(Reach reach) { return reach == Reach::all ? msg::reach_all : msg::reach_possible; }
std::string_view name(To to) { return to == To::earlier ? "earlier" : "later"; }
std::string_view name(Line line) {
  switch (line) {
    case Line::listed: break;
    case Line::opened: return "opened";
    case Line::off: return "off";
  }
  return "listed";
}
const Message& label(Line line) {
  switch (line) {
    case Line::listed: break;
    case Line::opened: return msg::line_opened;
    case Line::off: return msg::line_off;
  }
  return msg::line_listed;
}
std::string path_of(const Session& session) { return "/sessions/" + session.id.text(); }

namespace rules {
namespace {

Error invalid(std::string field, std::string got, std::string wanted, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::move(got), std::move(wanted), message, std::move(arguments)});
}
Error conflict(std::string got, std::string wanted, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::conflict, {"", std::move(got), std::move(wanted), message, std::move(arguments)});
}

bool has_role(std::span<const Candidate> candidates, AccountId account, Role role, std::string_view province) {
  for (const Candidate& one : candidates)
    if (one.account == account)
      return std::ranges::any_of(one.grants, [&](const Grant& grant) { return grant.role == role && grant.province == province; });
  return false;
}

bool is_clock(std::string_view hour) {
  constexpr int kHours = 24, kMinutes = 60;
  if (hour.size() != kHourLength || hour[2] != ':') return false;
  for (const std::size_t at : {0u, 1u, 3u, 4u})
    if (hour[at] < '0' || hour[at] > '9') return false;
  return (hour[0] - '0') * 10 + (hour[1] - '0') < kHours && (hour[3] - '0') * 10 + (hour[4] - '0') < kMinutes;
}

void number(std::vector<Item>& items) {
  std::int64_t place = 0;
  for (Item& one : items) one.place = ++place;
}

}  // namespace

Result<State> may(Act act, State state) {
  const State from = act == Act::hold ? State::called : State::draft;
  if (state != from)
    return Error::of(ErrorKind::conflict, {"state", std::string(name(state)), std::string(name(from)),
                                           act == Act::hold ? msg::not_called : msg::not_a_draft, {}});
  switch (act) {
    case Act::change: break;
    case Act::call: return State::called;
    case Act::hold: return State::held;
    case Act::cancel: return State::cancelled;
  }
  return State::draft;
}

Result<void> check(const Plan& plan, Date today) {
  if (!is_clock(plan.hour)) return invalid("hour", plan.hour, "HH:MM", msg::hour_is_wrong);
  if (plan.day < today) return invalid("day", plan.day.iso(), "today or later", msg::day_is_gone);
  if (plan.day.days - today.days > kFurthestDays)
    return invalid("day", plan.day.iso(), "within " + std::to_string(kFurthestDays) + " days", msg::day_is_far);
  return {};
}

Result<void> check_people(const MakeSession& plan, std::span<const Candidate> candidates, std::string_view province) {
  if (plan.members.empty()) return invalid("members", "", "council members of " + std::string(province), msg::members_are_needed);
  std::set<AccountId> seen;
  for (const AccountId& member : plan.members) {
    if (!seen.insert(member).second) return invalid("members", member.text(), "each once", msg::member_twice);
    if (!has_role(candidates, member, Role::council_member, province))
      return invalid("members", member.text(), "council members of " + std::string(province), msg::member_elsewhere);
  }
  if (!plan.chair || !has_role(candidates, *plan.chair, Role::council_chair, province))
    return invalid("chair", plan.chair ? plan.chair->text() : "", "a council chair of " + std::string(province), msg::chair_is_needed);
  if (plan.secretary && !has_role(candidates, *plan.secretary, Role::secretary, province))
    return invalid("secretary", plan.secretary->text(), "a secretary of " + std::string(province), msg::secretary_elsewhere);
  return {};
}

Result<void> check_held(const Session& session, Date today) {
  if (today < session.day) return conflict(today.iso(), session.day.iso() + " or later", msg::not_met_yet, {session.day.in_a_sentence()});
  return {};
}

Result<void> check_added(std::span<const DossierId> added, std::span<const Item> items, std::span<const evaluation::OnAgenda> waiting) {
  if (added.empty()) return invalid("dossiers", "", "some", msg::dossiers_are_needed);
  std::set<DossierId> there;
  for (const Item& one : items) there.insert(one.dossier);
  for (const DossierId& one : added) {
    if (std::ranges::find(waiting, one, &evaluation::OnAgenda::id) == waiting.end())
      return invalid("dossiers", one.text(), "forwarded dossiers of the province", msg::dossier_is_not_waiting);
    if (!there.insert(one).second) return invalid("dossiers", one.text(), "each once", msg::dossier_twice);
  }
  if (there.size() > kMostOnAgenda)
    return invalid("dossiers", std::to_string(there.size()), "at most " + std::to_string(kMostOnAgenda), msg::agenda_is_full,
                   {std::to_string(kMostOnAgenda)});
  return {};
}

Result<std::vector<Item>> move(std::vector<Item> items, DossierId dossier, To to) {
  const auto found = std::ranges::find(items, dossier, &Item::dossier);
  if (found == items.end()) return Error::of(ErrorKind::not_found, "dossier " + dossier.text() + " is not on the agenda");
  if (to == To::earlier && found != items.begin()) std::iter_swap(found, found - 1);
  if (to == To::later && found + 1 != items.end()) std::iter_swap(found, found + 1);
  number(items);
  return items;
}

Result<std::vector<Item>> remove(std::vector<Item> items, DossierId dossier) {
  if (std::erase_if(items, [&](const Item& one) { return one.dossier == dossier; }) == 0)
    return Error::of(ErrorKind::not_found, "dossier " + dossier.text() + " is not on the agenda");
  number(items);
  return items;
}

std::optional<Error> without_advice(Advice advice, const evaluation::OnAgenda& dossier) {
  if (advice == Advice::not_asked || dossier.advice == evaluation::OnAgenda::Advice::written) return std::nullopt;
  return conflict("no report", "a report of the advisory group", msg::advice_is_missing);
}

Words words_of(const Error& error) {
  if (!error.problems.empty()) return {sentence(error.problems[0], Language::vi), sentence(error.problems[0], Language::en)};
  const Message& title = traits(error.kind).title;
  return {std::string(title.vi), std::string(title.en)};
}

Result<std::vector<Item>> sort_out(std::vector<Item> items, std::span<const std::optional<Error>> hindrances, Reach reach) {
  if (items.empty()) return conflict("0", "some dossiers", msg::agenda_is_empty);
  std::size_t off = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].line = hindrances[i] ? Line::off : Line::opened;
    if (!hindrances[i]) continue;
    ++off;
    Words words = words_of(*hindrances[i]);
    items[i].why_vi = std::move(words.vi);
    items[i].why_en = std::move(words.en);
  }
  if (off == items.size()) return conflict(std::to_string(off), "a dossier that can be opened", msg::nothing_to_open);
  if (off > 0 && reach == Reach::all)
    return conflict(std::to_string(off), "none that cannot be opened", msg::some_cannot_be_opened,
                    {std::to_string(off), std::to_string(items.size())});
  return items;
}

Ahead ahead(Date called, Date meeting, const HolidayCalendar& holidays) {
  for (Date day = called; day < meeting; day = day.plus_days(1))
    if (holidays.is_working_day(day)) return Ahead::in_time;
  return Ahead::too_late;
}

State state_now(State state, std::span<const evaluation::State> opened) {
  if (state != State::called || opened.empty()) return state;
  const bool all = std::ranges::all_of(opened, [](evaluation::State one) { return one >= evaluation::State::closed; });
  return all ? State::held : State::called;
}

}  // namespace rules
}  // namespace ocop::sessions
