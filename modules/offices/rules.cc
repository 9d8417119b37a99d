#include "modules/offices/rules.h"

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
