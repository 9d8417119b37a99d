#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// A breach of personal data, as whoever answers for the installation records it (Law 91/2025/QH15): what was found when, what and how many
// people it concerns, what was done, and whether the authority was told within 72 hours. Nobody who is concerned is named.
namespace ocop::privacy {

using BreachId = Id<struct PrivacyBreachTag>;
enum class BreachState : std::uint8_t { open, notified, closed };
inline constexpr std::array kBreachStates{BreachState::open, BreachState::notified, BreachState::closed};
std::string_view name(BreachState state);
const Message& label(BreachState state);

// What is known of it, which grows while it is looked into.
struct BreachFacts {
  Date found_on{};
  std::string found_at;                // "14:30", the clock of Vietnam
  std::string found_by, what, data, done;
  std::optional<std::int64_t> people;
};
struct Breach {
  BreachId id;
  Instant found;
  std::string found_by, what, data, done;
  std::optional<std::int64_t> people;
  Instant recorded;
  AccountId recorded_by, changed_by;
  std::optional<Instant> notified;
  std::string reference, told;
  std::optional<Instant> closed;
  std::string outcome, without;
  std::int64_t version = 1;
};
BreachState state_of(const Breach& breach);
std::string breach_path(BreachId id);

// ---- what is asked
struct BreachChange : BreachFacts { std::int64_t version = 0; };
struct BreachNotified {
  std::int64_t version = 0;
  Date on{};
  std::string at, reference, told;
};
struct BreachClosed {
  std::int64_t version = 0;
  std::string outcome, without;
};

namespace rules {

// "14:30" or "14h30" of a day in Vietnam; nullopt = no such time.
std::optional<Instant> moment_of(Date day, std::string_view at);
// Errors: invalid_input for a moment that is none or still to come.
Result<Instant> found_at(const BreachFacts& facts, Instant now);
// Errors: conflict when it is closed or was notified before; invalid_input for a moment before it was found or still to come.
Result<Instant> may_notify(const Breach& breach, const BreachNotified& input, Instant now);
// Errors: conflict when it is closed; invalid_input where nobody was told and no reason is given, or the other way round.
Result<void> may_close(const Breach& breach, const BreachClosed& input);
// The time that is left of the 72 hours in whole hours, 0 in the last one; negative = over by so many begun hours.
std::int64_t hours_left(const Breach& breach, Instant now);

}  // namespace rules
}  // namespace ocop::privacy
