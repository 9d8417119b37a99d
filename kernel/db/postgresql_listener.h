#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

namespace ocop::db::postgresql {

// Hears what any process of this program announces (LISTEN/NOTIFY, PostgreSQL manual §34.9), on a connection and a thread of its own.
// Announcements may be missed while the connection is away: then every topic counts as changed once it is back.
class Listener {
 public:
  explicit Listener(std::string url);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Thread-safe. Starts to listen when asked for the first time: commands that never ask cost no connection.
  std::uint64_t changes(std::string_view topic);
  // What an act of this process announced: known when the act is kept, not when the server comes around to telling it.
  void heard(const std::set<std::string, std::less<>>& topics);
  // Since the server was last known to have told everything: grows while it cannot be reached. 0 before the first changes().
  std::chrono::milliseconds unheard() const;

 private:
  void serve();
  void listen_until_lost();
  void heard_all();
  bool pause(std::chrono::milliseconds time) const;   // false: stopping

  const std::string url_;
  int stop_ = -1;                          // an eventfd: readable once the object goes
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t, std::less<>> heard_;
  std::uint64_t reconnects_ = 0;
  std::chrono::steady_clock::time_point sure_at_;
  std::thread thread_;
};

}  // namespace ocop::db::postgresql
