#pragma once
#include <cstdint>

#include "kernel/base/time.h"
#include "kernel/jobs/jobs.h"

// What follows an attempt. Pure; chance is an argument.
namespace ocop::jobs::rules {

// The wait before the next attempt, in milliseconds, after `attempts` (≥ 1) have failed. `chance`: any number, evenly drawn.
std::int64_t back_off(const Retry& retry, int attempts, std::uint32_t chance);

// What becomes of a job after an attempt. cancel: somebody asked meanwhile.
struct Next {
  State state = State::done;
  Instant due{};               // of waiting
  int attempts = 0;            // to be stored: an attempt that the closing program cut short does not count
};
enum class Asked : std::uint8_t { nothing, cancel };
Next after_attempt(const Retry& retry, const Outcome& outcome, int attempts, Asked asked, Instant now, std::uint32_t chance);

}  // namespace ocop::jobs::rules
