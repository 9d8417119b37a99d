#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/argument.h"

// The one interface over SQLite and PostgreSQL. SQL is written once in the common subset (docs/formats/sql.md):
// INSERT … ON CONFLICT, RETURNING, CTE, window functions, keyset paging, epoch-millisecond integers, ids made in C++, $1…$n.
// Every call is batch-first where it can be: a PostgreSQL round trip costs 15–100 SQLite reads.
namespace ocop::db {

enum class Engine : std::uint8_t { sqlite, postgresql };

// The names of the columns that a struct is kept in (columns.h).
struct ColumnNames {
  static constexpr std::size_t kMost = 64;
  struct Name {
    std::string_view table;              // as named in FROM; empty = what the marker says
    std::string_view column;
  };
  std::array<Name, kMost> names{};
  std::size_t count = 0;
};

// A named statement. Make them `inline constexpr` / `static constexpr` in a store.cc: the name goes to logs and errors, and the
// text is the key of the prepared statement (its address a short cut). `{lock}` in the text becomes FOR UPDATE on PostgreSQL and nothing
// on SQLite (its one writer needs none). Where dialects must differ, give `postgresql` its own text.
// With `columns` (columns.h; must outlive the statement, as a constexpr does) the text may say, for columns a, b:
//   {columns} → a, b      {t.columns} → t.a, t.b      {arguments} → $1, $2      {assignments} → a = $1, b = $2
//   {rows} → ($1, $2), ($3, $4), … in insert_all()     {+1} → $3, the first argument after those of the columns
struct Statement {
  std::string_view name;                 // "products.find_by_ids"
  std::string_view sql;
  std::string_view postgresql;           // empty = same as sql
  const ColumnNames* columns = nullptr;

  constexpr Statement(std::string_view what, std::string_view text, std::string_view postgresql_text = {})
      : name(what), sql(text), postgresql(postgresql_text) {}
  constexpr Statement(std::string_view what, std::string_view text, const ColumnNames& of)
      : name(what), sql(text), columns(&of) {}
  constexpr Statement(std::string_view what, std::string_view text, std::string_view postgresql_text, const ColumnNames& of)
      : name(what), sql(text), postgresql(postgresql_text), columns(&of) {}
  constexpr Statement(std::string_view, std::string_view, ColumnNames&&) = delete;
  constexpr Statement(std::string_view, std::string_view, std::string_view, ColumnNames&&) = delete;
};

// The current row of a running query. Views are valid until the next step.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;   // empty for NULL
  virtual std::string_view blob(int column) const = 0;   // empty for NULL
  // For whoever reads rows of any table (kernel/tlog, what stands behind a leaf): how many columns, their names, how each is kept. Of NULL
  // it is Kind::text on SQLite, whose values have types and not its columns: ask is_null() first.
  virtual int columns() const = 0;
  virtual std::string_view name(int column) const = 0;
  virtual Bind::Kind kind(int column) const = 0;

  std::string string(int column) const { return std::string(text(column)); }
  Instant instant(int column) const { return {integer(column)}; }
  Date date(int column) const { return {static_cast<std::int32_t>(integer(column))}; }
  std::optional<Date> optional_date(int column) const { if (is_null(column)) return std::nullopt; return date(column); }
  std::optional<Instant> optional_instant(int column) const { if (is_null(column)) return std::nullopt; return instant(column); }
  std::optional<std::int64_t> optional_integer(int column) const { if (is_null(column)) return std::nullopt; return integer(column); }
  // A 16-byte column. Throws Failure when the stored bytes are not 16.
  Uuid uuid(int column) const;
  template <class T> T id(int column) const { return T{uuid(column)}; }
  template <class T> std::optional<T> optional_id(int column) const { if (is_null(column)) return std::nullopt; return id<T>(column); }
};

