#include "kernel/db/postgresql_connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "kernel/db/statement.h"

namespace ocop::db::postgresql {

namespace {
constexpr const char* kConnectSeconds = "5";            // a page must be able to say "come back later" within its own 10 s
constexpr const char* kLostAfterMilliseconds = "15000"; // unacknowledged bytes: the server or the way to it is gone
constexpr std::size_t kPreparedTexts = 512;             // as on SQLite

// Runaway statements end, waiting for a lock ends sooner, and a transaction that somebody forgot does not hold its locks for ever.
constexpr const char* kBoundedWaits =
    "SET statement_timeout='30s'; SET lock_timeout='5s'; SET idle_in_transaction_session_timeout='60s'";
constexpr const char* kPatientWaits = "SET statement_timeout=0; SET lock_timeout='60s'";
constexpr const char* kLooking = "SET default_transaction_read_only=on";
// An acknowledged act is on disk, whatever the server's default; `local` and stronger stay as the operator chose.
constexpr const char* kDurable =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit')='off'";

// SQLSTATE → kind (PostgreSQL manual, appendix A).
Failure::Kind kind_of(std::string_view state) {
  using Kind = Failure::Kind;
  if (state.starts_with("23")) return Kind::constraint;   // integrity constraint violation
  if (state == "53100") return Kind::full;                // disk_full
  if (state.starts_with("53")) return Kind::unavailable;  // insufficient resources
  if (state == "08P01") return Kind::other;               // protocol_violation: another count of arguments than parameters
  if (state.starts_with("08")) return Kind::unavailable;  // connection exception
  if (state.starts_with("40")) return Kind::unavailable;  // transaction rollback, after the retries
  if (state == "55P03") return Kind::unavailable;         // lock_not_available: lock_timeout
  if (state.starts_with("57")) return Kind::unavailable;  // operator intervention: statement_timeout, shutdown, crash
  if (state == "25006") return Kind::unavailable;         // read_only_sql_transaction: this server became a standby
  if (state == "25P03") return Kind::unavailable;         // idle_in_transaction_session_timeout
  if (state == "58030" || state.starts_with("XX001") || state.starts_with("XX002")) return Kind::io;   // I/O error, corruption
  return Kind::other;
}

bool worth_retrying(std::string_view state) { return state == "40001" || state == "40P01"; }

unsigned type_of(const Bind& bind) {
  switch (bind.kind()) {
    case Bind::Kind::integer: return kInt8;
    case Bind::Kind::real: return kFloat8;
    case Bind::Kind::text: return kText;
    case Bind::Kind::blob: return kBytea;
  }
  return 0;
}

std::string_view type_name(unsigned type) {
  switch (type) {
    case kInt8: return "bigint";
    case kFloat8: return "double precision";
    case kText: return "text";
    case kBytea: return "bytea";
    default: return "unknown";
  }
}

std::string_view state_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state ? state : "";
}
}  // namespace

bool is_starting(const std::string& url) { return PQping(url.c_str()) == PQPING_REJECT; }

void wait_while_starting(const std::string& url, std::chrono::milliseconds limit) {
  constexpr auto kBetweenLooks = std::chrono::milliseconds(100);
  const auto end = std::chrono::steady_clock::now() + limit;
  while (is_starting(url) && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(kBetweenLooks);
}

Connection::Connection(const std::string& url, Waits waits) : url_(url), waits_(waits) { connect(); }

void Connection::connect() {
  // What stands before dbname is a default that the URL may replace; what stands after it wins over the URL.
  const char* keys[] = {"target_session_attrs", "connect_timeout", "tcp_user_timeout", "keepalives_idle", "fallback_application_name",
                        "dbname", "client_encoding", nullptr};
  const char* session = waits_ == Waits::looking ? "any" : "read-write";
  // read-write: decisions are never taken on a standby (it may lag, and Jepsen found it to order commits otherwise).
  const char* values[] = {session, kConnectSeconds, kLostAfterMilliseconds, "10", "ocop", url_.c_str(), "UTF8", nullptr};
  connection_ = PQconnectdbParams(keys, values, 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    const Failure failure(Failure::Kind::unavailable, std::string("PostgreSQL: ") + PQerrorMessage(connection_));
    PQfinish(std::exchange(connection_, nullptr));
    throw failure;
  }
  PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);   // "table already exists, skipping" belongs in no log
  try {
    execute_script(waits_ == Waits::bounded ? kBoundedWaits : kPatientWaits);
    execute_script(waits_ == Waits::looking ? kLooking : kDurable);
  } catch (...) {
    PQfinish(std::exchange(connection_, nullptr));
    throw;
  }
}

Connection::~Connection() { PQfinish(connection_); }

void Connection::reconnect() {
  PQfinish(std::exchange(connection_, nullptr));
  sent_.clear();
  unsynced_ = 0;
  open_ = controls_known_ = gone_ = false;
  for (Prepared& entry : recent_) entry.server_name.clear();
  connect();
}

