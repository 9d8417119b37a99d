#include "kernel/db/sqlite_database.h"

#include <pthread.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace ocop::db::sqlite {

namespace {
using std::chrono::steady_clock;
constexpr std::size_t kActsPerCommit = 256;            // bounds the wait of the first act of a commit for the last one
constexpr int kCheckpointFrames = 1'000;               // SQLite's own default: 4 MB of log between two checkpoints
constexpr int kLongLogFrames = 16'000;                 // 64 MB: readers keep the log from starting over; wait for them a little
constexpr int kLongLogWaitMilliseconds = 100;          // … this long, because every act waits meanwhile
constexpr auto kReaderWait = std::chrono::seconds(5);  // for a free reader; the page's own limit is 10 s
constexpr auto kLongestRead = std::chrono::seconds(30);// an export; a page takes milliseconds
}  // namespace

EmbeddedDatabase::EmbeddedDatabase(const Options& options, Folder folder, std::unique_ptr<Connection> writer,
                                   const Watch& watch)
    : options_(options), folder_(std::move(folder)), writer_(std::move(writer)) {
  health_.unclean_start = folder_.was_unclean();
  for (int reader = 0; reader < std::max(1, options_.readers); ++reader)
    readers_.push_back(std::make_unique<Connection>(folder_.database_file(), Role::reader));
  writer_->watch(watch);
  for (const auto& reader : readers_) reader->watch(watch);
  sqlite3_wal_hook(writer_->handle(), &EmbeddedDatabase::on_commit, this);
  thread_ = std::thread([this] { serve(); });
}

EmbeddedDatabase::~EmbeddedDatabase() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  queue_filled_.notify_one();
  thread_.join();
  readers_.clear();
  checkpoint_at_stop();
}

void EmbeddedDatabase::checkpoint_at_stop() noexcept {
  if (!writable_) return;   // what the disk holds is not known: the next start recovers and checks
  const int code = sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  // Everything is in the database file now: closing may remove the empty log, so that a stopped folder is one file to copy.
  if (code == SQLITE_OK) sqlite3_db_config(writer_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  writer_.reset();
  if (code != SQLITE_OK) return;   // the marker stays and the next start checks
  if (!folder_.mark_stopped()) return;
}

int EmbeddedDatabase::on_commit(void* self, sqlite3*, const char*, int frames) {
  static_cast<EmbeddedDatabase*>(self)->frames_ = frames;
  return SQLITE_OK;
}

Health EmbeddedDatabase::health() const {
  const std::lock_guard lock(health_mutex_);
  return health_;
}

Database::Metrics EmbeddedDatabase::metrics() const {
  const std::lock_guard lock(queue_mutex_);
  return {acts_, commits_, failures_, queue_.size(), 0, statements_};
}

std::uint64_t EmbeddedDatabase::changes(std::string_view topic) {
  const std::lock_guard lock(changes_mutex_);
  const auto found = changes_.find(topic);
  return found == changes_.end() ? 0 : found->second;
}

// Fail-stop. After a failed write or sync SQLite goes on as if nothing had happened, while the kernel may have dropped the page and
// marked it clean: nothing written from here on could be trusted. A full disk is not that: the act is undone and said so.
void EmbeddedDatabase::note(Failure::Kind kind, const std::string& what) {
  if (kind != Failure::Kind::io) return;
  const std::lock_guard lock(health_mutex_);
  if (!health_.writable) return;
  health_.writable = false;
  health_.must_reopen = true;
  health_.reason = what;
  writable_ = false;
}

void EmbeddedDatabase::refuse_when_stopped() const {
  if (writable_) return;
  throw Failure(Failure::Kind::io, "writes are refused since: " + health().reason);
}

void EmbeddedDatabase::run_write(const std::function<bool(Transaction&)>& act) {
  refuse_when_stopped();
  if (std::this_thread::get_id() == thread_.get_id())
    throw Failure(Failure::Kind::other, "an act started another act; use its own Transaction");
  Waiting waiting{act};
  {
    const std::lock_guard lock(queue_mutex_);
    if (stopping_) throw Failure(Failure::Kind::unavailable, "the database is closing");
    if (queue_.size() >= options_.write_queue) {
      ++failures_;
      throw Failure(Failure::Kind::unavailable, "the queue of the writer is full");
    }
    queue_.push_back(&waiting);
  }
  queue_filled_.notify_one();
  waiting.done.acquire();
  if (waiting.error) std::rethrow_exception(waiting.error);
}

void EmbeddedDatabase::serve() {
  pthread_setname_np(pthread_self(), "ocop-writer");
  std::vector<Waiting*> batch;
  while (true) {
    {
      std::unique_lock lock(queue_mutex_);
      queue_filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kActsPerCommit));
      batch.assign(queue_.begin(), end);
      queue_.erase(queue_.begin(), end);
    }
    run_batch(batch);
    statements_ += writer_->take_statements();
    for (Waiting* waiting : batch) waiting->done.release();   // the caller's stack may be gone right after
    checkpoint_when_due();
    writer_->give_back_pages();
  }
}

