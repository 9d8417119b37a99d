#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "modules/factors/types.h"

// The only SQL of the module. Rows are an account's own, read by their holder, or while somebody signs in as it; an administrator is told
// what there is (Held), never of what it is made.
namespace ocop::factors::store {

// ---- the app
std::optional<App> app(db::Reader& reader, AccountId account);
// Instead of one that is not confirmed. False: there is a confirmed one.
bool begin_app(db::Transaction& transaction, const App& app);
bool confirm_app(db::Transaction& transaction, AccountId account, Instant now, std::int64_t step);   // false: it is already
bool use_step(db::Transaction& transaction, AccountId account, std::int64_t step);                    // false: it was used
bool remove_app(db::Transaction& transaction, AccountId account);                                     // a confirmed one

// ---- recovery codes
void insert(db::Transaction& transaction, const RecoveryCode& code);
bool use_code(db::Transaction& transaction, AccountId account, std::string_view digest, Instant now);   // false: unknown, or used
void remove_codes(db::Transaction& transaction, AccountId account);
std::int64_t codes_left(db::Reader& reader, AccountId account);

// ---- passkeys
bool insert(db::Transaction& transaction, const Passkey& passkey);                                    // false: the credential is there
std::vector<Passkey> passkeys(db::Reader& reader, AccountId account);                                 // in the order they were added
std::optional<Passkey> passkey(db::Reader& reader, std::string_view credential);
bool use_passkey(db::Transaction& transaction, const Passkey& before, std::int64_t counter, Instant now);   // false: used meanwhile
bool remove_passkey(db::Transaction& transaction, AccountId account, PasskeyId id);
void remove_passkeys(db::Transaction& transaction, AccountId account);
bool answered(db::Reader& reader, std::string_view digest);
// That a challenge was answered. False: it was before. What is too old goes.
bool answer(db::Transaction& transaction, std::string_view digest, Instant now, Instant too_old);

// ---- browsers
enum class Known : std::uint8_t { first_of_all, another, seen_before };
// That the account signed in with it; what was not seen since `forgotten` goes.
Known meet(db::Transaction& transaction, AccountId account, std::string_view agent, Instant now, Instant forgotten);

// ---- what happened
void insert(db::Transaction& transaction, Uuid id, const Event& event);
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit);   // newest first

}  // namespace ocop::factors::store
