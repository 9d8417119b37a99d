#include <algorithm>
#include <map>

#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kSeat = db::columns<Seat>(
    db::column("seat", &Seat::number), db::column("member", &Seat::member), db::column("id", &Seat::sheet),
    db::column("state", &Seat::state, kSheetStates), db::column("version", &Seat::version), db::column("submitted_at", &Seat::submitted_at));
struct SeatOf { Seat seat; DossierId dossier; };
constexpr auto kSeatOf = db::columns<SeatOf>(db::nested(&SeatOf::seat, kSeat), db::column("dossier", &SeatOf::dossier));
constexpr auto kSheet = db::columns<Sheet>(
    db::column("id", &Sheet::id), db::column("dossier", &Sheet::dossier), db::column("seat", &Sheet::seat),
    db::column("member", &Sheet::member), db::column("state", &Sheet::state, kSheetStates), db::column("version", &Sheet::version),
    db::column("submitted_at", &Sheet::submitted_at), db::column("reopen_reason", &Sheet::reopen_reason),
    db::column("knockouts_version", &Sheet::knockouts_version));
// What hangs on a sheet.
constexpr auto kSavedAnswer = db::columns<Answer>(
    db::column("chosen", &Answer::option), db::column("note", &Answer::note), db::column("version", &Answer::version),
    db::column("saved_by", &Answer::saved_by), db::column("saved_at", &Answer::saved_at));
constexpr auto kAnswer = db::columns<Answer>(db::column("criterion", &Answer::criterion), db::also(kSavedAnswer));
struct AnswerOf { SheetId sheet; Answer answer; };
constexpr auto kAnswerOf = db::columns<AnswerOf>(db::column("sheet", &AnswerOf::sheet), db::nested(&AnswerOf::answer, kAnswer));
struct EvidenceOf { SheetId sheet; std::string criterion; PaperId paper; };
constexpr auto kEvidenceOf = db::columns<EvidenceOf>(
    db::column("sheet", &EvidenceOf::sheet), db::column("criterion", &EvidenceOf::criterion), db::column("paper", &EvidenceOf::paper));
constexpr auto kOpinion = db::columns<Opinion>(db::column("part", &Opinion::part), db::column("words", &Opinion::text),
                                               db::column("version", &Opinion::version));
struct OpinionOf { SheetId sheet; Opinion opinion; };
constexpr auto kOpinionOf = db::columns<OpinionOf>(db::column("sheet", &OpinionOf::sheet), db::nested(&OpinionOf::opinion, kOpinion));
constexpr auto kTick = db::columns<KnockoutTick>(db::column("code", &KnockoutTick::code), db::column("reason", &KnockoutTick::reason));
struct TickOf { SheetId sheet; KnockoutTick tick; };
constexpr auto kTickOf = db::columns<TickOf>(db::column("sheet", &TickOf::sheet), db::nested(&TickOf::tick, kTick));
constexpr auto kSubmission = db::columns<Submission>(
    db::column("sheet", &Submission::sheet), db::column("ordinal", &Submission::ordinal), db::column("canonical", &Submission::canonical),
    db::column("salt", &Submission::salt, db::kBlob), db::column("commitment", &Submission::commitment),
    db::column("submitted_at", &Submission::at), db::column("submitted_by", &Submission::by),
    db::column("log_index", &Submission::log_index));

constexpr db::Statement kSeats{
    "evaluation.seats", "SELECT {columns} FROM evaluation_sheet WHERE dossier = $1 AND seat > 0 ORDER BY seat", kSeat};
constexpr db::Statement kSeatsOf{
    "evaluation.seats_of", "SELECT {columns} FROM evaluation_sheet WHERE dossier IN {ids} AND seat > 0 ORDER BY dossier, seat", kSeatOf};
constexpr db::Statement kFindSheet{
    "evaluation.sheet", "SELECT {columns} FROM evaluation_sheet WHERE dossier = $1 AND seat = $2", kSheet};
