#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/db/db.h"
#include "modules/evaluation/completion.h"
#include "modules/evaluation/correction.h"

// The only SQL of the module (store_*.cc). Every read of dossiers takes a Scope; what hangs on a dossier is read by the dossier that was
// found under one. Stateless; safe on any thread.
namespace ocop::evaluation::store {

// ---- dossiers --------------------------------------------------------------------------------------------------------------
// What was sent and is waited for by take(): several of them made before the first take() are one round trip together.
class AskedDossier {
 public:
  std::optional<Dossier> take();

 private:
  friend AskedDossier ask_locked(db::Transaction& transaction, const Scope& scope, DossierId id, Date today);
  friend std::optional<Dossier> find(db::Reader& reader, const Scope& scope, DossierId id, Date today);
  AskedDossier(db::Reader& reader, const db::Statement& which, const Scope& scope, DossierId id, Date today);
  const Scope scope_;
  db::Rows dossier_, settings_, requests_;
  std::optional<db::Rows> assigned_;
};
class AskedSheets {
 public:
  std::vector<Sheet> take();           // by seat

 private:
  friend AskedSheets ask_sheet(db::Reader& reader, DossierId dossier, int seat);
  friend AskedSheets ask_sheet_of(db::Reader& reader, DossierId dossier, AccountId member);
  friend std::vector<Sheet> council_sheets(db::Reader& reader, DossierId dossier, SheetState state);
  struct Which { int seat = -1; std::optional<AccountId> member; std::string_view state; };   // -1, nullopt, "" = none by this
  AskedSheets(db::Reader& reader, DossierId dossier, const Which& which);
  db::Rows sheets_, answers_, evidence_, opinions_, knockouts_;
};

// nullopt: absent or outside the scope. Settings are filled: those fixed in the dossier, else the province's of `today`.
std::optional<Dossier> find(db::Reader& reader, const Scope& scope, DossierId id, Date today);
// The same, with the row locked until the transaction ends: all changes of one dossier happen one after another.
AskedDossier ask_locked(db::Transaction& transaction, const Scope& scope, DossierId id, Date today);
// In no order, with their requests for completion; their settings are those fixed in them, if any.
std::vector<Dossier> by_ids(db::Reader& reader, std::span<const DossierId> ids);
enum class Which : std::uint8_t { open, decided };
std::vector<DossierId> ids(db::Reader& reader, Which which);
// ---- agendas of sessions (store_agenda.cc)
std::vector<DossierId> awaiting_council(db::Reader& reader, std::string_view province);   // the first forwarded first, kMostWaiting
std::vector<DossierId> with_advice(db::Reader& reader, std::span<const DossierId> ids);   // those of them, in no order
lists::Rows<Dossier> of_province();                                                    // all that reached it, found by a scope's province
lists::Rows<DossierId> awaiting_decision();                                            // state closed
std::vector<DossierId> all_closed(db::Reader& reader);                                  // closed and decided, for checking results
std::optional<Dossier> open_of_product(db::Reader& reader, ProductId product, Date today);
// Those that the scope covers by their place or producer, newest first; in no settings but those fixed in them.
std::vector<Dossier> of_product(db::Reader& reader, const Scope& scope, ProductId product);
// Those of them that have a dossier, whatever became of it.
std::vector<ProductId> with_dossiers(db::Reader& reader, std::span<const ProductId> products);
std::optional<DossierId> last_decided_of_product(db::Reader& reader, ProductId product);
std::optional<DossierId> last_decided_before(db::Reader& reader, ProductId product, Instant opened);   // what a later one began from

void insert(db::Transaction& transaction, const Dossier& dossier);
// One after the other on PostgreSQL too: the second waits here until the first has ended.
void hold_serials(db::Transaction& transaction, std::string_view commune, int year);
int next_serial(db::Transaction& transaction, std::string_view commune, int year);
// False: the version moved on.
bool set_submitted(db::Transaction& transaction, const Dossier& dossier, Instant now);
bool set_returned(db::Transaction& transaction, const Dossier& dossier, std::string_view reason);
bool set_forwarded(db::Transaction& transaction, const Dossier& dossier, Instant now);
bool set_scoring(db::Transaction& transaction, const Dossier& dossier, AccountId chair, Instant now);
// Nobody leads from then on, until another is named. False: nobody did before.
bool set_chair_declared(db::Transaction& transaction, DossierId dossier, Instant now);
// Instead of one who declared a conflict of interest, or whose role ended. False: it is another's lead by now.
bool set_chair(db::Transaction& transaction, DossierId dossier, AccountId chair, AccountId instead_of);
void set_moved(db::Transaction& transaction, DossierId dossier);   // while it is scored: a sheet came in or was opened again
bool set_closed(db::Transaction& transaction, const Dossier& dossier, Instant now);
bool set_decided(db::Transaction& transaction, DossierId dossier, std::int64_t version, Instant now);
bool set_received(db::Transaction& transaction, const Dossier& dossier, Instant now);
// Closed with the settings and the chair that are given: those of the council whose result it takes.
bool set_adopted(db::Transaction& transaction, const Dossier& dossier, AccountId chair, Instant now);
std::optional<DossierId> of_origin(db::Reader& reader, DossierId origin);            // what was sent on from it, or came back of it
bool remove_draft(db::Transaction& transaction, const Dossier& dossier);

// ---- sheets ----------------------------------------------------------------------------------------------------------------
db::Rows ask_seats(db::Reader& reader, DossierId dossier);
std::vector<Seat> take_seats(db::Rows rows);                                             // council seats, by number
std::vector<Seat> seats_of(db::Reader& reader, std::span<const DossierId> dossiers, std::vector<DossierId>* owners);   // batch
AskedSheets ask_sheet(db::Reader& reader, DossierId dossier, int seat);
AskedSheets ask_sheet_of(db::Reader& reader, DossierId dossier, AccountId member);
std::optional<Sheet> sheet(db::Reader& reader, DossierId dossier, int seat);
std::vector<Sheet> council_sheets(db::Reader& reader, DossierId dossier, SheetState state);   // by seat
std::vector<PaperId> papers_of_dossier(db::Reader& reader, DossierId dossier);           // every paper on the producer's own sheet

void insert_sheet(db::Transaction& transaction, const Sheet& sheet);
// What one save changes on a sheet. Each with the version that is stored, 0 = nothing is; they get the sheet's next one.
struct Changes {
  struct OfAnswer { Answer answer; std::int64_t stored = 0; };
  struct OfOpinion { Opinion opinion; std::int64_t stored = 0; };
  struct OfKnockouts { std::span<const KnockoutTick> ticks; std::int64_t stored = 0; };
  std::vector<OfAnswer> answers;
  std::optional<OfOpinion> opinion;
  std::optional<OfKnockouts> knockouts;
};
// All of them or, when the act is given up, none; one round trip. `sheet` was read under the dossier's lock.
enum class Change : std::uint8_t { saved, locked, stale };   // locked: handed in; stale: a stored version is another
Change change(db::Transaction& transaction, const Sheet& sheet, Changes changes);
// Drafts, and what is being completed. In order, so that two who lock them wait for each other and not in a ring.
void lock_drafts(db::Transaction& transaction, ProducerId producer);
std::vector<DossierId> drafts_of(db::Reader& reader, ProducerId producer);
std::vector<PaperId> joined_papers(db::Reader& reader, DossierId dossier);               // those of the dossier itself, beside no criterion
bool was_submitted_at(db::Reader& reader, DossierId dossier, Instant at);                // the producer's own sheet
void take_dossier_paper(db::Transaction& transaction, SheetId sheet, PaperId paper);
// Beside no criterion: a paper of the dossier itself; of a draft alone.
void swap_dossier_paper(db::Transaction& transaction, SheetId sheet, PaperId paper, std::optional<PaperId> by);
// Whether a dossier of the producer that was ever handed in has it, also one that came back.
bool was_handed_in(db::Reader& reader, ProducerId producer, PaperId paper);
void add_evidence(db::Transaction& transaction, SheetId sheet, std::string_view criterion, PaperId paper);
// Answers and evidence of an earlier own sheet, as a start for an upgrade or renewal.
void copy_answers(db::Transaction& transaction, SheetId from, SheetId to, AccountId by, Instant now);
bool lock_sheet(db::Transaction& transaction, SheetId sheet, std::int64_t version, Instant now);
bool unlock_sheet(db::Transaction& transaction, SheetId sheet, std::string_view reason);

struct Submission {
  SheetId sheet;
  int ordinal = 0;                     // 1 = first time
  std::string canonical, salt, commitment;
  Instant at;
  AccountId by;
  std::int64_t log_index = 0;
};
int next_ordinal(db::Reader& reader, SheetId sheet);
// Of the council's sheets, each time one was handed in: by seat, then in order.
struct SeatSubmission { int seat = 0; Submission submission; };
std::vector<SeatSubmission> council_submissions(db::Reader& reader, DossierId dossier);
void insert_submission(db::Transaction& transaction, const Submission& submission);
std::optional<Submission> last_submission(db::Reader& reader, SheetId sheet);

// ---- the commune's report --------------------------------------------------------------------------------------------------
// Open to a council of the province in which the account sits or which it leads; by number.
struct NamedIn { DossierId id; std::string number, product_name; };
std::vector<NamedIn> named_in(db::Reader& reader, AccountId account, std::string_view province);
std::optional<Advice> advice(db::Reader& reader, DossierId dossier);
// The first when its version is 0. False: it is not at that version any more.
bool save_advice(db::Transaction& transaction, const Advice& advice);
std::optional<CommuneReport> last_report(db::Reader& reader, DossierId dossier);
void insert_report(db::Transaction& transaction, const CommuneReport& report);
// Its words, who saved them and the next version. False: it was forwarded, or its version is another.
bool change_report(db::Transaction& transaction, const CommuneReport& report);
void forward_report(db::Transaction& transaction, ReportId report, Instant now);

// ---- requests for completion (store_completion.cc) ---------------------------------------------------------------------------
db::Rows ask_requests(db::Reader& reader, DossierId dossier);
std::vector<Request> take_requests(db::Rows rows);                                        // by number
void fill_requests(db::Reader& reader, std::span<Dossier> dossiers);                      // batch
std::vector<Completion> completions(db::Reader& reader, DossierId dossier);               // whole, by number
std::vector<DossierId> with_completions(db::Reader& reader);                              // for checking them
// With its items. The index refuses a second open one; the dossier's lock keeps it from being tried.
void insert_completion(db::Transaction& transaction, const Completion& completion);
// Ending, day, who and answer. False: it was ended before.
bool end_completion(db::Transaction& transaction, const Completion& completion);
// The version of a dossier that was asked for completion or answered.
bool set_asked(db::Transaction& transaction, const Dossier& dossier);
// Answers of an open sheet, with the papers beside them, as they were before; its next version. Papers of the dossier itself stay.
struct PutBack { std::vector<Answer> answers; std::vector<std::string> gone; };   // gone: criteria that had no answer
void put_back(db::Transaction& transaction, const Sheet& sheet, const PutBack& what);

// ---- corrections (store_correction.cc) -----------------------------------------------------------------------------------------
void insert_correction(db::Transaction& transaction, const Correction& correction);
std::vector<Correction> corrections(db::Reader& reader, DossierId dossier);               // the oldest first
void rename_product(db::Transaction& transaction, DossierId dossier, std::string_view product_name);
// Of a sheet that was handed in; its next version.
void correct_note(db::Transaction& transaction, const Sheet& sheet, std::string_view criterion, std::string_view note);

// ---- conflicts of interest ---------------------------------------------------------------------------------------------------
std::vector<ConflictOfInterest> conflicts(db::Reader& reader, DossierId dossier);       // by seat; chairs without one before them
std::vector<ConflictOfInterest> all_conflicts(db::Reader& reader);                      // as they stand in the log
db::Rows ask_declared(db::Reader& reader, DossierId dossier, AccountId member);         // a row when the member declared one
void insert_conflict(db::Transaction& transaction, const ConflictOfInterest& conflict);
// The sheet is open and counts no more. False: it was set aside before.
bool set_aside(db::Transaction& transaction, SheetId sheet, Instant now);
int last_seat(db::Reader& reader, DossierId dossier);                                   // the highest number that was ever given
void insert_stand_in(db::Transaction& transaction, const StandIn& stand_in);

// ---- the advisory group's proposals -------------------------------------------------------------------------------------------
std::vector<Proposal> proposals(db::Reader& reader, DossierId dossier);                 // by code as text
void set_proposals(db::Transaction& transaction, DossierId dossier, std::span<const Proposal> proposals);   // instead of those before

// ---- the council's meeting ---------------------------------------------------------------------------------------------------
std::vector<Discussion> discussions(db::Reader& reader, DossierId dossier);              // in order
std::vector<Discussion> all_discussions(db::Reader& reader);                            // as they stand in the log
void insert_discussion(db::Transaction& transaction, const Discussion& discussion);

// ---- results and settings --------------------------------------------------------------------------------------------------
void insert_result(db::Transaction& transaction, const StoredResult& result);
std::optional<StoredResult> result(db::Reader& reader, DossierId dossier);
// In force on a day; the defaults of `Settings` where the province has entered none.
Settings settings(db::Reader& reader, std::string_view province, Date day);
std::vector<Settings> all_settings(db::Reader& reader, std::string_view province);   // newest first
// False: that province already has settings from that day.
bool insert_settings(db::Transaction& transaction, std::string_view province, const Settings& settings, AccountId by, Instant now);

// ---- where dossiers were, and when (store_courses.cc)
void insert_return(db::Transaction& transaction, DossierId dossier, Instant at);
std::vector<Course> courses(db::Reader& reader, std::string_view province);
std::optional<Course> course(db::Reader& reader, DossierId dossier);
void hold(db::Transaction& transaction, DossierId dossier);   // its row, until the transaction ends
std::vector<Course> decided_of(db::Reader& reader, std::span<const ProducerId> producers);
// Options as they were chosen: `points` is the option's number until the table of the dossier's set is asked.
struct Chosen { Given given; std::string rulebook, product_set; std::int64_t option = 0; };
std::vector<Chosen> chosen(db::Reader& reader, std::string_view province);

}  // namespace ocop::evaluation::store
