#include "modules/identity/words.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "modules/identity/identity.h"
#include "modules/identity/messages.h"

namespace ocop::identity {
namespace {
// In the order of Role and of EventKind.
constexpr std::array<const Message*, kRoleCount> kRoles{&msg::role_producer_member, &msg::role_commune_officer, &msg::role_provincial_body,
                                                        &msg::role_council_member,  &msg::role_council_chair,   &msg::role_administrator,
                                                        &msg::role_helper,          &msg::role_secretary,
                                                        &msg::role_advisory_group,  &msg::role_programme_manager,
                                                        &msg::role_ministry,        &msg::role_auditor};
constexpr std::array<const Message*, kEventKinds> kEvents{
    &msg::event_created,        &msg::event_granted,          &msg::event_grant_revoked, &msg::event_deactivated,
    &msg::event_activated,      &msg::event_password_reset,   &msg::event_password_changed, &msg::event_token_made,
    &msg::event_token_revoked,  &msg::event_sessions_revoked};
}  // namespace

const Message& role_words(Role role) { return *kRoles[static_cast<std::size_t>(role)]; }
const Message& scope_words(TokenScope scope) { return scope == TokenScope::reading ? msg::scope_reading : msg::scope_everything; }
const Message& signed_by_words(SignedBy by) {
  switch (by) {
    case SignedBy::code: return msg::signed_by_code;
    case SignedBy::recovery_code: return msg::signed_by_recovery_code;
    case SignedBy::passkey: return msg::signed_by_passkey;
    case SignedBy::half:
    case SignedBy::password: break;
  }
  return msg::signed_by_password;
}
std::string_view name(WaitingState state) {
  switch (state) {
    case WaitingState::confirmed: return "confirmed";
    case WaitingState::refused: return "refused";
    case WaitingState::taken_back: return "taken_back";
    case WaitingState::waiting: break;
  }
  return "waiting";
}
const Message& waiting_words(WaitingState state) {
  switch (state) {
    case WaitingState::confirmed: return msg::waiting_confirmed;
    case WaitingState::refused: return msg::waiting_refused;
    case WaitingState::taken_back: return msg::waiting_taken_back;
    case WaitingState::waiting: break;
  }
  return msg::waiting_now;
}
const Message& event_words(EventKind kind) { return *kEvents[static_cast<std::size_t>(kind)]; }

std::optional<std::string> event_words_of(std::string_view word, std::string_view text, Language language) {
  if (word == "event" && text.size() == 1 && text[0] >= '0' && text[0] < '0' + kEventKinds)
    return std::string(translate(*kEvents[static_cast<std::size_t>(text[0] - '0')], language));
  if (word != "words") return std::nullopt;
  if (text == kErased) return std::string(translate(msg::erased_by_holder, language));
  const auto role = parse_role(text.substr(0, text.find('|')));   // of grants: role, province, commune, producer
  if (!role) return std::nullopt;
  return std::string(translate(role_words(*role), language));
}

}  // namespace ocop::identity
