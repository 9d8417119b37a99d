#include "kernel/db/postgresql_connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <bit>
#include <charconv>
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

std::string_view state_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state ? state : "";
}
}  // namespace

void wait_while_starting(const std::string& url, std::chrono::milliseconds limit) {
  constexpr auto kBetweenLooks = std::chrono::milliseconds(100);
  const auto end = std::chrono::steady_clock::now() + limit;
  while (PQping(url.c_str()) == PQPING_REJECT && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(kBetweenLooks);
}

Connection::Connection(const std::string& url, Waits waits) {
  // What stands before dbname is a default that the URL may replace; what stands after it wins over the URL.
  const char* keys[] = {"target_session_attrs", "connect_timeout", "tcp_user_timeout", "keepalives_idle", "fallback_application_name",
                        "dbname", "client_encoding", nullptr};
  // read-write: decisions are never taken on a standby (it may lag, and Jepsen found it to order commits otherwise).
  const char* values[] = {"read-write", kConnectSeconds, kLostAfterMilliseconds, "10", "ocop", url.c_str(), "UTF8", nullptr};
  connection_ = PQconnectdbParams(keys, values, 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    const Failure failure(Failure::Kind::unavailable, std::string("PostgreSQL: ") + PQerrorMessage(connection_));
    PQfinish(std::exchange(connection_, nullptr));
    throw failure;
  }
  PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);   // "table already exists, skipping" belongs in no log
  try {
    execute_script(waits == Waits::patient ? kPatientWaits : kBoundedWaits);
    execute_script(kDurable);
  } catch (...) {
    PQfinish(std::exchange(connection_, nullptr));
    throw;
  }
}

Connection::~Connection() { PQfinish(connection_); }

bool Connection::lost() const { return PQstatus(connection_) != CONNECTION_OK; }
bool Connection::in_transaction() const { return PQtransactionStatus(connection_) == PQTRANS_INTRANS; }
int Connection::server_version() const { return PQserverVersion(connection_); }

void Connection::fail(const PGresult* result, std::string_view what) {
  const std::string state(state_of(result));
  std::string message = result ? PQresultErrorMessage(result) : "";
  if (message.empty()) message = PQerrorMessage(connection_);
  while (!message.empty() && message.back() == '\n') message.pop_back();
  const Failure::Kind kind = lost() && state.empty() ? Failure::Kind::unavailable : kind_of(state);
  const std::string text = std::string(what) + ": " + message + " (SQLSTATE " + (state.empty() ? "none" : state) + ")";
  if (!trouble_) trouble_ = Trouble{kind, text, worth_retrying(state)};
  throw Failure(kind, text);
}

ResultHandle Connection::checked(PGresult* result, std::string_view what) {
  ResultHandle handle(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result, what);
  return handle;
}

ResultHandle Connection::execute_script(const std::string& sql) {
  return checked(PQexec(connection_, sql.c_str()), std::string_view(sql).substr(0, 80));
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

void Connection::roll_back() noexcept {
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR) PQclear(PQexec(connection_, "ROLLBACK"));
}

void Connection::deallocate(const Prepared& entry) {
  // In a failed transaction this fails too; the name is never used again, so the server keeps one plan too many, no more.
  if (!entry.server_name.empty()) PQclear(PQexec(connection_, ("DEALLOCATE " + entry.server_name).c_str()));
}

void Connection::forget_oldest() {
  by_text_.erase(Key{recent_.back().text, recent_.back().columns, recent_.back().repeated});
  deallocate(recent_.back());
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
  checked(PQprepare(connection_, name.c_str(), sql.c_str(), static_cast<int>(entry.types.size()), entry.types.data()), statement.name);
  entry.server_name = name;
}

ResultHandle Connection::execute_prepared(const Statement& statement, std::span<const Bind> binds, std::size_t ids) {
  const Prepared& entry = prepared(statement, binds, ids);
  struct Eight { char bytes[8]; };
  std::vector<Eight> numbers(binds.size());
  std::vector<const char*> values(binds.size());
  std::vector<int> lengths(binds.size());
  const std::vector<int> formats(binds.size(), 1);   // binary
  for (std::size_t i = 0; i < binds.size(); ++i) {
    const Bind& bind = binds[i];
    if (bind.is_null()) continue;
    switch (bind.kind()) {
      case Bind::Kind::integer: write_big_endian(static_cast<std::uint64_t>(bind.integer()), numbers[i].bytes); break;
      case Bind::Kind::real: write_big_endian(std::bit_cast<std::uint64_t>(bind.real()), numbers[i].bytes); break;
      case Bind::Kind::text:
      case Bind::Kind::blob:
        values[i] = bind.bytes().empty() ? "" : bind.bytes().data();   // a null pointer would be NULL
        lengths[i] = static_cast<int>(bind.bytes().size());
        continue;
    }
    values[i] = numbers[i].bytes;
    lengths[i] = 8;
  }
  return checked(PQexecPrepared(connection_, entry.server_name.c_str(), static_cast<int>(binds.size()), values.data(), lengths.data(),
                                formats.data(), 1),
                 statement.name);
}

Cursor& Connection::idle_cursor() {
  for (const auto& cursor : cursors_)
    if (!cursor->busy()) return *cursor;
  cursors_.push_back(std::make_unique<Cursor>());
  return *cursors_.back();
}

Rows::Source& Connection::start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  ResultHandle result = execute_prepared(statement, binds, repeated);
  Cursor& cursor = idle_cursor();
  cursor.open(std::move(result), statement.name);
  return cursor;
}

std::int64_t Connection::run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  const ResultHandle result = execute_prepared(statement, binds, repeated);
  if (std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")) return 0;   // as on SQLite
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

}  // namespace ocop::db::postgresql