// What cannot be an expected failure: I/O error, corrupt file, lost server, bad SQL. Ends the request; caught once, in http.
class Failure : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t {
    io,          // writing or syncing failed: the database refuses writes from now on (503), the process should end and reopen
    full,        // disk full: this act was refused, reading goes on (503)
    constraint,  // a constraint that rules should have checked first, or a race: answered as conflict (409)
    unavailable, // server lost, queue full, timeout (503)
    other,       // a bug: bad SQL, wrong type (500)
  };
  Failure(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// Rows of one query: `for (; rows.next(); ) use(rows.row());`. Ends the statement when it goes out of scope.
class Rows {
 public:
  class Source {   // implemented by each engine
   public:
    virtual ~Source() = default;
    virtual bool step() = 0;
    virtual const Row& row() const = 0;
    virtual void close() noexcept = 0;   // the engine keeps and reuses the object
  };
  explicit Rows(Source& source) : source_(&source) {}
  Rows(Rows&& other) noexcept : source_(std::exchange(other.source_, nullptr)) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows() { if (source_) source_->close(); }
  bool next() { return source_->step(); }
  const Row& row() const { return source_->row(); }

 private:
  Source* source_;
};

// A connection one thread uses for the length of a read or a write. Not for keeping.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Engine engine() const = 0;

  template <class... Args>
  Rows query(const Statement& statement, const Args&... args) {
    return Rows(start(statement, Packed<Args...>(args...), 0));
  }
  Rows query_list(const Statement& statement, std::span<const Bind> binds) { return Rows(start(statement, binds, 0)); }
  // All rows turned into values by `make(const Row&)`: the columns of a struct (columns.h), or a function.
  template <class Make, class... Args>
  auto all(Make&& make, const Statement& statement, const Args&... args) {
    std::vector<std::decay_t<std::invoke_result_t<Make&, const Row&>>> out;
    for (Rows rows = query(statement, args...); rows.next();) out.push_back(make(rows.row()));
    return out;
  }
  // The first row, or nullopt.
  template <class Make, class... Args>
  auto first(Make&& make, const Statement& statement, const Args&... args) {
    std::optional<std::decay_t<std::invoke_result_t<Make&, const Row&>>> out;
    Rows rows = query(statement, args...);
    if (rows.next()) out.emplace(make(rows.row()));
    return out;
  }
  // Load many by ids in one round trip: `sql` has the one marker {ids}, replaced by ($k, …) with k from 1; chunks of kIdsPerQuery.
  template <class Make, class T>
  auto by_ids(Make&& make, const Statement& statement, std::span<const T> ids) {
    std::vector<std::decay_t<std::invoke_result_t<Make&, const Row&>>> out;
    for (std::size_t from = 0; from < ids.size(); from += kIdsPerQuery) {
      const auto chunk = ids.subspan(from, std::min(kIdsPerQuery, ids.size() - from));
      std::vector<Bind> binds(chunk.begin(), chunk.end());
      // Few lengths, so that few texts are prepared; repeating the last id changes no IN (…) list.
      binds.resize(std::bit_ceil(binds.size()), binds.back());
      for (Rows rows(start(statement, binds, binds.size())); rows.next();) out.push_back(make(rows.row()));
    }
    return out;
  }
  static constexpr std::size_t kIdsPerQuery = 256;   // a power of two below SQLite's 32,766 variables

 protected:
  // `repeated`: how many ids or rows the marker {ids} or {rows} stands for; 0 = the text has none.
  virtual Rows::Source& start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) = 0;
};

// A running write transaction.
class Transaction : public Reader {
 public:
  // Rows changed. Use `ON CONFLICT DO NOTHING` / `WHERE version = $n` and look at the count for expected conflicts.
  template <class... Args>
  std::int64_t execute(const Statement& statement, const Args&... args) {
    return run(statement, Packed<Args...>(args...), 0);
  }
  std::int64_t execute_list(const Statement& statement, std::span<const Bind> binds) { return run(statement, binds, 0); }
  // The same without waiting for its answer, which nobody needs: on PostgreSQL it travels with the next statement that is waited for, or
  // with the commit, and a failure shows there. At most three round trips an act are left this way: lock and look, change, commit.
  template <class... Args>
  void send(const Statement& statement, const Args&... args) {
    defer(statement, Packed<Args...>(args...), 0);
  }
  // Inserts all `rows`, kRowsPerStatement at a time and without waiting: `sql` says VALUES {rows}; its columns are those of `columns`.
  template <class Columns, class T>
  void insert_all(const Statement& statement, const Columns& columns, std::span<const T> rows) {
    std::vector<Bind> binds;
    while (!rows.empty()) {
      const auto some = rows.first(std::min(kRowsPerStatement, std::bit_floor(rows.size())));   // few texts are prepared
      std::deque<decltype(columns.of(some.front()))> values;
      binds.resize(some.size() * Columns::kArguments);
      for (std::size_t i = 0; i < some.size(); ++i) values.emplace_back(columns, some[i]).put(&binds[i * Columns::kArguments]);
      defer(statement, binds, some.size());
      rows = rows.subspan(some.size());
    }
  }
  static constexpr std::size_t kRowsPerStatement = 64;   // of ≤ 64 columns: 4,096 arguments, far below the limits of both engines

  // Tells every process of this program that `topic` has changed, once the act is kept: see Database::changes().
  virtual void announce(std::string_view topic) = 0;

 protected:
  virtual std::int64_t run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) = 0;
  virtual void defer(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) = 0;
};

// One schema step. Written in the SQLite STRICT dialect; for PostgreSQL BLOB→BYTEA, INTEGER→BIGINT, REAL→DOUBLE PRECISION and
// "STRICT" are translated. A file `NAME.postgresql.sql` replaces the translation where the dialects truly differ.
struct Migration {
  std::string_view id;          // "20261121T0900__dossier": UTC time stamp, forward only; order over all modules is by id
  std::string_view sqlite;
  std::string_view postgresql;  // empty = translated from sqlite
  std::string_view sha256;      // of the text; a changed file that was already applied stops the start
};

