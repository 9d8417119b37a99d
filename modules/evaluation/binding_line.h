#pragma once
#include <atomic>
#include <chrono>
#include <mutex>

// Who binds a dossier now, and how many wait for it: one at a time, because each may take 450 MB (BindLimits). Whoever waits holds a thread
// that answers others, so few may, and for a short time. Thread-safe.
namespace ocop::evaluation {

inline constexpr int kMostWaitingToBind = 2;               // of the 16 threads of a server, thirteen stay for everybody else
inline constexpr std::chrono::seconds kBindingPatience{15};   // one at the limits takes two, and ten more for its pictures

class BindingLine {
 public:
  using Turn = std::unique_lock<std::timed_mutex>;
  explicit BindingLine(std::chrono::milliseconds patience = kBindingPatience) : patience_(patience) {}

  // A turn that does not own its lock: at once when the line is full, else after the patience. Not twice by one thread.
  Turn enter() {
    Turn turn(mutex_, std::try_to_lock);
    if (turn.owns_lock()) return turn;
    if (waiting_.fetch_add(1) < kMostWaitingToBind) static_cast<void>(turn.try_lock_for(patience_));
    waiting_.fetch_sub(1);
    return turn;
  }
  int waiting() const { return waiting_.load(); }

 private:
  std::chrono::milliseconds patience_;
  std::timed_mutex mutex_;
  std::atomic<int> waiting_ = 0;
};

}  // namespace ocop::evaluation