void EmbeddedDatabase::run_batch(const std::vector<Waiting*>& batch) {
  try {
    refuse_when_stopped();
    writer_->control(Connection::Control::begin_immediate);
    for (Waiting* waiting : batch) run_within(*waiting, batch.size() == 1 ? Within::transaction : Within::savepoint);
    if (writer_->in_transaction()) writer_->control(Connection::Control::commit);   // an act that was alone may have ended it
    ++commits_;
    acts_ += batch.size();
    const std::lock_guard lock(changes_mutex_);
    for (const Waiting* waiting : batch)
      for (const std::string& topic : waiting->announced) ++changes_[topic];
  } catch (const Failure& failure) {
    // The transaction itself is lost, and with it everything its acts saw of each other: none of their answers stands.
    writer_->roll_back();
    note(failure.kind(), failure.what());
    failures_ += batch.size();
    for (Waiting* waiting : batch) waiting->error = std::make_exception_ptr(failure);
  }
}

// An act that is alone in its transaction needs no savepoint. One keeps in memory what each changed page was before, and looks that through
// after each statement: taking 100,000 rows out again came to a standstill.
void EmbeddedDatabase::run_within(Waiting& waiting, Within within) {
  using Control = Connection::Control;
  if (within == Within::savepoint) writer_->control(Control::savepoint);
  writer_->forget_trouble();
  writer_->announced().clear();
  bool keep = false;
  try {
    keep = waiting.act(*writer_);
  } catch (...) {
    waiting.error = std::current_exception();
    ++failures_;
  }
  if (const auto& trouble = writer_->trouble()) {
    const bool lost = trouble->kind == Failure::Kind::io || trouble->kind == Failure::Kind::full || !writer_->in_transaction();
    if (lost) throw Failure(trouble->kind == Failure::Kind::other ? Failure::Kind::io : trouble->kind, trouble->what);
    if (keep && !waiting.error)   // PostgreSQL could not go on either
      waiting.error = std::make_exception_ptr(Failure(Failure::Kind::other, "an act went on after a failed statement: " + trouble->what));
  }
  const bool undo = !keep || waiting.error;
  if (!undo) waiting.announced.swap(writer_->announced());
  if (within == Within::transaction) {
    if (undo) writer_->roll_back();
    if (undo && writer_->in_transaction()) throw Failure(Failure::Kind::io, "an act could not be taken back");
    return;
  }
  if (undo) writer_->control(Control::undo);
  writer_->control(Control::keep);   // ends the savepoint, after an undo too
}

// Outside commits and after the callers have been let go: nobody waits for a checkpoint. PASSIVE never waits for readers.
void EmbeddedDatabase::checkpoint_when_due() {
  if (frames_ < frames_checked_) frames_checked_ = 0;   // the log has started over
  if (!writable_ || frames_ - frames_checked_ < kCheckpointFrames) return;
  sqlite3* database = writer_->handle();
  int code = sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code == SQLITE_OK && frames_ >= kLongLogFrames) {
    sqlite3_busy_timeout(database, kLongLogWaitMilliseconds);
    code = sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(database, kBusyMilliseconds);
  }
  frames_checked_ = frames_;
  if (code == SQLITE_OK || code == SQLITE_BUSY) return;
  const Failure failure = failure_of(database, code, "checkpoint");
  note(failure.kind(), failure.what());   // a full disk only lets the log grow; it is tried again
}

