#include "app/pace.h"

#include <unistd.h>

#include <ostream>

namespace ocop::app {
namespace {
constexpr std::chrono::seconds kOnTerminal{3};   // somebody waits
constexpr std::chrono::seconds kElsewhere{60};   // nobody reads it unless something is slow
constexpr std::int64_t kPercent = 100;
}  // namespace

Pace::Pace(std::ostream& out)
    : out_(out), every_(isatty(STDERR_FILENO) != 0 ? kOnTerminal : kElsewhere), next_(std::chrono::steady_clock::now() + every_) {}

void Pace::at(std::string_view part, std::int64_t done, std::int64_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + every_;
  out_ << "      " << part << ": ";
  if (total > 0) out_ << kPercent * done / total << " % of " << total << '\n' << std::flush;
  else out_ << done << '\n' << std::flush;
}

}  // namespace ocop::app
