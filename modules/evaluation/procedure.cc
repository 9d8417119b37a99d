#include "modules/evaluation/procedure.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules_centre.h"
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
    Step{forwarded, Act::save_advice, Capacity::provincial_body, Clock::renewal, "", "7.6c", forwarded},
    Step{forwarded, Act::open_council, Capacity::provincial_body, Clock::renewal, "scoring.opened", "7.3b", scoring},
    Step{forwarded, Act::adopt, Capacity::provincial_body, Clock::none, "result.adopted", "7.4g", closed},
    Step{scoring, Act::save_position, Capacity::council_member, Clock::renewal, "position.given", "7.6d", scoring},
    Step{scoring, Act::settle_positions, Capacity::council_chair, Clock::renewal, "positions.settled", "7.6d", scoring},
    Step{scoring, Act::save_sheet, Capacity::council_member, Clock::renewal, "", "7.3d", scoring},
    Step{scoring, Act::submit_sheet, Capacity::council_member, Clock::renewal, "sheet.submitted", "7.3d", scoring},
    Step{scoring, Act::reopen_sheet, Capacity::council_chair, Clock::renewal, "sheet.reopened", "", scoring},
    Step{scoring, Act::name_chair, Capacity::provincial_body, Clock::renewal, "chair.named", "7.3b", scoring},
    Step{scoring, Act::declare_conflict, Capacity::council_member, Clock::renewal, "conflict.declared", "", scoring},
    Step{scoring, Act::declare_conflict, Capacity::council_chair, Clock::renewal, "conflict.declared", "", scoring},
    Step{scoring, Act::name_stand_in, Capacity::council_chair, Clock::renewal, "seat.filled", "", scoring},
    Step{scoring, Act::close, Capacity::council_chair, Clock::renewal, "scoring.closed", "7.3d", closed},
    Step{closed, std::nullopt, Capacity::provincial_body, Clock::renewal, "decision.recorded", "7.3e", decided},
};

// Article 7.4: it begins with what the province sends by 7.3e ("có văn bản và gửi hồ sơ theo quy định tại khoản 3 Điều 6"). The
// advisory group and the council work as a province's do ("theo Quy chế hoạt động của Hội đồng cấp trung ương", 7.4c, 7.4d).
constexpr std::array kCentreSteps{
    Step{forwarded, Act::ask_completion, Capacity::provincial_body, Clock::round, "completion.asked", "7.4a", forwarded},
    Step{forwarded, Act::answer_completion, Capacity::producer, Clock::asked, "completion.answered", "7.4c", forwarded},
    Step{forwarded, Act::cancel_completion, Capacity::provincial_body, Clock::round, "completion.cancelled", "", forwarded},
    Step{forwarded, Act::receive, Capacity::provincial_body, Clock::round, "file.received", "7.4a", forwarded},
    Step{forwarded, Act::save_advice, Capacity::advisory_group, Clock::round, "", "7.4c", forwarded},
    Step{forwarded, Act::open_council, Capacity::provincial_body, Clock::round, "scoring.opened", "7.4b", scoring},
    Step{scoring, Act::save_sheet, Capacity::council_member, Clock::round, "", "7.4d", scoring},
    Step{scoring, Act::submit_sheet, Capacity::council_member, Clock::round, "sheet.submitted", "7.4d", scoring},
    Step{scoring, Act::reopen_sheet, Capacity::council_chair, Clock::round, "sheet.reopened", "", scoring},
    Step{scoring, Act::name_chair, Capacity::provincial_body, Clock::round, "chair.named", "7.4b", scoring},
    Step{scoring, Act::declare_conflict, Capacity::council_member, Clock::round, "conflict.declared", "", scoring},
    Step{scoring, Act::declare_conflict, Capacity::council_chair, Clock::round, "conflict.declared", "", scoring},
    Step{scoring, Act::name_stand_in, Capacity::council_chair, Clock::round, "seat.filled", "", scoring},
    Step{scoring, Act::close, Capacity::council_chair, Clock::round, "scoring.closed", "7.4d", closed},
    Step{closed, std::nullopt, Capacity::provincial_body, Clock::round, "decision.recorded", "7.4e", decided},
};

std::string in(const Message& message) { return std::string(translate(message, Language::vi)); }

// Mermaid: one arrow for all that leads from one state to another, in words that a person of the commune knows.
std::string picture(Level level) {
  std::string out = "```mermaid\nstateDiagram-v2\n";
  const bool centre = level == Level::centre;
  out += std::string("  [*] --> ") + (centre ? "forwarded: " + in(msg::centre_step_sent) : "draft") + "\n";
  for (const Step& step : steps(level)) {
    const std::string to = step.to ? std::string(name(*step.to)) : "[*]";
    out += "  " + std::string(name(step.from)) + " --> " + to + ": " + in(label_of(step, level)) + " (" +
           in(label(step.who, level)) + ")\n";
  }
  for (const State state : {draft, submitted, forwarded, scoring, closed, decided}) {
    if (centre && state < forwarded) continue;
    Dossier there;
    there.state = state;
    if (centre) there.province = kCentre;
    out += "  " + std::string(name(state)) + " : " + in(state_words(there)) + "\n";
  }
  return out + "  decided --> [*]\n```\n";
}

