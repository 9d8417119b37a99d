#include "modules/privacy/types.h"

#include "modules/privacy/messages.h"

namespace ocop::privacy {
namespace {

template <class E>
struct Known {
  E value;
  std::string_view name;
  const Message& label;
};
constexpr std::array kWishWords{Known{Wish::see, "see", msg::wish_see},
                                Known{Wish::correct, "correct", msg::wish_correct},
                                Known{Wish::erase, "erase", msg::wish_erase},
                                Known{Wish::withdraw, "withdraw", msg::wish_withdraw},
                                Known{Wish::restrict_use, "restrict", msg::wish_restrict},
                                Known{Wish::object, "object", msg::wish_object}};
constexpr std::array kStateWords{Known{State::asked, "asked", msg::state_asked}, Known{State::answered, "answered", msg::state_answered},
                                 Known{State::done, "done", msg::state_done}, Known{State::refused, "refused", msg::state_refused},
                                 Known{State::taken_back, "taken_back", msg::state_taken_back}};
constexpr std::array kOutcomeWords{Known{Outcome::answered, "answered", msg::outcome_answered},
                                   Known{Outcome::done, "done", msg::outcome_done},
                                   Known{Outcome::refused, "refused", msg::outcome_refused}};

template <class All, class E>
const auto& known(const All& all, E value) {
  return all[static_cast<std::size_t>(value)];
}
template <class E, std::size_t N>
std::optional<E> parsed(const std::array<Known<E>, N>& all, std::string_view name) {
  for (const auto& one : all)
    if (one.name == name) return one.value;
  return std::nullopt;
}

}  // namespace

std::string_view name(Wish wish) { return known(kWishWords, wish).name; }
std::optional<Wish> parse_wish(std::string_view name) { return parsed(kWishWords, name); }
const Message& label(Wish wish) { return known(kWishWords, wish).label; }
std::string_view name(State state) { return known(kStateWords, state).name; }
std::optional<State> parse_state(std::string_view name) { return parsed(kStateWords, name); }
const Message& label(State state) { return known(kStateWords, state).label; }
std::string_view name(Outcome outcome) { return known(kOutcomeWords, outcome).name; }
const Message& label(Outcome outcome) { return known(kOutcomeWords, outcome).label; }

}  // namespace ocop::privacy
