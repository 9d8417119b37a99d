#include <deque>
#include <map>

#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

namespace ocop::evaluation::store {
namespace {

constexpr auto kSeat = db::columns<Seat>(db::column("s.seat", &Seat::number), db::column("s.member", &Seat::member),
                                         db::column("s.id", &Seat::sheet), db::column("s.state", &Seat::state, kSheetStates),
                                         db::column("s.version", &Seat::version), db::column("s.submitted_at", &Seat::submitted_at),
                                         db::column("v.given", &Seat::position_at));
struct SeatOf { Seat seat; DossierId dossier; };
constexpr auto kSeatOf = db::columns<SeatOf>(db::nested(&SeatOf::seat, kSeat), db::column("s.dossier", &SeatOf::dossier));
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

#define OCOP_POSITION "LEFT JOIN evaluation_position v ON v.dossier = s.dossier AND v.seat = s.seat"
constexpr db::Statement kSeats{
    "evaluation.seats", "SELECT {columns} FROM evaluation_sheet s " OCOP_POSITION " WHERE s.dossier = $1 AND s.seat > 0 AND"
    " s.set_aside IS NULL ORDER BY s.seat", kSeat};
constexpr db::Statement kSeatsOf{
    "evaluation.seats_of", "SELECT {columns} FROM evaluation_sheet s " OCOP_POSITION " WHERE s.dossier IN {ids} AND s.seat > 0 AND"
    " s.set_aside IS NULL ORDER BY s.dossier, s.seat", kSeatOf};
#undef OCOP_POSITION
// By one of: the seat, its member, the state of council sheets (AskedSheets::Which).
constexpr auto kNamedIn = db::columns<NamedIn>(db::column("d.id", &NamedIn::id), db::column("d.number", &NamedIn::number),
                                               db::column("d.product_name", &NamedIn::product_name));
constexpr db::Statement kNamed{"evaluation.named_in",
                               "SELECT {columns} FROM evaluation_dossier d WHERE d.state = 'scoring' AND d.province = $1"
                               " AND ((d.chair = $2 AND d.chair_declared IS NULL) OR EXISTS"
                               " (SELECT 1 FROM evaluation_sheet s WHERE s.dossier = d.id AND s.member = $2"
                               " AND s.state = 'open' AND s.set_aside IS NULL)) ORDER BY d.number", kNamedIn};
#define OCOP_CHOSEN "s.dossier = $1 AND (s.seat = $2 OR (s.member = $3 AND s.set_aside IS NULL) OR (s.seat > 0 AND s.state = $4))"
constexpr db::Statement kSheets{
    "evaluation.sheets", "SELECT {s.columns} FROM evaluation_sheet s WHERE " OCOP_CHOSEN " ORDER BY s.seat", kSheet};
constexpr db::Statement kAnswers{
    "evaluation.answers",
    "SELECT {a.columns} FROM evaluation_answer a JOIN evaluation_sheet s ON s.id = a.sheet WHERE " OCOP_CHOSEN, kAnswerOf};
constexpr db::Statement kEvidence{
    "evaluation.evidence",
    "SELECT {e.columns} FROM evaluation_evidence e JOIN evaluation_sheet s ON s.id = e.sheet WHERE " OCOP_CHOSEN " ORDER BY e.paper",
    kEvidenceOf};
constexpr db::Statement kOpinions{
    "evaluation.opinions",
    "SELECT {o.columns} FROM evaluation_opinion o JOIN evaluation_sheet s ON s.id = o.sheet WHERE " OCOP_CHOSEN " ORDER BY o.part",
    kOpinionOf};
constexpr db::Statement kKnockouts{
    "evaluation.knockouts",
    "SELECT {k.columns} FROM evaluation_knockout k JOIN evaluation_sheet s ON s.id = k.sheet WHERE " OCOP_CHOSEN " ORDER BY k.code",
    kTickOf};
#undef OCOP_CHOSEN
constexpr db::Statement kPapersOfDossier{
    "evaluation.papers_of_dossier",
    "SELECT DISTINCT e.paper FROM evaluation_evidence e JOIN evaluation_sheet s ON s.id = e.sheet WHERE s.dossier = $1 AND s.seat = 0"
    " ORDER BY e.paper"};   // DISTINCT gives them in whatever order: the same dossier read twice was two answers on PostgreSQL

constexpr db::Statement kInsertSheet{"evaluation.insert_sheet",
                                     "INSERT INTO evaluation_sheet (id, dossier, seat, member, state, version, knockouts_version) "
                                     "VALUES ($1, $2, $3, $4, 'open', 1, 0)"};
constexpr db::Statement kBump{
    "evaluation.bump_sheet",
    "UPDATE evaluation_sheet SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'open' RETURNING version"};
constexpr db::Statement kInsertAnswer{
    "evaluation.insert_answer",
    "INSERT INTO evaluation_answer ({columns}, sheet) VALUES ({arguments}, {+1}) ON CONFLICT (sheet, criterion) DO NOTHING RETURNING "
    "version",
    kAnswer};
constexpr db::Statement kUpdateAnswer{
    "evaluation.update_answer",
    "UPDATE evaluation_answer SET {assignments} WHERE sheet = {+1} AND criterion = {+2} AND version = {+3} RETURNING version",
    kSavedAnswer};
constexpr db::Statement kClearEvidence{"evaluation.clear_evidence", "DELETE FROM evaluation_evidence WHERE sheet = $1 AND criterion = $2"};
constexpr db::Statement kAddEvidence{"evaluation.add_evidence",
                                     "INSERT INTO evaluation_evidence (sheet, criterion, paper) VALUES ($1, $2, $3) "
                                     "ON CONFLICT (sheet, criterion, paper) DO NOTHING"};
constexpr db::Statement kTakeEvidence{"evaluation.take_evidence",
                                      "DELETE FROM evaluation_evidence WHERE sheet = $1 AND criterion = $2 AND paper = $3"};
// While a dossier is completed the papers of the dossier itself stay: they are renewed when it is handed in anew.
constexpr db::Statement kTakeFromDraft{
    "evaluation.take_from_draft",
    "DELETE FROM evaluation_evidence WHERE sheet = $1 AND criterion = '' AND paper = $2 AND EXISTS (SELECT 1 FROM evaluation_sheet s JOIN "
    "evaluation_dossier d ON d.id = s.dossier WHERE s.id = $1 AND d.state = 'draft')"};
constexpr db::Statement kJoined{"evaluation.joined_papers",
                                "SELECT e.paper FROM evaluation_evidence e JOIN evaluation_sheet s ON s.id = e.sheet WHERE s.dossier = $1 "
                                "AND s.seat = 0 AND e.criterion = '' ORDER BY e.paper"};
constexpr db::Statement kWasSubmittedAt{"evaluation.was_submitted_at",
                                        "SELECT 1 FROM evaluation_submission u JOIN evaluation_sheet s ON s.id = u.sheet "
                                        "WHERE s.dossier = $1 AND s.seat = 0 AND u.submitted_at = $2 LIMIT 1"};
// What its producer may write on: drafts, and what an office asked it to complete. Not EXISTS: PostgreSQL read all requests for that.
#define OCOP_WRITABLE \
  "(d.state = 'draft' OR (d.state = 'submitted' AND (SELECT c.number FROM evaluation_completion c WHERE c.dossier = d.id AND " \
  "c.ending IS NULL) IS NOT NULL))"
constexpr db::Statement kLockDrafts{
    "evaluation.lock_drafts", "SELECT d.id FROM evaluation_dossier d WHERE d.producer = $1 AND " OCOP_WRITABLE " ORDER BY d.id {lock}"};
constexpr db::Statement kDraftsOf{"evaluation.drafts_of",
                                  "SELECT d.id FROM evaluation_dossier d WHERE d.producer = $1 AND " OCOP_WRITABLE " ORDER BY d.id"};
#undef OCOP_WRITABLE
constexpr db::Statement kDropAnswer{"evaluation.drop_answer", "DELETE FROM evaluation_answer WHERE sheet = $1 AND criterion = $2"};
constexpr db::Statement kPutAnswer{"evaluation.put_answer", "INSERT INTO evaluation_answer ({columns}, sheet) VALUES ({arguments}, {+1})",
                                   kAnswer};
// What was ticked is in the text of the submission; what joins the dossier itself stays with it from then on.
constexpr db::Statement kWasHandedIn{
    "evaluation.was_handed_in",
    "SELECT 1 FROM evaluation_dossier d JOIN evaluation_sheet s ON s.dossier = d.id AND s.seat = 0 WHERE d.producer = $1 AND "
    "d.submitted_at IS NOT NULL AND (EXISTS (SELECT 1 FROM evaluation_submission u WHERE u.sheet = s.id AND instr(u.canonical, $2) > 0) "
    "OR EXISTS (SELECT 1 FROM evaluation_evidence e WHERE e.sheet = s.id AND e.criterion = '' AND e.paper = $3)) LIMIT 1",
    "SELECT 1 FROM evaluation_dossier d JOIN evaluation_sheet s ON s.dossier = d.id AND s.seat = 0 WHERE d.producer = $1 AND "
    "d.submitted_at IS NOT NULL AND (EXISTS (SELECT 1 FROM evaluation_submission u WHERE u.sheet = s.id AND strpos(u.canonical, $2) > 0) "
    "OR EXISTS (SELECT 1 FROM evaluation_evidence e WHERE e.sheet = s.id AND e.criterion = '' AND e.paper = $3)) LIMIT 1"};
constexpr db::Statement kInsertOpinion{
    "evaluation.insert_opinion",
    "INSERT INTO evaluation_opinion ({columns}, sheet) VALUES ({arguments}, {+1}) ON CONFLICT (sheet, part) DO NOTHING RETURNING version",
    kOpinion};
constexpr db::Statement kUpdateOpinion{"evaluation.update_opinion",
                                       "UPDATE evaluation_opinion SET words = $1, version = $2 "
                                       "WHERE sheet = $3 AND part = $4 AND version = $5 RETURNING version"};
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
                                          "UPDATE evaluation_sheet SET knockouts_version = $1 WHERE id = $2 AND knockouts_version = $3 "
                                          "RETURNING knockouts_version"};
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
constexpr db::Statement kLastSubmission{"evaluation.last_submission",
                                        "SELECT {columns} FROM evaluation_submission WHERE sheet = $1 ORDER BY ordinal DESC LIMIT 1",
                                        kSubmission};
constexpr auto kSeatSubmission = db::columns<SeatSubmission>(
    db::column("s.seat", &SeatSubmission::seat), db::nested("u", &SeatSubmission::submission, kSubmission));
constexpr db::Statement kCouncilSubmissions{
    "evaluation.council_submissions",
    "SELECT {columns} FROM evaluation_submission u JOIN evaluation_sheet s ON s.id = u.sheet WHERE s.dossier = $1 AND s.seat > 0"
    " ORDER BY s.seat, u.ordinal", kSeatSubmission};

void put_evidence(db::Transaction& transaction, SheetId sheet, const Answer& answer) {
  transaction.send(kClearEvidence, sheet, answer.criterion);
  for (const PaperId& paper : answer.papers) transaction.send(kAddEvidence, sheet, answer.criterion, paper);
}

}  // namespace

