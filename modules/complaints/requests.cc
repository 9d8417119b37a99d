#include "modules/complaints/requests.h"

#include "modules/complaints/messages.h"
#include "modules/complaints/rules.h"

namespace ocop::complaints {

using input::Need;

const input::Declaration<File>& file_fields() {
  static const input::Declaration<File> fields{
      input::paragraph("words", &File::words,
                       {.label = msg::words, .hint = msg::words_hint, .missing = msg::words_missing, .most = rules::kMostWords})};
  return fields;
}

const input::Declaration<Versioned>& version_fields() {
  static const input::Declaration<Versioned> fields{input::version(&Versioned::version)};
  return fields;
}

const input::Declaration<Answer>& answer_fields() {
  static const input::Declaration<Answer> fields{
      input::version(&Answer::version),
      input::choice("outcome", &Answer::outcome, kOutcomes, {.label = msg::outcome, .missing = msg::outcome_missing}),
      input::choice("follow", &Answer::follow, kFollows,
                    {.label = msg::follow, .hint = msg::follow_hint, .need = Need::optional, .needed = msg::follow_when}),
      input::paragraph("answer", &Answer::answer,
                       {.label = msg::answer, .hint = msg::answer_hint, .missing = msg::answer_missing, .most = rules::kMostWords})};
  return fields;
}

const input::Declaration<SetTerms>& terms_fields() {
  static const input::Declaration<SetTerms> fields{
      input::date("valid_from", &SetTerms::valid_from, {.label = msg::valid_from, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::integer("file_days", &SetTerms::file_days,
                     {.label = msg::file_days, .missing = msg::days_wrong, .wrong = msg::days_wrong, .least = rules::kLeastDays,
                      .most = rules::kMostDays}),
      input::integer("answer_days", &SetTerms::answer_days,
                     {.label = msg::answer_days, .missing = msg::days_wrong, .wrong = msg::days_wrong, .least = rules::kLeastDays,
                      .most = rules::kMostDays}),
      input::line("basis", &SetTerms::basis,
                  {.label = msg::basis, .hint = msg::basis_hint, .missing = msg::basis_missing, .most = rules::kMostBasis})};
  return fields;
}

}  // namespace ocop::complaints
