#include "app/pulse.h"

#include "kernel/installation/installation.h"

namespace ocop::app {

void Pulse::beat() {
  std::string failure;
  try {
    installation::replace(database_, "pulse", clock_.now().iso());
  } catch (const db::Failure& fault) {
    failure = std::string("writing failed: ") + fault.what();
  }
  const std::lock_guard lock(mutex_);
  if (failure.empty()) proven_ = Steady::now();
  failure_ = std::move(failure);
}

void Pulse::tick(long long second) {
  const bool failed = [this] {
    const std::lock_guard lock(mutex_);
    return !failure_.empty();
  }();
  if (failed || second % kEvery.count() == 0) beat();
}

std::string Pulse::unready() const {
  const db::Health health = database_.health();
  if (!health.writable) return health.reason.empty() ? "the database takes no writes" : health.reason;
  const std::lock_guard lock(mutex_);
  if (!failure_.empty()) return failure_;
  if (!proven_) return "nothing has been written yet";
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(Steady::now() - *proven_);
  return since > kLongest ? "no write was proven for " + std::to_string(since.count()) + " s" : std::string();
}

}  // namespace ocop::app
