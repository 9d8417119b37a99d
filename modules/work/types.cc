#include "modules/work/types.h"

#include "modules/work/messages.h"

namespace ocop::work {

std::string_view name(State state) {
  static constexpr std::array<std::string_view, kStates.size()> kNames{"waiting", "others", "done"};
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<State> parse_state(std::string_view word) {
  for (const State one : kStates)
    if (name(one) == word) return one;
  return std::nullopt;
}

const Message& label(State state) {
  static constexpr std::array<const Message*, kStates.size()> kLabels{&msg::state_waiting, &msg::state_others, &msg::state_done};
  return *kLabels[static_cast<std::size_t>(state)];
}

}  // namespace ocop::work
