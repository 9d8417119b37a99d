#include "modules/operations/requests.h"

#include <array>

namespace ocop::operations {

const input::Declaration<JobQuery>& job_query() {
  using jobs::State;
  constexpr std::array kStates{State::waiting, State::running, State::done, State::dead, State::cancelled, State::given_up};
  static_assert(kStates.size() == static_cast<std::size_t>(jobs::kStates));
  static const input::Declaration<JobQuery> fields{
      input::choice("state", &JobQuery::state, kStates, label, {.need = input::Need::optional}),
      input::cursor(&JobQuery::cursor), input::limit(&JobQuery::limit)};
  return fields;
}

}  // namespace ocop::operations
