#include "modules/evaluation/requests.h"

#include <charconv>

#include "modules/evaluation/messages.h"

namespace ocop::evaluation {
namespace {

using input::Need;

constexpr std::int64_t kMostOption = 127;       // a table's longest criterion has nine
constexpr std::int64_t kMostSetting = 1'000;    // above every limit of the rules, which say their own
constexpr std::int64_t kMostCriteria = 200;     // the longest table has 42
input::Options reason() {
  return {.label = msg::closing_reopen_reason, .missing = msg::reason_needed, .wrong = msg::reason_too_long, .most = kReasonLimit};
}

constexpr std::array kBases{rulebooks::FloorBasis::mean, rulebooks::FloorBasis::every_sheet};
constexpr std::array kRoundings{rulebooks::Rounding::cut, rulebooks::Rounding::half_up};
constexpr std::array kSelfScores{SelfScore::hidden, SelfScore::shown};
constexpr std::array kOverSpreads{OverSpread::accept_with_reason, OverSpread::refuse};
constexpr std::array kAtLimits{AtLimit::within, AtLimit::over};
constexpr std::array kPotentialFives{PotentialFive::either, PotentialFive::ministry, PotentialFive::province};

input::Declaration<Settings> settings_with(Need need) {
  const auto words = [](auto value) { return label_of(value); };
  const auto number = [&](const char* key, int Settings::*at, const Message& label, const Message& hint) {
    return input::integer(key, at, {.label = label, .hint = hint, .need = need, .least = 0, .most = kMostSetting});
  };
  return {input::date("valid_from", &Settings::valid_from,
                      {.label = msg::setting_valid_from,
                       .hint = msg::settings_from_hint,
                       .missing = msg::settings_day_wrong,
                       .wrong = msg::settings_day_wrong}),
          number("council_size_min", &Settings::council_size_min, msg::setting_council_size_min, {}),
          number("quorum_percent", &Settings::quorum_percent, msg::setting_quorum_percent, msg::settings_quorum_hint),
          number("spread_limit", &Settings::spread_limit, msg::setting_spread_limit, msg::settings_spread_hint),
          input::choice("at_limit", &Settings::at_limit, kAtLimits, words,
                        {.label = msg::setting_at_limit, .hint = msg::settings_at_limit_hint, .need = need}),
          input::choice("over_spread", &Settings::over_spread, kOverSpreads, words,
                        {.label = msg::setting_over_spread, .hint = msg::settings_over_hint, .need = need}),
          input::choice("potential_five", &Settings::potential_five, kPotentialFives, words,
                        {.label = msg::setting_potential_five, .hint = msg::settings_potential_hint, .need = need}),
          input::choice("floor_basis", &Settings::floor_basis, kBases, words,
                        {.label = msg::setting_floor_basis, .hint = msg::settings_floor_hint, .need = need}),
          input::choice("rounding", &Settings::rounding, kRoundings, words,
                        {.label = msg::setting_rounding, .hint = msg::settings_rounding_hint, .need = need}),
          input::choice("self_score", &Settings::self_score, kSelfScores, words,
                        {.label = msg::setting_self_score, .hint = msg::settings_self_hint, .need = need}),
          number("differing_least", &Settings::differing_least, msg::setting_differing_least, msg::settings_differing_hint),
          number("position_days", &Settings::position_days, msg::setting_position_days, msg::settings_position_days_hint)};
}

}  // namespace

const Message& label_of(rulebooks::FloorBasis basis) {
  return basis == rulebooks::FloorBasis::mean ? msg::floor_basis_mean : msg::floor_basis_every;
}
const Message& label_of(rulebooks::Rounding rounding) {
  return rounding == rulebooks::Rounding::cut ? msg::rounding_cut : msg::rounding_half_up;
}
const Message& label_of(SelfScore score) { return score == SelfScore::hidden ? msg::self_score_hidden : msg::self_score_shown; }
const Message& label_of(OverSpread over) { return over == OverSpread::refuse ? msg::over_spread_refuse : msg::over_spread_accept; }
const Message& label_of(AtLimit at) { return at == AtLimit::within ? msg::at_limit_within : msg::at_limit_over; }
const Message& label_of(PotentialFive asked) {
  return asked == PotentialFive::either ? msg::potential_five_either
         : asked == PotentialFive::ministry ? msg::potential_five_ministry : msg::potential_five_province;
}

const input::Declaration<OpenDossier>& open_dossier_fields() {
  static const input::Declaration<OpenDossier> fields{
      input::id("product", &OpenDossier::product,
                {.label = msg::opening_product, .missing = msg::product_unknown, .wrong = msg::product_unknown}),
      input::choice("kind", &OpenDossier::kind, kKinds, {.label = msg::opening_kind, .missing = msg::kind_unknown}),
      input::line("product_set", &OpenDossier::product_set,
                  {.label = msg::opening_set, .hint = msg::opening_set_hint, .missing = msg::product_set_unknown})};
  return fields;
}

const input::Declaration<SaveAnswer>& answer_fields() {
  static const input::Declaration<SaveAnswer> fields{
      input::version(&SaveAnswer::version),
      input::integer("option", &SaveAnswer::option, {.missing = msg::option_needed, .most = kMostOption}),
      input::paragraph("note", &SaveAnswer::note, {.need = Need::optional, .wrong = msg::note_too_long, .most = kNoteLimit}),
      input::ids("papers", &SaveAnswer::papers, {.need = Need::optional, .most = kPapersPerCriterion})};
  return fields;
}

const input::Declaration<SaveAnswer>& sheet_answer_fields() {
  static const input::Declaration<SaveAnswer> fields{
      input::version(&SaveAnswer::version),
      input::integer("option", &SaveAnswer::option, {.missing = msg::option_needed, .most = kMostOption}),
      input::paragraph("note", &SaveAnswer::note, {.need = Need::optional, .wrong = msg::note_too_long, .most = kNoteLimit})};
  return fields;
}

const input::Declaration<SaveOpinion>& opinion_fields() {
  static const input::Declaration<SaveOpinion> fields{
      input::version(&SaveOpinion::version),
      input::paragraph("text", &SaveOpinion::text, {.need = Need::stated, .wrong = msg::opinion_too_long, .most = kOpinionLimit})};
  return fields;
}

const input::Declaration<SaveKnockouts>& knockout_fields() {
  static const input::Declaration<SaveKnockouts> fields{input::version(&SaveKnockouts::version),
                                                        input::map("ticks", &SaveKnockouts::ticks)};
  return fields;
}

const input::Declaration<Submit>& submission_fields() {
  static const input::Declaration<Submit> fields{
      input::version(&Submit::version),
      input::boolean("declared", &Submit::declared, {.label = msg::submission_declaration, .missing = msg::declaration_needed}),
      input::boolean("gaps_accepted", &Submit::gaps_accepted, {.label = msg::submission_gaps_accepted, .need = Need::optional})};
  return fields;
}

const input::Declaration<Submit>& sheet_submission_fields() {
  static const input::Declaration<Submit> fields{
      input::version(&Submit::version),
      input::boolean("gaps_accepted", &Submit::gaps_accepted, {.label = msg::submission_gaps_accepted, .need = Need::optional})};
  return fields;
}

namespace {
input::Declaration<AdviceInput> advice_with(const char* proposals) {
  return {input::version(&AdviceInput::version),
          input::paragraph("words", &AdviceInput::words,
                           {.label = msg::advice_label, .hint = msg::advice_hint, .missing = msg::advice_missing, .most = kAdviceLimit}),
          input::map(proposals, &AdviceInput::proposals, {.need = Need::optional, .most = kMostCriteria})};
}
}  // namespace

const input::Declaration<AdviceInput>& advice_fields() {
  static const input::Declaration<AdviceInput> fields = advice_with("proposals");
  return fields;
}

const input::Declaration<AdviceInput>& advice_form() {
  static const input::Declaration<AdviceInput> fields = advice_with("proposal");
  return fields;
}

SaveAdvice AdviceInput::ask() const {
  constexpr int kNoOption = -1;   // what is no number is no option of any criterion: the rules say so
  SaveAdvice out{version, words, {}};
  for (const Pair& one : proposals) {
    if (one.value.empty()) continue;
    int option = kNoOption;
    const char* const end = one.value.data() + one.value.size();
    if (const auto read = std::from_chars(one.value.data(), end, option); read.ec != std::errc() || read.ptr != end) option = kNoOption;
    out.proposals.push_back({one.key, option});
  }
  return out;
}

const input::Declaration<ReturnBack>& return_fields() {
  static const input::Declaration<ReturnBack> fields{input::version(&ReturnBack::version),
                                                     input::paragraph("reason", &ReturnBack::reason, reason())};
  return fields;
}

const input::Declaration<Reopen>& reopening_fields() {
  static const input::Declaration<Reopen> fields{input::paragraph("reason", &Reopen::reason, reason())};
  return fields;
}

const input::Declaration<DeclareConflict>& conflict_fields() {
  static const input::Declaration<DeclareConflict> fields{input::paragraph(
      "ground", &DeclareConflict::ground,
      {.label = msg::conflict_ground, .hint = msg::conflict_ground_hint, .missing = msg::conflict_needs_ground,
       .wrong = msg::reason_too_long, .most = kReasonLimit})};
  return fields;
}

const input::Declaration<NameStandIn>& stand_in_fields() {
  static const input::Declaration<NameStandIn> fields{
      input::id("member", &NameStandIn::member, {.label = msg::stand_in_member, .missing = msg::stand_in_missing})};
  return fields;
}

const input::Declaration<NameChair>& chair_fields() {
  static const input::Declaration<NameChair> fields{
      input::version(&NameChair::version),
      input::id("chair", &NameChair::chair, {.label = msg::council_chair, .missing = msg::chair_missing})};
  return fields;
}

const input::Declaration<Discuss>& discussion_fields() {
  static const input::Declaration<Discuss> fields{input::paragraph(
      "words", &Discuss::words,
      {.label = msg::discussion_words, .hint = msg::discussion_hint, .missing = msg::discussion_missing, .most = kDiscussionLimit})};
  return fields;
}

const input::Declaration<NameCouncil>& council_fields() {
  static const input::Declaration<NameCouncil> fields{
      input::version(&NameCouncil::version), input::ids("members", &NameCouncil::members, {.label = msg::council_members}),
      input::id("chair", &NameCouncil::chair, {.label = msg::council_chair, .hint = msg::council_chair_hint})};
  return fields;
}

const input::Declaration<CloseScoring>& closing_fields() {
  static const input::Declaration<CloseScoring> fields{
      input::version(&CloseScoring::version),
      input::boolean("spread_accepted", &CloseScoring::spread_accepted, {.label = msg::closing_spread_accepted, .need = Need::optional})};
  return fields;
}

const input::Declaration<Settings>& settings_fields() {
  static const input::Declaration<Settings> fields = settings_with(Need::optional);
  return fields;
}

const input::Declaration<Settings>& settings_form() {
  static const input::Declaration<Settings> fields = settings_with(Need::required);
  return fields;
}

const input::Declaration<Version>& version_fields() {
  static const input::Declaration<Version> fields{input::version(&Version::version)};
  return fields;
}

const input::Declaration<Submit>& submission_form() {
  static const input::Declaration<Submit> fields{input::version(&Submit::version),
                                                 input::boolean("declared", &Submit::declared, {.need = Need::optional}),
                                                 input::boolean("gaps_accepted", &Submit::gaps_accepted, {.need = Need::optional})};
  return fields;
}

// Form 03, part II: its headings and what it asks for under each.
const input::Declaration<ReportInput>& report_fields() {
  const auto matter = [](const char* key, std::string ReportInput::*at, const Message& label, const Message& hint) {
    return input::paragraph(key, at, {.label = label, .hint = hint, .need = Need::optional, .wrong = msg::report_too_long,
                                      .most = kReportLimit});
  };
  using Day = std::optional<Date> ReportInput::*;
  using Line = std::string ReportInput::*;
  const auto day = [](Day at) { return at; };      // members of its base, as the declaration's own
  const auto words = [](Line at) { return at; };
  static const input::Declaration<ReportInput> fields{
      input::version(&ReportInput::version),
      matter("materials", &ReportInput::materials, msg::report_materials, msg::report_materials_hint),
      matter("labour", &ReportInput::labour, msg::report_labour, msg::report_labour_hint),
      matter("idea", &ReportInput::idea, msg::report_idea, msg::report_idea_hint),
      matter("identity", &ReportInput::identity, msg::report_identity, msg::report_identity_hint),
      input::date("met_on", day(&ReportInput::met_on), {.label = msg::met_on, .hint = msg::met_on_hint, .need = Need::optional}),
      matter("met_with", &ReportInput::met_with, msg::met_with, msg::met_with_hint),
      matter("met_said", &ReportInput::met_said, msg::met_said, msg::met_said_hint),
      input::line("letter_number", words(&ReportInput::letter_number),
                  {.label = msg::letter_number, .hint = msg::letter_number_hint, .need = Need::optional, .most = kLetterNumberLimit}),
      input::date("letter_on", day(&ReportInput::letter_on), {.label = msg::letter_on, .need = Need::optional})};
  return fields;
}

const input::Declaration<ReportForm>& report_form() {
  static const input::Declaration<ReportForm> fields(report_fields(),
                                                     {input::line("then", &ReportForm::then, {.need = Need::optional})});
  return fields;
}

ReportForm form_of(const CommuneReport& report) {
  ReportForm out;
  static_cast<ReportWords&>(out) = {report.materials, report.labour,   report.idea,          report.identity,
                                    report.met_on,    report.met_with, report.met_said, report.letter_number, report.letter_on};
  out.version = report.version;
  return out;
}

const input::Declaration<AnswerForm>& answer_form() {
  static const input::Declaration<AnswerForm> fields{
      input::version(&AnswerForm::version),
      input::integer("option", &AnswerForm::option, {.missing = msg::option_needed, .wrong = msg::option_needed, .most = kMostOption}),
      input::paragraph("note", &AnswerForm::note, {.need = Need::optional, .wrong = msg::note_too_long, .most = kNoteLimit}),
      input::line("stay", &AnswerForm::stay, {.need = Need::optional}), input::map("paper", &AnswerForm::papers, {.need = Need::optional})};
  return fields;
}

const input::Declaration<PartForm>& part_form_fields() {
  static const input::Declaration<PartForm> fields{
      input::version(&PartForm::version),
      input::paragraph("opinion", &PartForm::opinion, {.need = Need::optional, .wrong = msg::opinion_too_long, .most = kOpinionLimit}),
      input::map("answer", &PartForm::answers, {.need = Need::optional, .most = kMostCriteria}),
      input::map("note", &PartForm::notes, {.need = Need::optional, .most = kMostCriteria})};
  return fields;
}

const input::Declaration<KnockoutForm>& knockout_form() {
  static const input::Declaration<KnockoutForm> fields{input::version(&KnockoutForm::version),
                                                       input::map("knockout", &KnockoutForm::ticks, {.need = Need::optional}),
                                                       input::map("reason", &KnockoutForm::reasons, {.need = Need::optional})};
  return fields;
}

const input::Declaration<CouncilForm>& council_form() {
  static const input::Declaration<CouncilForm> fields{
      input::version(&CouncilForm::version), input::map("member", &CouncilForm::members, {.need = Need::optional}),
      input::id("chair", &CouncilForm::chair, {.label = msg::council_chair, .hint = msg::council_chair_hint, .need = Need::optional})};
  return fields;
}

}  // namespace ocop::evaluation