struct Options {
  // A folder (SQLite, file ocop.db inside) or "postgresql://…".
  std::string location;
  int readers = 4;                       // read-only connections
  std::size_t write_queue = 1024;        // more waiting acts than this: Failure::unavailable (503 with Retry-After)
  // PostgreSQL: the URL of the role that owns the tables. With it missing migrations are applied by that role, which then grants the role
  // of `location` what it needs and no more. Without it the role of `location` migrates when it owns the tables (or there are none and it
  // may make them), and otherwise the start is refused while a migration is missing. See docs/ops/postgresql.md.
  std::string owner;
};

struct Health {
  bool writable = true;                  // false: acts fail at present (not ready)
  bool must_reopen = false;              // writing or syncing failed, or damage was found: this process refuses acts for good; end it
  std::string reason;                    // why not
  bool unclean_start = false;            // the last stop was not clean; integrity was checked at open
  bool owner = false;                    // PostgreSQL: this process runs as the owner of its tables and could change what is append-only
};

// Owns every connection. Thread-safe. One process per data folder (lock file) with SQLite.
class Database {
 public:
  // What it was opened for: everything, or looking alone (look.h).
  enum class Access : std::uint8_t { everything, looking };

  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual Access access() const { return Access::everything; }
  virtual Health health() const = 0;

  // Runs `act(Transaction&)`, which returns Result<T>, inside a write transaction, and returns after it is on disk.
  // A returned Error rolls this act back and nothing else. SQLite: the one writer thread takes all that is queued, each in its
  // savepoint, and syncs once (group commit). PostgreSQL: a transaction on a pooled connection; it may run again after a
  // serialization failure or deadlock, so `act` must have no outside effect.
  template <class Act>
  auto write(Act&& act) -> std::invoke_result_t<Act&, Transaction&> {
    if (stopped_.load()) throw_stopped();
    using Outcome = std::invoke_result_t<Act&, Transaction&>;
    std::optional<Outcome> outcome;
    run_write([&](Transaction& transaction) {
      outcome.emplace(act(transaction));
      return outcome->ok();
    });
    return std::move(*outcome);
  }
  // Runs `look(Reader&)` on a read-only connection in one snapshot.
  template <class Look>
  auto read(Look&& look) -> std::invoke_result_t<Look&, Reader&> {
    using Outcome = std::invoke_result_t<Look&, Reader&>;
    if constexpr (std::is_void_v<Outcome>) {
      run_read([&](Reader& reader) { look(reader); });
    } else {
      std::optional<Outcome> outcome;
      run_read([&](Reader& reader) { outcome.emplace(look(reader)); });
      return std::move(*outcome);
    }
  }

  // From now on every write() throws Failure::unavailable with this reason, until the process ends: what is stored is damaged, and
  // nothing may be built on it. Reading goes on. The first reason stays.
  void stop_writing(std::string reason);

  // A consistent copy made by this process: SQLite `VACUUM INTO` one file; PostgreSQL refuses and names pg_dump.
  virtual Result<void> backup_to(const std::string& file) = 0;
  // PRAGMA integrity_check + foreign_key_check / a read of every table. One line a finding; empty = sound.
  virtual std::vector<std::string> verify() = 0;
  // Times of the writer, for /metrics.
  struct Metrics {
    std::uint64_t acts = 0, commits = 0, failures = 0, queue = 0;
    std::uint64_t round_trips = 0;       // PostgreSQL: times a connection waited for the server
    std::uint64_t statements = 0;        // run by acts and looks, on either engine: what a page is allowed is counted in them
  };
  virtual Metrics metrics() const = 0;

  // Grows with each announcement of `topic` by any process, as far as this one knows: of its own acts before they are answered; grows also
  // when an announcement may have been missed. A snapshot in memory is fresh while the number is the one that was read before it was made.
  // From memory: ask as often as you like.
  virtual std::uint64_t changes(std::string_view topic) = 0;
  // The longest that an announcement may be under way without this process knowing: how old a snapshot can be that changes() calls fresh.
  virtual std::chrono::milliseconds unheard() const = 0;

 protected:
  [[noreturn]] void throw_stopped() const;
  // `act` returns true to keep, false to roll back; an exception rolls back and is rethrown to the caller.
  virtual void run_write(const std::function<bool(Transaction&)>& act) = 0;
  virtual void run_read(const std::function<void(Reader&)>& look) = 0;

 private:
  std::atomic<bool> stopped_{false};
  mutable std::mutex stop_mutex_;
  std::string stop_reason_;
};

// Opens, checks application_id and schema version (a newer schema is refused), verifies after an unclean stop, applies missing
// migrations under a lock. `migrations` need not be sorted. Errors: conflict when another process has the data folder; internal with what
// and where.
Result<std::unique_ptr<Database>> open(const Options& options, std::vector<Migration> migrations);

// Both engines keep the names of append-only tables in `ocop_append_only (name)`; a migration declares one by inserting its name. UPDATE
// and DELETE of such a table are refused: by triggers on both engines, and on PostgreSQL to a role that owns nothing by the missing grant.

}  // namespace ocop::db
