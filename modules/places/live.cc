#include "modules/places/live.h"

namespace ocop::places {

Live::Live(std::unique_ptr<const Index> first) : now_(first.get()) { all_.push_back({std::move(first)}); }

void Live::renew(std::unique_ptr<const Index> next, Instant now) {
  const std::lock_guard lock(mutex_);
  all_.back().replaced = now;
  now_.store(next.get(), std::memory_order_release);
  all_.push_back({std::move(next)});
  const std::int64_t oldest = now.milliseconds - kKeptSeconds * 1'000;
  const auto is_old = [&](const Held& held) { return held.replaced && held.replaced->milliseconds < oldest; };
  std::erase_if(all_, is_old);
}

std::size_t Live::held() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

}  // namespace ocop::places
