#include <algorithm>
#include <map>

#include "modules/evaluation/store.h"

namespace ocop::evaluation::store {
namespace {

constexpr db::Statement kSeats{"evaluation.seats",
                               "SELECT seat, member, id, state, version, submitted_at, dossier FROM evaluation_sheet "
                               "WHERE dossier = $1 AND seat > 0 ORDER BY seat"};
constexpr db::Statement kSeatsOf{"evaluation.seats_of",
                                 "SELECT seat, member, id, state, version, submitted_at, dossier FROM evaluation_sheet "
                                 "WHERE dossier IN {ids} AND seat > 0 ORDER BY dossier, seat"};
constexpr db::Statement kSheet{"evaluation.sheet",
                               "SELECT id, dossier, seat, member, state, version, submitted_at, reopen_reason, knockouts_version "
                               "FROM evaluation_sheet WHERE dossier = $1 AND seat = $2"};
constexpr db::Statement kCouncilSheets{"evaluation.council_sheets",
                                       "SELECT id, dossier, seat, member, state, version, submitted_at, reopen_reason, knockouts_version "
                                       "FROM evaluation_sheet WHERE dossier = $1 AND seat > 0 AND state = $2 ORDER BY seat"};
constexpr db::Statement kAnswers{"evaluation.answers",
                                 "SELECT sheet, criterion, chosen, note, version, saved_by, saved_at FROM evaluation_answer "
                                 "WHERE sheet IN {ids}"};
constexpr db::Statement kEvidence{"evaluation.evidence",
                                  "SELECT sheet, criterion, paper FROM evaluation_evidence WHERE sheet IN {ids} ORDER BY paper"};
constexpr db::Statement kOpinions{"evaluation.opinions",
                                  "SELECT sheet, part, words, version FROM evaluation_opinion WHERE sheet IN {ids} ORDER BY part"};
constexpr db::Statement kKnockouts{"evaluation.knockouts",
                                   "SELECT sheet, code, reason FROM evaluation_knockout WHERE sheet IN {ids} ORDER BY code"};
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
    "INSERT INTO evaluation_answer (sheet, criterion, chosen, note, version, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (sheet, criterion) DO NOTHING"};
constexpr db::Statement kUpdateAnswer{
    "evaluation.update_answer",
    "UPDATE evaluation_answer SET chosen = $1, note = $2, version = $3, saved_by = $4, saved_at = $5 "
    "WHERE sheet = $6 AND criterion = $7 AND version = $8"};
constexpr db::Statement kClearEvidence{"evaluation.clear_evidence", "DELETE FROM evaluation_evidence WHERE sheet = $1 AND criterion = $2"};
constexpr db::Statement kAddEvidence{"evaluation.add_evidence",
                                     "INSERT INTO evaluation_evidence (sheet, criterion, paper) VALUES ($1, $2, $3) "
                                     "ON CONFLICT (sheet, criterion, paper) DO NOTHING"};
constexpr db::Statement kInsertOpinion{"evaluation.insert_opinion",
                                       "INSERT INTO evaluation_opinion (sheet, part, words, version) VALUES ($1, $2, $3, $4) "
                                       "ON CONFLICT (sheet, part) DO NOTHING"};
constexpr db::Statement kUpdateOpinion{"evaluation.update_opinion",
                                       "UPDATE evaluation_opinion SET words = $1, version = $2 "
                                       "WHERE sheet = $3 AND part = $4 AND version = $5"};
constexpr db::Statement kClearKnockouts{"evaluation.clear_knockouts", "DELETE FROM evaluation_knockout WHERE sheet = $1"};
constexpr db::Statement kAddKnockout{"evaluation.add_knockout",
                                     "INSERT INTO evaluation_knockout (sheet, code, reason) VALUES ($1, $2, $3)"};
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
    "evaluation.insert_submission",
    "INSERT INTO evaluation_submission (sheet, ordinal, canonical, salt, commitment, submitted_at, submitted_by, log_index) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Statement kLastSubmission{
    "evaluation.last_submission",
    "SELECT sheet, ordinal, canonical, salt, commitment, submitted_at, submitted_by, log_index FROM evaluation_submission "
    "WHERE sheet = $1 ORDER BY ordinal DESC LIMIT 1"};

