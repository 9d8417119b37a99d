#include "kernel/sync/rules.h"

#include <algorithm>

namespace ocop::sync {
Instant made_at(Instant made, Instant sent, Instant received) {
  // Both of the phone's times are whatever it wrote, but parse_iso keeps them within the years 1 to 9999: no sum overflows.
  const std::int64_t put_right = made.milliseconds + (received.milliseconds - sent.milliseconds);
  return {std::clamp(put_right, received.milliseconds - kOldestMilliseconds, received.milliseconds)};
}

Right compare(Held then, Held now) {
  if (then == Held::yes) return now == Held::yes ? Right::kept : Right::lost;
  return now == Held::yes ? Right::gained : Right::never;
}

std::string_view name(Right right) {
  switch (right) {
    case Right::kept: return "kept";
    case Right::gained: return "gained";
    case Right::lost: return "lost";
    case Right::never: return "never";
  }
  return "never";
}

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::accepted: return "accepted";
    case Outcome::refused: return "refused";
    case Outcome::set_aside: return "set_aside";
  }
  return "refused";
}

Gate gate(Right right) {
  switch (right) {
    case Right::kept:
    case Right::gained: return Gate::perform;
    case Right::lost: return Gate::set_aside;
    case Right::never: return Gate::refuse;
  }
  return Gate::refuse;
}

Outcome outcome_of(ErrorKind error) {
  return error == ErrorKind::conflict || error == ErrorKind::precondition_failed ? Outcome::set_aside : Outcome::refused;
}

}  // namespace ocop::sync
