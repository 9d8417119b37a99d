// An officer who leaves: the office passes to a successor on a day, and what is open is told before.
#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/offices/messages.h"
#include "modules/offices/service.h"
#include "modules/work/work.h"

namespace ocop::offices {
namespace {

Error no_office() { return Error::of(ErrorKind::not_found, {"office", "", "an office of this person", msg::office_unknown, {}}); }

}  // namespace

std::vector<Grant> Service::offices_of(db::Reader& reader, AccountId account) const {
  std::vector<Grant> out;
  for (identity::AccountSummary& one : parts_.identity.by_ids(reader, std::span(&account, 1)))
    for (Grant& grant : one.grants)
      if (rules::passes_on(grant)) out.push_back(std::move(grant));
  return out;
}

std::vector<Grant> Service::offices_of(AccountId account) const {
  return parts_.database.read([&](db::Reader& reader) { return offices_of(reader, account); });
}

// The office of whoever asks, or of the person that an administrator names.
Result<Service::Leaving> Service::leaving(db::Reader& reader, const Actor& actor, const WhichOffice& which) const {
  const AccountId from = which.account.value_or(*actor.account);
  if (from != *actor.account && !actor.has(Role::administrator)) return no_office();
  auto held = offices_of(reader, from);
  if (held.empty()) return no_office();
  if (which.office.empty()) return Leaving{from, std::move(held[0])};
  const auto found = std::ranges::find_if(held, [&](const Grant& one) { return office_text(one) == which.office; });
  if (found == held.end()) return no_office();
  return Leaving{from, std::move(*found)};
}

Result<Service::Open> Service::open_matters(const Actor& actor, const WhichOffice& which, Language language) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  return parts_.database.read([&](db::Reader& reader) -> Result<Open> {
    OCOP_TRY(leaving, this->leaving(reader, actor, which));
    Open out{.from = leaving.from, .name = name_of(reader, leaving.from), .office = leaving.office};
    const Actor holder{leaving.from, "", {leaving.office}};
    out.waiting = work::waiting(reader, Scope::of(holder, {Role::commune_officer, Role::provincial_body}));
    for (const identity::OpenMatters& source : parts_.offers.all<identity::OpenMatters>())
      for (identity::OpenMatter& one : source.of(reader, leaving.from, leaving.office, language)) out.own.push_back(std::move(one));
    return out;
  });
}

Result<identity::Offices::Given> Service::hand_over(const Actor& actor, const HandOver& wanted) {
  return acts_.run(actor, [&](act::Act& act) -> Result<identity::Offices::Given> {
    OCOP_TRY(leaving, this->leaving(act, act.actor(), wanted));
    OCOP_CHECK(rules::check_day(wanted.from, act.today()));
    const auto successor = parts_.identity.with_login(act, wanted.successor);
    if (!successor || successor->id == leaving.from)
      return Error::of(ErrorKind::invalid_input, {"successor", wanted.successor, "the login of another person", msg::successor_wrong, {}});
    OCOP_TRY(given, parts_.offices.hand_over(act, {.from = leaving.from, .to = successor->id, .office = leaving.office,
                                                   .at = start_of_vietnam_day(wanted.from)}));
    const std::string office = words(leaving.office, Language::vi), day = wanted.from.show(Language::vi);
    parts_.notices.tell(act, {kToldHandedOver, {name_of(act, leaving.from), office, day}, "/offices"},
                        {.accounts = {successor->id, leaving.from}, .except = act.by()});
    if (given == identity::Offices::Given::waits)
      parts_.notices.tell(act, {kToldHandingOver, {name_of(act, leaving.from), office, successor->display_name}, "/accounts/waiting"},
                          {.holders = {{Role::administrator, "", "", {}}}, .except = act.by()});
    return given;
  });
}

}  // namespace ocop::offices
