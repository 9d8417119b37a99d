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
using DelegationId = Id<struct DelegationTag>;

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

// A colleague acts in an officer's place for some days.
enum class DelegationState : std::uint8_t { ahead, in_force, over };
std::string_view name(DelegationState state);
const Message& label(DelegationState state);
struct Delegation {
  DelegationId id;
  Grant office;
  AccountId giver, account;            // whose office it is, and who stands in
  Instant starts{}, until{};
  Instant given{};
  std::optional<Instant> ended{};
  std::optional<AccountId> ended_by{};
  std::int64_t version = 1;
};
DelegationState state_of(const Delegation& delegation, Instant now);

// ---- what is asked
struct Delegate { std::string office, login; Date from{}, until{}; };
struct Invite { std::string address; Role role = Role::commune_officer; std::string province, commune; };
struct Key { std::string key; };       // of an invitation's link
// Whose office; as office_text(). Empty: the asker's own, the first.
struct WhichOffice { std::optional<AccountId> account; std::string office; };
struct HandOver : WhichOffice { std::string successor; Date from{}; };
// "commune_officer|08|01090"
std::string office_text(const Grant& office);

struct Newcomer { std::string key, display_name, password; };

}  // namespace ocop::offices
