#pragma once
#include "kernel/http/input.h"
#include "modules/evaluation/service.h"

// What the requests of this module carry: limits and words of each field. Whether a criterion, an option, a paper exists, the rules and the
// service say.
namespace ocop::evaluation {

struct Pair { std::string key, value; };
struct Version { std::int64_t version = 0; };

const input::Declaration<OpenDossier>& open_dossier_fields();
const input::Declaration<SaveAnswer>& answer_fields();          // of the producer's own sheet: with papers
const input::Declaration<SaveAnswer>& sheet_answer_fields();    // of a member's sheet
const input::Declaration<SaveOpinion>& opinion_fields();
const input::Declaration<SaveKnockouts>& knockout_fields();
const input::Declaration<Submit>& submission_fields();
const input::Declaration<Submit>& sheet_submission_fields();    // nothing is declared anew: the member's sheet is the member's
// Proposals by criterion: an option as digits; empty = none is proposed.
struct AdviceInput {
  std::int64_t version = 0;
  std::string words;
  std::vector<Pair> proposals;
  SaveAdvice ask() const;
};
const input::Declaration<AdviceInput>& advice_fields();         // of the API: "proposals": {"1.1": "2"}
const input::Declaration<AdviceInput>& advice_form();           // of the page: proposal.1.1
const input::Declaration<ReturnBack>& return_fields();
const input::Declaration<Reopen>& reopening_fields();
const input::Declaration<DeclareConflict>& conflict_fields();
const input::Declaration<NameChair>& chair_fields();
const input::Declaration<NameStandIn>& stand_in_fields();
const input::Declaration<Discuss>& discussion_fields();
const input::Declaration<NameCouncil>& council_fields();
const input::Declaration<CloseScoring>& closing_fields();
const input::Declaration<Settings>& settings_fields();          // what is not said keeps its default
const input::Declaration<Settings>& settings_form();            // every field is on the page and must be filled in
const input::Declaration<Version>& version_fields();

// Pages name a field after what it is about: answer.1.1, paper.0190…, knockout.forged.
struct AnswerForm {
  std::int64_t version = 0;
  int option = 0;
  std::string note, stay;
  std::vector<Pair> papers;            // key = paper
};
// The commune's report: a draft, so that what is not said is empty.
struct ReportInput : ReportWords { std::int64_t version = 0; };
struct ReportForm : ReportInput { std::string then; };   // "forward", or kept for later
struct PartForm {
  std::int64_t version = 0;
  std::optional<std::string> opinion;
  std::vector<Pair> answers;           // criterion -> option
  std::vector<Pair> notes;             // criterion -> the member's words beside it
};
struct KnockoutForm {
  std::int64_t version = 0;
  std::vector<Pair> ticks, reasons;    // by code
};
struct CouncilForm {
  std::int64_t version = 0;
  std::vector<Pair> members;           // key = account
  std::optional<AccountId> chair;
};
const input::Declaration<Submit>& submission_form();            // an unticked box is no: the rules tell it together with the gaps
const input::Declaration<AnswerForm>& answer_form();
const input::Declaration<ReportInput>& report_fields();         // of the API: forwarding is an act of its own there
const input::Declaration<ReportForm>& report_form();
ReportForm form_of(const CommuneReport& report);                // as its form shows it
const input::Declaration<PartForm>& part_form_fields();
const input::Declaration<KnockoutForm>& knockout_form();
const input::Declaration<CouncilForm>& council_form();

// What a page calls the choices of the province's regulation.
const Message& label_of(rulebooks::FloorBasis basis);
const Message& label_of(rulebooks::Rounding rounding);
const Message& label_of(SelfScore score);
const Message& label_of(OverSpread over);
const Message& label_of(AtLimit at);
const Message& label_of(PotentialFive asked);

}  // namespace ocop::evaluation
