#pragma once
#include <optional>
#include <string>

#include "kernel/sources/source.h"
#include "modules/identity/types.h"

namespace ocop::identity::store {

// What was done to an account, or who looked at personal data: who, what, when, for whom.
struct Trace {
  Uuid id{};
  Instant at{};
  std::optional<AccountId> who;          // none = the command line
  std::string who_name;
  std::int64_t event = kLook;            // an EventKind, or kLook
  std::optional<AccountId> account;      // of an event: whose account
  std::string account_name;
  std::string what;                      // of a look: "account:ID", "registration:ID", "accounts"
  std::string detail;                    // of an event
  static constexpr std::int64_t kLook = -1;
};
lists::Rows<Trace> traces();

}  // namespace ocop::identity::store