constexpr db::Statement kCouncilSheets{
    "evaluation.council_sheets",
    "SELECT {columns} FROM evaluation_sheet WHERE dossier = $1 AND seat > 0 AND state = $2 ORDER BY seat", kSheet};
constexpr db::Statement kAnswers{"evaluation.answers", "SELECT {columns} FROM evaluation_answer WHERE sheet IN {ids}", kAnswerOf};
constexpr db::Statement kEvidence{
    "evaluation.evidence", "SELECT {columns} FROM evaluation_evidence WHERE sheet IN {ids} ORDER BY paper", kEvidenceOf};
constexpr db::Statement kOpinions{
    "evaluation.opinions", "SELECT {columns} FROM evaluation_opinion WHERE sheet IN {ids} ORDER BY part", kOpinionOf};
constexpr db::Statement kKnockouts{
    "evaluation.knockouts", "SELECT {columns} FROM evaluation_knockout WHERE sheet IN {ids} ORDER BY code", kTickOf};
constexpr db::Statement kPapersOfDossier{
    "evaluation.papers_of_dossier",
    "SELECT DISTINCT e.paper FROM evaluation_evidence e JOIN evaluation_sheet s ON s.id = e.sheet WHERE s.dossier = $1 AND s.seat = 0"};

constexpr db::Statement kInsertSheet{"evaluation.insert_sheet",
                                     "INSERT INTO evaluation_sheet (id, dossier, seat, member, state, version, knockouts_version) "
                                     "VALUES ($1, $2, $3, $4, 'open', 1, 0)"};
constexpr db::Statement kBump{"evaluation.bump_sheet",
                              "UPDATE evaluation_sheet SET version = version + 1 WHERE id = $1 AND state = 'open' RETURNING version"};
constexpr db::Statement kInsertAnswer{
    "evaluation.insert_answer",
    "INSERT INTO evaluation_answer ({columns}, sheet) VALUES ({arguments}, {+1}) ON CONFLICT (sheet, criterion) DO NOTHING", kAnswer};
constexpr db::Statement kUpdateAnswer{
    "evaluation.update_answer",
    "UPDATE evaluation_answer SET {assignments} WHERE sheet = {+1} AND criterion = {+2} AND version = {+3}", kSavedAnswer};
constexpr db::Statement kClearEvidence{"evaluation.clear_evidence", "DELETE FROM evaluation_evidence WHERE sheet = $1 AND criterion = $2"};
constexpr db::Statement kAddEvidence{"evaluation.add_evidence",
                                     "INSERT INTO evaluation_evidence (sheet, criterion, paper) VALUES ($1, $2, $3) "
                                     "ON CONFLICT (sheet, criterion, paper) DO NOTHING"};
constexpr db::Statement kInsertOpinion{
    "evaluation.insert_opinion",
    "INSERT INTO evaluation_opinion ({columns}, sheet) VALUES ({arguments}, {+1}) ON CONFLICT (sheet, part) DO NOTHING", kOpinion};
constexpr db::Statement kUpdateOpinion{"evaluation.update_opinion",
                                       "UPDATE evaluation_opinion SET words = $1, version = $2 "
                                       "WHERE sheet = $3 AND part = $4 AND version = $5"};
constexpr db::Statement kClearKnockouts{"evaluation.clear_knockouts", "DELETE FROM evaluation_knockout WHERE sheet = $1"};
constexpr db::Statement kAddKnockout{
    "evaluation.add_knockout", "INSERT INTO evaluation_knockout ({columns}, sheet) VALUES ({arguments}, {+1})", kTick};
constexpr db::Statement kCopyAnswers{
    "evaluation.copy_answers",
    "INSERT INTO evaluation_answer (sheet, criterion, chosen, note, version, saved_by, saved_at) "
    "SELECT CAST($1 AS BLOB), criterion, chosen, note, 1, CAST($2 AS BLOB), CAST($3 AS INTEGER) FROM evaluation_answer WHERE sheet = $4",
    "INSERT INTO evaluation_answer (sheet, criterion, chosen, note, version, saved_by, saved_at) "
    "SELECT CAST($1 AS BYTEA), criterion, chosen, note, 1, CAST($2 AS BYTEA), CAST($3 AS BIGINT) FROM evaluation_answer WHERE sheet = $4"};
