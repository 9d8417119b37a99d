#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/postgresql_result.h"
#include "kernel/db/watch.h"

typedef struct pg_conn PGconn;

// One connection to a server: prepared statements, errors, and as few waits for the server as an act or a look can do with. Used by one
// thread at a time.
//
// What is asked is queued (libpq's pipeline mode, PostgreSQL manual §34.5) and goes out with a Sync when an answer is needed: one round
// trip. BEGIN travels with the first statement, a statement whose answer nobody needs with the next one, and the COMMIT of a look is sent
// without waiting: its answer is read before that of the next user of the connection.
namespace ocop::db::postgresql {

bool is_starting(const std::string& url);   // the server is there and takes no connections yet
// A server that replays its log after a crash or a restart refuses connections and is soon back: waits for that, at most `limit`.
// Returns at once in every other case, also when nobody answers at all.
void wait_while_starting(const std::string& url, std::chrono::milliseconds limit);

// The first failed statement of the running transaction, which PostgreSQL ended with it.
struct Trouble {
  Failure::Kind kind;
  std::string what;
  bool worth_retrying;   // serialization_failure or deadlock_detected: the same act may succeed at once
};

enum class Waits : std::uint8_t {
  bounded,
  patient,   // for migrations, which may rewrite a large table
  looking,   // patient, for one who only reads: a standby and a role that may do nothing else will do
};

class Connection final : public Transaction, private Answers {
 public:
  // Connects and sets the session up. Throws Failure (unavailable) when the server does not answer.
  Connection(const std::string& url, Waits waits);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Engine engine() const override { return Engine::postgresql; }
  bool lost() const;                  // the connection is of no more use
  bool alive();                       // not lost, and no news of its end has come; asks the server nothing
  int server_version() const;
  std::uint64_t round_trips() const { return round_trips_; }   // so often the server was waited for
  // Statements that were run since it was asked last.
  std::uint64_t take_statements() { return std::exchange(statements_, 0); }

  // Text that is not a named statement; may hold several statements. Throws Failure.
  ResultHandle execute_script(const std::string& sql);
  // First column of the first row, empty when there is none.
  std::string value_of(const std::string& sql);
  std::vector<std::string> column_of(const std::string& sql);

  enum class Begin : std::uint8_t {
    act,    // READ COMMITTED: what must be unique or in order rests on constraints, version columns and {lock}, not on the isolation level
    look,   // REPEATABLE READ READ ONLY: one snapshot for all statements
  };
  // The next statement opens a transaction.
  void begin(Begin how);
  // Waits until the act is on disk; at once when nothing was asked. Throws Failure, of a statement that was sent before too.
  void commit();
  // Ends a look. Does not wait.
  void finish_look() noexcept;
  // Ends whatever is open, one that was opened by a script too. Does not wait for the former.
  void roll_back() noexcept;
  const std::optional<Trouble>& trouble() const { return trouble_; }

  void announce(std::string_view topic) override;
  const std::set<std::string, std::less<>>& announced() const { return announced_; }   // by the running act, or by the one that ended last
  // Told from now on of the statements that are made ready.
  void watch(Watch watch) { watch_ = std::move(watch); }

 protected:
  Rows::Source& start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;
  std::int64_t run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;
  void defer(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) override;

 private:
  Watch watch_;
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

  // What the server was sent and has not answered yet, in order.
  struct Sent {
    enum class What : std::uint8_t { prepare, execute, control, sync };
    What what;
    std::string_view name;         // of the statement, for errors; constexpr text
    Prepared* entry = nullptr;     // of a prepare
    Cursor* cursor = nullptr;      // that awaits the rows
    bool ignored = false;          // of a transaction that has been left: its failure is nobody's business
  };

  enum class Control : std::uint8_t { begin_act, begin_look, commit, roll_back };
  void send_control(Control control);
  void send_open();
  void send_statement(const Statement& statement, std::span<const Bind> binds, std::size_t repeated);
  void send_prepared(const Prepared& entry, std::span<const Bind> binds, std::string_view name);
  void send_sync();
  void end_unwaited(Control control) noexcept;
  ResultHandle wait();             // of the last statement that was executed
  // What a transaction asked before its first answer: it may be asked again on another connection.
  struct Asked {
    Statement statement;
    std::string text;
    std::vector<Bind> binds;
    std::deque<std::string> bytes; // of the texts among them
    std::size_t repeated;
    Cursor* cursor;
  };
  void ask(const Statement& statement, std::span<const Bind> binds, std::size_t repeated, Cursor* cursor);
  ResultHandle wait_or_ask_again();
  void bring(Cursor& cursor) override;
  void forget(Cursor& cursor) noexcept override;
  void take_answer(const Sent& sent, ResultHandle& last, std::optional<Failure>& failure);
  void sent(int accepted, Sent what);
  void connect();
  void reconnect();
  void enter_pipeline();
  void leave_pipeline();

  Prepared& prepared(const Statement& statement, std::span<const Bind> binds, std::size_t repeated);
  void prepare(Prepared& entry, const Statement& statement);
  void forget_oldest();
  void deallocate(const Prepared& entry);
  Cursor& idle_cursor();
  Failure failure_of(const PGresult* result, std::string_view what);

  const std::string url_;
  const Waits waits_;
  PGconn* connection_ = nullptr;
  std::deque<Sent> sent_;
  std::size_t unsynced_ = 0;       // the last so many of sent_ have no Sync behind them yet
  Begin began_ = Begin::look;      // the running transaction, or the last one
  std::optional<std::vector<Asked>> asked_;   // before the first answer; nullopt: it cannot be asked again
  std::optional<Begin> begin_;     // the transaction that the next statement opens
  std::set<std::string, std::less<>> announced_;   // by the running act: once is enough
  bool open_ = false;              // a transaction was opened and not ended, as far as was sent
  bool controls_known_ = false;    // the server has the prepared BEGIN, COMMIT …
  bool gone_ = false;              // libpq has said that the connection ended
  std::uint64_t round_trips_ = 0;
  std::uint64_t statements_ = 0;
  Recent recent_;
  std::unordered_map<Key, Recent::iterator, KeyHash> by_text_;
  std::vector<std::unique_ptr<Cursor>> cursors_;
  std::optional<Trouble> trouble_;
  std::uint64_t prepared_count_ = 0;
};

}  // namespace ocop::db::postgresql
