#pragma once
#include <string>

#include "kernel/act/act.h"
#include "kernel/crypto/crypto.h"
#include "modules/identity/types.h"

// Steps that several use cases of the service share.
namespace ocop::identity {

constexpr std::size_t kTokenBytes = 32;                      // 256 bits, RFC 4648 §5 text of 43 characters
constexpr std::string_view kApiTokenPrefix = "ocop_";        // so that a leaked token is recognised by secret scanners

// False when the account has no such token in force.
bool end_token(act::Moment& act, AccountId account, TokenId id, std::optional<AccountId> by);
std::string hash_of_token(std::string_view token);           // SHA-256, 32 bytes: what is stored
// "k7mp-…": 16 letters and digits that nobody confuses, 79 bits.
std::string temporary_password(Random& random);
std::string detail_of(const Grant& grant);                   // Event::detail: "commune_officer|68|24988|"
// Account row, grants and the event "created", with an id and of the act's instant. Error: conflict on field login when it is taken.
Result<AccountId> insert_account(act::Moment& act, Account account, std::span<const Grant> grants, std::optional<AccountId> by);
// `by`: who did it; nobody for a command.
void add_event(act::Moment& act, AccountId account, std::optional<AccountId> by, EventKind kind, std::string detail = {});

}  // namespace ocop::identity
