#include "modules/identity/store.h"

#include "kernel/base/text.h"

namespace ocop::identity::store {
namespace {

using db::Statement;

constexpr Statement kInsertAccount{
    "identity.insert_account",
    "INSERT INTO identity_account (id, login, display_name, display_key, search_text, password_hash, password_kind, password_at, active,"
    " created, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (login) DO NOTHING"};
constexpr Statement kAccountByLogin{
    "identity.account_by_login",
    "SELECT id, login, display_name, password_hash, password_kind, password_at, active, created, version"
    " FROM identity_account WHERE login = $1"};
constexpr Statement kAccountById{
    "identity.account_by_id",
    "SELECT id, login, display_name, password_hash, password_kind, password_at, active, created, version"
    " FROM identity_account WHERE id = $1"};
constexpr Statement kLockAccounts{
    "identity.lock_accounts",
    "SELECT id, login, display_name, password_hash, password_kind, password_at, active, created, version"
    " FROM identity_account WHERE id IN ($1, $2) ORDER BY id {lock}"};
constexpr Statement kNames{"identity.names", "SELECT id, display_name FROM identity_account WHERE id IN {ids}"};
constexpr Statement kNamesWithRole{
    "identity.names_with_role",
    "SELECT a.id, a.display_name FROM identity_account a WHERE a.active = 1 AND EXISTS"
    " (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = $1 AND g.province = $2) ORDER BY a.display_key, a.id"};
constexpr Statement kSetPassword{
    "identity.set_password",
    "UPDATE identity_account SET password_hash = $1, password_kind = $2, password_at = $3, version = version + 1 WHERE id = $4"};
constexpr Statement kRehashPassword{
    "identity.rehash_password", "UPDATE identity_account SET password_hash = $1 WHERE id = $2 AND password_hash = $3"};
constexpr Statement kSetActivity{
    "identity.set_activity", "UPDATE identity_account SET active = $1, version = version + 1 WHERE id = $2 AND version = $3"};
constexpr Statement kCount{
    "identity.count",
    "SELECT count(*) FROM identity_account a WHERE a.search_text LIKE $1 AND ($2 = '' OR EXISTS"
    " (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = $2))"};
constexpr Statement kList{
    "identity.list",
    "SELECT id, login, display_name, password_hash, password_kind, password_at, active, created, version"
    " FROM identity_account a WHERE a.search_text LIKE $1 AND ($2 = '' OR EXISTS"
    " (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = $2)) ORDER BY a.display_key, a.id LIMIT $3 OFFSET $4"};

constexpr Statement kInsertGrant{
    "identity.insert_grant",
    "INSERT INTO identity_grant (id, account, role, province, commune, producer, granted) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT DO NOTHING"};
constexpr Statement kDeleteGrant{"identity.delete_grant", "DELETE FROM identity_grant WHERE id = $1 AND account = $2"};
constexpr Statement kGrants{
    "identity.grants",
    "SELECT id, account, role, province, commune, producer, granted FROM identity_grant WHERE account IN {ids} ORDER BY granted, id"};

constexpr Statement kInsertSession{
    "identity.insert_session",
    "INSERT INTO identity_session (id, account, token_hash, created, last_seen, agent) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement kSessionByHash{
    "identity.session_by_hash",
    "SELECT a.id, a.login, a.display_name, a.password_hash, a.password_kind, a.password_at, a.active, a.created, a.version,"
    " s.id, s.created, s.last_seen, s.agent"
    " FROM identity_session s JOIN identity_account a ON a.id = s.account WHERE s.token_hash = $1"};
constexpr Statement kSessionsOf{
    "identity.sessions_of",
    "SELECT id, account, created, last_seen, agent FROM identity_session WHERE account = $1 ORDER BY created DESC, id DESC"};
constexpr Statement kNoteSeen{"identity.note_seen", "UPDATE identity_session SET last_seen = $1 WHERE id = $2 AND last_seen < $1"};
constexpr Statement kDeleteSession{"identity.delete_session", "DELETE FROM identity_session WHERE id = $1 AND account = $2"};
constexpr Statement kDeleteSessionByHash{"identity.delete_session_by_hash", "DELETE FROM identity_session WHERE token_hash = $1"};
constexpr Statement kDeleteSessions{"identity.delete_sessions", "DELETE FROM identity_session WHERE account = $1 AND token_hash <> $2"};
constexpr Statement kDeleteExpired{"identity.delete_expired", "DELETE FROM identity_session WHERE last_seen <= $1 OR created <= $2"};

constexpr Statement kInsertToken{
    "identity.insert_token",
    "INSERT INTO identity_token (id, account, token_hash, label, created, expires) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement kTokenByHash{
    "identity.token_by_hash",
    "SELECT a.id, a.login, a.display_name, a.password_hash, a.password_kind, a.password_at, a.active, a.created, a.version,"
    " t.id, t.account, t.label, t.created, t.expires, t.last_used, t.revoked"
    " FROM identity_token t JOIN identity_account a ON a.id = t.account WHERE t.token_hash = $1"};
constexpr Statement kTokenById{
    "identity.token_by_id", "SELECT id, account, label, created, expires, last_used, revoked FROM identity_token WHERE id = $1"};
constexpr Statement kTokensOf{
    "identity.tokens_of",
    "SELECT id, account, label, created, expires, last_used, revoked FROM identity_token WHERE account = $1"
    " ORDER BY created DESC, id DESC"};
constexpr Statement kNoteUse{"identity.note_use", "UPDATE identity_token SET last_used = $1 WHERE id = $2"};
constexpr Statement kRevokeToken{"identity.revoke_token", "UPDATE identity_token SET revoked = $1 WHERE id = $2 AND revoked IS NULL"};
constexpr Statement kRevokeTokens{
    "identity.revoke_tokens",
    "UPDATE identity_token SET revoked = $1 WHERE account = $2 AND revoked IS NULL"};

constexpr Statement kInsertEvent{
    "identity.insert_event", "INSERT INTO identity_event (id, account, at, actor, kind, detail) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement kEventsOf{
    "identity.events_of",
    "SELECT e.at, e.actor, a.display_name, e.kind, e.detail FROM identity_event e LEFT JOIN identity_account a ON a.id = e.actor"
    " WHERE e.account = $1 ORDER BY e.id DESC LIMIT $2"};
constexpr Statement kInsertView{
    "identity.insert_personal_view",
    "INSERT INTO identity_personal_view (id, who, what, at) VALUES ($1, $2, $3, $4)"};
constexpr Statement kViews{
    "identity.personal_views",
    "SELECT who, what, at FROM identity_personal_view ORDER BY at DESC, id DESC LIMIT $1"};
constexpr Statement kDeleteViews{"identity.delete_personal_views", "DELETE FROM identity_personal_view WHERE at < $1"};

constexpr int kAccountColumns = 9;
Account account_of(const db::Row& row) {
  return {row.id<AccountId>(0),       row.string(1),  row.string(2), row.string(3), static_cast<PasswordKind>(row.integer(4)),
          row.instant(5), static_cast<Activity>(row.integer(6)), row.instant(7), row.integer(8)};
}
Session session_of(const db::Row& row) {
  return {row.id<SessionId>(0), row.id<AccountId>(1), row.instant(2), row.instant(3), row.string(4)};
}
ApiToken token_of(const db::Row& row, int from) {
  return {row.id<TokenId>(from),    row.id<AccountId>(from + 1),       row.string(from + 2),         row.instant(from + 3),
          row.instant(from + 4), row.optional_instant(from + 5), row.optional_instant(from + 6)};
}
Name name_of(const db::Row& row) { return {row.id<AccountId>(0), row.string(1)}; }

// fold() leaves letters, digits and spaces: nothing in it is a wildcard.
std::string pattern(const Filter& filter) { return "%" + text::fold(filter.words) + "%"; }
std::string_view role_text(const Filter& filter) { return filter.role ? name(*filter.role) : std::string_view(); }

}  // namespace

bool insert_account(db::Transaction& transaction, const Account& a) {
  return transaction.execute(kInsertAccount, a.id, a.login, a.display_name, db::Bind::blob(text::collation_key(a.display_name)),
                             text::fold(a.display_name + " " + a.login), a.password_hash, static_cast<int>(a.password_kind), a.password_at,
                             static_cast<int>(a.activity), a.created, a.version) == 1;
}
std::optional<Account> account_by_login(db::Reader& reader, std::string_view login) {
  return reader.first(account_of, kAccountByLogin, login);
}
std::optional<Account> account_by_id(db::Reader& reader, AccountId id) { return reader.first(account_of, kAccountById, id); }
std::vector<Account> lock_accounts(db::Transaction& transaction, AccountId a, AccountId b) {
  return transaction.all(account_of, kLockAccounts, a, b);
}
std::vector<Name> names(db::Reader& reader, std::span<const AccountId> ids) { return reader.by_ids(name_of, kNames, ids); }
std::vector<Name> names_with_role(db::Reader& reader, Role role, std::string_view province) {
  return reader.all(name_of, kNamesWithRole, name(role), province);
}
bool set_password(db::Transaction& transaction, AccountId id, std::string_view hash, PasswordKind kind, Instant now) {
  return transaction.execute(kSetPassword, hash, static_cast<int>(kind), now, id) == 1;
}
bool rehash_password(db::Transaction& transaction, AccountId id, std::string_view old_hash, std::string_view hash) {
  return transaction.execute(kRehashPassword, hash, id, old_hash) == 1;
}
bool set_activity(db::Transaction& transaction, AccountId id, Activity activity, std::int64_t version) {
  return transaction.execute(kSetActivity, static_cast<int>(activity), id, version) == 1;
}
std::int64_t count(db::Reader& reader, const Filter& filter) {
  return reader.first([](const db::Row& row) { return row.integer(0); }, kCount, pattern(filter), role_text(filter)).value_or(0);
}
std::vector<Account> list(db::Reader& reader, const Filter& filter, std::int64_t limit, std::int64_t offset) {
  return reader.all(account_of, kList, pattern(filter), role_text(filter), limit, offset);
}

bool insert_grant(db::Transaction& transaction, const StoredGrant& g) {
  return transaction.execute(kInsertGrant, g.id, g.account, name(g.grant.role), g.grant.province, g.grant.commune, g.grant.producer,
                             g.granted) == 1;
}
bool delete_grant(db::Transaction& transaction, AccountId account, GrantId id) {
  return transaction.execute(kDeleteGrant, id, account) == 1;
}
std::vector<StoredGrant> grants(db::Reader& reader, std::span<const AccountId> accounts) {
  const auto make = [](const db::Row& row) -> std::optional<StoredGrant> {
    const auto role = parse_role(row.text(2));
    if (!role) return std::nullopt;   // written by a newer program: a role unknown here grants nothing
    return StoredGrant{row.id<GrantId>(0), row.id<AccountId>(1),
                       Grant{*role, row.string(3), row.string(4), row.optional_id<ProducerId>(5)}, row.instant(6)};
  };
  std::vector<StoredGrant> out;
  for (auto& grant : reader.by_ids(make, kGrants, accounts)) {
    if (grant) out.push_back(std::move(*grant));
  }
  return out;
}

void insert_session(db::Transaction& transaction, const Session& s, std::string_view token_hash) {
  transaction.execute(kInsertSession, s.id, s.account, db::Bind::blob(token_hash), s.created, s.last_seen, s.agent);
}
std::optional<SessionAndAccount> session_by_hash(db::Reader& reader, std::string_view token_hash) {
  const auto make = [](const db::Row& row) {
    constexpr int k = kAccountColumns;
    Account account = account_of(row);
    Session session{row.id<SessionId>(k), account.id, row.instant(k + 1), row.instant(k + 2), row.string(k + 3)};
    return SessionAndAccount{std::move(session), std::move(account)};
  };
  return reader.first(make, kSessionByHash, db::Bind::blob(token_hash));
}
std::vector<Session> sessions_of(db::Reader& reader, AccountId account) { return reader.all(session_of, kSessionsOf, account); }
void note_seen(db::Transaction& transaction, SessionId id, Instant now) { transaction.execute(kNoteSeen, now, id); }
bool delete_session(db::Transaction& transaction, AccountId account, SessionId id) {
  return transaction.execute(kDeleteSession, id, account) == 1;
}
bool delete_session_by_hash(db::Transaction& transaction, std::string_view token_hash) {
  return transaction.execute(kDeleteSessionByHash, db::Bind::blob(token_hash)) == 1;
}
std::int64_t delete_sessions(db::Transaction& transaction, AccountId account, std::string_view kept_hash) {
  return transaction.execute(kDeleteSessions, account, db::Bind::blob(kept_hash));
}
void delete_expired_sessions(db::Transaction& transaction, Instant seen_before, Instant created_before) {
  transaction.execute(kDeleteExpired, seen_before, created_before);
}

void insert_token(db::Transaction& transaction, const ApiToken& t, std::string_view token_hash) {
  transaction.execute(kInsertToken, t.id, t.account, db::Bind::blob(token_hash), t.label, t.created, t.expires);
}
std::optional<TokenAndAccount> token_by_hash(db::Reader& reader, std::string_view token_hash) {
  const auto make = [](const db::Row& row) { return TokenAndAccount{token_of(row, kAccountColumns), account_of(row)}; };
  return reader.first(make, kTokenByHash, db::Bind::blob(token_hash));
}
std::optional<ApiToken> token_by_id(db::Reader& reader, TokenId id) {
  return reader.first([](const db::Row& row) { return token_of(row, 0); }, kTokenById, id);
}
std::vector<ApiToken> tokens_of(db::Reader& reader, AccountId account) {
  return reader.all([](const db::Row& row) { return token_of(row, 0); }, kTokensOf, account);
}
void note_use(db::Transaction& transaction, TokenId id, Instant now) { transaction.execute(kNoteUse, now, id); }
bool revoke_token(db::Transaction& transaction, TokenId id, Instant now) { return transaction.execute(kRevokeToken, now, id) == 1; }
std::int64_t revoke_tokens(db::Transaction& transaction, AccountId account, Instant now) {
  return transaction.execute(kRevokeTokens, now, account);
}

void insert_event(db::Transaction& transaction, Uuid id, AccountId account, const Event& event) {
  transaction.execute(kInsertEvent, id, account, event.at, event.actor, static_cast<int>(event.kind), event.detail);
}
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit) {
  const auto make = [](const db::Row& row) {
    return Event{row.instant(0), row.optional_id<AccountId>(1), row.string(2), static_cast<EventKind>(row.integer(3)), row.string(4)};
  };
  return reader.all(make, kEventsOf, account, limit);
}
void insert_personal_view(db::Transaction& transaction, Uuid id, const PersonalView& view) {
  transaction.execute(kInsertView, id, view.who, view.what, view.at);
}
std::vector<PersonalView> personal_views(db::Reader& reader, std::int64_t limit) {
  return reader.all([](const db::Row& row) { return PersonalView{row.id<AccountId>(0), row.string(1), row.instant(2)}; }, kViews, limit);
}
void delete_personal_views(db::Transaction& transaction, Instant before) { transaction.execute(kDeleteViews, before); }

}  // namespace ocop::identity::store
