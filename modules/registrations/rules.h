#pragma once
#include "kernel/base/result.h"
#include "modules/places/places.h"
#include "modules/registrations/types.h"

// Pure.
namespace ocop::registrations::rules {

// No law says how long a commune looks at a name and an address. Five working days is what the programme promises: one week, with the
// half-day of an officer who does this beside other things.
inline constexpr int kDaysToLook = 5;
inline constexpr std::size_t kNameLimit = 300;         // characters, as producers and products have them
inline constexpr std::size_t kAddressLimit = 300;
inline constexpr std::size_t kWordsLimit = 2'000;
inline constexpr std::int64_t kFirstYear = 1900;       // older makers are villages, not registered producers
inline constexpr std::int64_t kMostWorkers = 100'000;  // the largest enterprise of the programme has 3,000

// One field against another and the day: local workers of all workers, a year that has come. Problems name the field.
Result<void> check(const Profile& profile, Date today);
// What is registered may be a maker of the programme (article 2): not "unknown", not "other".
Result<void> check_kind(producers::Kind kind);

// Where a typed place is today. `chosen`: the code that a person chose of what the place may mean, or empty. The one place that knows
// how an address becomes a unit: a picker that sends a code needs nothing else. Error: invalid_input on "place" when a person has to
// choose, or when nothing is called so.
Result<const places::Commune*> place_of(const places::Index& places, std::string_view typed, std::string_view chosen);
// What a typed place may mean; one when it is certain.
std::vector<const places::Commune*> places_meant(const places::Index& places, std::string_view typed);

// Registrations of producers that one account has open. A cooperative's accountant registers three households in an afternoon; who sends a
// hundred is no maker.
inline constexpr std::size_t kMostOpen = 5;
Result<void> may_register(std::size_t open);

// Who may do what in which state; conflict with words when it is too late.
enum class Act : std::uint8_t { mend, withdraw, confirm, give_back };
Result<void> may(Act act, const Registration& registration);

// An officer who also makes something, or mended what another sent, has it confirmed by a colleague or the province.
Result<void> nobody_confirms_the_own(const Registration& registration, AccountId by);
Error own_registration();

}  // namespace ocop::registrations::rules
