#include "modules/enquiries/requests.h"

#include "modules/enquiries/messages.h"

namespace ocop::enquiries {

const input::Declaration<Ask>& ask_fields() {
  constexpr std::int64_t kName = 80, kContact = 120, kWords = 1'000;   // half a page
  static const input::Declaration<Ask> fields{
      input::paragraph("words", &Ask::words, {.label = msg::words, .hint = msg::words_hint, .missing = msg::words_missing, .most = kWords}),
      input::line("name", &Ask::name, {.label = msg::name, .missing = msg::name_missing, .most = kName, .autocomplete = "name"}),
      input::line("contact", &Ask::contact,
                  {.label = msg::contact, .hint = msg::contact_hint, .missing = msg::contact_missing, .most = kContact}),
      input::boolean("consent", &Ask::consent, {.label = msg::consent, .missing = msg::consent_missing})};
  return fields;
}

const input::Declaration<Answered>& answered_fields() {
  static const input::Declaration<Answered> fields{input::version(&Answered::version)};
  return fields;
}

}  // namespace ocop::enquiries
