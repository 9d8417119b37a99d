#include "modules/evaluation/requests_completion.h"

#include <algorithm>

#include "modules/evaluation/messages.h"

namespace ocop::evaluation {
namespace {

using input::Need;

input::Options words() {
  return {.label = msg::completion_words,
          .hint = msg::completion_words_hint,
          .need = Need::optional,
          .wrong = msg::completion_words_long,
          .most = kLetterLimit};
}
input::Options until() {
  return {.label = msg::completion_until, .hint = msg::completion_until_hint, .missing = msg::completion_until_missing};
}
input::Options answer() {
  return {.label = msg::completion_answer,
          .hint = msg::completion_answer_hint,
          .missing = msg::completion_answer_needed,
          .wrong = msg::completion_words_long,
          .most = kLetterLimit};
}

}  // namespace

const input::Declaration<AskInput>& completion_fields() {
  static const input::Declaration<AskInput> fields{
      input::version(&AskInput::version), input::paragraph("words", &AskInput::words, words()),
      input::date("until", &AskInput::until, until()),
      input::map("items", &AskInput::items,
                 {.label = msg::completion_items,
                  .missing = msg::completion_without_items,
                  .most = kItemsMost,
                  .about = "what is asked, by a criterion's code or the name of a kind of paper"})};
  return fields;
}

const input::Declaration<AskForm>& completion_form() {
  static const input::Declaration<AskForm> fields{
      input::version(&AskForm::version),
      input::paragraph("words", &AskForm::words, words()),
      input::date("until", &AskForm::until, until()),
      input::map("item", &AskForm::items, {.need = Need::optional, .most = kItemsMost}),
      input::map("ask", &AskForm::ticks, {.need = Need::optional, .most = kItemsMost}),
      input::line("more_about", &AskForm::more_about, {.label = msg::completion_more_about, .need = Need::optional}),
      input::paragraph("more", &AskForm::more,
                       {.label = msg::completion_more,
                        .hint = msg::completion_more_hint,
                        .need = Need::optional,
                        .wrong = msg::completion_item_long,
                        .most = kItemLimit})};
  return fields;
}

const input::Declaration<AnswerCompletion>& completion_answer_fields() {
  static const input::Declaration<AnswerCompletion> fields{
      input::version(&AnswerCompletion::version), input::paragraph("words", &AnswerCompletion::words, answer()),
      input::boolean("declared", &AnswerCompletion::declared, {.label = msg::submission_declaration, .missing = msg::declaration_needed}),
      input::boolean("gaps_accepted", &AnswerCompletion::gaps_accepted, {.label = msg::submission_gaps_accepted, .need = Need::optional})};
  return fields;
}

const input::Declaration<AnswerCompletion>& completion_answer_form() {
  static const input::Declaration<AnswerCompletion> fields{
      input::version(&AnswerCompletion::version), input::paragraph("words", &AnswerCompletion::words, answer()),
      input::boolean("declared", &AnswerCompletion::declared, {.label = msg::submission_declaration, .need = Need::optional}),
      input::boolean("gaps_accepted", &AnswerCompletion::gaps_accepted, {.label = msg::submission_gaps_accepted, .need = Need::optional})};
  return fields;
}

const input::Declaration<CorrectField>& correction_fields() {
  static const input::Declaration<CorrectField> fields{
      input::version(&CorrectField::version),
      input::line("field", &CorrectField::field,
                  {.label = msg::correction_field, .about = "product_name, or note. and a criterion's code"}),
      input::paragraph("value", &CorrectField::value,
                       {.label = msg::correction_value, .missing = msg::correction_value_needed, .most = kNoteLimit}),
      input::paragraph("why", &CorrectField::why,
                       {.label = msg::correction_why, .missing = msg::reason_needed, .wrong = msg::reason_too_long, .most = kReasonLimit})};
  return fields;
}

AskCompletion ask_of(const AskInput& input) {
  AskCompletion out{.version = input.version, .words = input.words, .until = input.until, .items = {}};
  for (const Pair& item : input.items) out.items.push_back({item.key, item.value});
  return out;
}

AskCompletion ask_of(const AskForm& form) {
  AskCompletion out = ask_of(AskInput{form.version, form.words, form.until, form.items});
  std::erase_if(out.items, [&](const CompletionItem& item) {
    return std::ranges::none_of(form.ticks, [&](const Pair& tick) { return tick.key == item.about && !tick.value.empty(); });
  });
  if (form.more.empty()) return out;
  const auto same = std::ranges::find(out.items, form.more_about, &CompletionItem::about);
  if (same == out.items.end()) out.items.push_back({form.more_about, form.more});
  else same->words += "\n" + form.more;
  return out;
}

}  // namespace ocop::evaluation
