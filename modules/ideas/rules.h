#pragma once
#include <span>

#include "kernel/base/result.h"
#include "modules/ideas/types.h"

// Pure. No law speaks of ideas: what is here serves articles 6 and 7.1 of Decision 26/2026/QĐ-TTg, the dossier that comes of them.
namespace ocop::ideas::rules {

// How somebody stands to an idea: its commune's officer, its maker, or its province, which reads.
enum class Side : std::uint8_t { commune, maker, province };
class Sides {
 public:
  constexpr Sides() = default;
  constexpr Sides& add(Side side) { bits_ |= 1u << static_cast<unsigned>(side); return *this; }
  constexpr bool has(Side side) const { return (bits_ >> static_cast<unsigned>(side)) & 1u; }
  constexpr bool none() const { return bits_ == 0; }

 private:
  unsigned bits_ = 0;
};

enum class Act : std::uint8_t { change, enroll, start, name_product, open_dossier, give_up };
inline constexpr std::array kActs{Act::change, Act::enroll, Act::start, Act::name_product, Act::open_dossier, Act::give_up};

// The one table of the way: who may do what in which state, and what it is then. Errors: forbidden for a side that never does this;
// conflict when it is too late, or too early.
Result<State> may(Act act, State state, Sides sides);

// Whatever is said: a target day that is not gone and not too far, a producer or a maker's name and not both.
Result<void> check(const Facts& facts, Date today);
// An idea that is registered says who makes it, its set, its mentor and its target day; all that is missing at once.
Result<void> check_registered(const Facts& facts);
// A plan is there before work begins; a step is due by the target day.
Result<void> check_start(std::span<const Step> plan);
Result<void> check_step(const AddStep& step, const Facts& facts, std::size_t steps);

// What stays of an idea that was given up: nobody. Place, kind, name, material and set are the commune's.
Idea without_people(Idea idea);

}  // namespace ocop::ideas::rules
