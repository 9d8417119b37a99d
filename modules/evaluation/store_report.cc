#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

// The commune's reports (form 03).
namespace ocop::evaluation::store {
namespace {

constexpr auto kWords = db::columns<CommuneReport>(
    db::column("materials", &CommuneReport::materials), db::column("labour", &CommuneReport::labour),
    db::column("idea", &CommuneReport::idea), db::column("identity", &CommuneReport::identity),
    db::column("saved_by", &CommuneReport::saved_by), db::column("saved_at", &CommuneReport::saved_at));
constexpr auto kReport = db::columns<CommuneReport>(
    db::column("id", &CommuneReport::id), db::column("dossier", &CommuneReport::dossier), db::column("ordinal", &CommuneReport::ordinal),
    db::column("version", &CommuneReport::version), db::also(kWords), db::column("forwarded_at", &CommuneReport::forwarded_at));

// A row only when something of it was said.
constexpr auto kBeside = db::columns<CommuneReport>(
    db::column("met_on", &CommuneReport::met_on), db::column("met_with", &CommuneReport::met_with),
    db::column("met_said", &CommuneReport::met_said), db::column("letter_number", &CommuneReport::letter_number),
    db::column("letter_on", &CommuneReport::letter_on));
constexpr auto kWhole = db::columns<CommuneReport>(
    db::also(kReport), db::column("met_on", &CommuneReport::met_on),
    db::column("COALESCE(met_with, '')", &CommuneReport::met_with), db::column("COALESCE(met_said, '')", &CommuneReport::met_said),
    db::column("COALESCE(letter_number, '')", &CommuneReport::letter_number), db::column("letter_on", &CommuneReport::letter_on));

constexpr db::Statement kLast{"evaluation.last_report",
                              "SELECT {columns} FROM evaluation_commune_report LEFT JOIN evaluation_report_beside ON report = id "
                              "WHERE dossier = $1 ORDER BY ordinal DESC LIMIT 1", kWhole};
constexpr db::Statement kRemoveBeside{"evaluation.remove_report_beside", "DELETE FROM evaluation_report_beside WHERE report = $1"};
constexpr db::Statement kInsertBeside{"evaluation.insert_report_beside",
                                      "INSERT INTO evaluation_report_beside ({columns}, report) VALUES ({arguments}, {+1})", kBeside};
constexpr db::Statement kInsert{"evaluation.insert_report",
                                "INSERT INTO evaluation_commune_report ({columns}) VALUES ({arguments})", kReport};
constexpr db::Statement kChange{"evaluation.change_report",
                                "UPDATE evaluation_commune_report SET {assignments}, version = version + 1 "
                                "WHERE id = {+1} AND version = {+2} AND forwarded_at IS NULL", kWords};
constexpr db::Statement kForward{"evaluation.forward_report",
                                 "UPDATE evaluation_commune_report SET forwarded_at = $1 WHERE id = $2 AND forwarded_at IS NULL"};

constexpr auto kSaid = db::columns<Advice>(db::column("words", &Advice::words), db::column("written_by", &Advice::written_by),
                                           db::column("written", &Advice::written));
constexpr auto kAdvice = db::columns<Advice>(db::column("dossier", &Advice::dossier), db::also(kSaid),
                                             db::column("version", &Advice::version));
constexpr db::Statement kAdviceOf{"evaluation.advice", "SELECT {columns} FROM evaluation_advice WHERE dossier = $1", kAdvice};
constexpr db::Statement kInsertAdvice{"evaluation.insert_advice",
                                      "INSERT INTO evaluation_advice ({columns}) VALUES ({arguments}) ON CONFLICT (dossier) DO NOTHING",
                                      kAdvice};
constexpr db::Statement kChangeAdvice{"evaluation.change_advice",
                                      "UPDATE evaluation_advice SET {assignments}, version = version + 1 "
                                      "WHERE dossier = {+1} AND version = {+2}", kSaid};

}  // namespace

std::optional<Advice> advice(db::Reader& reader, DossierId dossier) { return reader.first(kAdvice, kAdviceOf, dossier); }

bool save_advice(db::Transaction& transaction, const Advice& advice) {
  if (advice.version > 0) return transaction.execute(kChangeAdvice, kSaid.of(advice), advice.dossier, advice.version) == 1;
  Advice first = advice;
  first.version = 1;
  return transaction.execute(kInsertAdvice, kAdvice.of(first)) == 1;
}

std::optional<CommuneReport> last_report(db::Reader& reader, DossierId dossier) { return reader.first(kWhole, kLast, dossier); }

void insert_report(db::Transaction& transaction, const CommuneReport& report) {
  transaction.send(kInsert, kReport.of(report));
  if (has_beside(report)) transaction.send(kInsertBeside, kBeside.of(report), report.id);
}

bool change_report(db::Transaction& transaction, const CommuneReport& report) {
  if (transaction.execute(kChange, kWords.of(report), report.id, report.version) != 1) return false;
  transaction.send(kRemoveBeside, report.id);
  if (has_beside(report)) transaction.send(kInsertBeside, kBeside.of(report), report.id);
  return true;
}

void forward_report(db::Transaction& transaction, ReportId report, Instant now) { transaction.send(kForward, now, report); }

}  // namespace ocop::evaluation::store