db::Rows ask_seats(db::Reader& reader, DossierId dossier) { return reader.query(kSeats, dossier); }

std::vector<Seat> take_seats(db::Rows rows) {
  std::vector<Seat> out;
  while (rows.next()) out.push_back(kSeat(rows.row()));
  return out;
}

std::vector<Seat> seats_of(db::Reader& reader, std::span<const DossierId> dossiers, std::vector<DossierId>* owners) {
  owners->clear();
  std::vector<Seat> out;
  for (SeatOf& row : reader.by_ids(kSeatOf, kSeatsOf, dossiers)) {
    owners->push_back(row.dossier);
    out.push_back(std::move(row.seat));
  }
  return out;
}

AskedSheets::AskedSheets(db::Reader& reader, DossierId dossier, const Which& which)
    : sheets_(reader.query(kSheets, dossier, which.seat, which.member, which.state)),
      answers_(reader.query(kAnswers, dossier, which.seat, which.member, which.state)),
      evidence_(reader.query(kEvidence, dossier, which.seat, which.member, which.state)),
      opinions_(reader.query(kOpinions, dossier, which.seat, which.member, which.state)),
      knockouts_(reader.query(kKnockouts, dossier, which.seat, which.member, which.state)) {}

std::vector<Sheet> AskedSheets::take() {
  std::vector<Sheet> sheets;
  while (sheets_.next()) sheets.push_back(kSheet(sheets_.row()));
  std::map<SheetId, Sheet*> by_id;
  for (Sheet& sheet : sheets) by_id[sheet.id] = &sheet;
  // On PostgreSQL an answer of a sheet that came between two of the statements has no sheet here.
  const auto of = [&](SheetId id) { const auto found = by_id.find(id); return found == by_id.end() ? nullptr : found->second; };
  while (answers_.next()) {
    AnswerOf row = kAnswerOf(answers_.row());
    if (Sheet* sheet = of(row.sheet)) sheet->answers.push_back(std::move(row.answer));
  }
  while (evidence_.next()) {
    const EvidenceOf row = kEvidenceOf(evidence_.row());
    Sheet* sheet = of(row.sheet);
    if (!sheet) continue;
    for (Answer& answer : sheet->answers)
      if (answer.criterion == row.criterion) answer.papers.push_back(row.paper);
  }
  while (opinions_.next()) {
    OpinionOf row = kOpinionOf(opinions_.row());
    if (Sheet* sheet = of(row.sheet)) sheet->opinions.push_back(std::move(row.opinion));
  }
  while (knockouts_.next()) {
    TickOf row = kTickOf(knockouts_.row());
    if (Sheet* sheet = of(row.sheet)) sheet->knockouts.push_back(std::move(row.tick));
  }
  return sheets;
}

