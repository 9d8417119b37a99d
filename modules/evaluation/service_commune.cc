#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What the commune does with a dossier that was handed in to it (article 7.2): it reports on four matters and forwards. Sending back is the
// province's too and stands in service_council.cc.
namespace ocop::evaluation {
namespace {

void take_beside(CommuneReport& report, const ReportWords& words) {
  const ReportWords::Unsaid& unsaid = words.unsaid;
  if (!unsaid.met_on) report.met_on = words.met_on;
  if (!unsaid.met_with) report.met_with = tidy(words.met_with);
  if (!unsaid.met_said) report.met_said = tidy(words.met_said);
  if (!unsaid.letter_number) report.letter_number = tidy(words.letter_number);
  if (!unsaid.letter_on) report.letter_on = words.letter_on;
}

}  // namespace

bool has_beside(const CommuneReport& report) {
  return report.met_on || !report.met_with.empty() || !report.met_said.empty() || !report.letter_number.empty() || report.letter_on;
}

// Version and row are of one handing in: who reports on what was handed in before it came back is told.
void Service::begin_report(act::Act& act, const Dossier& dossier) const {
  auto last = store::last_report(act, dossier.id);
  if (last && !last->forwarded_at) {
    store::change_report(act, *last);
    return;
  }
  CommuneReport report = last.value_or(CommuneReport{});
  report.id = act.new_id<ReportId>();
  report.dossier = dossier.id;
  ++report.ordinal;
  ++report.version;
  report.letter_number.clear();   // the province is asked by another letter
  report.letter_on.reset();
  report.saved_by.reset();
  report.saved_at.reset();
  report.forwarded_at.reset();
  store::insert_report(act, report);
}

Result<CommuneReport> Service::save_report(const Actor& actor, DossierId id, const SaveReport& ask) {
  return acts_.run(actor, [&](act::Act& act) { return save_report_in(act, id, ask, Overwrite::no); });
}

Result<CommuneReport> Service::save_report_in(act::Act& act, DossierId id, const SaveReport& received, Overwrite overwrite) const {
  OCOP_TRY(loaded, load(act, id, rules::Act::save_report));
  auto report = store::last_report(act, id);
  if (!report || report->forwarded_at) return Error::of(ErrorKind::internal, "a dossier at its commune without a report to write");
  if (overwrite == Overwrite::no) OCOP_CHECK(act::expect_version(received.version, report->version, msg::stale_report));
  if (received.words) {
    report->materials = tidy(received.words->materials);
    report->labour = tidy(received.words->labour);
    report->idea = tidy(received.words->idea);
    report->identity = tidy(received.words->identity);
    take_beside(*report, *received.words);
    report->saved_by = act.by();
    report->saved_at = act.now();
    OCOP_CHECK(rules::check_report_draft(*report));
    OCOP_CHECK(rules::check_beside(*report, act.today()));
  }
  if (received.then == SaveReport::Then::forward) {
    OCOP_CHECK(rules::no_open_request(loaded.dossier));
    OCOP_CHECK(rules::check_report(*report));
    OCOP_CHECK(rules::check_beside_whole(*report));
  }
  if (received.words) {
    if (!store::change_report(act, *report)) return act::stale(received.version, {}, msg::stale_report);
    ++report->version;
  }
  if (received.then == SaveReport::Then::forward) OCOP_CHECK(forward(act, loaded.dossier, *report));
  return std::move(*report);
}

bool Service::writes_report(db::Reader& reader, const Actor& actor, DossierId id) const {
  const auto dossier = store::find(reader, scope_of(actor), id, today());
  if (!dossier) return false;
  const rules::Relation relation = rules::relation(actor, *dossier, {});
  return relation.is(rules::Capacity::commune_officer) && !relation.of_producer;
}

Result<void> Service::awaits_report(db::Reader& reader, const Actor& actor, DossierId id) const {
  const auto dossier = store::find(reader, scope_of(actor), id, today());
  if (!dossier) return Error::of(ErrorKind::not_found, "no such dossier in the actor's scope");
  if (dossier->state == State::submitted) return {};
  return Error::of(ErrorKind::conflict, {"state", std::string(name(dossier->state)), std::string(name(State::submitted)),
                                     dossier->state == State::draft ? msg::report_went_back : msg::report_was_forwarded});
}

Result<void> Service::forward(act::Act& act, const Dossier& dossier, CommuneReport& report) const {
  report.forwarded_at = act.now();
  store::forward_report(act, report.id, act.now());
  if (!store::set_forwarded(act, dossier, act.now())) return act::stale(dossier.version, {}, msg::stale_version);
  put_work(act, dossier.id);
  act.log(kDossierForwarded, dossier.id.text(), leaf_dossier_moved(dossier));
  act.keeps(kSealedReport, report.id);
  if (has_beside(report)) act.keeps(kSealedBeside, report.id);
  act.keeps(kSealedDossier, dossier.id);
  tell(act, kToldForwarded, dossier, "",
       {.holders = {members_of(dossier), {Role::provincial_body, dossier.province, "", {}}}, .except = act.by()});
  if (parts_.forwarded) parts_.forwarded(act, dossier.id);
  return {};
}

}  // namespace ocop::evaluation
