#include "modules/offices/rules.h"

#include <algorithm>

#include "modules/identity/identity.h"
#include "modules/offices/messages.h"

namespace ocop::offices {

std::string_view name(InvitationState state) {
  switch (state) {
    case InvitationState::open: break;
    case InvitationState::accepted: return "accepted";
    case InvitationState::withdrawn: return "withdrawn";
    case InvitationState::over: return "over";
  }
  return "open";
}
const Message& label(InvitationState state) {
  switch (state) {
    case InvitationState::open: break;
    case InvitationState::accepted: return msg::invitation_accepted;
    case InvitationState::withdrawn: return msg::invitation_withdrawn;
    case InvitationState::over: return msg::invitation_over;
  }
  return msg::invitation_open;
}
std::string office_text(const Grant& office) {
  return std::string(ocop::name(office.role)) + "|" + office.province + "|" + office.commune;
}
std::string_view name(DelegationState state) {
  switch (state) {
    case DelegationState::ahead: break;
    case DelegationState::in_force: return "in_force";
    case DelegationState::over: return "over";
  }
  return "ahead";
}
const Message& label(DelegationState state) {
  switch (state) {
    case DelegationState::ahead: break;
    case DelegationState::in_force: return msg::delegation_in_force;
    case DelegationState::over: return msg::delegation_over;
  }
  return msg::delegation_ahead;
}
DelegationState state_of(const Delegation& delegation, Instant now) {
  if (delegation.ended || now >= delegation.until) return DelegationState::over;
  return now < delegation.starts ? DelegationState::ahead : DelegationState::in_force;
}
InvitationState state_of(const Invitation& invitation, Instant now) {
  if (invitation.accepted) return InvitationState::accepted;
  if (invitation.withdrawn) return InvitationState::withdrawn;
  return now < rules::end_of(invitation) ? InvitationState::open : InvitationState::over;
}

namespace rules {
namespace {

Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, {}});
}

}  // namespace

bool is_office(const Grant& grant) { return std::ranges::find(identity::kOfficials, grant.role) != identity::kOfficials.end(); }
bool same_office(const Grant& a, const Grant& b) { return a.role == b.role && a.province == b.province && a.commune == b.commune; }
bool may_delegate(const Grant& office) {
  return !office.stands_for && std::ranges::find(kDelegated, office.role) != kDelegated.end();
}
bool is_colleague(const std::vector<Grant>& grants, const Grant& office) {
  return std::ranges::any_of(grants, [&](const Grant& one) {
    return is_office(one) && !one.stands_for && one.province == office.province;
  });
}

Result<void> check_delegation(const Grant& office, const Delegate& wanted, Date today) {
  if (!may_delegate(office)) return Error::of(ErrorKind::not_found, {"office", "", "an office that can be lent", msg::office_unknown, {}});
  if (wanted.from < today || wanted.from.days - today.days > kMostAhead)
    return Error::of(ErrorKind::invalid_input, {"from", wanted.from.iso(), "a day from today to a quarter ahead", msg::from_wrong, {}});
  if (wanted.until < wanted.from || wanted.until.days - wanted.from.days > kMostDelegated)
    return Error::of(ErrorKind::invalid_input, {"until", wanted.until.iso(), "within half a year of the first day", msg::until_wrong, {}});
  return {};
}

bool passes_on(const Grant& office) { return !office.stands_for && std::ranges::find(kPassing, office.role) != kPassing.end(); }

Result<void> check_day(Date from, Date today) {
  if (from >= today && from.days - today.days <= kMostAhead) return {};
  return Error::of(ErrorKind::invalid_input, {"from", from.iso(), "a day from today to a quarter ahead", msg::from_wrong, {}});
}

Instant end_of(const Invitation& invitation) { return {invitation.invited.milliseconds + kInvitationLife}; }

Result<void> may_accept(const Invitation& invitation, Instant now) {
  switch (state_of(invitation, now)) {
    case InvitationState::open: break;
    case InvitationState::accepted: return conflict("one that nobody has used", msg::link_used);
    case InvitationState::withdrawn: return conflict("one that stands", msg::link_withdrawn);
    case InvitationState::over: return conflict("one whose days are not over", msg::link_over);
  }
  return {};
}

Result<void> may_withdraw(const Invitation& invitation, Instant now) {
  if (state_of(invitation, now) == InvitationState::open) return {};
  return conflict("one that is open", msg::not_open);
}

}  // namespace rules
}  // namespace ocop::offices
