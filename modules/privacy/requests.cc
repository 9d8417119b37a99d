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

const input::Declaration<BreachFacts>& breach_fields() {
  constexpr std::int64_t kClock = 5, kWho = 200, kMostPeople = 100'000'000;   // "14:30"; an office; everybody in the country
  using input::Need;
  static const input::Declaration<BreachFacts> fields{
      input::date("found_on", &BreachFacts::found_on,
                  {.label = msg::breach_found_on, .missing = msg::breach_time_wrong, .wrong = msg::breach_time_wrong}),
      input::line("found_at", &BreachFacts::found_at,
                  {.label = msg::breach_found_at, .hint = msg::breach_found_at_hint, .missing = msg::breach_time_wrong, .most = kClock}),
      input::line("found_by", &BreachFacts::found_by,
                  {.label = msg::breach_found_by, .hint = msg::breach_found_by_hint, .missing = msg::breach_words_missing, .most = kWho}),
      input::paragraph(
          "what", &BreachFacts::what,
          {.label = msg::breach_what, .hint = msg::breach_what_hint, .missing = msg::breach_words_missing, .most = rules::kWordsLimit}),
      input::paragraph(
          "data", &BreachFacts::data,
          {.label = msg::breach_data, .hint = msg::breach_data_hint, .missing = msg::breach_words_missing, .most = rules::kWordsLimit}),
      input::integer("people", &BreachFacts::people,
                     {.label = msg::breach_people, .hint = msg::breach_people_hint, .need = Need::optional, .least = 0,
                      .most = kMostPeople}),
      input::paragraph("done", &BreachFacts::done,
                       {.label = msg::breach_done, .hint = msg::breach_done_hint, .need = Need::optional, .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<BreachChange>& breach_change() {
  static const input::Declaration<BreachChange> fields(breach_fields(), {input::version(&BreachChange::version)});
  return fields;
}

const input::Declaration<BreachNotified>& breach_notified_fields() {
  constexpr std::int64_t kClock = 5, kReference = 120;
  static const input::Declaration<BreachNotified> fields{
      input::version(&BreachNotified::version),
      input::date("on", &BreachNotified::on, {.label = msg::breach_on, .missing = msg::breach_time_wrong, .wrong = msg::breach_time_wrong}),
      input::line("at", &BreachNotified::at,
                  {.label = msg::breach_at, .hint = msg::breach_found_at_hint, .missing = msg::breach_time_wrong, .most = kClock}),
      input::line("reference", &BreachNotified::reference,
                  {.label = msg::breach_reference, .hint = msg::breach_reference_hint, .missing = msg::breach_words_missing,
                   .most = kReference}),
      input::paragraph("told", &BreachNotified::told,
                       {.label = msg::breach_told, .hint = msg::breach_told_hint, .need = input::Need::optional,
                        .most = rules::kWordsLimit})};
  return fields;
}

const input::Declaration<BreachClosed>& breach_closed_fields() {
  static const input::Declaration<BreachClosed> fields{
      input::version(&BreachClosed::version),
      input::paragraph("outcome", &BreachClosed::outcome,
                       {.label = msg::breach_outcome, .hint = msg::breach_outcome_hint, .missing = msg::breach_words_missing,
                        .most = rules::kWordsLimit}),
      input::paragraph("without", &BreachClosed::without,
                       {.label = msg::breach_without, .need = input::Need::optional, .needed = msg::breach_without_needed,
                        .most = rules::kWordsLimit})};
  return fields;
}

}  // namespace ocop::privacy
