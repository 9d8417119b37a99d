#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/watch.h"

struct sqlite3;
struct sqlite3_stmt;

// One SQLite connection: settings, prepared statements, errors. Used by one thread at a time (opened without SQLite's own mutex).
namespace ocop::db::sqlite {

// Another process of this program is kept out by the lock file; this wait is for tools a person runs beside it (sqlite3 shell).
inline constexpr int kBusyMilliseconds = 5'000;

enum class Role : std::uint8_t {
  writer,   // the only read-write connection of a data folder; also owns every checkpoint
  reader,   // read-only and query_only
  onlooker, // the same, of a file that nobody writes while it is read: takes no lock and makes no file beside it
  copier,   // read-only, but may write another file: VACUUM INTO
};

class Connection;

// A running statement and its current row. Kept by the connection and reused.
class Cursor final : public Rows::Source, public Row {
 public:
  Cursor(Connection& connection, sqlite3_stmt* statement, std::string_view name);   // owns the statement
  ~Cursor() override;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  enum class Values : std::uint8_t { copied, borrowed };  // borrowed: only when the statement ends within the call
  void bind(std::span<const Bind> binds, Values values);
  bool busy() const { return busy_; }
  sqlite3_stmt* statement() const { return statement_; }

  bool step() override;
  const Row& row() const override { return *this; }
  void close() noexcept override;

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::string_view blob(int column) const override;
  int columns() const override;
  std::string_view name(int column) const override;
  Bind::Kind kind(int column) const override;

 private:
  void check_column(int column) const;
  [[noreturn]] void wrong_type(int column, const char* wanted) const;
  Connection& connection_;
  sqlite3_stmt* statement_;
  std::string name_;
  int parameters_;
  std::string copies_;   // bytes of bound texts and blobs, which the caller may free before the last step
  bool busy_ = false;
  bool done_ = false;
};

// What happened to the transaction that a failed statement ran in.
struct Trouble {
  Failure::Kind kind;
  std::string what;
};

class Connection final : public Transaction {
 public:
  // Opens and applies every setting of the role, and reads back those that SQLite may silently refuse. Throws Failure.
  Connection(const std::string& file, Role role);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Engine engine() const override { return Engine::sqlite; }
  sqlite3* handle() const { return database_; }

  // Text that is not a named statement: pragmas, migrations, transaction control at open. Throws Failure.
  void execute_script(std::string_view sql);
  std::string pragma_text(const char* name);
  std::int64_t pragma_integer(const char* name);
  // Every row's columns joined by " | ", for integrity_check and foreign_key_check.
  std::vector<std::string> lines(const char* sql);

  // Transaction control, prepared once.
  enum class Control : std::uint8_t { begin, begin_immediate, commit, rollback, savepoint, keep, undo };
  void control(Control control);
  // Ends whatever transaction is open; never throws.
  void roll_back() noexcept;
  // Between two acts: a large one's pages go back to the system.
  void give_back_pages();
  bool in_transaction() const;

  // The first failure of a statement since forget_trouble(): an act that swallowed one must not be kept.
  const std::optional<Trouble>& trouble() const { return trouble_; }
  void forget_trouble() { trouble_.reset(); }
  // Notes the trouble and throws it.
  [[noreturn]] void fail(int code, std::string_view what);

  void announce(std::string_view topic) override { announced_.emplace(topic); }
  std::set<std::string, std::less<>>& announced() { return announced_; }   // by the running act

  // Statements that were run since it was asked last.
  std::uint64_t take_statements() { return std::exchange(statements_, 0); }

  // Told from now on of the statements that are made ready.
  void watch(Watch watch) { watch_ = std::move(watch); }

  // Reads end with Failure::unavailable when they run past this moment.
  void set_deadline(std::chrono::steady_clock::time_point at) { deadline_ = at; }

 protected:
  Rows::Source& start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;
  std::int64_t run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;
  void defer(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override { run(statement, binds, repeated); }

 private:
  struct Prepared {
    std::string text;                              // markers not yet replaced
    const ColumnNames* columns = nullptr;
    std::size_t repeated = 0;
    std::vector<std::unique_ptr<Cursor>> cursors;  // more than one only when the same statement runs inside its own loop
  };
  struct Key {
    std::string_view text;
    const ColumnNames* columns;
    std::size_t repeated;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept { return std::hash<std::string_view>{}(key.text) * 31 + key.repeated; }
  };
  using Recent = std::list<Prepared>;              // most recently prepared first

  void configure(Role role);
  Prepared& prepared(const Statement& statement, std::size_t repeated);
  Cursor& idle_cursor(const Statement& statement, std::size_t repeated);
  void drop_oldest();
  enum class Life : std::uint8_t { kept, once };   // kept: prepared for many runs
  sqlite3_stmt* prepare(std::string_view sql, std::string_view name, Life life);
  static int on_progress(void* self);

  sqlite3* database_ = nullptr;
  Watch watch_;
  Recent recent_;
  std::unordered_map<Key, Recent::iterator, KeyHash> by_text_;
  // The text decides; its address is only a short cut, checked on each use, because a text composed at run time may reuse an address.
  // A table with one place for each hash: a constexpr statement finds itself without a search, a collision only costs the search.
  std::array<Prepared*, 256> by_address_{};
  std::array<sqlite3_stmt*, 7> controls_{};
  std::optional<Trouble> trouble_;
  std::uint64_t statements_ = 0;
  std::set<std::string, std::less<>> announced_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
};

// The failure that `code` (an extended result code) means. Never returns for SQLITE_OK, ROW, DONE.
Failure failure_of(sqlite3* database, int code, std::string_view what);

}  // namespace ocop::db::sqlite
