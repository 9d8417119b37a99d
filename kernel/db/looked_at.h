#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "kernel/db/db.h"

// What databases that are only looked at have in common (look.h), whichever engine. Inner header of kernel/db.
namespace ocop::db {

class LookedAt : public Database {
 public:
  Access access() const final { return Access::looking; }
  Health health() const final;
  Metrics metrics() const final { return {}; }
  std::uint64_t changes(std::string_view) final { return 0; }
  std::chrono::milliseconds unheard() const final { return std::chrono::milliseconds(0); }

 protected:
  void run_write(const std::function<bool(Transaction&)>& act) final;   // throws unavailable
};

// Connections between two looks. Thread-safe.
template <class Connection>
class Idle {
 public:
  // One that waits, or what `make` makes.
  template <class Make>
  std::unique_ptr<Connection> take(Make make) {
    {
      const std::lock_guard lock(mutex_);
      if (!waiting_.empty()) {
        auto connection = std::move(waiting_.back());
        waiting_.pop_back();
        return connection;
      }
    }
    return make();
  }
  // Not one that failed: it is not used again.
  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(connection));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> waiting_;
};

}  // namespace ocop::db