Seat read_seat(const db::Row& row) {
  return {static_cast<int>(row.integer(0)), row.id<AccountId>(1), row.id<SheetId>(2),
          row.text(3) == "submitted" ? SheetState::submitted : SheetState::open, row.integer(4), row.optional_instant(5)};
}

Sheet read_sheet(const db::Row& row) {
  Sheet out;
  out.id = row.id<SheetId>(0);
  out.dossier = row.id<DossierId>(1);
  out.seat = static_cast<int>(row.integer(2));
  out.member = row.optional_id<AccountId>(3);
  out.state = row.text(4) == "submitted" ? SheetState::submitted : SheetState::open;
  out.version = row.integer(5);
  out.submitted_at = row.optional_instant(6);
  out.reopen_reason = row.string(7);
  out.knockouts_version = row.integer(8);
  return out;
}

// Answers, evidence, opinions and knockouts of all sheets: four round trips however many sheets.
void fill(db::Reader& reader, std::vector<Sheet>& sheets) {
  std::vector<SheetId> ids;
  std::map<SheetId, Sheet*> by_id;
  for (Sheet& sheet : sheets) {
    ids.push_back(sheet.id);
    by_id[sheet.id] = &sheet;
  }
  const std::span<const SheetId> span(ids);
  struct OfSheet { SheetId sheet; Answer answer; };
  for (OfSheet& row : reader.by_ids(
           [](const db::Row& r) {
             return OfSheet{r.id<SheetId>(0), {r.string(1), static_cast<int>(r.integer(2)), r.string(3), {}, r.integer(4),
                                               r.id<AccountId>(5), r.instant(6)}};
           },
           kAnswers, span))
    by_id[row.sheet]->answers.push_back(std::move(row.answer));
  struct Evidence { SheetId sheet; std::string criterion; PaperId paper; };
  for (const Evidence& row : reader.by_ids(
           [](const db::Row& r) { return Evidence{r.id<SheetId>(0), r.string(1), r.id<PaperId>(2)}; }, kEvidence, span))
    for (Answer& answer : by_id[row.sheet]->answers)
      if (answer.criterion == row.criterion) answer.papers.push_back(row.paper);
  struct OpinionOf { SheetId sheet; Opinion opinion; };
  for (OpinionOf& row : reader.by_ids(
           [](const db::Row& r) { return OpinionOf{r.id<SheetId>(0), {r.string(1), r.string(2), r.integer(3)}}; }, kOpinions, span))
    by_id[row.sheet]->opinions.push_back(std::move(row.opinion));
  struct TickOf { SheetId sheet; KnockoutTick tick; };
  for (TickOf& row : reader.by_ids(
           [](const db::Row& r) { return TickOf{r.id<SheetId>(0), {r.string(1), r.string(2)}}; }, kKnockouts, span))
    by_id[row.sheet]->knockouts.push_back(std::move(row.tick));
}

void put_evidence(db::Transaction& transaction, SheetId sheet, const Answer& answer) {
  transaction.execute(kClearEvidence, sheet, answer.criterion);
  for (const PaperId& paper : answer.papers) transaction.execute(kAddEvidence, sheet, answer.criterion, paper);
}

}  // namespace

std::vector<Seat> seats(db::Reader& reader, DossierId dossier) { return reader.all(read_seat, kSeats, dossier); }

std::vector<Seat> seats_of(db::Reader& reader, std::span<const DossierId> dossiers, std::vector<DossierId>* owners) {
  owners->clear();
  return reader.by_ids(
      [&](const db::Row& row) {
        owners->push_back(row.id<DossierId>(6));
        return read_seat(row);
      },
      kSeatsOf, dossiers);
}

std::optional<Sheet> sheet(db::Reader& reader, DossierId dossier, int seat) {
  std::vector<Sheet> sheets = reader.all(read_sheet, kSheet, dossier, seat);
  if (sheets.empty()) return std::nullopt;
  fill(reader, sheets);
  return std::move(sheets.front());
}

