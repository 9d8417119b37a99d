#include "modules/certificates/ruling_requests.h"

#include "modules/certificates/confirmation_types.h"
#include "modules/certificates/messages.h"
#include "modules/certificates/rules.h"

namespace ocop::certificates {

using input::Need;

namespace {
// More than one decision may say: what is left for another one is sent too.
constexpr std::int64_t kMostSent = 1'000;

const input::Declaration<RulingInput>& lines() {
  static const input::Declaration<RulingInput> fields{
      input::line("minutes", &RulingInput::minutes, {.label = msg::ruling_minutes,
                                                     .hint = msg::ruling_minutes_hint,
                                                     .need = Need::optional,
                                                     .most = kMostMinutes}),
      input::map("outcomes", &RulingInput::outcomes,
                 {.need = Need::optional,
                  .most = kMostSent,
                  .about = "outcomes.DOSSIER_ID = recognised, not_recognised or forwarded_to_ministry; empty = left for another decision"}),
      input::map("reasons", &RulingInput::reasons,
                 {.need = Need::optional,
                  .most = kMostSent,
                  .about = "reasons.DOSSIER_ID = why it is not recognised, at most 2,000 bytes"})};
  return fields;
}
}  // namespace

const input::Declaration<NewRuling>& new_ruling() {
  static const input::Declaration<NewRuling> fields(lines(), {});
  return fields;
}

const input::Declaration<RulingChange>& ruling_change() {
  static const input::Declaration<RulingChange> fields(lines(), {input::version(&RulingChange::version)});
  return fields;
}

const input::Declaration<RulingVersion>& ruling_version() {
  static const input::Declaration<RulingVersion> fields{input::version(&RulingVersion::version)};
  return fields;
}

const input::Declaration<SignedRuling>& signed_ruling() {
  static const input::Declaration<SignedRuling> fields{
      input::version(&SignedRuling::version),
      input::line("number", &SignedRuling::number, {.label = msg::field_number,
                                                    .hint = msg::hint_number,
                                                    .missing = msg::number_missing,
                                                    .most = rules::kMaxDecisionNumber}),
      input::date("decided", &SignedRuling::decided, {.label = msg::field_decided,
                                                      .hint = msg::hint_decided,
                                                      .missing = msg::date_unreadable,
                                                      .wrong = msg::date_unreadable}),
      input::line("signer", &SignedRuling::signer,
                  {.label = msg::field_signer, .hint = msg::hint_signer, .missing = msg::signer_missing, .most = rules::kMaxSigner}),
      input::file<SignedRuling>("file", &SignedRuling::file, {.label = msg::ruling_file,
                                                              .hint = msg::ruling_file_hint,
                                                              .missing = msg::ruling_file_missing,
                                                              .most = kMostDecisionFile})};
  return fields;
}

}  // namespace ocop::certificates
