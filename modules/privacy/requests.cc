#include "modules/privacy/requests.h"

#include "modules/privacy/messages.h"
#include "modules/privacy/rules.h"

namespace ocop::privacy {

const input::Declaration<Ask>& ask_fields() {
  static const input::Declaration<Ask> fields{
      input::choice("wish", &Ask::wish, kWishes, {.label = msg::ask_wish}),
      input::paragraph("words", &Ask::words,
                       {.label = msg::ask_words, .hint = msg::ask_words_hint, .missing = msg::wrong_ask, .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<Answer>& answer_fields() {
  static const input::Declaration<Answer> fields{
      input::version(&Answer::version), input::choice("outcome", &Answer::outcome, kOutcomes, {.label = msg::answer_outcome}),
      input::paragraph(
          "words", &Answer::words,
          {.label = msg::answer_words, .hint = msg::answer_words_hint, .missing = msg::wrong_words, .most = rules::kWordsLimit}),
      input::boolean("third_party", &Answer::third_party, {.label = msg::answer_third_party, .need = input::Need::optional})};
  return fields;
}

const input::Declaration<Extend>& extend_fields() {
  static const input::Declaration<Extend> fields{
      input::version(&Extend::version),
      input::integer(
          "days", &Extend::days,
          {.label = msg::extend_days, .missing = msg::wrong_days, .wrong = msg::wrong_days, .least = 1, .most = rules::kMostExtension}),
      input::paragraph("words", &Extend::words, {.label = msg::extend_words, .missing = msg::wrong_words, .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<Erase>& erase_fields() {
  constexpr std::int64_t kPassword = 256;   // as for signing in
  static const input::Declaration<Erase> fields{input::secret(
      "password", &Erase::password,
      {.label = msg::erase_password, .missing = msg::erase_password_missing, .most = kPassword, .autocomplete = "current-password"})};
  return fields;
}

}  // namespace ocop::privacy
