#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/postgresql_result.h"

typedef struct pg_conn PGconn;

// One connection to a server: prepared statements, errors. Used by one thread at a time.
namespace ocop::db::postgresql {

// A server that replays its log after a crash or a restart refuses connections and is soon back: waits for that, at most `limit`.
// Returns at once in every other case, also when nobody answers at all.
void wait_while_starting(const std::string& url, std::chrono::milliseconds limit);

// The first failed statement of the running transaction, which PostgreSQL ended with it.
struct Trouble {
  Failure::Kind kind;
  std::string what;
  bool worth_retrying;   // serialization_failure or deadlock_detected: the same act may succeed at once
};

enum class Waits : std::uint8_t { bounded, patient };   // patient: for migrations, which may rewrite a large table

class Connection final : public Transaction {
 public:
  // Connects and sets the session up. Throws Failure (unavailable) when the server does not answer.
  Connection(const std::string& url, Waits waits);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Engine engine() const override { return Engine::postgresql; }
  bool lost() const;                  // the connection is of no more use
  bool in_transaction() const;
  int server_version() const;

  // Text that is not a named statement; may hold several statements. Throws Failure.
  ResultHandle execute_script(const std::string& sql);
  // First column of the first row, empty when there is none.
  std::string value_of(const std::string& sql);
  std::vector<std::string> column_of(const std::string& sql);

  void roll_back() noexcept;
  const std::optional<Trouble>& trouble() const { return trouble_; }
  void forget_trouble() { trouble_.reset(); }

 protected:
  Rows::Source& start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;
  std::int64_t run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;

 private:
  struct Prepared {
    std::string text;
    const ColumnNames* columns = nullptr;
    std::size_t repeated = 0;
    std::string server_name;       // empty = not on the server yet
    std::vector<unsigned> types;   // what each parameter was declared as
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
  using Recent = std::list<Prepared>;

  ResultHandle execute_prepared(const Statement& statement, std::span<const Bind> binds, std::size_t repeated);
  Prepared& prepared(const Statement& statement, std::span<const Bind> binds, std::size_t repeated);
  void prepare(Prepared& entry, const Statement& statement);
  void forget_oldest();
  void deallocate(const Prepared& entry);
  Cursor& idle_cursor();
  ResultHandle checked(PGresult* result, std::string_view what);
  [[noreturn]] void fail(const PGresult* result, std::string_view what);

  PGconn* connection_ = nullptr;
  Recent recent_;
  std::unordered_map<Key, Recent::iterator, KeyHash> by_text_;
  std::vector<std::unique_ptr<Cursor>> cursors_;
  std::optional<Trouble> trouble_;
  std::uint64_t prepared_count_ = 0;
};

}  // namespace ocop::db::postgresql