constexpr db::Statement kCopyEvidence{
    "evaluation.copy_evidence",
    "INSERT INTO evaluation_evidence (sheet, criterion, paper) SELECT CAST($1 AS BLOB), criterion, paper FROM evaluation_evidence "
    "WHERE sheet = $2",
    "INSERT INTO evaluation_evidence (sheet, criterion, paper) SELECT CAST($1 AS BYTEA), criterion, paper FROM evaluation_evidence "
    "WHERE sheet = $2"};
constexpr db::Statement kKnockoutsVersion{"evaluation.set_knockouts_version",
                                          "UPDATE evaluation_sheet SET knockouts_version = $1 WHERE id = $2 AND knockouts_version = $3"};
constexpr db::Statement kLockSheet{"evaluation.lock_sheet",
                                   "UPDATE evaluation_sheet SET state = 'submitted', submitted_at = $1, reopen_reason = '' "
                                   "WHERE id = $2 AND version = $3 AND state = 'open'"};
constexpr db::Statement kUnlockSheet{"evaluation.unlock_sheet",
                                     "UPDATE evaluation_sheet SET state = 'open', reopen_reason = $1, version = version + 1 "
                                     "WHERE id = $2 AND state = 'submitted'"};

constexpr db::Statement kNextOrdinal{"evaluation.next_ordinal",
                                     "SELECT COALESCE(MAX(ordinal), 0) + 1 FROM evaluation_submission WHERE sheet = $1"};
constexpr db::Statement kInsertSubmission{
    "evaluation.insert_submission", "INSERT INTO evaluation_submission ({columns}) VALUES ({arguments})", kSubmission};
constexpr db::Statement kLastSubmission{
    "evaluation.last_submission", "SELECT {columns} FROM evaluation_submission WHERE sheet = $1 ORDER BY ordinal DESC LIMIT 1", kSubmission};

// Answers, evidence, opinions and knockouts of all sheets: four round trips however many sheets.
void fill(db::Reader& reader, std::vector<Sheet>& sheets) {
  std::vector<SheetId> ids;
  std::map<SheetId, Sheet*> by_id;
  for (Sheet& sheet : sheets) {
    ids.push_back(sheet.id);
    by_id[sheet.id] = &sheet;
  }
  const std::span<const SheetId> span(ids);
  for (AnswerOf& row : reader.by_ids(kAnswerOf, kAnswers, span)) by_id[row.sheet]->answers.push_back(std::move(row.answer));
  for (const EvidenceOf& row : reader.by_ids(kEvidenceOf, kEvidence, span))
    for (Answer& answer : by_id[row.sheet]->answers)
      if (answer.criterion == row.criterion) answer.papers.push_back(row.paper);
  for (OpinionOf& row : reader.by_ids(kOpinionOf, kOpinions, span)) by_id[row.sheet]->opinions.push_back(std::move(row.opinion));
  for (TickOf& row : reader.by_ids(kTickOf, kKnockouts, span)) by_id[row.sheet]->knockouts.push_back(std::move(row.tick));
}

void put_evidence(db::Transaction& transaction, SheetId sheet, const Answer& answer) {
  transaction.send(kClearEvidence, sheet, answer.criterion);
  for (const PaperId& paper : answer.papers) transaction.send(kAddEvidence, sheet, answer.criterion, paper);
}

}  // namespace

std::vector<Seat> seats(db::Reader& reader, DossierId dossier) { return reader.all(kSeat, kSeats, dossier); }

