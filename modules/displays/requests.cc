#include "modules/displays/requests.h"

#include "modules/displays/messages.h"

namespace ocop::displays {

using input::Need;

const input::Declaration<DisplayInput>& display_input() {
  static const input::Declaration<DisplayInput> fields{
      input::choice("piece", &DisplayInput::piece, kPieces, {.label = msg::field_piece}),
      input::integer("copies", &DisplayInput::copies,
                     {.label = msg::field_copies, .hint = msg::field_copies_hint, .need = Need::optional, .least = 1, .most = kMostCopies}),
      input::line("contact", &DisplayInput::contact,
                  {.label = msg::field_contact, .hint = msg::field_contact_hint, .need = Need::optional, .most = kMostContact})};
  return fields;
}

}  // namespace ocop::displays
