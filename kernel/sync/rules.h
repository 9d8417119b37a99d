#pragma once
#include <cstdint>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/base/time.h"

// What a batch is and how an act is judged. Pure: rights, clocks and versions are arguments.
namespace ocop::sync {

// How far back an act may be dated: a phone in a drawer for a season. Older ones count as made then.
inline constexpr std::int64_t kOldestMilliseconds = 180LL * 86'400'000;

// When an act was made, by the server's clock: the phone's clock is put right by how wrong it is as it sends, then held between
// `received` − kOldestMilliseconds and `received`.
Instant made_at(Instant made, Instant sent, Instant received);

// The right to an act, then and now.
enum class Right : std::uint8_t { kept, gained, lost, never };
enum class Held : std::uint8_t { no, yes };
Right compare(Held then, Held now);
std::string_view name(Right right);              // "kept"

enum class Outcome : std::uint8_t { accepted, refused, set_aside };
std::string_view name(Outcome outcome);          // "accepted"

// What the rights alone decide. kept and gained: it is done now, as if done online now (gained is shown). lost: it was rightful when it was
// made, so it is not thrown away, and the person is not who may do it now, so it is not done: set aside. never: refused.
enum class Gate : std::uint8_t { perform, set_aside, refuse };
Gate gate(Right right);
// What an error of the act itself means: a conflict is for a person to look at, all else is final.
Outcome outcome_of(ErrorKind error);

}  // namespace ocop::sync
