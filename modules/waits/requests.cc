#include "modules/waits/requests.h"

#include "modules/waits/messages.h"

namespace ocop::waits {

using input::Need;

const input::Declaration<GiveOpinion>& give_opinion() {
  static const input::Declaration<GiveOpinion> fields{
      input::integer("grade", &GiveOpinion::grade,
                     {.label = msg::grade, .hint = msg::grade_hint, .missing = msg::grade_missing, .wrong = msg::grade_missing, .least = 1,
                      .most = 5}),
      input::paragraph("words", &GiveOpinion::words,
                       {.label = msg::opinion_words, .hint = msg::opinion_words_hint, .need = Need::optional, .most = kWordsLimit})};
  return fields;
}

const input::Declaration<AddRound>& add_round() {
  static const input::Declaration<AddRound> fields{
      input::date("asked_before", &AddRound::asked_before, {.label = msg::asked_before, .missing = msg::day_missing}),
      input::date("results_before", &AddRound::results_before, {.label = msg::results_before, .missing = msg::day_missing}),
      input::line("plan", &AddRound::plan, {.label = msg::plan, .hint = msg::plan_hint, .missing = msg::plan_missing, .most = kPlanLimit})};
  return fields;
}

}  // namespace ocop::waits
