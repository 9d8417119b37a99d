#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "modules/evaluation/rules.h"

// The procedure as one table: in which state, which act, by whom, on whose clock, what the public log says of it, what the law says of it,
// and the state after it. The steps of a dossier's page and the picture in docs/model/procedure.md are made of it; a test holds it to who
// may do what (rules::may), in both directions, and another to what really happens. Pure.
namespace ocop::evaluation::procedure {

enum class Clock : std::uint8_t {
  none,
  commune,  // 15 working days, running stretches (article 7.2; rules_clock.h)
  renewal,  // 45 days, of a renewal alone (article 7.6)
  asked,  // the day that the office chose for the answer
  round,  // at the centre: before the day of its round (article 5.2), of a renewal the 45 days of 7.6g where they end sooner
};

struct Step {
  State from = State::draft;
  std::optional<rules::Act> act;  // empty: what modules/certificates does with a closed dossier
  rules::Capacity who = rules::Capacity::producer;
  Clock clock = Clock::none;
  std::string_view leaf;  // the entry of the log that is the act's own; empty = none
  std::string_view law;  // "7.2a": article, clause, point of Decision 26/2026/QĐ-TTg; empty = it says nothing of this
  std::optional<State> to;  // empty: the dossier is gone
};
std::span<const Step> steps(Level level = Level::province);  // in the order of the way

// What may be done next in a state, in the order of the table.
std::vector<Step> from(State state, Level level = Level::province);
// The step that leads on: the first to a later state.
const Step* onward(State state, Level level = Level::province);
// What the dossier waits for now: an open request's answer, else the step that leads on; nullptr at its end.
const Step* awaited(const Dossier& dossier);
// "Điều 7 khoản 2 điểm a" / "article 7.2a".
std::string article(std::string_view law, Language language);

const Message& label(rules::Act act);  // of the acts in the table
const Message& label(rules::Capacity capacity, Level level = Level::province);
const Message& label(Clock clock);
const Message& label_of(const Step& step, Level level = Level::province);

// docs/model/procedure.md: `ocop admin show-procedure`.
std::string markdown();

}  // namespace ocop::evaluation::procedure