bool Connection::lost() const { return gone_ || PQstatus(connection_) != CONNECTION_OK; }
int Connection::server_version() const { return PQserverVersion(connection_); }

// A server that ends sends a last message and closes: both can be read without asking. What is late in coming (a cut cable) is noticed
// by the first statement.
bool Connection::alive() {
  pollfd news{PQsocket(connection_), POLLIN, 0};
  while (!lost() && poll(&news, 1, 0) > 0)
    if (PQconsumeInput(connection_) == 0) return false;
  return !lost();
}

Failure Connection::failure_of(const PGresult* result, std::string_view what) {
  const std::string state(state_of(result));
  std::string message = result ? PQresultErrorMessage(result) : "";
  if (message.empty()) message = PQerrorMessage(connection_);
  while (!message.empty() && message.back() == '\n') message.pop_back();
  // An error result without SQLSTATE is none of the server's: libpq makes it when the connection has ended, and may hand it out before
  // PQstatus says so (after a write that failed, in a pipeline).
  if (result && state.empty()) gone_ = true;
  const Failure::Kind kind = lost() && state.empty() ? Failure::Kind::unavailable : kind_of(state);
  const std::string text = std::string(what) + ": " + message + " (SQLSTATE " + (state.empty() ? "none" : state) + ")";
  if (!trouble_) trouble_ = Trouble{kind, text, worth_retrying(state)};
  return Failure(kind, text);
}

ResultHandle Connection::execute_script(const std::string& sql) {
  leave_pipeline();
  ++round_trips_;
  ResultHandle result(PQexec(connection_, sql.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw failure_of(result.get(), std::string_view(sql).substr(0, 80));
  return result;
}

std::vector<std::string> Connection::column_of(const std::string& sql) {
  const ResultHandle result = execute_script(sql);
  std::vector<std::string> out;
  for (int row = 0; row < PQntuples(result.get()); ++row) out.emplace_back(PQgetvalue(result.get(), row, 0));
  return out;
}

std::string Connection::value_of(const std::string& sql) {
  const std::vector<std::string> column = column_of(sql);
  return column.empty() ? std::string() : column.front();
}

// In a failed transaction this fails too; the name is never used again, so the server keeps one plan too many, no more.
void Connection::deallocate(const Prepared& entry) {
  if (entry.server_name.empty()) return;
  enter_pipeline();
  sent(PQsendQueryParams(connection_, ("DEALLOCATE " + entry.server_name).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1),
       {Sent::What::control, "db.deallocate"});
}

void Connection::forget_oldest() {
  by_text_.erase(Key{recent_.back().text, recent_.back().columns, recent_.back().repeated});
  deallocate(recent_.back());
  for (Sent& sent : sent_)
    if (sent.entry == &recent_.back()) sent.entry = nullptr;
  recent_.pop_back();
}

// The kinds of the arguments are the declared types, so that `$1 IS NULL OR place = $1` and int8 arguments of functions are what the
// text says. A NULL fits any type; when a later call brings a value of another type, the statement is prepared anew.
Connection::Prepared& Connection::prepared(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  const Key key{text_for(statement, Engine::postgresql), statement.columns, repeated};
  auto found = by_text_.find(key);
  if (found == by_text_.end()) {
    if (recent_.size() >= kPreparedTexts) forget_oldest();
    recent_.push_front(Prepared{std::string(key.text), key.columns, key.repeated, {}, {}});
    found = by_text_.emplace(Key{recent_.front().text, key.columns, key.repeated}, recent_.begin()).first;
  }
  Prepared& entry = *found->second;
  const bool known = !entry.server_name.empty() && entry.types.size() == binds.size();
  bool fits = known;
  entry.types.resize(binds.size());
  for (std::size_t i = 0; i < binds.size(); ++i) {
    if ((known && binds[i].is_null()) || entry.types[i] == type_of(binds[i])) continue;
    entry.types[i] = type_of(binds[i]);
    fits = false;
  }
  if (!fits) prepare(entry, statement);
  return entry;
}

void Connection::prepare(Prepared& entry, const Statement& statement) {
  deallocate(entry);
  entry.server_name.clear();
  const std::string sql = expand(statement, Engine::postgresql, entry.repeated);
  const std::string name = "ocop_" + std::to_string(++prepared_count_);
  if (watch_) {
    MadeReady ready{statement.name, sql};
    for (const unsigned type : entry.types) ready.types.push_back(type_name(type));
    watch_(ready);
  }
  sent(PQsendPrepare(connection_, name.c_str(), sql.c_str(), static_cast<int>(entry.types.size()), entry.types.data()),
       {Sent::What::prepare, statement.name, &entry});
  entry.server_name = name;   // taken back when the answer says otherwise
}

}  // namespace ocop::db::postgresql
