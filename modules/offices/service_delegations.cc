// A colleague acts in an officer's role and place for some days; every act of it bears both names.
#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/offices/messages.h"
#include "modules/offices/service.h"
#include "modules/offices/store.h"

namespace ocop::offices {
namespace {

constexpr int kActsShown = 100;

Error no_colleague(const std::string& login) {
  return Error::of(ErrorKind::invalid_input, {"login", login, "an official of the same province", msg::colleague_wrong, {}});
}

}  // namespace

Result<DelegationId> Service::delegate(const Actor& actor, const Delegate& wanted) {
  return acts_.run(actor, [&](act::Act& act) -> Result<DelegationId> {
    OCOP_TRY(leaving, this->leaving(act, act.actor(), WhichOffice{{}, wanted.office}));
    const Grant office = leaving.office;
    OCOP_CHECK(rules::check_delegation(office, wanted, act.today()));
    const auto colleague = parts_.identity.with_login(act, wanted.login);
    // Whether somebody else has the login is not said: a stranger and nobody are answered alike.
    if (!colleague || colleague->id == act.by() || !rules::is_colleague(colleague->grants, office)) return no_colleague(wanted.login);
    const auto given = store::delegations_of(act, act.by());
    const auto open = [&](const Delegation& one) { return one.giver == act.by() && state_of(one, act.now()) != DelegationState::over; };
    if (std::ranges::count_if(given, open) >= static_cast<std::ptrdiff_t>(rules::kMostDelegations))
      return Error::of(ErrorKind::conflict, {"", "", "fewer than 5 that are open", msg::too_many_delegations, {}});
    const Delegation made{.id = act.new_id<DelegationId>(), .office = office, .giver = act.by(), .account = colleague->id,
                          .starts = start_of_vietnam_day(wanted.from), .until = start_of_vietnam_day(wanted.until.plus_days(1)),
                          .given = act.now()};
    OCOP_CHECK(parts_.offices.stand_in(act, {made.account, office, made.starts, made.until}));
    store::insert(act, made);
    tell(act, kToldDelegated, made, {.accounts = {made.account}, .except = act.by()});
    return made.id;
  });
}

Result<void> Service::end_delegation(const Actor& actor, DelegationId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    auto found = store::delegation(act, id);
    const bool concerned = found && (found->giver == act.by() || found->account == act.by());
    if (!concerned) return Error::of(ErrorKind::not_found, "delegation " + id.text());
    if (found->ended) return {};   // a second click
    if (!close(act, *found, act.by())) return act::stale(found->version, {}, msg::changed_meanwhile);
    tell(act, kToldDelegationEnded, *found, {.accounts = {found->giver, found->account}, .except = act.by()});
    return {};
  });
}

bool Service::close(act::Moment& act, Delegation& delegation, AccountId by) const {
  delegation.ended = act.now();
  delegation.ended_by = by;
  if (!store::change(act, delegation)) return false;
  Grant lent = delegation.office;
  lent.stands_for = delegation.giver;
  parts_.offices.end_stand_in(act, delegation.account, lent, by);
  return true;
}

void Service::role_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const {
  for (Delegation& one : store::delegations_of(act, account)) {
    if (one.ended || !rules::same_office(one.office, grant)) continue;
    const bool ends = grant.stands_for ? one.account == account && one.giver == *grant.stands_for : one.giver == account;
    if (ends && close(act, one, by)) tell(act, kToldDelegationEnded, one, {.accounts = {one.giver, one.account}, .except = by});
  }
}

void Service::role_ends(act::Moment& act, AccountId account, const Grant& grant, Instant at) const {
  for (Delegation& one : store::delegations_of(act, account)) {
    if (one.ended || one.giver != account || !rules::same_office(one.office, grant) || one.until <= at) continue;
    one.until = at;   // identity has cut the right itself
    store::change(act, one);
  }
}

void Service::erase(act::Moment& act, AccountId account) const {
  for (Delegation& one : store::delegations_of(act, account))
    if (!one.ended) close(act, one, account);
}

// `audience.except` is whoever did it.
void Service::tell(act::Moment& act, std::string_view kind, const Delegation& one, const notices::Audience& audience) const {
  parts_.notices.tell(act, {kind, {words(one.office, Language::vi), name_of(act, one.giver), name_of(act, one.account),
                                   vietnam_date(one.starts).show(Language::vi),
                                   vietnam_date({one.until.milliseconds - 1}).show(Language::vi)}, "/offices"}, audience);
}

Result<Service::Own> Service::own(const Actor& actor) const {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  return parts_.database.read([&](db::Reader& reader) -> Result<Own> {
    Own out;
    for (const Grant& grant : actor.grants)
      if (rules::is_office(grant) && !grant.stands_for) out.offices.push_back(grant);
    for (Delegation& one : store::delegations_of(reader, *actor.account)) {
      DelegationRow row{.giver = name_of(reader, one.giver), .account = name_of(reader, one.account)};
      for (act::StoodIn& done : act::stood_in(reader, one.giver, one.account, kActsShown))
        if (done.at >= one.starts && done.at < one.until) row.acts.push_back(std::move(done));
      row.delegation = std::move(one);
      out.delegations.push_back(std::move(row));
    }
    return out;
  });
}

}  // namespace ocop::offices