AskedSheets ask_sheet(db::Reader& reader, DossierId dossier, int seat) { return AskedSheets(reader, dossier, {seat, {}, {}}); }
AskedSheets ask_sheet_of(db::Reader& reader, DossierId dossier, AccountId member) { return AskedSheets(reader, dossier, {-1, member, {}}); }

std::optional<Sheet> sheet(db::Reader& reader, DossierId dossier, int seat) {
  std::vector<Sheet> sheets = ask_sheet(reader, dossier, seat).take();
  if (sheets.empty()) return std::nullopt;
  return std::move(sheets.front());
}

std::vector<Sheet> council_sheets(db::Reader& reader, DossierId dossier, SheetState state) {
  return AskedSheets(reader, dossier, {-1, {}, kSheetStates.of(state)}).take();
}

std::vector<PaperId> papers_of_dossier(db::Reader& reader, DossierId dossier) {
  return reader.all(db::value<PaperId>, kPapersOfDossier, dossier);
}

void insert_sheet(db::Transaction& transaction, const Sheet& sheet) {
  transaction.send(kInsertSheet, sheet.id, sheet.dossier, sheet.seat, sheet.member);
}

// Every statement is sent before the first answer is asked for: one round trip on PostgreSQL. (On SQLite each runs when it is asked.)
Change change(db::Transaction& transaction, const Sheet& sheet, Changes changes) {
  const std::int64_t next = sheet.version + 1;
  db::Rows moved = transaction.query(kBump, sheet.id, sheet.version);
  std::deque<db::Rows> rows;
  for (auto& [answer, stored] : changes.answers) {
    answer.version = next;
    rows.push_back(stored == 0 ? transaction.query(kInsertAnswer, kAnswer.of(answer), sheet.id)
                               : transaction.query(kUpdateAnswer, kSavedAnswer.of(answer), sheet.id, answer.criterion, stored));
  }
  if (changes.opinion) {
    auto& [opinion, stored] = *changes.opinion;
    opinion.version = next;
    rows.push_back(stored == 0 ? transaction.query(kInsertOpinion, kOpinion.of(opinion), sheet.id)
                               : transaction.query(kUpdateOpinion, opinion.text, next, sheet.id, opinion.part, stored));
  }
  if (changes.knockouts) rows.push_back(transaction.query(kKnockoutsVersion, next, sheet.id, changes.knockouts->stored));

  if (!moved.next()) return Change::locked;
  for (db::Rows& row : rows)
    if (!row.next()) return Change::stale;
  for (const Changes::OfAnswer& saved : changes.answers) put_evidence(transaction, sheet.id, saved.answer);
  if (changes.knockouts) {
    transaction.send(kClearKnockouts, sheet.id);
    for (const KnockoutTick& tick : changes.knockouts->ticks) transaction.send(kAddKnockout, kTick.of(tick), sheet.id);
  }
  return Change::saved;
}

