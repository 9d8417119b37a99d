#pragma once
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/sqlite_connection.h"
#include "kernel/db/sqlite_folder.h"
#include "kernel/db/watch.h"

namespace ocop::db::sqlite {

// The embedded engine: one writer thread with the only read-write connection, a few read-only connections, one data folder.
class EmbeddedDatabase final : public Database {
 public:
  // The writer connection is checked and migrated already (sqlite_open.cc). Throws Failure when a reader cannot be opened.
  EmbeddedDatabase(const Options& options, Folder folder, std::unique_ptr<Connection> writer, const Watch& watch);
  ~EmbeddedDatabase() override;   // finishes the queued acts, checkpoints, marks a clean stop

  Engine engine() const override { return Engine::sqlite; }
  Health health() const override;
  Result<void> backup_to(const std::string& file) override;
  std::vector<std::string> verify() override;
  Metrics metrics() const override;
  std::uint64_t changes(std::string_view topic) override;
  std::chrono::milliseconds unheard() const override { return std::chrono::milliseconds(0); }   // there is no other process

 protected:
  void run_write(const std::function<bool(Transaction&)>& act) override;
  void run_read(const std::function<void(Reader&)>& look) override;

 private:
  // A caller waiting for its act. Lives on the caller's stack until `done`.
  struct Waiting {
    const std::function<bool(Transaction&)>& act;
    std::exception_ptr error{};
    std::set<std::string, std::less<>> announced{};
    std::binary_semaphore done{0};
  };
  class Loan;   // a reader taken from the pool

  void serve();   // the writer thread
  void run_batch(const std::vector<Waiting*>& batch);
  enum class Within : unsigned char { transaction, savepoint };
  void run_within(Waiting& waiting, Within within);
  void checkpoint_when_due();
  void checkpoint_at_stop() noexcept;
  void note(Failure::Kind kind, const std::string& what);
  void refuse_when_stopped() const;
  static int on_commit(void* self, sqlite3* database, const char* name, int frames);

  const Options options_;
  Folder folder_;
  std::unique_ptr<Connection> writer_;   // used by the writer thread only, and by the destructor after it
  int frames_ = 0;                       // in the write-ahead log after the last commit
  int frames_checked_ = 0;               // frames_ at the last checkpoint

  mutable std::mutex queue_mutex_;
  std::condition_variable queue_filled_;
  std::vector<Waiting*> queue_;
  bool stopping_ = false;

  std::mutex readers_mutex_;
  std::condition_variable reader_returned_;
  std::vector<std::unique_ptr<Connection>> readers_;

  mutable std::mutex health_mutex_;
  Health health_;
  std::atomic<bool> writable_{true};

  std::mutex changes_mutex_;
  std::map<std::string, std::uint64_t, std::less<>> changes_;   // announcements of acts that were kept

  std::atomic<std::uint64_t> acts_{0};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> failures_{0};
  std::atomic<std::uint64_t> statements_{0};
  std::thread thread_;                   // last: starts when everything above is ready
};

// integrity_check and foreign_key_check, one line a finding; empty = sound.
std::vector<std::string> findings(Connection& connection);

// Is this file ours, and not from a newer program? Error: conflict.
Result<void> check_mark(Connection& connection, const std::string& file);

// Makes or opens the data folder, checks that it is ours and not newer, checks it after an unclean stop, applies what is missing.
Result<std::unique_ptr<Database>> open_folder(const Options& options, std::vector<Migration> migrations,
                                              const Watch& watch);

}  // namespace ocop::db::sqlite
