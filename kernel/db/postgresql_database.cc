#include "kernel/db/postgresql_database.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "kernel/db/postgresql_look.h"

namespace ocop::db::postgresql {

namespace {
constexpr int kWriters = 4;                        // connections beside those for readers; one commit a core is what a server likes
constexpr auto kConnectionWait = std::chrono::seconds(5);   // for a free connection; the page's own limit is 10 s
constexpr int kAttempts = 5;                       // after so many deadlocks in a row the act is asked to come back later
constexpr auto kBetweenAttempts = std::chrono::milliseconds(5);   // times the number of the attempt
}  // namespace

// A connection for the length of one act or look. A connection that was lost while idle (the server was restarted) is replaced
// once, before anything has been asked of it.
class ServerDatabase::Loan {
 public:
  explicit Loan(ServerDatabase& owner) : owner_(owner) {
    std::unique_lock lock(owner_.pool_mutex_);
    if (!owner_.returned_.wait_for(lock, kConnectionWait, [&] { return !owner_.idle_.empty(); }))
      throw Failure(Failure::Kind::unavailable, "every connection is busy");
    connection_ = std::move(owner_.idle_.back());
    owner_.idle_.pop_back();
    if (connection_) round_trips_before_ = connection_->round_trips();
  }
  ~Loan() {
    if (connection_) {
      connection_->roll_back();
      owner_.round_trips_ += connection_->round_trips() - round_trips_before_;
      owner_.statements_ += connection_->take_statements();
    }
    if (connection_ && connection_->lost()) {
      owner_.note_unreachable("the connection to the server was lost");
      connection_.reset();
    }
    {
      const std::lock_guard lock(owner_.pool_mutex_);
      if (connection_) owner_.idle_.push_back(std::move(connection_));
      else owner_.idle_.insert(owner_.idle_.begin(), nullptr);   // taken last
    }
    owner_.returned_.notify_one();
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  Connection& begin(Connection::Begin how) {
    if (!connection_ || !connection_->alive()) connect();
    connection_->begin(how);
    return *connection_;
  }

 private:
  void connect() {
    connection_.reset();
    round_trips_before_ = 0;
    try {
      connection_ = std::make_unique<Connection>(owner_.options_.location, Waits::bounded);
      connection_->watch(owner_.watch_);
    } catch (const Failure& failure) {
      owner_.note_unreachable(failure.what());
      throw;
    }
  }
  ServerDatabase& owner_;
  std::unique_ptr<Connection> connection_;
  std::uint64_t round_trips_before_ = 0;
};

ServerDatabase::ServerDatabase(const Options& options, std::unique_ptr<Connection> first, Health health, Watch watch)
    : options_(options), watch_(std::move(watch)), health_(std::move(health)), listener_(options.location) {
  idle_.resize(static_cast<std::size_t>(std::max(1, options_.readers) + kWriters));   // connected when first needed
  first->watch(watch_);
  idle_.back() = std::move(first);
}

Health ServerDatabase::health() const {
  const std::lock_guard lock(health_mutex_);
  return health_;
}

Database::Metrics ServerDatabase::metrics() const { return {acts_, commits_, failures_, waiting_writers_, round_trips_, statements_}; }

// The server has reported an I/O error or damage: as on SQLite, nothing more is written by this process.
void ServerDatabase::note(Failure::Kind kind, const std::string& what) {
  if (kind != Failure::Kind::io) return;
  const std::lock_guard lock(health_mutex_);
  if (broken_) return;
  health_.writable = false;
  health_.must_reopen = true;
  health_.reason = what;
  broken_ = true;
}

// Writable again with the first act or look that succeeds. A full pool or a lock that was waited for in vain is not this.
void ServerDatabase::note_unreachable(const std::string& what) {
  const std::lock_guard lock(health_mutex_);
  if (broken_) return;
  health_.writable = false;
  health_.reason = what;
  unreachable_ = true;
}

void ServerDatabase::note_success() {
  if (!unreachable_ || broken_) return;
  const std::lock_guard lock(health_mutex_);
  unreachable_ = false;
  health_.writable = true;
  health_.reason.clear();
}

ServerDatabase::Outcome ServerDatabase::attempt(Connection& connection, const std::function<bool(Transaction&)>& act) {
  bool keep = false;
  try {
    keep = act(connection);
  } catch (...) {
    const auto& trouble = connection.trouble();
    connection.roll_back();
    if (trouble && trouble->worth_retrying) return Outcome::again;
    throw;
  }
  if (const auto trouble = connection.trouble()) {   // the act swallowed a failure; the server has ended the transaction
    connection.roll_back();
    if (trouble->worth_retrying) return Outcome::again;
    if (keep) throw Failure(Failure::Kind::other, "an act went on after a failed statement: " + trouble->what);
    return Outcome::done;
  }
  if (!keep) {
    connection.roll_back();
    return Outcome::done;
  }
  try {
    connection.commit();
  } catch (const Failure& failure) {
    const auto trouble = connection.trouble();
    connection.roll_back();
    if (trouble && trouble->worth_retrying) return Outcome::again;
    // When the connection was lost here, nobody but the server knows: the caller must look before asking again.
    if (connection.lost()) throw Failure(failure.kind(), std::string("the answer to COMMIT was lost: ") + failure.what());
    throw;
  }
  ++commits_;
  listener_.heard(connection.announced());
  return Outcome::done;
}

void ServerDatabase::run_write(const std::function<bool(Transaction&)>& act) {
  if (broken_) throw Failure(Failure::Kind::io, "writes are refused since: " + health().reason);
  struct Counted {
    std::atomic<std::size_t>& count;
    const std::size_t before;
    explicit Counted(std::atomic<std::size_t>& counter) : count(counter), before(counter++) {}
    ~Counted() { --count; }
  } counted(waiting_writers_);
  if (counted.before >= options_.write_queue) {
    ++failures_;
    throw Failure(Failure::Kind::unavailable, "too many acts are waiting for the server");
  }
  try {
    Loan loan(*this);
    for (int attempts = 1;; ++attempts) {
      Connection& connection = loan.begin(Connection::Begin::act);
      if (attempt(connection, act) == Outcome::done) break;
      if (attempts == kAttempts) throw Failure(Failure::Kind::unavailable, "the act kept colliding with others");
      std::this_thread::sleep_for(kBetweenAttempts * attempts);
    }
    ++acts_;
    note_success();
  } catch (const Failure& failure) {
    ++failures_;
    note(failure.kind(), failure.what());
    throw;
  } catch (...) {
    ++failures_;
    throw;
  }
}

void ServerDatabase::run_read(const std::function<void(Reader&)>& look) {
  try {
    Loan loan(*this);
    Connection& connection = loan.begin(Connection::Begin::look);
    const std::uint64_t before = connection.round_trips();
    look(connection);
    connection.finish_look();
    if (connection.round_trips() != before) note_success();
  } catch (const Failure& failure) {
    note(failure.kind(), failure.what());
    throw;
  }
}

Result<void> ServerDatabase::backup_to(const std::string& file) {
  return Error::of(ErrorKind::conflict, "a PostgreSQL database is copied by its own tools: pg_dump --format=custom --file=" + file +
                                            " URL, or pg_basebackup for the whole cluster");
}

std::vector<std::string> ServerDatabase::verify() { return findings(options_.location, Waits::patient); }

}  // namespace ocop::db::postgresql
