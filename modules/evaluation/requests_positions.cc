#include "modules/evaluation/requests_positions.h"

#include <array>

#include "modules/evaluation/messages.h"

namespace ocop::evaluation {

const Message& label_of(Stand stand) { return stand == Stand::agree ? msg::positions_agree : msg::positions_differ; }

const input::Declaration<GivePosition>& position_fields() {
  static constexpr std::array kStands{Stand::agree, Stand::differ};
  static const input::Declaration<GivePosition> fields{
      input::choice("stand", &GivePosition::stand, kStands, [](Stand stand) { return label_of(stand); },
                    {.label = msg::positions_stand, .missing = msg::positions_stand_missing, .wrong = msg::positions_stand_missing}),
      input::paragraph("words", &GivePosition::words,
                       {.label = msg::positions_words, .hint = msg::positions_words_hint, .need = input::Need::optional,
                        .wrong = msg::positions_words_too_long, .most = kPositionLimit}),
      input::boolean("complex", &GivePosition::complex,
                     {.label = msg::positions_complex, .hint = msg::positions_complex_hint, .need = input::Need::optional}),
      input::paragraph("complexity", &GivePosition::complexity,
                       {.label = msg::positions_complexity, .need = input::Need::optional, .wrong = msg::positions_words_too_long,
                        .most = kPositionLimit})};
  return fields;
}

}  // namespace ocop::evaluation