std::vector<Sheet> council_sheets(db::Reader& reader, DossierId dossier, SheetState state) {
  std::vector<Sheet> sheets = reader.all(read_sheet, kCouncilSheets, dossier, state == SheetState::submitted ? "submitted" : "open");
  if (!sheets.empty()) fill(reader, sheets);
  return sheets;
}

std::vector<PaperId> papers_of_dossier(db::Reader& reader, DossierId dossier) {
  return reader.all([](const db::Row& row) { return row.id<PaperId>(0); }, kPapersOfDossier, dossier);
}

void insert_sheet(db::Transaction& transaction, const Sheet& sheet) {
  transaction.execute(kInsertSheet, sheet.id, sheet.dossier, sheet.seat, sheet.member);
}

std::optional<std::int64_t> bump(db::Transaction& transaction, SheetId sheet) {
  return transaction.first([](const db::Row& row) { return row.integer(0); }, kBump, sheet);
}

bool put_answer(db::Transaction& transaction, SheetId sheet, const Answer& answer, std::int64_t expected) {
  const std::int64_t changed =
      expected == 0 ? transaction.execute(kInsertAnswer, sheet, answer.criterion, answer.option, answer.note, answer.version,
                                          answer.saved_by, answer.saved_at)
                    : transaction.execute(kUpdateAnswer, answer.option, answer.note, answer.version, answer.saved_by, answer.saved_at,
                                          sheet, answer.criterion, expected);
  if (changed != 1) return false;
  put_evidence(transaction, sheet, answer);
  return true;
}

bool put_opinion(db::Transaction& transaction, SheetId sheet, const Opinion& opinion, std::int64_t expected) {
  if (expected == 0) return transaction.execute(kInsertOpinion, sheet, opinion.part, opinion.text, opinion.version) == 1;
  return transaction.execute(kUpdateOpinion, opinion.text, opinion.version, sheet, opinion.part, expected) == 1;
}

bool put_knockouts(db::Transaction& transaction, SheetId sheet, std::span<const KnockoutTick> ticks, std::int64_t version,
                   std::int64_t expected) {
  if (transaction.execute(kKnockoutsVersion, version, sheet, expected) != 1) return false;
  transaction.execute(kClearKnockouts, sheet);
  for (const KnockoutTick& tick : ticks) transaction.execute(kAddKnockout, sheet, tick.code, tick.reason);
  return true;
}

void add_evidence(db::Transaction& transaction, SheetId sheet, std::string_view criterion, PaperId paper) {
  transaction.execute(kAddEvidence, sheet, criterion, paper);
}

void copy_answers(db::Transaction& transaction, SheetId from, SheetId to, AccountId by, Instant now) {
  transaction.execute(kCopyAnswers, to, by, now, from);
  transaction.execute(kCopyEvidence, to, from);
}

bool lock_sheet(db::Transaction& transaction, SheetId sheet, std::int64_t version, Instant now) {
  return transaction.execute(kLockSheet, now, sheet, version) == 1;
}

bool unlock_sheet(db::Transaction& transaction, SheetId sheet, std::string_view reason) {
  return transaction.execute(kUnlockSheet, reason, sheet) == 1;
}

int next_ordinal(db::Reader& reader, SheetId sheet) {
  return reader.first([](const db::Row& row) { return static_cast<int>(row.integer(0)); }, kNextOrdinal, sheet).value_or(1);
}

void insert_submission(db::Transaction& transaction, const Submission& submission) {
  transaction.execute(kInsertSubmission, submission.sheet, submission.ordinal, submission.canonical, db::Bind::blob(submission.salt),
                      submission.commitment, submission.at, submission.by, submission.log_index);
}

std::optional<Submission> last_submission(db::Reader& reader, SheetId sheet) {
  return reader.first(
      [](const db::Row& row) {
        return Submission{row.id<SheetId>(0), static_cast<int>(row.integer(1)), row.string(2), std::string(row.blob(3)), row.string(4),
                          row.instant(5), row.id<AccountId>(6), row.integer(7)};
      },
      kLastSubmission, sheet);
}

}  // namespace ocop::evaluation::store
