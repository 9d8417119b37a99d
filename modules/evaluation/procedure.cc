#include "modules/evaluation/procedure.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/words.h"

namespace ocop::evaluation::procedure {
namespace {

using rules::Act;
using rules::Capacity;
using enum State;

constexpr std::array kSteps{
    Step{draft, Act::save_answer, Capacity::producer, Clock::none, "", "7.1", draft},
    Step{draft, Act::discard, Capacity::producer, Clock::none, "", "", std::nullopt},
    Step{draft, Act::submit, Capacity::producer, Clock::none, "dossier.submitted", "7.1", submitted},
    Step{submitted, Act::save_report, Capacity::commune_officer, Clock::commune, "", "7.2a", submitted},
    Step{submitted, Act::ask_completion, Capacity::commune_officer, Clock::commune, "completion.asked", "7.2a", submitted},
    Step{submitted, Act::answer_completion, Capacity::producer, Clock::asked, "completion.answered", "7.2a", submitted},
    Step{submitted, Act::cancel_completion, Capacity::commune_officer, Clock::none, "completion.cancelled", "", submitted},
    Step{submitted, Act::correct_field, Capacity::commune_officer, Clock::commune, "dossier.corrected", "", submitted},
    Step{submitted, Act::return_back, Capacity::commune_officer, Clock::commune, "dossier.returned", "", draft},
    Step{submitted, Act::forward, Capacity::commune_officer, Clock::commune, "dossier.forwarded", "7.2b", forwarded},
    Step{forwarded, Act::ask_completion, Capacity::provincial_body, Clock::renewal, "completion.asked", "7.3a", forwarded},
    Step{forwarded, Act::answer_completion, Capacity::producer, Clock::asked, "completion.answered", "7.3a", forwarded},
    Step{forwarded, Act::cancel_completion, Capacity::provincial_body, Clock::renewal, "completion.cancelled", "", forwarded},
    Step{forwarded, Act::correct_field, Capacity::provincial_body, Clock::renewal, "dossier.corrected", "", forwarded},
    Step{forwarded, Act::return_back, Capacity::provincial_body, Clock::renewal, "dossier.returned", "", draft},
    Step{forwarded, Act::save_advice, Capacity::advisory_group, Clock::renewal, "", "7.3c", forwarded},
    Step{forwarded, Act::open_council, Capacity::provincial_body, Clock::renewal, "scoring.opened", "7.3b", scoring},
    Step{scoring, Act::save_sheet, Capacity::council_member, Clock::renewal, "", "7.3d", scoring},
    Step{scoring, Act::submit_sheet, Capacity::council_member, Clock::renewal, "sheet.submitted", "7.3d", scoring},
    Step{scoring, Act::reopen_sheet, Capacity::council_chair, Clock::renewal, "sheet.reopened", "", scoring},
    Step{scoring, Act::name_chair, Capacity::provincial_body, Clock::renewal, "chair.named", "7.3b", scoring},
    Step{scoring, Act::close, Capacity::council_chair, Clock::renewal, "scoring.closed", "7.3d", closed},
    Step{closed, std::nullopt, Capacity::provincial_body, Clock::renewal, "decision.recorded", "7.3e", decided},
};

std::string in(const Message& message) { return std::string(translate(message, Language::vi)); }

// Mermaid: one arrow for all that leads from one state to another, in words that a person of the commune knows.
std::string picture() {
  std::string out = "```mermaid\nstateDiagram-v2\n  [*] --> draft\n";
  for (const Step& step : kSteps) {
    const std::string to = step.to ? std::string(name(*step.to)) : "[*]";
    out += "  " + std::string(name(step.from)) + " --> " + to + ": " + in(label_of(step)) + " (" + in(label(step.who)) + ")\n";
  }
  for (const State state : {draft, submitted, forwarded, scoring, closed, decided})
    out += "  " + std::string(name(state)) + " : " + in(evaluation::label(state)) + "\n";
  return out + "  decided --> [*]\n```\n";
}

std::string table() {
  std::string out =
      "| state | act | who | clock | in the public log | Decision 26/2026/QĐ-TTg | state after |\n|---|---|---|---|---|---|---|\n";
  for (const Step& step : kSteps)
    out += "| `" + std::string(name(step.from)) + "` | " + in(label_of(step)) + " | " + in(label(step.who)) + " | " +
           in(label(step.clock)) + " | " + (step.leaf.empty() ? "–" : "`" + std::string(step.leaf) + "`") + " | " +
           (step.law.empty() ? "–" : article(step.law, Language::vi)) + " | " + (step.to ? "`" + std::string(name(*step.to)) + "`" : "–") +
           " |\n";
  return out;
}

}  // namespace

std::span<const Step> steps() { return kSteps; }

std::vector<Step> from(State state) {
  std::vector<Step> out;
  for (const Step& step : kSteps)
    if (step.from == state) out.push_back(step);
  return out;
}

const Step* onward(State state) {
  for (const Step& step : kSteps)
    if (step.from == state && step.to && *step.to > state) return &step;
  return nullptr;
}

const Step* awaited(const Dossier& dossier) {
  if (dossier.open_request())
    for (const Step& step : kSteps)
      if (step.from == dossier.state && step.act == Act::answer_completion) return &step;
  return onward(dossier.state);
}

std::string article(std::string_view law, Language language) {
  if (language != Language::vi) return "article " + std::string(law);
  const std::size_t dot = law.find('.');
  std::string out = "Điều " + std::string(law.substr(0, dot));
  if (dot == std::string_view::npos) return out;
  const std::size_t point = law.find_first_not_of("0123456789", dot + 1);
  out += " khoản " + std::string(law.substr(dot + 1, point == std::string_view::npos ? point : point - dot - 1));
  return point == std::string_view::npos ? out : out + " điểm " + std::string(law.substr(point));
}

const Message& label(Act act) {
  switch (act) {
    case Act::save_answer: return msg::act_save_answer;
    case Act::submit: return msg::act_submit;
    case Act::discard: return msg::act_discard;
    case Act::return_back: return msg::act_return_back;
    case Act::save_report: return msg::act_save_report;
    case Act::forward: return msg::act_forward;
    case Act::open_council: return msg::act_open_council;
    case Act::save_sheet: return msg::act_save_sheet;
    case Act::submit_sheet: return msg::act_submit_sheet;
    case Act::reopen_sheet: return msg::act_reopen_sheet;
    case Act::name_chair: return msg::act_name_chair;
    case Act::close: return msg::act_close;
    case Act::save_advice: return msg::act_save_advice;
    case Act::ask_completion: return msg::act_ask_completion;
    case Act::answer_completion: return msg::act_answer_completion;
    case Act::cancel_completion: return msg::act_cancel_completion;
    case Act::correct_field: return msg::act_correct_field;
    default: return msg::act_read;  // what changes nothing is in no row
  }
}

const Message& label(Capacity capacity) {
  static constexpr std::array<const Message*, rules::kCapacityCount> kLabels{&msg::who_producer, &msg::who_commune, &msg::who_province,
                                                                             &msg::who_member,   &msg::who_chair,   &msg::who_secretary,
                                                                             &msg::who_advisory};
  return *kLabels[static_cast<std::size_t>(capacity)];
}

const Message& label(Clock clock) {
  static constexpr std::array<const Message*, 4> kLabels{&msg::clock_none, &msg::clock_commune, &msg::clock_renewal, &msg::clock_asked};
  return *kLabels[static_cast<std::size_t>(clock)];
}

const Message& label_of(const Step& step) { return step.act ? label(*step.act) : msg::act_decide; }

std::string markdown() {
  return "# The procedure of a dossier\n\n"
         "**tldr.** In which state, which act, by whom, on whose clock, what the public log says, what the law says, and the state after.\n"
         "Made by `ocop admin show-procedure > docs/model/procedure.md` of the table in modules/evaluation/procedure.cc; a test holds\n"
         "both together. Whoever must not act in a state is told so by the same rules (modules/evaluation/rules.cc).\n\n" +
         picture() +
         "\nWhile a request for completion is open nothing leads on: forwarding, sending back and naming a council are refused (409)\n"
         "with its number and day; its producer may fill in its own sheet as in a draft. `decision.recorded` is an act of\n"
         "modules/certificates.\n\n" +
         table();
}

}  // namespace ocop::evaluation::procedure
