#include "modules/samples/requests.h"

#include "modules/samples/messages.h"

namespace ocop::samples {

using input::Need;

const input::Declaration<TakeCount>& take_count() {
  static const input::Declaration<TakeCount> fields{
      input::choice("step", &TakeCount::step, kSteps, {.label = msg::step, .missing = msg::step_missing}),
      input::integer("found", &TakeCount::found,
                     {.label = msg::found, .hint = msg::found_hint, .missing = msg::found_wrong, .wrong = msg::found_wrong, .least = 0,
                      .most = kMostFound}),
      input::integer("damaged", &TakeCount::damaged,
                     {.label = msg::damaged, .hint = msg::damaged_hint, .need = Need::optional, .wrong = msg::damaged_wrong, .least = 0,
                      .most = kMostFound}),
      input::date("day", &TakeCount::day, {.label = msg::day, .missing = msg::day_wrong}),
      input::paragraph("words", &TakeCount::words,
                       {.label = msg::words, .hint = msg::words_hint, .need = Need::optional, .most = kWordsLimit})};
  return fields;
}

}  // namespace ocop::samples
