#include "modules/evaluation/types.h"

#include <algorithm>
#include <array>

namespace ocop::evaluation {
namespace {

constexpr std::array<std::string_view, 6> kStates{"draft", "submitted", "forwarded", "scoring", "closed", "decided"};
constexpr std::array<std::string_view, 3> kKindNames{"first", "upgrade", "renewal"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(State state) { return kStates[static_cast<std::size_t>(state)]; }
std::string_view name(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }
std::optional<State> parse_state(std::string_view name) { return parse<State>(kStates, name); }
std::string_view name(Level level) { return level == Level::centre ? "centre" : "province"; }
std::string_view name(OverSpread over) { return over == OverSpread::refuse ? "refuse" : "accept_with_reason"; }
std::string_view name(AtLimit at) { return at == AtLimit::within ? "within" : "over"; }
std::string_view name(PotentialFive asked) {
  return asked == PotentialFive::either ? "either" : asked == PotentialFive::ministry ? "ministry" : "province";
}
std::string_view name(SelfScore score) { return score == SelfScore::hidden ? "hidden" : "shown"; }
std::optional<Kind> parse_kind(std::string_view name) { return parse<Kind>(kKindNames, name); }

constexpr std::array<std::string_view, 4> kPositions{"none", "asked", "agreed", "meeting"};
std::string_view name(Positions positions) { return kPositions[static_cast<std::size_t>(positions)]; }
std::optional<Positions> parse_positions(std::string_view name) { return parse<Positions>(kPositions, name); }

std::string_view name(Ending ending) { return ending == Ending::answered ? "answered" : "cancelled"; }
std::optional<Ending> parse_ending(std::string_view word) {
  for (const Ending ending : {Ending::answered, Ending::cancelled})
    if (name(ending) == word) return ending;
  return std::nullopt;
}

const Request* Dossier::open_request() const {
  const auto open = std::ranges::find_if(requests, [](const Request& request) { return !request.ending; });
  return open == requests.end() ? nullptr : &*open;
}

const Answer* Sheet::find(std::string_view criterion) const {
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) { return answer.criterion == criterion; });
  return found == answers.end() ? nullptr : &*found;
}

const Opinion* Sheet::opinion(std::string_view part) const {
  const auto found = std::find_if(opinions.begin(), opinions.end(), [&](const Opinion& opinion) { return opinion.part == part; });
  return found == opinions.end() ? nullptr : &*found;
}

}  // namespace ocop::evaluation
