#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/db/postgresql_connection.h"
#include "kernel/db/postgresql_listener.h"
#include "kernel/db/watch.h"

namespace ocop::db::postgresql {

// A database on a server, shared with other processes of this program: a pool of connections, an act is a transaction on one.
class ServerDatabase final : public Database {
 public:
  // `first` is connected, checked and migrated already.
  ServerDatabase(const Options& options, std::unique_ptr<Connection> first, Health health, Watch watch);

  Engine engine() const override { return Engine::postgresql; }
  Health health() const override;
  Result<void> backup_to(const std::string& file) override;
  std::vector<std::string> verify() override;
  Metrics metrics() const override;
  std::uint64_t changes(std::string_view topic) override { return listener_.changes(topic); }
  std::chrono::milliseconds unheard() const override { return listener_.unheard(); }

 protected:
  void run_write(const std::function<bool(Transaction&)>& act) override;
  void run_read(const std::function<void(Reader&)>& look) override;

 private:
  class Loan;
  enum class Outcome : std::uint8_t { done, again };
  Outcome attempt(Connection& connection, const std::function<bool(Transaction&)>& act);
  void note(Failure::Kind kind, const std::string& what);
  void note_unreachable(const std::string& what);
  void note_success();

  const Options options_;
  const Watch watch_;
  std::mutex pool_mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;   // a null pointer is a connection not made yet, or lost
  std::atomic<std::size_t> waiting_writers_{0};

  mutable std::mutex health_mutex_;
  Health health_;
  std::atomic<bool> broken_{false};       // an I/O error or damage was reported: no more writes from this process
  std::atomic<bool> unreachable_{false};

  std::atomic<std::uint64_t> acts_{0};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> failures_{0};
  std::atomic<std::uint64_t> round_trips_{0};
  std::atomic<std::uint64_t> statements_{0};
  Listener listener_;
};

// Connects to a server, checks its version and settings, applies missing migrations under an advisory lock or refuses (Options::owner).
Result<std::unique_ptr<Database>> open_server(const Options& options, std::vector<Migration> migrations,
                                              const Watch& watch);

}  // namespace ocop::db::postgresql
