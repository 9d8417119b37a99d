#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/identity/types.h"

// The module's SQL. Hashes of tokens are 32 bytes. What returns bool is false when nothing was changed (taken, gone, other version).
// Accounts are read by their holder, by an administrator (routes of Role::administrator only), or by id for their public name.
namespace ocop::identity::store {

// ---- accounts ----------------------------------------------------------------------------------------------------------------
bool insert_account(db::Transaction& transaction, const Account& account);               // false = the login is taken
std::optional<Account> account_by_login(db::Reader& reader, std::string_view login);
std::optional<Account> account_by_id(db::Reader& reader, AccountId id);
// Locks the rows of both until the end of the transaction, in one order for everybody.
std::vector<Account> lock_accounts(db::Transaction& transaction, AccountId a, AccountId b);
struct Name { AccountId id; std::string display_name; };
std::vector<Name> names(db::Reader& reader, std::span<const AccountId> ids);
std::vector<Name> names_with_role(db::Reader& reader, Role role, std::string_view province, Instant now);   // active ones, by name
std::vector<AccountId> holders(db::Reader& reader, const Grant& grant, Instant now);   // as Identity::holders
std::vector<AccountId> active(db::Reader& reader, std::span<const AccountId> ids);   // as Identity::active
bool set_password(db::Transaction& transaction, AccountId id, std::string_view hash, PasswordKind kind, Instant now);
// Same password, stored at today's cost; only while `old_hash` is still the one stored.
bool rehash_password(db::Transaction& transaction, AccountId id, std::string_view old_hash, std::string_view hash);
bool set_activity(db::Transaction& transaction, AccountId id, Activity activity, std::int64_t version);

lists::Rows<Account> accounts();

// ---- grants ------------------------------------------------------------------------------------------------------------------
bool insert_grant(db::Transaction& transaction, const StoredGrant& grant);               // false = it is there already
void limit_grant(db::Transaction& transaction, GrantId id, Instant until);               // it ends then, if not earlier
void limit_stand_ins(db::Transaction& transaction, AccountId for_whom, const Grant& office, Instant until);
bool end_grant(db::Transaction& transaction, AccountId account, GrantId id,
               Instant now);  // false when there is none; grants_at() still knows it
// What the account was allowed at a moment, by grants that stand and grants that ended.
// Roles at one of these producers that ended: taken away, given up, or past the last day of a helper.
struct FormerRole { AccountId account; std::optional<Role> role; std::optional<Instant> until; };
std::vector<FormerRole> former_people(db::Reader& reader, std::span<const ProducerId> producers, Instant now);
std::vector<Grant> grants_at(db::Reader& reader, AccountId account, Instant then);
std::vector<StoredGrant> grants(db::Reader& reader, std::span<const AccountId> accounts);   // in the order they were given

// ---- roles that wait for a second administrator ---------------------------------------------------------------------------------
void insert_waiting(db::Transaction& transaction, const WaitingGrant& waiting);
std::vector<WaitingGrant> waiting_of(db::Reader& reader, AccountId account, std::int64_t limit);   // newest first, decided ones too
std::optional<WaitingGrant> waiting_by_id(db::Reader& reader, AccountId account, WaitingId id);
std::vector<WaitingGrant> undecided(db::Reader& reader, Instant asked_after, std::int64_t limit);  // oldest first
std::int64_t count_undecided(db::Reader& reader, Instant asked_after, AccountId by);   // that `by` may confirm
bool decide_waiting(db::Transaction& transaction, WaitingId id, WaitingState state, AccountId by, Instant now);   // false = decided already
// Administrators who can act: active, with a password of their own.
std::int64_t acting_administrators(db::Reader& reader);

// ---- sessions ----------------------------------------------------------------------------------------------------------------
void insert_session(db::Transaction& transaction, const Session& session, std::string_view token_hash);
// Grants too: who asks and what for is one round trip a request.
struct SessionAndAccount { Session session; Account account; std::vector<StoredGrant> grants{}; };
std::optional<SessionAndAccount> session_by_hash(db::Reader& reader, std::string_view token_hash);
std::vector<Session> sessions_of(db::Reader& reader, AccountId account);                 // newest first
void note_seen(db::Transaction& transaction, SessionId id, Instant now);
void note_proof(db::Transaction& transaction, std::string_view token_hash, Instant now);
void note_step(db::Transaction& transaction, std::string_view token_hash, SignedBy by, Instant now);   // a proof, too
void note_no_steps(db::Transaction& transaction, AccountId account);
void delete_halves(db::Transaction& transaction, Instant created_before);
bool delete_session(db::Transaction& transaction, AccountId account, SessionId id);
bool delete_session_by_hash(db::Transaction& transaction, std::string_view token_hash);
// All of an account but the one with `kept_hash` (empty = all). How many.
std::int64_t delete_sessions(db::Transaction& transaction, AccountId account, std::string_view kept_hash);
void delete_expired_sessions(db::Transaction& transaction, Instant seen_before, Instant created_before);

// ---- API tokens --------------------------------------------------------------------------------------------------------------
void insert_token(db::Transaction& transaction, const ApiToken& token, std::string_view token_hash);
struct TokenAndAccount { ApiToken token; Account account; std::vector<StoredGrant> grants{}; };
std::optional<TokenAndAccount> token_by_hash(db::Reader& reader, std::string_view token_hash);
std::optional<ApiToken> token_by_id(db::Reader& reader, TokenId id);
std::vector<ApiToken> tokens_of(db::Reader& reader, AccountId account);                  // newest first
void note_use(db::Transaction& transaction, TokenId id, Instant now);
bool revoke_token(db::Transaction& transaction, TokenId id, Instant now);
std::int64_t revoke_tokens(db::Transaction& transaction, AccountId account, Instant now);

// ---- what happened, and who looked -------------------------------------------------------------------------------------------
void insert_event(db::Transaction& transaction, Uuid id, AccountId account, const Event& event);
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit);   // newest first, with names of the actors
struct PersonalView { AccountId who; std::string what; Instant at; };
void insert_personal_view(db::Transaction& transaction, Uuid id, const PersonalView& view);
std::vector<PersonalView> personal_views(db::Reader& reader, std::int64_t limit);          // newest first
void delete_personal_views(db::Transaction& transaction, Instant before);

}  // namespace ocop::identity::store
