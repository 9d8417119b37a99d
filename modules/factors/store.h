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

// ---- what happened
void insert(db::Transaction& transaction, Uuid id, const Event& event);
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit);   // newest first

}  // namespace ocop::factors::store
