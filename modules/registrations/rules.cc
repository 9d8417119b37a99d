#include "modules/registrations/rules.h"

#include <algorithm>

#include "modules/registrations/messages.h"

namespace ocop::registrations {

std::string_view name(Subject subject) {
  switch (subject) {
    case Subject::producer: break;
    case Subject::product: return "product";
    case Subject::legal_form: return "legal_form";
  }
  return "producer";
}
const Message& label(Subject subject) {
  switch (subject) {
    case Subject::producer: break;
    case Subject::product: return msg::subject_product;
    case Subject::legal_form: return msg::subject_legal_form;
  }
  return msg::subject_producer;
}
std::string_view name(State state) {
  switch (state) {
    case State::waiting: break;
    case State::returned: return "returned";
    case State::confirmed: return "confirmed";
    case State::withdrawn: return "withdrawn";
  }
  return "waiting";
}
const Message& label(State state) {
  switch (state) {
    case State::waiting: break;
    case State::returned: return msg::state_returned;
    case State::confirmed: return msg::state_confirmed;
    case State::withdrawn: return msg::state_withdrawn;
  }
  return msg::state_waiting;
}
std::string_view name(Sex sex) { return sex == Sex::male ? "male" : "female"; }
const Message& label(Sex sex) { return sex == Sex::male ? msg::sex_male : msg::sex_female; }
std::string_view name(Answer answer) { return answer == Answer::yes ? "yes" : "no"; }
const Message& label(Answer answer) { return answer == Answer::yes ? msg::answer_yes : msg::answer_no; }
std::string path_of(const Registration& registration) { return "/registrations/" + registration.id.text(); }

std::optional<Answer> meets_criterion(const Profile& profile) {
  if (!profile.sex && profile.ethnic_group.empty() && !profile.disability) return std::nullopt;
  const bool minority = !profile.ethnic_group.empty() && profile.ethnic_group != "Kinh";
  return profile.sex == Sex::female || minority || profile.disability == Answer::yes ? Answer::yes : Answer::no;
}

namespace rules {
namespace {

Error wrong(std::string field, std::string got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::move(got), std::move(expected), message, {}});
}

}  // namespace

Result<void> check(const Profile& profile, Date today) {
  if (profile.founded && *profile.founded > today.civil().year)
    return wrong("founded", std::to_string(*profile.founded), "a year that has come", msg::wrong_founded);
  if (profile.local_workers && profile.local_workers > profile.workers.value_or(0))
    return wrong("local_workers", std::to_string(*profile.local_workers), "no more than workers", msg::wrong_local_workers);
  return {};
}

Result<void> check_kind(producers::Kind kind) {
  if (kind != producers::Kind::unknown && kind != producers::Kind::other) return {};
  return wrong("kind", std::string(name(kind)), "a kind of the decision", msg::wrong_kind);
}

std::vector<const places::Commune*> places_meant(const places::Index& places, std::string_view typed) {
  std::vector<const places::Commune*> out;
  for (const places::Found& one : places.understand(typed).found) out.push_back(one.commune);
  return out;
}

Result<const places::Commune*> place_of(const places::Index& places, std::string_view typed, std::string_view chosen) {
  const auto resolved = places.understand(typed);   // the person sees what it was taken for
  if (const places::Commune* certain = resolved.certain(); certain != nullptr && chosen.empty()) return certain;
  for (const places::Found& one : resolved.found)
    if (one.commune->code == chosen) return one.commune;
  if (resolved.found.empty()) return wrong("place", std::string(typed), "a commune and its province", msg::place_unknown);
  return wrong("place", std::string(typed), "one unit; choose it by its code in `commune`", msg::place_several);
}

Result<void> may_register(std::size_t open) {
  if (open < kMostOpen) return {};
  return Error::of(ErrorKind::conflict,
                   {"", std::to_string(open), "fewer than " + std::to_string(kMostOpen) + " that wait", msg::too_many_open, {}});
}

Result<void> may(Act act, const Registration& registration) {
  const bool open = registration.state == State::waiting || registration.state == State::returned;
  const bool good = act == Act::confirm || act == Act::give_back ? registration.state == State::waiting : open;
  if (good) return {};
  return Error::of(ErrorKind::conflict, {"", std::string(name(registration.state)), "a registration that is open", msg::too_late, {}});
}

Result<void> nobody_confirms_the_own(const Registration& registration, AccountId by) {
  if (registration.asked_by == by || registration.sent_by == by) return own_registration();
  return {};
}

Error own_registration() {
  return Error::of(ErrorKind::conflict, {"", "", "somebody else's registration", msg::own_registration, {}});
}

}  // namespace rules
}  // namespace ocop::registrations