// A reader for the length of one look, with its snapshot.
class EmbeddedDatabase::Loan {
 public:
  explicit Loan(EmbeddedDatabase& owner) : owner_(owner) {
    std::unique_lock lock(owner_.readers_mutex_);
    if (!owner_.reader_returned_.wait_for(lock, kReaderWait, [&] { return !owner_.readers_.empty(); }))
      throw Failure(Failure::Kind::unavailable, "every reader is busy");
    connection_ = std::move(owner_.readers_.back());   // the last one back has the warmest cache
    owner_.readers_.pop_back();
  }
  ~Loan() {
    connection_->roll_back();
    owner_.statements_ += connection_->take_statements();
    {
      const std::lock_guard lock(owner_.readers_mutex_);
      owner_.readers_.push_back(std::move(connection_));
    }
    owner_.reader_returned_.notify_one();
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  Connection& connection() { return *connection_; }

 private:
  EmbeddedDatabase& owner_;
  std::unique_ptr<Connection> connection_;
};

void EmbeddedDatabase::run_read(const std::function<void(Reader&)>& look) {
  Loan loan(*this);
  Connection& connection = loan.connection();
  connection.forget_trouble();
  connection.set_deadline(steady_clock::now() + kLongestRead);
  try {
    connection.control(Connection::Control::begin);
    look(connection);
  } catch (...) {
    // A damaged page found by a reader stops the writer too, before it spreads.
    if (const auto& trouble = connection.trouble()) note(trouble->kind, trouble->what);
    throw;
  }
}

std::vector<std::string> findings(Connection& connection) {
  std::vector<std::string> out;
  try {
    out = connection.lines("PRAGMA integrity_check");
    if (out.size() == 1 && out.front() == "ok") out.clear();
    for (const std::string& line : connection.lines("PRAGMA foreign_key_check")) out.push_back("foreign key: " + line);
  } catch (const Failure& failure) {   // so damaged that the check itself cannot be made
    out.push_back(failure.what());
  }
  return out;
}

std::vector<std::string> EmbeddedDatabase::verify() {
  Connection connection(folder_.database_file(), Role::reader);
  return findings(connection);
}

// By this process, because a second program that opens the file would be a second connection able to checkpoint. The copy is
// checked before it gets its name: a backup that cannot be read is none.
Result<void> EmbeddedDatabase::backup_to(const std::string& file) {
  namespace fs = std::filesystem;
  const std::string unfinished = file + ".unfinished";
  std::error_code code;
  if (fs::exists(file, code)) return Error::of(ErrorKind::conflict, "there is already a file " + file);
  fs::remove(unfinished, code);
  try {
    static constexpr Statement kCopy{"db.backup", "VACUUM INTO $1"};
    Connection source(folder_.database_file(), Role::copier);
    source.execute(kCopy, unfinished);
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write);
    Connection copy(unfinished, Role::reader);
    const std::vector<std::string> found = findings(copy);
    if (!found.empty()) return Error::of(ErrorKind::internal, "the copy is not sound: " + found.front());
  } catch (const Failure& failure) {
    fs::remove(unfinished, code);
    return Error::of(failure.kind() == Failure::Kind::full ? ErrorKind::storage_unavailable : ErrorKind::internal, failure.what());
  }
  OCOP_CHECK(sync_path(unfinished));
  fs::rename(unfinished, file, code);
  if (code) return Error::of(ErrorKind::internal, "cannot name the backup " + file + ": " + code.message());
  const std::string folder = fs::path(file).parent_path().string();
  return sync_path(folder.empty() ? "." : folder);
}

}  // namespace ocop::db::sqlite