void lock_drafts(db::Transaction& transaction, ProducerId producer) { transaction.all(db::value<DossierId>, kLockDrafts, producer); }

std::vector<DossierId> drafts_of(db::Reader& reader, ProducerId producer) {
  return reader.all(db::value<DossierId>, kDraftsOf, producer);
}

void swap_dossier_paper(db::Transaction& transaction, SheetId sheet, PaperId paper, std::optional<PaperId> by) {
  if (transaction.execute(kTakeFromDraft, sheet, paper) == 1 && by) transaction.send(kAddEvidence, sheet, "", *by);
}

void take_dossier_paper(db::Transaction& transaction, SheetId sheet, PaperId paper) { transaction.send(kTakeEvidence, sheet, "", paper); }

std::vector<PaperId> joined_papers(db::Reader& reader, DossierId dossier) { return reader.all(db::value<PaperId>, kJoined, dossier); }

bool was_submitted_at(db::Reader& reader, DossierId dossier, Instant at) {
  return reader.first(db::value<int>, kWasSubmittedAt, dossier, at).has_value();
}

bool was_handed_in(db::Reader& reader, ProducerId producer, PaperId paper) {
  return reader.first(db::value<int>, kWasHandedIn, producer, paper.text(), paper).has_value();
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

void put_back(db::Transaction& transaction, const Sheet& sheet, const PutBack& what) {
  transaction.query(kBump, sheet.id, sheet.version).next();
  for (const std::string& criterion : what.gone) {
    transaction.send(kDropAnswer, sheet.id, criterion);
    transaction.send(kClearEvidence, sheet.id, criterion);
  }
  for (Answer answer : what.answers) {
    answer.version = sheet.version + 1;
    transaction.send(kDropAnswer, sheet.id, answer.criterion);
    transaction.send(kPutAnswer, kAnswer.of(answer), sheet.id);
    put_evidence(transaction, sheet.id, answer);
  }
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

std::vector<SeatSubmission> council_submissions(db::Reader& reader, DossierId dossier) {
  return reader.all(kSeatSubmission, kCouncilSubmissions, dossier);
}

std::vector<NamedIn> named_in(db::Reader& reader, AccountId account, std::string_view province) {
  return reader.all(kNamedIn, kNamed, province, account);
}

}  // namespace ocop::evaluation::store
