#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/access/access.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"

// Who sits in an office: an official's role in a place, and how somebody comes to it.
namespace ocop::offices {

using InvitationId = Id<struct InvitationTag>;

enum class InvitationState : std::uint8_t { open, accepted, withdrawn, over };
std::string_view name(InvitationState state);
const Message& label(InvitationState state);

struct Invitation {
  InvitationId id;
  std::string address;                 // where the letter went; empty once it is accepted, withdrawn, or long over
  Grant office;                        // role and place
  std::string key;                     // SHA-256 of the link's key, 32 bytes
  AccountId invited_by;
  Instant invited{};
  std::optional<AccountId> account{};  // who accepted it
  std::optional<Instant> accepted{}, withdrawn{};
  std::optional<AccountId> withdrawn_by{};
  std::int64_t version = 1;
};
InvitationState state_of(const Invitation& invitation, Instant now);

// ---- what is asked
struct Invite { std::string address; Role role = Role::commune_officer; std::string province, commune; };
struct Key { std::string key; };       // of an invitation's link
struct Newcomer { std::string key, display_name, password; };

}  // namespace ocop::offices