std::string table(Level level) {
  std::string out =
      "| state | act | who | clock | in the public log | Decision 26/2026/QĐ-TTg | state after |\n|---|---|---|---|---|---|---|\n";
  for (const Step& step : steps(level))
    out += "| `" + std::string(name(step.from)) + "` | " + in(label_of(step, level)) + " | " + in(label(step.who, level)) + " | " +
           in(label(step.clock)) + " | " + (step.leaf.empty() ? "–" : "`" + std::string(step.leaf) + "`") + " | " +
           (step.law.empty() ? "–" : article(step.law, Language::vi)) + " | " + (step.to ? "`" + std::string(name(*step.to)) + "`" : "–") +
           " |\n";
  return out;
}

}  // namespace

std::span<const Step> steps(Level level) {
  if (level == Level::centre) return kCentreSteps;
  return kSteps;
}

std::vector<Step> from(State state, Level level) {
  std::vector<Step> out;
  for (const Step& step : steps(level))
    if (step.from == state) out.push_back(step);
  return out;
}

const Step* onward(State state, Level level) {
  for (const Step& step : steps(level))
    if (step.from == state && step.to && *step.to > state) return &step;
  return nullptr;
}

const Step* awaited(const Dossier& dossier) {
  const auto of = [&](Act act) -> const Step* {
    for (const Step& step : steps(dossier.level()))
      if (step.from == dossier.state && step.act == act) return &step;
    return nullptr;
  };
  if (dossier.open_request()) return of(Act::answer_completion);
  if (dossier.level() == Level::centre && dossier.state == forwarded && !dossier.received_at) return of(Act::receive);
  if (rules::came_back(dossier) && dossier.state == forwarded) return of(Act::adopt);
  return onward(dossier.state, dossier.level());
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
    case Act::receive: return msg::centre_act_receive;
    case Act::adopt: return msg::centre_act_adopt;
    case Act::save_position: return msg::act_save_position;
    case Act::settle_positions: return msg::act_settle_positions;
    case Act::declare_conflict: return msg::act_declare_conflict;
    case Act::name_stand_in: return msg::act_name_stand_in;
    default: return msg::act_read;  // what changes nothing is in no row
  }
}

const Message& label(Capacity capacity, Level level) {
  if (level == Level::centre && capacity == Capacity::provincial_body) return msg::centre_body;
  static constexpr std::array<const Message*, rules::kCapacityCount> kLabels{&msg::who_producer, &msg::who_commune, &msg::who_province,
                                                                             &msg::who_member,   &msg::who_chair,   &msg::who_secretary,
                                                                             &msg::who_advisory, &msg::centre_informed};
  return *kLabels[static_cast<std::size_t>(capacity)];
}

const Message& label(Clock clock) {
  static constexpr std::array<const Message*, 5> kLabels{&msg::clock_none, &msg::clock_commune, &msg::clock_renewal, &msg::clock_asked,
                                                              &msg::clock_round};
  return *kLabels[static_cast<std::size_t>(clock)];
}

const Message& label_of(const Step& step, Level level) {
  if (step.act) return label(*step.act);
  return level == Level::centre ? msg::centre_act_decide : msg::act_decide;
}

std::string markdown() {
  return "# The procedure of a dossier\n\n"
         "**tldr.** In which state, which act, by whom, on whose clock, what the public log says, what the law says, and the state after.\n"
         "Made by `ocop admin show-procedure > docs/model/procedure.md` of the table in modules/evaluation/procedure.cc; a test holds\n"
         "both together. Whoever must not act in a state is told so by the same rules (modules/evaluation/rules.cc).\n\n" +
         picture(Level::province) +
         "\nWhile a request for completion is open nothing leads on: forwarding, sending back and naming a council are refused (409)\n"
         "with its number and day; its producer may fill in its own sheet as in a draft. `decision.recorded` is an act of\n"
         "modules/certificates.\n\n"
         "A renewal is scored in sheets only when its written views differ or somebody calls it complex (article 7.6d); until then\n"
         "sheets and closing are refused (409). Where they agree the result is that of the report, and the chair closes.\n\n" +
         table(Level::province) +
         "\n# At the centre\n\n"
         "The file that a province sends by article 7.3e (`file.sent`) is a dossier at the centre (decision 150). A reader of\n"
         "the province, the commune or the producer that it came from sees it and its state, no sheet and no result. What the\n"
         "Ministry does not recognise is forwarded at its province again (`file.returned`, article 7.4g).\n\n" +
         picture(Level::centre) + "\n" + table(Level::centre);
}

}  // namespace ocop::evaluation::procedure
