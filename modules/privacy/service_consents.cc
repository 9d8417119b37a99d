#include <algorithm>

#include "modules/privacy/service.h"

// What a person agreed to, shown again as it was shown, and taken back.
namespace ocop::privacy {

bool Service::Consents::can_withdraw(const act::Consent& consent) const {
  return !consent.withdrawn && std::ranges::find(ends, consent.text) != ends.end();
}

Service::Consents Service::consents(const Actor& actor) const {
  Consents out;
  if (!actor.account) return out;
  for (const act::ConsentEnd& one : parts_.offers.all<act::ConsentEnd>()) out.ends.push_back(one.text);
  out.given = parts_.database.read([&](db::Reader& reader) { return act::consents_of(reader, *actor.account); });
  return out;
}

Result<void> Service::withdraw(const Actor& actor, act::ConsentId id) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    const auto consent = act::find_consent(act, id);
    if (!consent || consent->account != act.by()) return Error::of(ErrorKind::not_found, "consent " + id.text());
    if (consent->withdrawn) return {};   // a second click
    const auto& ends = parts_.offers.all<act::ConsentEnd>();
    const auto end = std::ranges::find(ends, consent->text, &act::ConsentEnd::text);
    if (end == ends.end()) return Error::of(ErrorKind::not_found, "nothing says what ends with consent " + consent->text);
    OCOP_CHECK(end->withdraw(act, consent->about));
    act::end_consent(act, id, act.now());
    return {};
  });
}

}  // namespace ocop::privacy
