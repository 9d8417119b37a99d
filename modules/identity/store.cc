#include "modules/identity/store.h"

#include "kernel/base/text.h"
#include "modules/identity/store_columns.h"

namespace ocop::identity::store {
namespace {

using db::Statement;

constexpr auto kAccount = db::columns<Account>(
    db::column("id", &Account::id), db::column("login", &Account::login), db::column("display_name", &Account::display_name),
    db::column("password_hash", &Account::password_hash), db::column("password_kind", &Account::password_kind),
    db::column("password_at", &Account::password_at), db::column("active", &Account::activity), db::column("created", &Account::created),
    db::column("version", &Account::version));
constexpr auto kName = db::columns<Name>(db::column("id", &Name::id), db::column("display_name", &Name::display_name));

struct GrantRow { StoredGrant stored; std::optional<Role> role; };
constexpr auto kStoredGrant = db::columns<StoredGrant>(db::column("id", &StoredGrant::id), db::column("account", &StoredGrant::account),
                                                       db::column("granted", &StoredGrant::granted),
                                                       db::column("until", &StoredGrant::until),
                                                       db::column("since", &StoredGrant::since),
                                                       db::nested(&StoredGrant::grant, kGrantReach));
constexpr auto kGrantRow = db::columns<GrantRow>(db::nested(&GrantRow::stored, kStoredGrant),
                                                 db::column("role", &GrantRow::role, KnownRole()));

constexpr db::Words<SignedBy, 5> kSignedBy{{{SignedBy::half, "half"}, {SignedBy::password, "password"}, {SignedBy::code, "code"},
                                            {SignedBy::recovery_code, "recovery_code"}, {SignedBy::passkey, "passkey"}}};
constexpr auto kSession = db::columns<Session>(db::column("id", &Session::id), db::column("account", &Session::account),
                                               db::column("created", &Session::created), db::column("last_seen", &Session::last_seen),
                                               db::column("agent", &Session::agent),
                                               db::column("signed_by", &Session::signed_by, kSignedBy),
                                               db::column("proven", &Session::proven));
constexpr auto kSessionAndAccount = db::columns<SessionAndAccount>(db::nested("s", &SessionAndAccount::session, kSession),
                                                                   db::nested("a", &SessionAndAccount::account, kAccount));
constexpr auto kToken = db::columns<ApiToken>(
    db::column("id", &ApiToken::id), db::column("account", &ApiToken::account), db::column("label", &ApiToken::label),
    db::column("created", &ApiToken::created), db::column("expires", &ApiToken::expires), db::column("last_used", &ApiToken::last_used),
    db::column("revoked", &ApiToken::revoked), db::column("scope", &ApiToken::scope));
constexpr auto kTokenAndAccount = db::columns<TokenAndAccount>(db::nested("t", &TokenAndAccount::token, kToken),
                                                               db::nested("a", &TokenAndAccount::account, kAccount));

constexpr auto kStoredEvent = db::columns<Event>(db::column("at", &Event::at), db::column("actor", &Event::actor),
                                                 db::column("kind", &Event::kind), db::column("detail", &Event::detail));
constexpr auto kEvent = db::columns<Event>(db::also("e", kStoredEvent), db::column("a.display_name", &Event::actor_name));
constexpr auto kPersonalView = db::columns<PersonalView>(db::column("who", &PersonalView::who), db::column("what", &PersonalView::what),
                                                         db::column("at", &PersonalView::at));

constexpr Statement kInsertAccount{"identity.insert_account",
                                   "INSERT INTO identity_account ({columns}, display_key, search_text) VALUES ({arguments}, {+1}, {+2})"
                                   " ON CONFLICT (login) DO NOTHING", kAccount};
constexpr Statement kAccountByLogin{"identity.account_by_login", "SELECT {columns} FROM identity_account WHERE login = $1", kAccount};
constexpr Statement kAccountById{"identity.account_by_id", "SELECT {columns} FROM identity_account WHERE id = $1", kAccount};
constexpr Statement kLockAccounts{"identity.lock_accounts",
                                  "SELECT {columns} FROM identity_account WHERE id IN ($1, $2) ORDER BY id {lock}", kAccount};
constexpr Statement kNames{"identity.names", "SELECT {columns} FROM identity_account WHERE id IN {ids}", kName};
constexpr Statement kNamesWithRole{
    "identity.names_with_role",
    "SELECT {a.columns} FROM identity_account a WHERE a.active = 1 AND EXISTS"
    " (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = $1 AND g.province = $2 AND (g.since IS NULL OR g.since <= $3)"
    " AND (g.until IS NULL OR g.until > $3)) ORDER BY a.display_key, a.id", kName};
constexpr Statement kHolders{
    "identity.holders",
    "SELECT a.id FROM identity_account a WHERE a.active = 1 AND EXISTS"
    " (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = $1 AND ($2 = '' OR g.province = $2) AND ($3 = '' OR g.commune "
    "= $3)"
    " AND ($4 = 0 OR g.producer = $5) AND (g.until IS NULL OR g.until > $6) AND (g.since IS NULL OR g.since <= $6)) ORDER BY a.id"};
constexpr Statement kActive{"identity.active", "SELECT id FROM identity_account WHERE id IN {ids} AND active = 1"};
constexpr Statement kSetPassword{
    "identity.set_password",
    "UPDATE identity_account SET password_hash = $1, password_kind = $2, password_at = $3, version = version + 1 WHERE id = $4"};
constexpr Statement kRehashPassword{
    "identity.rehash_password", "UPDATE identity_account SET password_hash = $1 WHERE id = $2 AND password_hash = $3"};
constexpr Statement kSetActivity{
    "identity.set_activity", "UPDATE identity_account SET active = $1, version = version + 1 WHERE id = $2 AND version = $3"};
constexpr Statement kInsertGrant{"identity.insert_grant",
                                 "INSERT INTO identity_grant ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kGrantRow};
constexpr Statement kLimitGrant{"identity.limit_grant",
                                "UPDATE identity_grant SET until = $1 WHERE id = $2 AND (until IS NULL OR until > $1)"};
constexpr Statement kLimitStandIns{"identity.limit_stand_ins",
                                   "UPDATE identity_grant SET until = $1 WHERE stands_for = $2 AND role = $3 AND province = $4"
                                   " AND commune = $5 AND (until IS NULL OR until > $1)"};
constexpr Statement kGrants{"identity.grants",
                            "SELECT {columns} FROM identity_grant WHERE account IN {ids} ORDER BY granted, id", kGrantRow};

#define OCOP_GRANTS_OF "SELECT {columns} FROM identity_grant WHERE account = (SELECT account FROM "
constexpr Statement kGrantsOfSession{"identity.grants_of_session",
                                     OCOP_GRANTS_OF "identity_session WHERE token_hash = $1) ORDER BY granted, id", kGrantRow};
constexpr Statement kGrantsOfToken{"identity.grants_of_token",
                                   OCOP_GRANTS_OF "identity_token WHERE token_hash = $1) ORDER BY granted, id", kGrantRow};
#undef OCOP_GRANTS_OF

constexpr Statement kInsertSession{"identity.insert_session",
                                   "INSERT INTO identity_session ({columns}, token_hash) VALUES ({arguments}, {+1})", kSession};
constexpr Statement kSessionByHash{
    "identity.session_by_hash",
    "SELECT {columns} FROM identity_session s JOIN identity_account a ON a.id = s.account WHERE s.token_hash = $1", kSessionAndAccount};
constexpr Statement kSessionsOf{"identity.sessions_of",
                                "SELECT {columns} FROM identity_session WHERE account = $1 ORDER BY created DESC, id DESC", kSession};
constexpr Statement kNoteSeen{"identity.note_seen", "UPDATE identity_session SET last_seen = $1 WHERE id = $2 AND last_seen < $1"};
constexpr Statement kNoteProof{"identity.note_proof", "UPDATE identity_session SET proven = $1 WHERE token_hash = $2"};
constexpr Statement kNoteStep{"identity.note_step", "UPDATE identity_session SET proven = $1, signed_by = $2 WHERE token_hash = $3"};
constexpr Statement kNoteNoSteps{"identity.note_no_steps",
                                 "UPDATE identity_session SET signed_by = 'password' WHERE account = $1 AND signed_by <> 'half'"};
constexpr Statement kDeleteHalves{"identity.delete_halves", "DELETE FROM identity_session WHERE signed_by = 'half' AND created <= $1"};
constexpr Statement kDeleteSession{"identity.delete_session", "DELETE FROM identity_session WHERE id = $1 AND account = $2"};
constexpr Statement kDeleteSessionByHash{"identity.delete_session_by_hash", "DELETE FROM identity_session WHERE token_hash = $1"};
constexpr Statement kDeleteSessions{"identity.delete_sessions", "DELETE FROM identity_session WHERE account = $1 AND token_hash <> $2"};
constexpr Statement kDeleteExpired{"identity.delete_expired", "DELETE FROM identity_session WHERE last_seen <= $1 OR created <= $2"};

constexpr Statement kInsertToken{"identity.insert_token",
                                 "INSERT INTO identity_token ({columns}, token_hash) VALUES ({arguments}, {+1})", kToken};
constexpr Statement kTokenByHash{
    "identity.token_by_hash",
    "SELECT {columns} FROM identity_token t JOIN identity_account a ON a.id = t.account WHERE t.token_hash = $1", kTokenAndAccount};
constexpr Statement kTokenById{"identity.token_by_id", "SELECT {columns} FROM identity_token WHERE id = $1", kToken};
constexpr Statement kTokensOf{"identity.tokens_of",
                              "SELECT {columns} FROM identity_token WHERE account = $1 ORDER BY created DESC, id DESC", kToken};
constexpr Statement kNoteUse{"identity.note_use", "UPDATE identity_token SET last_used = $1 WHERE id = $2"};
constexpr Statement kRevokeToken{"identity.revoke_token", "UPDATE identity_token SET revoked = $1 WHERE id = $2 AND revoked IS NULL"};
constexpr Statement kRevokeTokens{
    "identity.revoke_tokens",
    "UPDATE identity_token SET revoked = $1 WHERE account = $2 AND revoked IS NULL"};

constexpr Statement kInsertEvent{"identity.insert_event",
                                 "INSERT INTO identity_event ({columns}, id, account) VALUES ({arguments}, {+1}, {+2})", kStoredEvent};
constexpr Statement kEventsOf{
    "identity.events_of",
    "SELECT {columns} FROM identity_event e LEFT JOIN identity_account a ON a.id = e.actor"
    " WHERE e.account = $1 ORDER BY e.id DESC LIMIT $2", kEvent};
constexpr Statement kInsertView{"identity.insert_personal_view",
                                "INSERT INTO identity_personal_view ({columns}, id) VALUES ({arguments}, {+1})", kPersonalView};
constexpr Statement kViews{"identity.personal_views",
                           "SELECT {columns} FROM identity_personal_view ORDER BY at DESC, id DESC LIMIT $1", kPersonalView};
constexpr Statement kDeleteViews{"identity.delete_personal_views", "DELETE FROM identity_personal_view WHERE at < $1"};

// Words of /accounts. By name, as Vietnamese sorts names.
constexpr lists::Condition kConditions[] = {
    {.word = "q", .sql = "instr(a.search_text, ?) > 0", .postgresql = "strpos(a.search_text, ?) > 0"},
    // A helper's role ends when a day begins in Vietnam (UTC+7); moments are milliseconds.
    {.word = "role",
     .sql = "EXISTS (SELECT 1 FROM identity_grant g WHERE g.account = a.id AND g.role = ?"
            " AND (g.until IS NULL OR g.until > {today} * 86400000 - 25200000))"}};
constexpr lists::Sort kSorts[] = {
    {"name", "a.display_key", lists::Kept::bytes}, {"login", "a.login"}, {"created", "a.created", lists::Kept::integer}};
constexpr lists::Source kAccounts{.name = "identity.accounts", .from = "FROM identity_account a", .columns = kAccount, .key = "a.id",
                                  .conditions = kConditions, .sorts = kSorts};

void add_known(std::vector<StoredGrant>& out, GrantRow row) {
  if (!row.role) return;
  row.stored.grant.role = *row.role;
  out.push_back(std::move(row.stored));
}

// Both were sent before either is waited for.
template <class Columns>
std::optional<typename Columns::Struct> with_grants(const Columns& columns, db::Rows found, db::Rows grants) {
  if (!found.next()) return std::nullopt;
  auto out = columns(found.row());
  while (grants.next()) add_known(out.grants, kGrantRow(grants.row()));
  return out;
}

}  // namespace

bool insert_account(db::Transaction& transaction, const Account& account) {
  const std::string display_key = text::collation_key(account.display_name);
  return transaction.execute(kInsertAccount, kAccount.of(account), db::Bind::blob(display_key),
                             text::fold(account.display_name + " " + account.login)) == 1;
}
std::optional<Account> account_by_login(db::Reader& reader, std::string_view login) {
  return reader.first(kAccount, kAccountByLogin, login);
}
std::optional<Account> account_by_id(db::Reader& reader, AccountId id) { return reader.first(kAccount, kAccountById, id); }
std::vector<Account> lock_accounts(db::Transaction& transaction, AccountId a, AccountId b) {
  return transaction.all(kAccount, kLockAccounts, a, b);
}
std::vector<Name> names(db::Reader& reader, std::span<const AccountId> ids) { return reader.by_ids(kName, kNames, ids); }
std::vector<Name> names_with_role(db::Reader& reader, Role role, std::string_view province, Instant now) {
  return reader.all(kName, kNamesWithRole, name(role), province, now);
}
std::vector<AccountId> active(db::Reader& reader, std::span<const AccountId> ids) {
  return reader.by_ids(db::value<AccountId>, kActive, ids);
}
std::vector<AccountId> holders(db::Reader& reader, const Grant& grant, Instant now) {
  const bool placed = !grant.province.empty() || !grant.commune.empty() || grant.producer.has_value();
  if (!placed && !is_unbound(grant.role)) return {};
  return reader.all(db::value<AccountId>, kHolders, name(grant.role), grant.province, grant.commune, grant.producer.has_value() ? 1 : 0,
                    grant.producer.value_or(ProducerId{}), now);
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
lists::Rows<Account> accounts() { return {kAccounts, kAccount}; }

bool insert_grant(db::Transaction& transaction, const StoredGrant& grant) {
  const GrantRow row{grant, grant.grant.role};
  return transaction.execute(kInsertGrant, kGrantRow.of(row)) == 1;
}
void limit_stand_ins(db::Transaction& transaction, AccountId for_whom, const Grant& office, Instant until) {
  transaction.execute(kLimitStandIns, until, for_whom, name(office.role), office.province, office.commune);
}
void limit_grant(db::Transaction& transaction, GrantId id, Instant until) { transaction.execute(kLimitGrant, until, id); }
std::vector<StoredGrant> grants(db::Reader& reader, std::span<const AccountId> accounts) {
  std::vector<StoredGrant> out;
  for (GrantRow& row : reader.by_ids(kGrantRow, kGrants, accounts)) add_known(out, std::move(row));
  return out;
}

void insert_session(db::Transaction& transaction, const Session& session, std::string_view token_hash) {
  transaction.send(kInsertSession, kSession.of(session), db::Bind::blob(token_hash));
}
std::optional<SessionAndAccount> session_by_hash(db::Reader& reader, std::string_view token_hash) {
  return with_grants(kSessionAndAccount, reader.query(kSessionByHash, db::Bind::blob(token_hash)),
                     reader.query(kGrantsOfSession, db::Bind::blob(token_hash)));
}
std::vector<Session> sessions_of(db::Reader& reader, AccountId account) { return reader.all(kSession, kSessionsOf, account); }
void note_seen(db::Transaction& transaction, SessionId id, Instant now) { transaction.send(kNoteSeen, now, id); }
void note_proof(db::Transaction& transaction, std::string_view token_hash, Instant now) {
  transaction.send(kNoteProof, now, db::Bind::blob(token_hash));
}
void note_step(db::Transaction& transaction, std::string_view token_hash, SignedBy by, Instant now) {
  transaction.send(kNoteStep, now, name(by), db::Bind::blob(token_hash));
}
void note_no_steps(db::Transaction& transaction, AccountId account) { transaction.send(kNoteNoSteps, account); }
void delete_halves(db::Transaction& transaction, Instant created_before) { transaction.send(kDeleteHalves, created_before); }
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
  transaction.send(kDeleteExpired, seen_before, created_before);
}

void insert_token(db::Transaction& transaction, const ApiToken& token, std::string_view token_hash) {
  transaction.send(kInsertToken, kToken.of(token), db::Bind::blob(token_hash));
}
std::optional<TokenAndAccount> token_by_hash(db::Reader& reader, std::string_view token_hash) {
  return with_grants(kTokenAndAccount, reader.query(kTokenByHash, db::Bind::blob(token_hash)),
                     reader.query(kGrantsOfToken, db::Bind::blob(token_hash)));
}
std::optional<ApiToken> token_by_id(db::Reader& reader, TokenId id) {
  return reader.first(kToken, kTokenById, id);
}
std::vector<ApiToken> tokens_of(db::Reader& reader, AccountId account) {
  return reader.all(kToken, kTokensOf, account);
}
void note_use(db::Transaction& transaction, TokenId id, Instant now) { transaction.send(kNoteUse, now, id); }
bool revoke_token(db::Transaction& transaction, TokenId id, Instant now) { return transaction.execute(kRevokeToken, now, id) == 1; }
std::int64_t revoke_tokens(db::Transaction& transaction, AccountId account, Instant now) {
  return transaction.execute(kRevokeTokens, now, account);
}

void insert_event(db::Transaction& transaction, Uuid id, AccountId account, const Event& event) {
  transaction.send(kInsertEvent, kStoredEvent.of(event), id, account);
}
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit) {
  return reader.all(kEvent, kEventsOf, account, limit);
}
void insert_personal_view(db::Transaction& transaction, Uuid id, const PersonalView& view) {
  transaction.send(kInsertView, kPersonalView.of(view), id);
}
std::vector<PersonalView> personal_views(db::Reader& reader, std::int64_t limit) { return reader.all(kPersonalView, kViews, limit); }
void delete_personal_views(db::Transaction& transaction, Instant before) { transaction.send(kDeleteViews, before); }

}  // namespace ocop::identity::store
