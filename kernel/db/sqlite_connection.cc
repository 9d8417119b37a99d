#include "kernel/db/sqlite_connection.h"

#include <malloc.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "kernel/db/statement.h"

namespace ocop::db::sqlite {

namespace {
constexpr int kWriterCacheKib = 32 * 1024;   // the pages of one act and of the upper levels of every index
// Per reader: the upper levels of the indexes; the operating system's cache holds the rest. Eight megabytes each were a third of what the
// program held of a province of 20,000 products, for answers that came as fast.
constexpr int kReaderCacheKib = 2 * 1024;
constexpr int kWriterKeptBytes = 8 * 1024 * 1024;   // of the writer's pages between two acts
constexpr std::size_t kPreparedTexts = 512;  // about three times the statements of all modules; beyond it the oldest goes
constexpr int kProgressSteps = 10'000;       // virtual machine steps between two looks at the deadline, well under 1 ms

constexpr const char* kControls[] = {
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT act", "RELEASE act", "ROLLBACK TO act",
};

// The address by which SQLite neither locks the file nor wants -wal and -shm beside it (https://www.sqlite.org/uri.html).
std::string immutable(const std::string& file) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char byte : file) {
    if (byte != '%' && byte != '?' && byte != '#') {
      out += byte;
      continue;
    }
    const auto code = static_cast<unsigned char>(byte);
    out.append({'%', kHex[code >> 4], kHex[code & 0xf]});
  }
  return out + "?immutable=1";
}

bool no_space(int system_error) { return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG; }
}  // namespace

Failure failure_of(sqlite3* database, int code, std::string_view what) {
  using Kind = Failure::Kind;
  Kind kind = Kind::other;
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      // A value of the wrong type in a STRICT table is a bug, as it is on PostgreSQL (SQLSTATE 42804), not a race.
      kind = code == SQLITE_CONSTRAINT_DATATYPE ? Kind::other : Kind::constraint;
      break;
    case SQLITE_FULL: kind = Kind::full; break;
    case SQLITE_IOERR:
      // A write refused for want of room is a full disk by another name; a *sync* that says so has lost pages and is not.
      kind = (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_TRUNCATE) && database &&
                     no_space(sqlite3_system_errno(database))
                 ? Kind::full
                 : Kind::io;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN: kind = Kind::io; break;
    case SQLITE_READONLY: kind = code == SQLITE_READONLY_DBMOVED ? Kind::io : Kind::other; break;   // the file was taken away
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT: kind = Kind::unavailable; break;
    default: break;
  }
  std::string text(what);
  text += ": ";
  text += database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  text += " (SQLite " + std::to_string(code) + ")";
  return Failure(kind, text);
}

Connection::Connection(const std::string& file, Role role) {
  const int access = role == Role::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  const std::string name = role == Role::onlooker ? immutable(file) : file;
  const int flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (role == Role::onlooker ? SQLITE_OPEN_URI : 0);
  const int code = sqlite3_open_v2(name.c_str(), &database_, flags, nullptr);
  try {
    if (code != SQLITE_OK) throw failure_of(database_, code, "opening " + file);
    configure(role);
  } catch (...) {
    for (sqlite3_stmt* statement : controls_) sqlite3_finalize(statement);
    sqlite3_close_v2(std::exchange(database_, nullptr));
    throw;
  }
}

Connection::~Connection() {
  by_text_.clear();
  recent_.clear();
  for (sqlite3_stmt* statement : controls_) sqlite3_finalize(statement);
  sqlite3_close_v2(database_);
}

// The reason of each line stands in ARCHITECTURE.md, "Database facts"; tests/facts.cc fails when one is wrong.
void Connection::configure(Role role) {
  sqlite3_busy_timeout(database_, kBusyMilliseconds);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // "word" is a name, never a text: PostgreSQL reads it so, and a misspelt column must not become a string.
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  // Closing must not checkpoint behind our back: not a reader, and not the writer after a failed sync.
  sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  // Memory mapping turns a read error into SIGBUS and lets a stray pointer write into the file.
  execute_script("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
  if (role == Role::writer) {
    // Debian 12 has SQLite 3.40.1, which has the WAL-reset bug (3.7.0 to 3.51.2, https://www.sqlite.org/wal.html#walresetbug): two
    // connections that write or checkpoint at the same moment can lose committed pages. This is the one connection that may do
    // either, so automatic checkpoints are off (they would also run inside a commit) and nobody else has write access.
    execute_script("PRAGMA wal_autocheckpoint=0");
    if (pragma_text("journal_mode=WAL") != "wal")
      throw Failure(Failure::Kind::io, "SQLite refuses write-ahead logging in this folder (a network file system?)");
    // NORMAL does not sync commits in WAL mode: an acknowledged act could vanish in a power cut.
    // What a savepoint's pages were before goes to a nameless file above 64 KiB: in memory it is looked through after each statement, and
    // of 100,000 rows it is 200 MB.
    execute_script("PRAGMA temp_store=FILE; PRAGMA synchronous=FULL; PRAGMA cache_size=-" + std::to_string(kWriterCacheKib));
  } else {
    execute_script("PRAGMA cache_size=-" + std::to_string(kReaderCacheKib));
    if (role != Role::copier) execute_script("PRAGMA query_only=ON");
    sqlite3_progress_handler(database_, kProgressSteps, &Connection::on_progress, this);
  }
  for (std::size_t which = 0; which < controls_.size(); ++which) controls_[which] = prepare(kControls[which], kControls[which], Life::kept);
}

int Connection::on_progress(void* self) {
  return std::chrono::steady_clock::now() > static_cast<Connection*>(self)->deadline_ ? 1 : 0;
}

sqlite3_stmt* Connection::prepare(std::string_view sql, std::string_view name, Life life) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const unsigned flags = life == Life::kept ? SQLITE_PREPARE_PERSISTENT : 0;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), flags, &statement, &rest);
  if (code != SQLITE_OK) fail(code, name);
  if (statement && std::string_view(rest, sql.data() + sql.size() - rest).find_first_not_of(" \t\r\n;") == std::string_view::npos)
    return statement;
  sqlite3_finalize(statement);
  throw Failure(Failure::Kind::other, std::string(name) + ": a statement is exactly one SQL statement");
}