std::vector<Seat> seats_of(db::Reader& reader, std::span<const DossierId> dossiers, std::vector<DossierId>* owners) {
  owners->clear();
  std::vector<Seat> out;
  for (SeatOf& row : reader.by_ids(kSeatOf, kSeatsOf, dossiers)) {
    owners->push_back(row.dossier);
    out.push_back(std::move(row.seat));
  }
  return out;
}

std::optional<Sheet> sheet(db::Reader& reader, DossierId dossier, int seat) {
  std::vector<Sheet> sheets = reader.all(kSheet, kFindSheet, dossier, seat);
  if (sheets.empty()) return std::nullopt;
  fill(reader, sheets);
  return std::move(sheets.front());
}

std::vector<Sheet> council_sheets(db::Reader& reader, DossierId dossier, SheetState state) {
  std::vector<Sheet> sheets = reader.all(kSheet, kCouncilSheets, dossier, kSheetStates.of(state));
  if (!sheets.empty()) fill(reader, sheets);
  return sheets;
}

std::vector<PaperId> papers_of_dossier(db::Reader& reader, DossierId dossier) {
  return reader.all(db::value<PaperId>, kPapersOfDossier, dossier);
}

void insert_sheet(db::Transaction& transaction, const Sheet& sheet) {
  transaction.send(kInsertSheet, sheet.id, sheet.dossier, sheet.seat, sheet.member);
}

std::optional<std::int64_t> bump(db::Transaction& transaction, SheetId sheet) {
  return transaction.first(db::value<std::int64_t>, kBump, sheet);
}

bool put_answer(db::Transaction& transaction, SheetId sheet, const Answer& answer, std::int64_t expected) {
  const std::int64_t changed =
      expected == 0 ? transaction.execute(kInsertAnswer, kAnswer.of(answer), sheet)
                    : transaction.execute(kUpdateAnswer, kSavedAnswer.of(answer), sheet, answer.criterion, expected);
  if (changed != 1) return false;
  put_evidence(transaction, sheet, answer);
  return true;
}

bool put_opinion(db::Transaction& transaction, SheetId sheet, const Opinion& opinion, std::int64_t expected) {
  if (expected == 0) return transaction.execute(kInsertOpinion, kOpinion.of(opinion), sheet) == 1;
  return transaction.execute(kUpdateOpinion, opinion.text, opinion.version, sheet, opinion.part, expected) == 1;
}

bool put_knockouts(db::Transaction& transaction, SheetId sheet, std::span<const KnockoutTick> ticks, std::int64_t version,
                   std::int64_t expected) {
  if (transaction.execute(kKnockoutsVersion, version, sheet, expected) != 1) return false;
  transaction.send(kClearKnockouts, sheet);
  for (const KnockoutTick& tick : ticks) transaction.send(kAddKnockout, kTick.of(tick), sheet);
  return true;
}

void add_evidence(db::Transaction& transaction, SheetId sheet, std::string_view criterion, PaperId paper) {
  transaction.send(kAddEvidence, sheet, criterion, paper);
}

void copy_answers(db::Transaction& transaction, SheetId from, SheetId to, AccountId by, Instant now) {
  transaction.send(kCopyAnswers, to, by, now, from);
  transaction.send(kCopyEvidence, to, from);
}

bool lock_sheet(db::Transaction& transaction, SheetId sheet, std::int64_t version, Instant now) {
  return transaction.execute(kLockSheet, now, sheet, version) == 1;
}

bool unlock_sheet(db::Transaction& transaction, SheetId sheet, std::string_view reason) {
  return transaction.execute(kUnlockSheet, reason, sheet) == 1;
}

int next_ordinal(db::Reader& reader, SheetId sheet) {
  return reader.first(db::value<int>, kNextOrdinal, sheet).value_or(1);
}

void insert_submission(db::Transaction& transaction, const Submission& submission) {
  transaction.send(kInsertSubmission, kSubmission.of(submission));
}

std::optional<Submission> last_submission(db::Reader& reader, SheetId sheet) {
  return reader.first(kSubmission, kLastSubmission, sheet);
}

}  // namespace ocop::evaluation::store
