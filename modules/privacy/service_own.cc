#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/migrations.h"
#include "modules/privacy/rules.h"
#include "modules/privacy/service.h"
#include "modules/privacy/store.h"

namespace ocop::privacy {

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<Data> Service::own(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  return parts_.database.read(
      [&](db::Reader& reader) -> Result<Data> { return read(reader, parts_.offers, parts_.identity, *actor.account); });
}

std::vector<Request> Service::own_requests(const Actor& actor) const {
  if (!actor.account) return {};
  return parts_.database.read([&](db::Reader& reader) { return store::of_account(reader, *actor.account); });
}

Result<RequestId> Service::ask(const Actor& actor, const Ask& ask) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<RequestId> {
    const auto before = store::of_account(act, act.by());
    if (std::ranges::count_if(before, [](const Request& one) { return is_open(one.state); }) >=
        static_cast<std::ptrdiff_t>(rules::kMostOpen))
      return Error::of(ErrorKind::conflict, {"", "", "fewer than 5 that are open", msg::too_many_open});
    Request request;
    request.id = act.new_id<RequestId>();
    request.account = act.by();
    request.wish = ask.wish;
    request.words = ask.words;
    request.asked = act.now();
    request.due = rules::due(request, parts_.holidays);
    store::insert(act, request);
    parts_.notices.tell(act, {kToldAsked, {in(label(ask.wish), Language::vi)}, "/privacy/requests/" + request.id.text()},
                        {.holders = {Grant{Role::administrator, "", "", {}}}, .except = act.by()});
    return request.id;
  });
}

Result<void> Service::take_back(const Actor& actor, RequestId id) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    auto request = store::find(act, id);
    if (!request || request->account != act.by()) return Error::of(ErrorKind::not_found, "request " + id.text());
    if (request->state == State::taken_back) return {};   // a second click
    if (!is_open(request->state)) return Error::of(ErrorKind::conflict, {"", "", "a request that is open", msg::wrong_ended});
    request->state = State::taken_back;
    request->ended = act.now();
    request->erase_at.reset();
    request->due = rules::due(*request, parts_.holidays);
    if (!store::change(act, *request)) return act::stale(request->version, {}, msg::changed_meanwhile);
    return {};
  });
}

}  // namespace ocop::privacy