void Connection::execute_script(std::string_view sql) {
  const int code = sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw failure_of(database_, code, sql.substr(0, 80));
}

std::vector<std::string> Connection::lines(const char* sql) {
  Cursor cursor(*this, prepare(sql, sql, Life::once), sql);
  cursor.bind({}, Cursor::Values::borrowed);
  std::vector<std::string> out;
  while (cursor.step()) {
    std::string line;
    for (int column = 0; column < sqlite3_column_count(cursor.statement()); ++column) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(cursor.statement(), column));
      if (column > 0) line += " | ";
      line += text ? text : "NULL";
    }
    out.push_back(std::move(line));
  }
  return out;
}

std::string Connection::pragma_text(const char* name) {
  const std::vector<std::string> found = lines(("PRAGMA " + std::string(name)).c_str());
  return found.empty() ? std::string() : found.front();
}

std::int64_t Connection::pragma_integer(const char* name) {
  const std::string text = pragma_text(name);
  return text.empty() ? 0 : std::stoll(text);
}

void Connection::control(Control control) {
  sqlite3_stmt* statement = controls_[static_cast<std::size_t>(control)];
  const int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  if (code != SQLITE_DONE) fail(code, kControls[static_cast<std::size_t>(control)]);
}

void Connection::give_back_pages() {
  int held = 0, most = 0;
  sqlite3_db_status(database_, SQLITE_DBSTATUS_CACHE_USED, &held, &most, 0);
  if (held <= kWriterKeptBytes) return;
  sqlite3_db_release_memory(database_);
  malloc_trim(0);   // freed in small pieces, they would stay with the process
}

void Connection::roll_back() noexcept {
  if (!in_transaction()) return;
  sqlite3_stmt* statement = controls_[static_cast<std::size_t>(Control::rollback)];
  sqlite3_step(statement);   // fails only when SQLite has already rolled back by itself
  sqlite3_reset(statement);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

void Connection::fail(int code, std::string_view what) {
  Failure failure = failure_of(database_, code, what);
  if (!trouble_) trouble_ = Trouble{failure.kind(), failure.what()};
  throw failure;
}

void Connection::drop_oldest() {
  for (auto oldest = recent_.end(); oldest != recent_.begin();) {
    --oldest;
    bool busy = false;
    for (const auto& cursor : oldest->cursors) busy = busy || cursor->busy();
    if (busy) continue;
    by_text_.erase(Key{oldest->text, oldest->columns, oldest->repeated});
    std::replace(by_address_.begin(), by_address_.end(), &*oldest, static_cast<Prepared*>(nullptr));
    recent_.erase(oldest);
    return;
  }
}

Connection::Prepared& Connection::prepared(const Statement& statement, std::size_t repeated) {
  const std::string_view text = statement.sql;
  Prepared*& place = by_address_[(reinterpret_cast<std::uintptr_t>(text.data()) >> 3) % by_address_.size()];
  if (repeated == 0 && place && place->text == text && place->columns == statement.columns) return *place;
  auto found = by_text_.find(Key{text, statement.columns, repeated});
  if (found == by_text_.end()) {
    if (recent_.size() >= kPreparedTexts) drop_oldest();
    recent_.push_front(Prepared{std::string(text), statement.columns, repeated, {}});
    found = by_text_.emplace(Key{recent_.front().text, statement.columns, repeated}, recent_.begin()).first;
  }
  if (repeated == 0) place = &*found->second;
  return *found->second;
}

Cursor& Connection::idle_cursor(const Statement& statement, std::size_t repeated) {
  ++statements_;
  Prepared& entry = prepared(statement, repeated);
  for (const auto& cursor : entry.cursors)
    if (!cursor->busy()) return *cursor;
  const std::string sql = expand(statement, Engine::sqlite, repeated);
  if (watch_) watch_({statement.name, sql});
  entry.cursors.push_back(std::make_unique<Cursor>(*this, prepare(sql, statement.name, Life::kept), statement.name));
  return *entry.cursors.back();
}

Rows::Source& Connection::start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  Cursor& cursor = idle_cursor(statement, repeated);
  cursor.bind(binds, Cursor::Values::copied);
  return cursor;
}

std::int64_t Connection::run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  Rows rows([&]() -> Rows::Source& {
    Cursor& cursor = idle_cursor(statement, repeated);
    cursor.bind(binds, Cursor::Values::borrowed);
    return cursor;
  }());
  const std::int64_t before = sqlite3_total_changes64(database_);
  while (rows.next()) {
  }
  // sqlite3_changes() keeps the count of an earlier statement when this one changes nothing by its kind (a SELECT).
  return sqlite3_total_changes64(database_) == before ? 0 : sqlite3_changes64(database_);
}

}  // namespace ocop::db::sqlite
