#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"
#include "modules/privacy/service.h"
#include "modules/privacy/store.h"

namespace ocop::privacy {
namespace {

constexpr Policy kOffice = Policy::roles(Role::administrator);
Error absent(RequestId id) { return Error::of(ErrorKind::not_found, "request " + id.text()); }

}  // namespace

std::vector<std::string> Service::names(std::span<const Request> requests) const {
  std::vector<AccountId> ids;
  for (const Request& one : requests) ids.push_back(one.account);
  const auto people = parts_.database.read([&](db::Reader& reader) { return parts_.identity.by_ids(reader, ids); });
  std::vector<std::string> out;
  for (const AccountId id : ids) {
    const auto person = std::ranges::find(people, id, &identity::AccountSummary::id);
    out.push_back(person == people.end() ? std::string() : person->display_name);
  }
  return out;
}

Result<void> Service::note_list_seen(const Actor& actor) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    parts_.identity.note_look(act, "requests");
    return {};
  });
}

Result<Service::Shown> Service::show(const Actor& actor, RequestId id) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<Shown> {
    auto request = store::find(act, id);
    if (!request) return absent(id);
    parts_.identity.note_look(act, "request:" + id.text());
    const auto person = parts_.identity.by_ids(act, std::span(&request->account, 1));
    return Shown{std::move(*request), person.empty() ? std::string() : person[0].display_name};
  });
}

void Service::tell_person(act::Act& act, const Request& request) const {
  parts_.notices.tell(act, {kToldAnswered, {in(label(request.wish), Language::vi)}, "/me/data"}, {.accounts = {request.account}});
}

Result<void> Service::answer(const Actor& actor, RequestId id, const Answer& answer) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    auto request = store::find(act, id);
    if (!request) return absent(id);
    OCOP_CHECK(act::expect_version(answer.version, request->version, msg::changed_meanwhile));
    OCOP_CHECK(rules::may_answer(*request, answer));
    if (request->erase_at) return Error::of(ErrorKind::conflict, {"", "", "a request that waits for an office", msg::erases_itself});
    request->answer = answer.words;
    request->third_party = answer.third_party;
    request->decided_by = act.by();
    if (!request->answered) request->answered = act.now();
    request->state = answer.outcome == Outcome::answered ? State::answered : answer.outcome == Outcome::done ? State::done : State::refused;
    if (!is_open(request->state)) request->ended = act.now();
    request->due = rules::due(*request, parts_.holidays);
    if (!store::change(act, *request)) return act::stale(answer.version, {}, msg::changed_meanwhile);
    tell_person(act, *request);
    return {};
  });
}

Result<void> Service::extend(const Actor& actor, RequestId id, const Extend& extend) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    auto request = store::find(act, id);
    if (!request) return absent(id);
    OCOP_CHECK(act::expect_version(extend.version, request->version, msg::changed_meanwhile));
    OCOP_CHECK(rules::may_extend(*request, extend));
    request->extended_days = extend.days;
    request->extension = extend.words;
    request->state = State::answered;   // whoever is told that it takes longer was answered
    if (!request->answered) request->answered = act.now();
    request->decided_by = act.by();
    request->due = rules::due(*request, parts_.holidays);
    if (!store::change(act, *request)) return act::stale(extend.version, {}, msg::changed_meanwhile);
    tell_person(act, *request);
    return {};
  });
}

}  // namespace ocop::privacy
