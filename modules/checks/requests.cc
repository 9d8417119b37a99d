#include "modules/checks/requests.h"

#include "modules/checks/messages.h"
#include "modules/checks/rules.h"

namespace ocop::checks {

using input::Need;

const input::Declaration<MakePlan>& plan_fields() {
  static const input::Declaration<MakePlan> fields{
      input::line("title", &MakePlan::title,
                  {.label = msg::plan_title, .hint = msg::plan_title_hint, .missing = msg::plan_title_missing, .most = rules::kMostTitle}),
      input::date("first", &MakePlan::first, {.label = msg::plan_first, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::date("last", &MakePlan::last, {.label = msg::plan_last, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::paragraph("who", &MakePlan::who,
                       {.label = msg::plan_who, .hint = msg::plan_who_hint, .need = Need::optional, .most = rules::kMostInspectors}),
      input::integer("size", &MakePlan::size,
                     {.label = msg::plan_size, .hint = msg::plan_size_hint, .missing = msg::plan_size_wrong, .wrong = msg::plan_size_wrong,
                      .least = 1, .most = rules::kMostSize})};
  return fields;
}

const input::Declaration<ChangeSample>& sample_fields() {
  static const input::Declaration<ChangeSample> fields{
      input::version(&ChangeSample::version),
      input::line("product", &ChangeSample::product,
                  {.label = msg::sample_product, .hint = msg::sample_product_hint, .missing = msg::sample_product_missing, .most = 60}),
      input::choice("taken", &ChangeSample::taken, kTaken, {.label = msg::column_taken, .missing = msg::sample_product_missing})};
  return fields;
}

const input::Declaration<IssuePlan>& issue_fields() {
  static const input::Declaration<IssuePlan> fields{input::version(&IssuePlan::version)};
  return fields;
}

const input::Declaration<Arrange>& arrange_fields() {
  static const input::Declaration<Arrange> fields{
      input::choice("kind", &Arrange::kind, kKinds, {.label = msg::kind, .missing = msg::kind_missing}),
      input::date("day", &Arrange::day, {.label = msg::day, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::paragraph("inspectors", &Arrange::inspectors,
                       {.label = msg::inspectors, .hint = msg::inspectors_hint, .missing = msg::inspectors_missing,
                        .most = rules::kMostInspectors}),
      input::paragraph("reason", &Arrange::reason,
                       {.label = msg::surprise_reason, .need = Need::optional, .needed = msg::surprise_reason_when, .most = 1'000})};
  return fields;
}

const input::Declaration<Rearrange>& rearrange_fields() {
  static const input::Declaration<Rearrange> fields{
      input::version(&Rearrange::version),
      input::date("day", &Rearrange::day, {.label = msg::day, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::paragraph("inspectors", &Rearrange::inspectors,
                       {.label = msg::inspectors, .hint = msg::inspectors_hint, .missing = msg::inspectors_missing,
                        .most = rules::kMostInspectors})};
  return fields;
}

const input::Declaration<Note>& note_fields() {
  static const input::Declaration<Note> fields{
      input::version(&Note::version),
      input::choice("matter", &Note::matter, kMatters, {.label = msg::matter, .missing = msg::matter_missing}),
      input::line("criterion", &Note::criterion,
                  {.label = msg::criterion, .hint = msg::criterion_hint, .need = Need::optional, .needed = msg::criterion_when,
                   .most = 20}),
      input::choice("verdict", &Note::verdict, kVerdicts, {.label = msg::verdict, .missing = msg::verdict_missing}),
      input::paragraph("words", &Note::words,
                       {.label = msg::finding_words, .need = Need::optional, .needed = msg::finding_words_when,
                        .most = rules::kMostWords})};
  return fields;
}

const input::Declaration<AskToMend>& mend_fields() {
  static const input::Declaration<AskToMend> fields{
      input::version(&AskToMend::version),
      input::date("mend_by", &AskToMend::mend_by, {.label = msg::mend_by, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::paragraph("mend", &AskToMend::mend,
                       {.label = msg::mend, .hint = msg::mend_hint, .missing = msg::mend_missing, .most = rules::kMostWords})};
  return fields;
}

const input::Declaration<HandIn>& hand_in_fields() {
  static const input::Declaration<HandIn> fields{
      input::version(&HandIn::version),
      input::paragraph("evidence", &HandIn::evidence,
                       {.label = msg::evidence, .hint = msg::evidence_hint, .missing = msg::evidence_missing, .most = rules::kMostWords})};
  return fields;
}

const input::Declaration<Conclude>& conclude_fields() {
  static const input::Declaration<Conclude> fields{
      input::version(&Conclude::version),
      input::choice("outcome", &Conclude::outcome, kOutcomes, {.label = msg::outcome, .missing = msg::outcome_missing}),
      input::paragraph("conclusion", &Conclude::words,
                       {.label = msg::conclusion, .hint = msg::conclusion_hint, .missing = msg::conclusion_missing,
                        .most = rules::kMostWords}),
      input::line("organ", &Conclude::organ, {.label = msg::organ, .need = Need::optional, .needed = msg::organ_when, .most = 200}),
      input::line("number", &Conclude::number,
                  {.label = msg::number, .need = Need::optional, .needed = msg::organ_when, .most = rules::kMostNumber})};
  return fields;
}

const input::Declaration<Cancel>& cancel_fields() {
  static const input::Declaration<Cancel> fields{
      input::version(&Cancel::version),
      input::paragraph("reason", &Cancel::reason, {.label = msg::cancel_reason, .missing = msg::cancel_reason_missing, .most = 1'000})};
  return fields;
}

}  // namespace ocop::checks
