#include "kernel/base/text.h"
#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// An officer corrects a slip in the producer's form (correction.h).
namespace ocop::evaluation {
namespace {

Problem wrong(std::string field, std::string got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message, std::move(arguments)};
}

}  // namespace

Result<void> Service::correct_field(const Actor& actor, DossierId id, const CorrectField& ask) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(loaded, load(act, id, rules::Act::correct_field));
    const Dossier& dossier = loaded.dossier;
    const auto own = store::sheet(act, id, kSelfSeat);
    if (!own) return Error::of(ErrorKind::internal, "dossier without its own sheet");
    OCOP_TRY(correction, correction_of(dossier, *own, ask));
    // The same again (a double click, a repeated request) changes nothing.
    if (correction.earlier == correction.later) return {};
    OCOP_CHECK(act::expect_version(ask.version, dossier.version, msg::stale_version));
    correction.id = act.new_id<CorrectionId>();
    correction.corrected_by = act.by();
    correction.corrected_at = act.now();
    if (!store::set_asked(act, dossier)) return act::stale(ask.version, {}, msg::stale_version);
    store::insert_correction(act, correction);
    if (correction.field == kProductName) store::rename_product(act, id, correction.later);
    else store::correct_note(act, *own, correction.criterion, correction.later);
    act.log(kDossierCorrected, correction.id.text(), leaf_corrected(correction));
    act.keeps(kSealedCorrection, correction.id);
    act.keeps(kSealedDossier, id);
    act.keeps(kSealedSheet, own->id);
    tell(act, kToldCorrected, dossier, "", {.holders = {members_of(dossier)}});
    return {};
  });
}

Result<Correction> Service::correction_of(const Dossier& dossier, const Sheet& own, const CorrectField& ask) const {
  Correction out;
  out.dossier = dossier.id;
  out.later = tidy(ask.value);
  out.why = tidy(ask.why);
  std::size_t most = kNoteLimit;
  if (ask.field == kProductName) {
    out.field = ask.field;
    out.earlier = dossier.product_name;
    most = kProductNameLimit;
  } else {
    const bool note = ask.field.starts_with(kNotePrefix);
    const Answer* answer = note ? own.find(ask.field.substr(kNotePrefix.size())) : nullptr;
    if (!answer || answer->note.empty())
      return Error::of(ErrorKind::invalid_input,
                       wrong("field", ask.field, "product_name, or note. and a criterion that has one", msg::correction_field_unknown));
    out.field = kNote;
    out.criterion = answer->criterion;
    out.earlier = answer->note;
  }
  std::vector<Problem> problems;
  if (out.later.empty()) problems.push_back(wrong("value", "", "what it should say", msg::correction_value_needed));
  if (const auto length = text::characters(out.later); length > most)
    problems.push_back(wrong("value", std::to_string(length) + " characters", "at most " + std::to_string(most), msg::completion_words_long,
                             {std::to_string(most)}));
  if (out.why.empty()) problems.push_back(wrong("why", "", "a reason", msg::reason_needed));
  if (const auto length = text::characters(out.why); length > kReasonLimit)
    problems.push_back(wrong("why", std::to_string(length) + " characters", "at most " + std::to_string(kReasonLimit), msg::reason_too_long,
                             {std::to_string(kReasonLimit)}));
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems), "a correction"};
  return out;
}

}  // namespace ocop::evaluation
