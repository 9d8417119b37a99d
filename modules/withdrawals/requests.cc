#include "modules/withdrawals/requests.h"

#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/rules.h"

namespace ocop::withdrawals {

using input::Need;

const input::Declaration<Propose>& propose_fields() {
  static const input::Declaration<Propose> fields{
      input::choice("ground", &Propose::ground, certificates::kGrounds, {.label = msg::ground, .missing = msg::ground_missing}),
      input::paragraph("words", &Propose::words,
                       {.label = msg::words, .hint = msg::words_hint, .missing = msg::words_missing, .most = rules::kMostWords}),
      input::date("concluded", &Propose::concluded,
                  {.label = msg::concluded, .hint = msg::concluded_hint, .need = Need::optional, .needed = msg::concluded_when,
                   .wrong = msg::day_wrong}),
      input::line("organ", &Propose::organ,
                  {.label = msg::organ, .hint = msg::organ_hint, .need = Need::optional, .needed = msg::concluded_when,
                   .most = rules::kMostOrgan}),
      input::line("conclusion", &Propose::conclusion,
                  {.label = msg::conclusion, .hint = msg::conclusion_hint, .need = Need::optional, .most = rules::kMostNumber})};
  return fields;
}

const input::Declaration<Conclude>& conclude_fields() {
  static const input::Declaration<Conclude> fields{
      input::version(&Conclude::version),
      input::date("concluded", &Conclude::concluded, {.label = msg::concluded, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::line("organ", &Conclude::organ,
                  {.label = msg::organ, .hint = msg::organ_hint, .need = Need::optional, .needed = msg::organ_when,
                   .most = rules::kMostOrgan}),
      input::line("conclusion", &Conclude::conclusion,
                  {.label = msg::conclusion, .hint = msg::conclusion_hint, .need = Need::optional, .most = rules::kMostNumber})};
  return fields;
}

const input::Declaration<Submit>& submit_fields() {
  static const input::Declaration<Submit> fields{
      input::version(&Submit::version),
      input::line("submission", &Submit::submission,
                  {.label = msg::submission, .hint = msg::submission_hint, .missing = msg::number_missing, .most = rules::kMostNumber})};
  return fields;
}

const input::Declaration<Decide>& decide_fields() {
  static const input::Declaration<Decide> fields{
      input::version(&Decide::version),
      input::line("number", &Decide::number,
                  {.label = msg::decision, .need = Need::optional, .needed = msg::of_a_certificate, .most = rules::kMostNumber}),
      input::date("decided", &Decide::decided,
                  {.label = msg::decided, .need = Need::optional, .needed = msg::of_a_certificate, .wrong = msg::day_wrong}),
      input::line("signer", &Decide::signer,
                  {.label = msg::signer, .hint = msg::signer_hint, .need = Need::optional, .needed = msg::of_a_certificate,
                   .most = rules::kMostOrgan}),
      input::paragraph("note", &Decide::note, {.label = msg::note, .need = Need::optional, .most = 2'000})};
  return fields;
}

const input::Declaration<Move>& move_fields() {
  static const input::Declaration<Move> fields{input::version(&Move::version)};
  return fields;
}

const input::Declaration<Drop>& drop_fields() {
  static const input::Declaration<Drop> fields{
      input::version(&Drop::version),
      input::paragraph("answer", &Drop::answer,
                       {.label = msg::drop_reason, .hint = msg::drop_reason_hint, .missing = msg::drop_reason_missing, .most = 2'000})};
  return fields;
}

}  // namespace ocop::withdrawals
