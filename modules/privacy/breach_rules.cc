#include <charconv>

#include "modules/privacy/breaches.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"

namespace ocop::privacy {

std::string_view name(BreachState state) {
  constexpr std::string_view kNames[] = {"open", "notified", "closed"};
  return kNames[static_cast<std::size_t>(state)];
}
const Message& label(BreachState state) {
  static constexpr const Message* kLabels[] = {&msg::breach_open, &msg::breach_notified, &msg::breach_closed};
  return *kLabels[static_cast<std::size_t>(state)];
}
BreachState state_of(const Breach& breach) {
  if (breach.closed) return BreachState::closed;
  return breach.notified ? BreachState::notified : BreachState::open;
}
std::string breach_path(BreachId id) { return "/privacy/breaches/" + id.text(); }

namespace rules {
namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

Error wrong(std::string field, std::string_view got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::string(got), std::move(expected), message, {}});
}
Result<void> still_open(const Breach& breach) {
  if (!breach.closed) return {};
  return Error::of(ErrorKind::conflict, {"", "closed", "a breach that is open", msg::breach_is_closed, {}});
}

}  // namespace

std::optional<Instant> moment_of(Date day, std::string_view at) {
  const std::size_t colon = at.find_first_of(":h");
  if (colon == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view text, int most) -> std::optional<int> {
    int out = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || out < 0 || out > most) return std::nullopt;
    return out;
  };
  const auto hour = number(at.substr(0, colon), 23), minute = number(at.substr(colon + 1), 59);
  if (!hour || !minute) return std::nullopt;
  return Instant{start_of_vietnam_day(day).milliseconds + *hour * kHour + *minute * kMinute};
}

Result<Instant> found_at(const BreachFacts& facts, Instant now) {
  const auto moment = moment_of(facts.found_on, facts.found_at);
  if (!moment) return wrong("found_at", facts.found_at, "HH:MM", msg::breach_time_wrong);
  if (*moment > now) return wrong("found_on", facts.found_on.iso(), "a moment that has been", msg::breach_in_future);
  return *moment;
}

Result<Instant> may_notify(const Breach& breach, const BreachNotified& input, Instant now) {
  OCOP_CHECK(still_open(breach));
  if (breach.notified) return Error::of(ErrorKind::conflict, {"", "notified", "a breach nobody was told of", msg::breach_was_notified, {}});
  const auto moment = moment_of(input.on, input.at);
  if (!moment) return wrong("at", input.at, "HH:MM", msg::breach_time_wrong);
  if (*moment > now) return wrong("on", input.on.iso(), "a moment that has been", msg::breach_in_future);
  if (*moment < breach.found) return wrong("on", input.on.iso(), "after it was found", msg::breach_before_found);
  return *moment;
}

Result<void> may_close(const Breach& breach, const BreachClosed& input) {
  OCOP_CHECK(still_open(breach));
  if (!breach.notified && input.without.empty()) return wrong("without", "", "why nobody was told", msg::breach_without_missing);
  if (breach.notified && !input.without.empty()) return wrong("without", input.without, "nothing", msg::breach_without_not);
  return {};
}

std::int64_t hours_left(const Breach& breach, Instant now) {
  const std::int64_t left = notify_by(breach.found).milliseconds - now.milliseconds;
  return left >= 0 ? left / kHour : -((-left + kHour - 1) / kHour);
}

}  // namespace rules
}  // namespace ocop::privacy
