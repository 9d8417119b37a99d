#pragma once
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace ocop::app {

// Says on the error stream how far a long check is: a line every few seconds to who sits before it, and to a file or a pipe only when it
// takes long.
class Pace {
 public:
  explicit Pace(std::ostream& out);
  // `total` 0: not known.
  void at(std::string_view part, std::int64_t done, std::int64_t total);

 private:
  std::ostream& out_;
  std::chrono::seconds every_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace ocop::app
