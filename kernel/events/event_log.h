#pragma once
#include <condition_variable>
#include <cstddef>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "kernel/base/time.h"

namespace ocop::events {

// One JSON line an event, on a thread of its own: a terminal or pipe that is slow holds up no loop that serves. Thread-safe. What was said
// before the end is written before the end.
class EventLog {
 public:
  // `out` and `clock` outlive it; nobody else writes to `out`.
  EventLog(std::ostream& out, const Clock& clock);
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  void line(std::string_view text);
  void event(std::string_view level, std::string_view name, std::string_view detail);

 private:
  void write();
  std::string say(std::string_view level, std::string_view name, std::string_view detail) const;

  // Where nobody reads any more lines are dropped, and how many is said as soon as somebody does: memory is for requests.
  static constexpr std::size_t kMostWaiting = 8u << 20;   // bytes: some 40,000 requests

  std::ostream& out_;
  const Clock& clock_;
  std::mutex mutex_;                    // of the three below
  std::condition_variable wake_;
  std::string waiting_;
  std::size_t dropped_ = 0;             // lines
  bool ending_ = false;
  std::thread writer_;                  // last: it uses all of the above
};

}  // namespace ocop::events
