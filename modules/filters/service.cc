#include "modules/filters/service.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/filters/messages.h"
#include "modules/filters/rules.h"
#include "modules/filters/store.h"

namespace ocop::filters {
namespace {

Error unknown() { return Error::of(ErrorKind::not_found, {"id", "", "a filter of yours", msg::no_such_filter}); }

// The list, and the address as the list itself writes it. A list that the actor may not see is none.
Result<std::string> read_address(const lists::Directory& directory, const http::Asked& call, const SaveFilter& asked) {
  const lists::Known* list = directory.find(asked.list);
  if (!list || !list->policy.admit(call.actor))
    return Error::of(ErrorKind::invalid_input, {"list", asked.list, "the path of a list", msg::no_such_list});
  OCOP_TRY(query, http::Fields::parse_query(asked.query.starts_with('?') ? asked.query.substr(1) : asked.query));
  OCOP_TRY(narrowed, list->narrowed(query, call));
  if (narrowed.empty())
    return Error::of(ErrorKind::invalid_input, {"query", asked.query, "words that narrow the list", msg::narrows_nothing});
  return narrowed;
}

}  // namespace

std::vector<SavedFilter> Service::of_list(const Actor& actor, std::string_view list) const {
  if (!actor.account) return {};
  auto out = parts_.database.read([&](db::Reader& reader) { return store::of_list(reader, *actor.account, list); });
  std::ranges::sort(out, {}, [](const SavedFilter& one) { return text::collation_key(one.name); });
  return out;
}

std::int64_t Service::count(const Actor& actor) const {
  if (!actor.account) return 0;
  return parts_.database.read([&](db::Reader& reader) { return store::count(reader, *actor.account); });
}

Result<SavedFilter> Service::find(const Actor& actor, FilterId id) const {
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  auto found = parts_.database.read([&](db::Reader& reader) { return store::find(reader, *actor.account, id); });
  if (!found) return unknown();
  return std::move(*found);
}

Result<act::Made<FilterId>> Service::save(const http::Asked& call, SaveFilter asked) {
  OCOP_TRY(query, read_address(parts_.directory, call, asked));
  asked.query = query;
  return acts_.run(call.actor, [&](act::Act& act) -> Result<act::Made<FilterId>> {
    const auto own = store::of_list(act, act.by(), asked.list);
    if (const SavedFilter* there = rules::same(own, asked)) return act::Made<FilterId>{there->id, idempotency::Outcome::How::before};
    return act.once(asked.attempt, [&] { return save_now(act, asked); });
  });
}

Result<FilterId> Service::save_now(act::Act& act, const SaveFilter& asked) const {
  OCOP_TRY(place, rules::place(store::of_list(act, act.by(), asked.list), asked));
  const SavedFilter made{act.new_id<FilterId>(), act.by(), asked.list, place, asked.name, asked.query, act.now()};
  if (!store::insert(act, made))   // the same person, at this moment in another window
    return Error::of(ErrorKind::conflict, {"name", asked.name, "a filter that is not being saved elsewhere", msg::saved_elsewhere});
  return made.id;
}

Result<SavedFilter> Service::remove(const Actor& actor, FilterId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<SavedFilter> {
    auto found = store::find(act, act.by(), id);
    if (!found || !store::remove(act, act.by(), id)) return unknown();
    return std::move(*found);
  });
}

const lists::Known* Service::readable(const SavedFilter& filter, const http::Asked& call) const {
  const lists::Known* list = parts_.directory.find(filter.list);
  if (!list || !list->policy.admit(call.actor)) return nullptr;
  const auto query = http::Fields::parse_query(filter.query);
  return query && list->narrowed(*query, call) ? list : nullptr;
}

std::vector<jobs::Kind> Service::job_kinds() const {
  return {{.name = "filters.clear", .title = msg::job_clear, .handler = [this](jobs::Attempt& attempt) { return clear(attempt); }}};
}

std::vector<jobs::Schedule> Service::schedules() const { return {{"filters.clear", "filters.clear", jobs::When::daily(3, 40)}}; }

jobs::Outcome Service::clear(jobs::Attempt& attempt) const {
  return attempt.finish([this](db::Transaction& transaction) -> Result<void> {
    const std::vector<AccountId> known = store::accounts(transaction);
    std::vector<AccountId> active = parts_.identity.active(transaction, known);
    std::sort(active.begin(), active.end());
    for (const AccountId& account : known)
      if (!std::binary_search(active.begin(), active.end(), account)) store::remove_all(transaction, account);
    return {};
  });
}

}  // namespace ocop::filters
