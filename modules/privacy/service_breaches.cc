#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"
#include "modules/privacy/service.h"
#include "modules/privacy/store_breaches.h"

// Breaches of personal data. Who may read is said by the routes; what is written is the desk's.
namespace ocop::privacy {
namespace {

constexpr Policy kOffice = Policy::roles(Role::administrator);

void take(Breach& into, const BreachFacts& facts, Instant found, AccountId by) {
  into.found = found;
  into.found_by = facts.found_by;
  into.what = facts.what;
  into.data = facts.data;
  into.people = facts.people;
  into.done = facts.done;
  into.changed_by = by;
}

}  // namespace

Result<Breach> Service::breach(BreachId id) const {
  auto found = parts_.database.read([&](db::Reader& reader) { return store::find(reader, id); });
  if (!found) return Error::of(ErrorKind::not_found, "breach " + id.text());
  return std::move(*found);
}

Result<BreachId> Service::record_breach(const Actor& actor, const BreachFacts& facts) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<BreachId> {
    OCOP_TRY(found, rules::found_at(facts, act.now()));
    Breach breach{.id = act.new_id<BreachId>(), .recorded = act.now(), .recorded_by = act.by()};
    take(breach, facts, found, act.by());
    store::insert(act, breach);
    // Whoever answers for it knows the clock: a line that says nothing of what it was.
    parts_.notices.tell(act, {kToldBreach, {ocop::show(rules::notify_by(found), Language::vi)}, breach_path(breach.id)},
                        {.holders = {Grant{Role::administrator, "", "", {}}}, .except = act.by()});
    return breach.id;
  });
}

// The row at the version that was read, changed by `then`, which answers what is wrong.
Result<void> Service::change_breach(const Actor& actor, BreachId id, std::int64_t version,
                                    const std::function<Result<void>(act::Act& act, Breach& breach)>& then) const {
  OCOP_CHECK(kOffice.admit(actor));
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    auto breach = store::find(act, id);
    if (!breach) return Error::of(ErrorKind::not_found, "breach " + id.text());
    OCOP_CHECK(act::expect_version(version, breach->version, msg::changed_meanwhile));
    OCOP_CHECK(then(act, *breach));
    breach->changed_by = act.by();
    if (!store::change(act, *breach)) return act::stale(version, {}, msg::changed_meanwhile);
    return {};
  });
}

Result<void> Service::change(const Actor& actor, BreachId id, const BreachChange& input) const {
  return change_breach(actor, id, input.version, [&](act::Act& act, Breach& breach) -> Result<void> {
    if (breach.closed) return Error::of(ErrorKind::conflict, {"", "closed", "a breach that is open", msg::breach_is_closed, {}});
    OCOP_TRY(found, rules::found_at(input, act.now()));
    if (breach.notified && found > *breach.notified)
      return Error::of(ErrorKind::invalid_input,
                       {"found_on", input.found_on.iso(), "before it was notified", msg::breach_before_found, {}});
    take(breach, input, found, act.by());
    return {};
  });
}

Result<void> Service::notified(const Actor& actor, BreachId id, const BreachNotified& input) const {
  return change_breach(actor, id, input.version, [&](act::Act& act, Breach& breach) -> Result<void> {
    OCOP_TRY(moment, rules::may_notify(breach, input, act.now()));
    breach.notified = moment;
    breach.reference = input.reference;
    breach.told = input.told;
    return {};
  });
}

Result<void> Service::close(const Actor& actor, BreachId id, const BreachClosed& input) const {
  return change_breach(actor, id, input.version, [&](act::Act& act, Breach& breach) -> Result<void> {
    OCOP_CHECK(rules::may_close(breach, input));
    breach.closed = act.now();
    breach.outcome = input.outcome;
    breach.without = input.without;
    return {};
  });
}

}  // namespace ocop::privacy
