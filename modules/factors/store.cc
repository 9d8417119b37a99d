#include "modules/factors/store.h"

#include <algorithm>

#include "kernel/db/columns.h"

namespace ocop::factors::store {
namespace {

using db::Statement;

constexpr db::Words<EventKind, kEventKinds.size()> kKinds{{{EventKind::app_added, "app_added"}, {EventKind::app_removed, "app_removed"},
                                                           {EventKind::codes_made, "codes_made"}, {EventKind::code_used, "code_used"},
                                                           {EventKind::taken_away, "taken_away"},
                                                           {EventKind::passkey_added, "passkey_added"},
                                                           {EventKind::passkey_removed, "passkey_removed"},
                                                           {EventKind::passkey_copied, "passkey_copied"}}};
constexpr auto kApp = db::columns<App>(db::column("account", &App::account), db::column("secret", &App::secret, db::kBlob),
                                       db::column("begun", &App::begun), db::column("confirmed", &App::confirmed),
                                       db::column("last_step", &App::last_step));
constexpr auto kCode = db::columns<RecoveryCode>(db::column("id", &RecoveryCode::id), db::column("account", &RecoveryCode::account),
                                                 db::column("digest", &RecoveryCode::digest, db::kBlob),
                                                 db::column("made", &RecoveryCode::made), db::column("used", &RecoveryCode::used));
constexpr auto kPasskey = db::columns<Passkey>(
    db::column("id", &Passkey::id), db::column("account", &Passkey::account), db::column("credential", &Passkey::credential, db::kBlob),
    db::column("public_key", &Passkey::public_key, db::kBlob), db::column("counter", &Passkey::counter),
    db::column("label", &Passkey::label), db::column("added", &Passkey::added), db::column("used", &Passkey::used));
constexpr auto kEvent = db::columns<Event>(db::column("account", &Event::account), db::column("at", &Event::at),
                                           db::column("actor", &Event::actor), db::column("kind", &Event::kind, kKinds),
                                           db::column("detail", &Event::detail));

constexpr Statement kFindApp{"factors.app", "SELECT {columns} FROM factors_app WHERE account = $1", kApp};
constexpr Statement kBeginApp{"factors.begin_app",
                              "INSERT INTO factors_app ({columns}) VALUES ({arguments}) ON CONFLICT (account) DO UPDATE SET"
                              " secret = excluded.secret, begun = excluded.begun, last_step = excluded.last_step"
                              " WHERE factors_app.confirmed IS NULL", kApp};
constexpr Statement kConfirmApp{"factors.confirm_app",
                                "UPDATE factors_app SET confirmed = $1, last_step = $2 WHERE account = $3 AND confirmed IS NULL"};
constexpr Statement kUseStep{"factors.use_step", "UPDATE factors_app SET last_step = $1 WHERE account = $2 AND last_step < $1"};
constexpr Statement kRemoveApp{"factors.remove_app", "DELETE FROM factors_app WHERE account = $1 AND confirmed IS NOT NULL"};
constexpr Statement kInsertCode{"factors.insert_code", "INSERT INTO factors_code ({columns}) VALUES ({arguments})", kCode};
constexpr Statement kUseCode{"factors.use_code", "UPDATE factors_code SET used = $1 WHERE account = $2 AND digest = $3 AND used IS NULL"};
constexpr Statement kRemoveCodes{"factors.remove_codes", "DELETE FROM factors_code WHERE account = $1"};
constexpr Statement kCodesLeft{"factors.codes_left", "SELECT count(*) FROM factors_code WHERE account = $1 AND used IS NULL"};
constexpr Statement kInsertPasskey{
    "factors.insert_passkey",
    "INSERT INTO factors_passkey ({columns}) VALUES ({arguments}) ON CONFLICT (credential) DO NOTHING", kPasskey};
constexpr Statement kPasskeys{"factors.passkeys", "SELECT {columns} FROM factors_passkey WHERE account = $1 ORDER BY added, id", kPasskey};
constexpr Statement kByCredential{"factors.passkey", "SELECT {columns} FROM factors_passkey WHERE credential = $1", kPasskey};
constexpr Statement kUsePasskey{"factors.use_passkey",
                                "UPDATE factors_passkey SET counter = $1, used = $2 WHERE id = $3 AND counter = $4"};
constexpr Statement kRemovePasskey{"factors.remove_passkey", "DELETE FROM factors_passkey WHERE id = $1 AND account = $2"};
constexpr Statement kRemovePasskeys{"factors.remove_passkeys", "DELETE FROM factors_passkey WHERE account = $1"};
constexpr Statement kAnswer{"factors.answer", "INSERT INTO factors_answered (digest, at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING"};
constexpr Statement kAnswered{"factors.answered", "SELECT count(*) FROM factors_answered WHERE digest = $1"};
constexpr Statement kForget{"factors.forget_answered", "DELETE FROM factors_answered WHERE at <= $1"};
constexpr Statement kForgetBrowsers{"factors.forget_browsers", "DELETE FROM factors_browser WHERE account = $1 AND last_seen <= $2"};
constexpr Statement kBrowsers{"factors.browsers", "SELECT agent FROM factors_browser WHERE account = $1"};
constexpr Statement kMeet{"factors.meet_browser",
                          "INSERT INTO factors_browser (account, agent, first_seen, last_seen) VALUES ($1, $2, $3, $3)"
                          " ON CONFLICT (account, agent) DO UPDATE SET last_seen = excluded.last_seen"};
constexpr Statement kInsertEvent{"factors.insert_event", "INSERT INTO factors_event ({columns}, id) VALUES ({arguments}, {+1})", kEvent};
constexpr Statement kEventsOf{"factors.events_of",
                              "SELECT {columns} FROM factors_event WHERE account = $1 ORDER BY id DESC LIMIT $2", kEvent};

}  // namespace

std::optional<App> app(db::Reader& reader, AccountId account) { return reader.first(kApp, kFindApp, account); }
bool begin_app(db::Transaction& transaction, const App& app) { return transaction.execute(kBeginApp, kApp.of(app)) == 1; }
bool confirm_app(db::Transaction& transaction, AccountId account, Instant now, std::int64_t step) {
  return transaction.execute(kConfirmApp, now, step, account) == 1;
}
bool use_step(db::Transaction& transaction, AccountId account, std::int64_t step) {
  return transaction.execute(kUseStep, step, account) == 1;
}
bool remove_app(db::Transaction& transaction, AccountId account) { return transaction.execute(kRemoveApp, account) == 1; }

void insert(db::Transaction& transaction, const RecoveryCode& code) { transaction.send(kInsertCode, kCode.of(code)); }
bool use_code(db::Transaction& transaction, AccountId account, std::string_view digest, Instant now) {
  return transaction.execute(kUseCode, now, account, db::Bind::blob(digest)) == 1;
}
void remove_codes(db::Transaction& transaction, AccountId account) { transaction.send(kRemoveCodes, account); }
std::int64_t codes_left(db::Reader& reader, AccountId account) {
  return reader.first(db::value<std::int64_t>, kCodesLeft, account).value_or(0);
}

bool insert(db::Transaction& transaction, const Passkey& passkey) { return transaction.execute(kInsertPasskey, kPasskey.of(passkey)) == 1; }
std::vector<Passkey> passkeys(db::Reader& reader, AccountId account) { return reader.all(kPasskey, kPasskeys, account); }
std::optional<Passkey> passkey(db::Reader& reader, std::string_view credential) {
  return reader.first(kPasskey, kByCredential, db::Bind::blob(credential));
}
bool use_passkey(db::Transaction& transaction, const Passkey& before, std::int64_t counter, Instant now) {
  return transaction.execute(kUsePasskey, counter, now, before.id, before.counter) == 1;
}
bool remove_passkey(db::Transaction& transaction, AccountId account, PasskeyId id) {
  return transaction.execute(kRemovePasskey, id, account) == 1;
}
void remove_passkeys(db::Transaction& transaction, AccountId account) { transaction.send(kRemovePasskeys, account); }
bool answered(db::Reader& reader, std::string_view digest) {
  return reader.first(db::value<std::int64_t>, kAnswered, db::Bind::blob(digest)).value_or(0) > 0;
}
bool answer(db::Transaction& transaction, std::string_view digest, Instant now, Instant too_old) {
  transaction.send(kForget, too_old);
  return transaction.execute(kAnswer, db::Bind::blob(digest), now) == 1;
}

Known meet(db::Transaction& transaction, AccountId account, std::string_view agent, Instant now, Instant forgotten) {
  transaction.send(kForgetBrowsers, account, forgotten);
  const auto known = transaction.all(db::value<std::string>, kBrowsers, account);
  transaction.send(kMeet, account, agent, now);
  if (known.empty()) return Known::first_of_all;
  return std::ranges::find(known, agent) == known.end() ? Known::another : Known::seen_before;
}

void insert(db::Transaction& transaction, Uuid id, const Event& event) { transaction.send(kInsertEvent, kEvent.of(event), id); }
std::vector<Event> events_of(db::Reader& reader, AccountId account, std::int64_t limit) {
  return reader.all(kEvent, kEventsOf, account, limit);
}

}  // namespace ocop::factors::store
