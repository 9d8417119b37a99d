#include "kernel/jobs/rules.h"

#include <algorithm>

namespace ocop::jobs::rules {
namespace {
constexpr int kMostDoublings = 30;   // beyond it any first wait is above any sensible `most`
}

std::int64_t back_off(const Retry& retry, int attempts, std::uint32_t chance) {
  const std::int64_t first = std::chrono::milliseconds(retry.first).count(), most = std::chrono::milliseconds(retry.most).count();
  const int doublings = std::clamp(attempts - 1, 0, kMostDoublings);
  const std::int64_t whole = first > (most >> doublings) ? most : first << doublings;
  const std::int64_t half = whole / 2;
  return half + static_cast<std::int64_t>(chance) % (whole - half + 1);
}

Next after_attempt(const Retry& retry, const Outcome& outcome, int attempts, Asked asked, Instant now, std::uint32_t chance) {
  switch (outcome.end) {
    case Outcome::End::done: return {State::done, {}, attempts};
    case Outcome::End::never: return {State::dead, {}, attempts};
    case Outcome::End::stopped:
      if (asked == Asked::cancel) return {State::cancelled, {}, attempts};
      return {State::waiting, now, attempts - 1};
    case Outcome::End::again: break;
  }
  if (asked == Asked::cancel) return {State::cancelled, {}, attempts};
  if (attempts >= retry.attempts) return {State::dead, {}, attempts};
  const std::int64_t most = std::chrono::milliseconds(retry.most).count();
  const std::int64_t asked_for = outcome.wait ? std::chrono::milliseconds(*outcome.wait).count() : back_off(retry, attempts, chance);
  return {State::waiting, {now.milliseconds + std::clamp<std::int64_t>(asked_for, 0, most)}, attempts};
}

}  // namespace ocop::jobs::rules
