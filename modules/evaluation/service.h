#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "modules/evaluation/binder.h"
#include "modules/evaluation/completion.h"
#include "modules/evaluation/correction.h"
#include "modules/evaluation/evaluation.h"
#include "modules/evaluation/rules.h"
#include "modules/evaluation/rules_completion.h"
#include "modules/evaluation/rules_council.h"
#include "modules/evaluation/rules_positions.h"
#include "modules/evaluation/types.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/work/work.h"

// The use cases: relation -> rules -> save -> log leaf, in one transaction. Thread-safe as long as its parts are.
namespace ocop::evaluation {

// ---- what is asked ---------------------------------------------------------------------------------------------------------
struct OpenDossier {
  ProductId product;
  Kind kind = Kind::first;
  std::string product_set;
  Attempt attempt{};                   // the same attempt of the same account opens one dossier
};
struct SaveAnswer {
  std::string criterion;
  int option = rulebooks::kUnticked;
  std::string note{};
  std::vector<PaperId> papers{};       // the producer's own sheet only
  std::int64_t version = 0;            // of the answer as last read; 0 = there was none
};
// One part of a member's sheet as one form: what changed since `version` of the sheet is in dispute, what did not is saved together.
// `notes`: by criterion, those that the form has; the others stay.
struct SavePart {
  std::string part;
  std::vector<SaveAnswer> answers;
  std::optional<std::string> opinion;
  std::int64_t version = 0;
  std::map<std::string, std::string> notes{};
};
// The commune's report (form 03). Without words, as it was saved last.
struct ReportWords {
  std::string materials, labour, idea, identity;
  std::optional<Date> met_on{};        // this and what follows may all be absent
  std::string met_with{}, met_said{}, letter_number{};
  std::optional<Date> letter_on{};
  // Of those five the ones of which nothing was said: they stay as they stand. A form says all; a program may know nothing of them.
  struct Unsaid { bool met_on = false, met_with = false, met_said = false, letter_number = false, letter_on = false; };
  Unsaid unsaid{};
};
struct SaveReport {
  std::int64_t version = 0;            // of the report as last read: nobody forwards what he has not seen
  std::optional<ReportWords> words{};
  enum class Then : std::uint8_t { keep, forward } then = Then::keep;
};
struct SaveAdvice { std::int64_t version = 0; std::string words; std::vector<Proposal> proposals{}; };   // version 0: the first
struct ReturnBack { std::int64_t version = 0; std::string reason; };
struct Reopen { std::string reason; };
struct DeclareConflict { std::string ground; };
struct NameStandIn { AccountId member; };
struct NameChair { std::int64_t version = 0; AccountId chair; };   // version: of_council()
struct Discuss { std::string words; };
struct GivePosition {
  Stand stand = Stand::agree;
  std::string words{};
  rules::Tick complex = rules::Tick::absent;
  std::string complexity{};
};
struct SaveOpinion { std::string part, text; std::int64_t version = 0; };
struct SaveKnockouts { std::vector<KnockoutTick> ticks; std::int64_t version = 0; };
struct Submit {
  std::int64_t version = 0;            // of the sheet as last read: nobody hands in what he has not seen
  rules::Tick declared = rules::Tick::absent;
  rules::Tick gaps_accepted = rules::Tick::absent;
};
// A request for completion. Version: of the dossier as last read.
struct AskCompletion {
  std::int64_t version = 0;
  std::string words;
  Date until{};
  std::vector<CompletionItem> items;
  Attempt attempt{};                   // the same attempt of the same account asks once
};
struct AnswerCompletion {
  std::int64_t version = 0;            // of the sheet as last read: it is handed in anew
  std::string words{};
  rules::Tick declared = rules::Tick::absent;
  rules::Tick gaps_accepted = rules::Tick::absent;
};
// Version: of the dossier. Field: "product_name", or "note.1.1".
struct CorrectField { std::int64_t version = 0; std::string field, value, why; };
struct NameCouncil {
  std::int64_t version = 0;
  std::vector<AccountId> members;
  std::optional<AccountId> chair;
  // of_all: whoever names one council for many dossiers tells it of all of them at once (modules/sessions).
  enum class Told : std::uint8_t { of_each, of_all } told = Told::of_each;
};
struct CloseScoring { std::int64_t version = 0; rules::Tick spread_accepted = rules::Tick::absent; };

// ---- what is answered ------------------------------------------------------------------------------------------------------
// What another person (or the same one in another window) saved in between. Values are raw: option number, text, paper ids.
struct Difference { std::string field, yours, theirs; };
struct Conflict {
  std::int64_t version = 0;            // to send when one's own shall replace theirs
  std::string by;                      // display name
  Instant at;
  std::vector<Difference> differences;
};
// conflict (409), one problem per difference: got = yours, expected = theirs.
Error as_error(const Conflict& conflict);

struct Saved {
  std::int64_t version = 0;            // of the answer, opinion or ticks now stored
  std::int64_t sheet_version = 0;
  std::optional<Conflict> conflict;    // nothing was saved
};
struct Opened { Dossier dossier; using How = idempotency::Outcome::How; How how = How::now; };

struct Asked { Completion completion; using How = idempotency::Outcome::How; How how = How::now; };

using Names = std::map<AccountId, std::string>;

// What one sheet gives so far, always by rulebooks::score.
struct Rail {
  rulebooks::Outcome outcome;
  rules::Completeness completeness;
  std::optional<rules::Shortfall> shortfall;   // to the next star
  std::optional<rulebooks::Ladder> next;       // the cheapest way there
};

struct DossierView {
  Dossier dossier;
  rules::Relation relation;
  const rulebooks::Rulebook* rulebook = nullptr;
  const rulebooks::Table* table = nullptr;
  producers::Producer producer;
  Sheet self;                                  // empty of answers when the reader may not see the self-score
  std::optional<Rail> rail;                    // of the self sheet, under the same condition
  std::vector<producers::Paper> papers;        // producer: all its papers; others: those in the dossier
  std::vector<PaperId> dossier_papers;         // which of them are in the dossier
  std::vector<Seat> seats;                     // only for those who may see progress
  std::optional<int> own_seat;
  std::optional<rules::Deadline> deadline;     // of the commune (article 7.2) while submitted; none while its clock stands
  std::optional<rules::Clock> clock;           // the same, by its stretches
  std::optional<rules::Filing> filing;         // of a draft: what handing it in today comes to
  std::optional<Round> round;           // that it is expected to reach, until its council is named
  std::vector<Completion> completions;         // asked for of this dossier, by number; none to one who may not see the self-score
  std::vector<Correction> corrections;         // by officers, the oldest first
  Names people;                                // who asked, who corrected
  std::optional<CommuneReport> report;         // the forwarded one; to the commune, while the dossier is with it, the one it writes
  std::optional<Advice> advice;                // of the advisory group, to whoever may read it
  std::string advised_by;
  Names names;
  bool has_registration = false;               // a business registration in date
};
// A criterion that decides the star, with the papers that the producer laid beside it. Of all sheets together, never of one.
struct DecisiveCriterion {
  rules::Decisive what;
  std::vector<PaperId> papers;
};
struct SheetView {
  Dossier dossier;
  rules::Relation relation;
  const rulebooks::Rulebook* rulebook = nullptr;
  const rulebooks::Table* table = nullptr;
  producers::Producer producer;
  Sheet sheet;
  Rail rail;
  std::optional<Sheet> self;                   // when the province shows it
  std::vector<producers::Paper> papers;        // in the dossier
  std::map<std::string, std::vector<PaperId>> evidence;   // criterion -> papers, shown whether or not the self-score is
  std::map<std::string, std::string> notes;    // the producer's notes beside its evidence
  std::vector<Proposal> proposals;             // of the advisory group
  std::vector<DecisiveCriterion> decisive;     // once the own sheet is in, and enough of the others
};
struct CouncilChoice {
  DossierView view;
  std::vector<identity::AccountSummary> members, chairs;
  std::vector<Tie> ties;                       // of them to the producer: a warning, the office decides
};
// One version of a council sheet as it was handed in, and what it changed.
struct SheetVersion {
  int ordinal = 0;
  Instant at{};
  int total = 0;                               // points of the table
  std::vector<rules::Rescored> rescored{};     // since the version before
  std::vector<KnockoutTick> knockouts{}, knockouts_before{};
};
// What a request for completion may begin with.
struct CompletionChoice {
  DossierView view;
  std::vector<rules::Gap> gaps;                // their papers are those of the view
  Date results_before{};                       // of the round that is reckoned with
};
struct ClosingView {
  DossierView view;
  std::vector<Discussion> discussions;         // to the chair alone: they may say who gave what
  std::vector<ConflictOfInterest> conflicts;
  // To whoever may name them: the chair; the provincial body where the chair said a conflict of interest, with who may lead instead.
  std::vector<identity::AccountSummary> stand_ins, chairs;
  std::vector<Tie> ties;                       // of these to the producer: a warning
  int submitted = 0, needed = 0;
  std::vector<Position> positions{};           // once they are settled
  std::optional<rules::Deadline> renewal_ends{};   // of a renewal: its 45 days (article 7.6g)
  // To the chair, only once enough sheets are in, and his own where he scores as well; no sheet's own total before closing.
  std::optional<Rational> spread;
  bool spread_wide = false;
  std::vector<DecisiveCriterion> decisive;     // with the spread
};
struct MemberResult {
  int seat = 0;
  std::string name;                            // empty = the reader may not know it
  rulebooks::Outcome outcome;                  // of this sheet alone
  rulebooks::Sheet sheet;                      // as it was scored, called "member 1"
  std::vector<Opinion> opinions;
  std::vector<KnockoutTick> knockouts;
  std::vector<SheetVersion> versions;          // each as it was handed in; the last is the one that counts
};
struct ResultView {
  DossierView view;
  StoredResult stored;
  std::vector<Position> positions{};           // of a renewal; to the council and the province's offices alone
  std::vector<Seat> silent{};                  // seats that gave no written view; to the same
  rulebooks::Outcome outcome;                  // recomputed from the sheets
  std::vector<MemberResult> members;
  std::optional<rules::Shortfall> shortfall;
  std::vector<Discussion> discussions;
  std::vector<ConflictOfInterest> conflicts;   // the ground and the account only where names may be known
  std::vector<DecisiveCriterion> decisive;
};

// What a member has before him when his written view is asked for, and the views of all once they are settled.
struct PositionView {
  SheetView sheet;                             // the dossier and its papers; it is filled in when the council meets
  std::optional<Advice> report;                // with what it proposes (article 7.6c)
  std::string reported_by;
  rulebooks::Outcome outcome;                  // of the report
  std::optional<Position> own;
  std::vector<Position> all;                   // once they are settled, by seat
  Names names;
  std::optional<rules::Deadline> renewal_ends; // the 45 days (article 7.6g); empty once it is closed
};

struct WorkItem {
  Dossier dossier;
  rules::Relation relation;
  rules::Waiting waiting = rules::Waiting::others;
  std::string producer_name;
  std::optional<rules::Deadline> deadline;
  rules::Progress progress;                    // the council's for the chair and the officials, the own sheet's for whoever fills one
};
// A dossier on somebody's list of work.
struct Listed { DossierId dossier; work::Holder holder; };
inline constexpr std::string_view kWorkSource = "evaluation";

struct PaperFile { producers::Paper paper; std::string content; };
// The papers of a dossier together, as its reader may have them.
struct Binder {
  DossierView view;
  SelfPoints points = SelfPoints::left_out;
  std::vector<Answer> answers;                 // of the producer's own sheet; without options where points are left out
  std::vector<Evidence> evidence;
  std::optional<SinceLast> since;              // of an upgrade or renewal whose product has a decided dossier of this producer before
};

class Service final : public Evaluation, public Dossiers, public Courses, public Centre, public Agenda {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const rulebooks::Library& library;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const products::Products& products;
    const places::Index& places;
    const HolidayCalendar& holidays;
    // Telephones and addresses of mail that a producer says of itself, from higher modules (ProducerContacts); none = nobody says any.
    std::function<std::vector<std::string>(db::Reader& reader, ProducerId producer)> contacts{};
    std::function<void(act::Act& act, DossierId dossier)> dropped{};   // what higher modules do then (WhenDropped); may be empty
    std::function<void(act::Act& act, DossierId dossier)> forwarded{};   // the same (WhenForwarded)
    std::function<void(act::Act& act, DossierId dossier)> returned{}, named{};   // the same (WhenReturned, WhenCouncilNamed)
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // ---- the producer (service_producer.cc)
  Result<Opened> open_dossier(const Actor& actor, const OpenDossier& ask);
  Result<Saved> save_answer(const Actor& actor, DossierId id, const SaveAnswer& ask);
  // The same inside an act that is already running. Overwrite: whatever was saved since it was last read gives way.
  enum class Overwrite : std::uint8_t { no, yes };
  Result<Saved> save_answer_in(act::Act& act, DossierId id, const SaveAnswer& ask, Overwrite overwrite) const;
  const act::Acts& acts() const { return acts_; }
  // Whether the dossier is of a producer that the actor belongs to; false when there is none.
  bool is_own_dossier(db::Reader& reader, const Actor& actor, DossierId id) const;
  Result<Saved> submit(const Actor& actor, DossierId id, const Submit& ask);
  Result<void> discard(const Actor& actor, DossierId id, std::int64_t version);
  struct Openable { std::vector<products::Product> products; const rulebooks::Rulebook* rulebook = nullptr; };
  Result<Openable> openable(const Actor& actor);   // the actor's products and the rulebook of the day

  // ---- the commune (service_commune.cc)
  // A draft is saved as it is; to be forwarded it says something on all four matters.
  Result<CommuneReport> save_report(const Actor& actor, DossierId id, const SaveReport& ask);
  // The same inside an act that is already running. Overwrite: whatever was saved since it was last read gives way.
  Result<CommuneReport> save_report_in(act::Act& act, DossierId id, const SaveReport& ask, Overwrite overwrite) const;
  // Whether the actor is an officer of the dossier's commune and none of its producer's people, in whatever state it is.
  bool writes_report(db::Reader& reader, const Actor& actor, DossierId id) const;
  // conflict, with the reason: it was forwarded, or went back to its producer.
  Result<void> awaits_report(db::Reader& reader, const Actor& actor, DossierId id) const;

  // ---- requests for completion (service_completion.cc)
  // While one is open the dossier stays in its state, nothing moves it on, and its producer may fill in its own sheet.
  Result<CompletionChoice> completion_choice(const Actor& actor, DossierId id);
  Result<Asked> ask_completion(const Actor& actor, DossierId id, const AskCompletion& ask);
  // Hands the sheet in anew and ends the request; the same answer again is no second one.
  Result<Saved> answer_completion(const Actor& actor, DossierId id, int number, const AnswerCompletion& ask);
  // The sheet is what it was when it was asked; text and items of the request stay.
  Result<void> cancel_completion(const Actor& actor, DossierId id, int number, std::int64_t version);

  // ---- slips (service_correction.cc)
  // While the dossier is the office's and nobody fills it in. Nothing happens when it says so already.
  Result<void> correct_field(const Actor& actor, DossierId id, const CorrectField& ask);

  // ---- the advisory group (service_advice.cc)
  // Until the council is named. Errors: conflict when another of the group has saved since.
  Result<Advice> save_advice(const Actor& actor, DossierId id, const SaveAdvice& ask);
  // All that reached the provinces whose office, secretary or advisory group the actor is.
  lists::Rows<Dossier> of_province() const;

  // ---- the province and the council (service_council.cc)
  Result<void> return_back(const Actor& actor, DossierId id, std::int64_t version, std::string_view reason);
  Result<CouncilChoice> council_choice(const Actor& actor, DossierId id);
  Result<Dossier> open_council(const Actor& actor, DossierId id, const NameCouncil& ask);
  // The same inside an act that is already running.
  Result<Dossier> open_council_in(act::Act& act, DossierId id, const NameCouncil& ask) const;
  Result<Saved> save_sheet_answer(const Actor& actor, DossierId id, const SaveAnswer& ask);
  Result<Saved> save_part(const Actor& actor, DossierId id, const SavePart& ask);
  Result<Saved> save_opinion(const Actor& actor, DossierId id, const SaveOpinion& ask);
  Result<Saved> save_knockouts(const Actor& actor, DossierId id, const SaveKnockouts& ask);
  Result<Saved> submit_sheet(const Actor& actor, DossierId id, const Submit& ask);
  Result<void> reopen_sheet(const Actor& actor, DossierId id, int seat, std::string_view reason);
  // ---- the council's meeting (service_discussion.cc)
  // The chair's words, while it is scored. The same words again are the same note.
  Result<Discussion> note_discussion(const Actor& actor, DossierId id, const Discuss& ask);
  // ---- written views of a renewal (service_positions.cc)
  // Once a seat; the same again is the same view. With the last one they are settled.
  Result<Position> give_position(const Actor& actor, DossierId id, const GivePosition& ask);
  // The chair, after their last day and with a quorum. Version: Dossier::of_council.
  Result<Positions> settle_positions(const Actor& actor, DossierId id, std::int64_t version);
  // A member's. not_found where none were asked for.
  Result<PositionView> position(const Actor& actor, DossierId id);
  // The last day of the 45 (article 7.6g), while they run and to whom they bind; nullopt else.
  std::optional<rules::Deadline> renewal_ends(const Dossier& dossier, const rules::Relation& relation) const;
  // ---- conflicts of interest (service_conflict.cc)
  // A member with a seat, before or after handing in, or the chair. Nothing of his counts from then on, and he does not lead; to him the
  // dossier is not there any more. Said again (a double click) it is no second one.
  Result<void> declare_conflict(const Actor& actor, DossierId id, const DeclareConflict& ask);
  // The seat that the actor gave up by it.
  std::optional<int> declared_seat(const Actor& actor, DossierId id) const;
  // The provincial body, once the chair said one or his role ended. conflict: somebody leads. The same again is no second one.
  Result<void> name_chair(const Actor& actor, DossierId id, const NameChair& ask);
  // The chair, or the provincial body while nobody leads, for a seat that was given up; either of them for one whose member's role ended
  // before he judged (rules::awaits_another). The number of the new seat. While written views are asked for, their days begin anew.
  Result<int> name_stand_in(const Actor& actor, DossierId id, int instead, const NameStandIn& ask);
  // A role in a council ended: another's turn it may be, and the lists of work say so. Of identity::RoleEnded.
  void role_ended(act::Moment& act, AccountId account, const Grant& grant) const;
  Result<StoredResult> close(const Actor& actor, DossierId id, const CloseScoring& ask);
  Result<std::vector<Settings>> province_settings(const Actor& actor, std::string_view province);
  Result<void> add_settings(const Actor& actor, std::string_view province, const Settings& settings);

  // ---- the level of the centre (service_centre.cc)
  // The Ministry's body: the file is whole (article 7.4a). Version: of the dossier.
  Result<Dossier> receive(const Actor& actor, DossierId id, std::int64_t version);
  // The province, of a file that came back: the result is that of the centre's council (article 7.4g).
  Result<StoredResult> adopt(const Actor& actor, DossierId id, std::int64_t version);
  Result<DossierId> send(act::Act& act, DossierId decided, const Letter& letter, Date decided_on) const override;
  Result<DossierId> give_back(act::Act& act, DossierId file) const override;
  std::optional<AtCentre> at_centre(db::Reader& reader, DossierId either) const override;
  // What a province sent, to the Ministry's body that has the file: the province's dossier and its council's result.
  Result<ResultView> sent_file(const Actor& actor, DossierId file);

  // ---- reading (service_views.cc, service_work.cc)
  Result<DossierView> view(const Actor& actor, DossierId id);
  Result<SheetView> own_sheet(const Actor& actor, DossierId id);
  Result<ClosingView> closing(const Actor& actor, DossierId id);
  Result<ResultView> result(const Actor& actor, DossierId id);
  // The product's dossiers that the actor may read through a place or as its producer, newest first.
  std::vector<Dossier> of_product(const Actor& actor, ProductId product) const;
  Result<PaperFile> paper(const Actor& actor, DossierId id, PaperId paper);
  // ---- its papers together (service_binder.cc)
  Result<Binder> binder(const Actor& actor, DossierId id);
  // The same to hand the evidence out: each file is noted as seen by the actor.
  Result<Binder> open_binder(const Actor& actor, DossierId id);
  // The bytes of a paper of an open binder. not_found: noted without a file; internal: damaged.
  Result<std::string> file_of(const Binder& binder, const producers::Paper& paper) const;
  // What is next on each, in the order asked; nullopt = it is gone, or its holder may not read it any more.
  std::vector<std::optional<WorkItem>> work_items(std::span<const Listed> asked) const;
  // Open dossiers that stand otherwise on the lists of work than they should; every dossier where those were never kept.
  std::vector<DossierId> misplaced(db::Reader& reader) const;
  void renew_work() const;                     // puts them right: at a start
  Rail rail(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, const Sheet& sheet, const Settings& settings) const;

  // ---- papers that are replaced or removed (service_papers.cc); producers::PaperUse
  void lock_drafts(act::Act& act, ProducerId producer) const;
  producers::PaperUse::Held paper_changed(act::Act& act, ProducerId producer, const producers::PaperEnd& end) const;

  // ---- the port (service_port.cc)
  std::optional<ClosedDossier> closed(db::Reader& reader, const Scope& scope, DossierId dossier) const override;
  std::optional<OwnSheet> own_sheet(db::Reader& reader, const Scope& scope, DossierId dossier) const override;
  std::vector<OwnSheet> own_sheets(db::Reader& reader, const Scope& scope, ProductId product) const override;
  lists::Rows<DossierId> awaiting_decision() const override;
  Result<void> mark_decided(act::Moment& act, DossierId dossier, std::int64_t version) const override;
  std::vector<ClosedDossier> closed_of(db::Reader& reader, std::span<const DossierId> dossiers) const override;
  // ---- Dossiers, Courses (service_courses.cc)
  Result<DossierId> open(act::Act& act, const FirstDossier& ask) const override;
  std::vector<Course> courses(db::Reader& reader, std::string_view province) const override;
  std::optional<Course> course(db::Reader& reader, const Scope& scope, DossierId dossier) const override;
  void hold(db::Transaction& transaction, DossierId dossier) const override;
  std::vector<Course> decided_of(db::Reader& reader, std::span<const ProducerId> producers) const override;
  void score(std::vector<Published>& rows) const override;
  std::vector<Given> given(db::Reader& reader, std::string_view province) const override;
  // ---- Agenda (service_agenda.cc)
  std::vector<OnAgenda> waiting(db::Reader& reader, std::string_view province) const override;
  std::vector<OnAgenda> on_agenda(db::Reader& reader, std::span<const DossierId> ids) const override;
  std::vector<AgendaTie> agenda_ties(db::Reader& reader, std::span<const DossierId> ids, std::span<const AccountId> people) const override;
  std::vector<std::optional<Error>> hindrances(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids,
                                               const NamedCouncil& council) const override;
  Result<void> name_council(act::Act& act, DossierId id, const NamedCouncil& council) const override;
  std::vector<AgendaStanding> standings(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids) const override;
  // Every stored result against one computed anew from the sheets, every handed-in sheet against its commitment. Empty = sound.
  std::vector<std::string> recheck(db::Reader& reader) const;

 private:
  std::optional<OwnSheet> own_sheet_of(db::Reader& reader, const Scope& scope, const Dossier& dossier) const;
  struct Loaded {
    Dossier dossier;
    std::vector<Seat> seats;
    rules::Relation relation;
    const rulebooks::Rulebook* rulebook;
    const rulebooks::Table* table;
  };
  // Found under the actor's scope and allowed to do `what`; locked in an act.
  Result<Loaded> load(db::Reader& reader, const Actor& actor, DossierId id, rules::Act what) const;
  Result<Loaded> load(act::Act& act, DossierId id, rules::Act what) const;
  // The same with a sheet, whole: the producer's own, or the actor's in the council, which must be open. One round trip.
  struct OnSheet { Loaded loaded; Sheet sheet; };
  enum class Whose : std::uint8_t { producer, member };
  Result<OnSheet> load_sheet(act::Act& act, DossierId id, rules::Act what, Whose whose) const;
  // Tells who has to know of it (notice_kinds.cc).
  void tell(act::Act& act, std::string_view kind, const Dossier& dossier, std::string_view page, notices::Audience audience) const;
  Result<Loaded> admit(const Actor& actor, std::optional<Dossier> dossier, std::vector<Seat> seats, rules::Act what) const;
  Result<DossierId> open_now(act::Act& act, const OpenDossier& ask, const products::Product& product, const rulebooks::Rulebook& rulebook,
                             const rulebooks::Table& table) const;
  void start_from_last(act::Act& act, const Dossier& dossier, const Sheet& own) const;
  void begin_report(act::Act& act, const Dossier& dossier) const;   // for a dossier that is handed in
  Result<void> forward(act::Act& act, const Dossier& dossier, CommuneReport& report) const;
  void paper_changed_on(act::Act& act, const Sheet& sheet, const producers::PaperEnd& end) const;
  // Each as it is now: replaced ones by what replaced them. invalid_input: removed, or another's.
  Result<std::vector<PaperId>> current_papers(db::Reader& reader, ProducerId producer, std::vector<PaperId> papers) const;
  void renew_papers(act::Act& act, const Dossier& dossier, const Sheet& own) const;
  Result<Saved> put_answer(act::Act& act, const Sheet& sheet, const SaveAnswer& ask) const;
  // Locks the sheet, keeps it word for word and logs its commitment; the sheet must be open and at the version read.
  Result<void> hand_in(act::Act& act, const Dossier& dossier, const Sheet& sheet) const;
  // A dossier that goes on from another one at another level: its sheet and papers as they are there, handed in and forwarded.
  Result<Dossier> go_on(act::Act& act, const Dossier& from, Dossier to) const;
  Result<ResultView> result_of(db::Reader& reader, Loaded loaded) const;
  // The producer's: what it must say first, the hand-in, the papers that join the dossier.
  Result<void> submit_sheet_of(act::Act& act, const Loaded& loaded, const Sheet& sheet, const Submit& ask) const;
  Result<CompletionId> ask_now(act::Act& act, const Loaded& loaded, const AskCompletion& ask) const;
  Result<void> end_completion(act::Act& act, const Dossier& dossier, Completion& completion, Ending ending, std::string answer) const;
  std::string issuer_of(db::Reader& reader, const Dossier& dossier, std::string_view about) const;
  Result<void> put_sheet_back(act::Act& act, const Dossier& dossier, const Completion& completion) const;
  Result<Correction> correction_of(const Dossier& dossier, const Sheet& own, const CorrectField& ask) const;
  void recheck_completions(db::Reader& reader, std::vector<std::string>& findings) const;
  // The sheets of the council are not those that somebody saw before: who closes by an older version is told.
  void sheets_moved(act::Act& act, const Dossier& dossier) const;
  // Of a conflict of interest: whoever can name others.
  enum class GaveUp : std::uint8_t { seat, lead };
  void tell_of_conflict(act::Act& act, const Dossier& dossier, GaveUp what) const;
  Result<void> give_up(act::Act& act, const Seat& seat) const;
  // The chair; the provincial body while nobody leads, or for a seat that waits for one whose role ended.
  Result<Loaded> load_to_name(act::Act& act, DossierId id, int instead) const;
  // Who holds the council's roles in a province today: grants end, and nothing waits for whoever left.
  struct Holders { std::vector<AccountId> members, chairs; };
  Holders holders(db::Reader& reader, std::string_view province) const;
  // Fills in Dossier::chair_left and Seat::left while it is scored.
  static void mark_left(const Holders& holders, Dossier& dossier, std::span<Seat> seats);
  void mark_left(db::Reader& reader, Dossier& dossier, std::span<Seat> seats) const;
  // Who may be named in the closing's view, with ties.
  void show_candidates(db::Reader& reader, const Loaded& loaded, ClosingView& view) const;
  std::vector<Tie> ties(db::Reader& reader, const Dossier& dossier, std::span<const identity::AccountSummary> people) const;
  void name_those(db::Reader& reader, std::span<const AccountId> ids, Names& names) const;
  // Numbers, salts, logs and keeps it. conflict: kDiscussionsMost are there.
  Result<Discussion> note(act::Act& act, const Dossier& dossier, Discussion discussion) const;
  // By seat, each sheet as often as it was handed in.
  Result<std::map<int, std::vector<SheetVersion>>> versions_of(db::Reader& reader, const Dossier& dossier,
                                                               const rulebooks::Table& table) const;
  // The council of a renewal is asked in writing first: how long, and whether there is a report to agree with.
  Result<void> begin_positions(act::Act& act, Dossier& dossier, const rulebooks::Table& table) const;
  Date positions_term(act::Act& act, const Dossier& dossier) const;   // the last day of views that are asked for today
  void tell_named(act::Act& act, const Dossier& dossier, std::span<const AccountId> members, std::span<const AccountId> others) const;
  Result<Positions> settle(act::Act& act, const Loaded& loaded, std::span<const Position> positions) const;
  // A member who agreed has a conflict of interest, or a stand-in comes where all had agreed: the view of whoever comes is awaited, and of
  // nobody who had those of the others before him.
  void ask_again(act::Act& act, Dossier& dossier) const;
  void give_days(act::Act& act, Dossier& dossier) const;   // a stand-in has as many as the others had
  std::vector<Position> positions_shown(db::Reader& reader, const Dossier& dossier, const rules::Relation& relation,
                                        std::span<const Seat> seats) const;
  // What the result is made of: the sheets that are in, or the report that the council agreed with.
  std::vector<Sheet> counted_sheets(db::Reader& reader, const Dossier& dossier) const;
  Result<Saved> put_part(act::Act& act, const Sheet& sheet, const SavePart& ask) const;
  Conflict stale_sheet(db::Reader& reader, const Sheet& sheet, std::int64_t seen) const;
  // Of a helper with the producer's: both names.
  std::string display_name(db::Reader& reader, AccountId account, DossierId id) const;
  DossierView view_of(db::Reader& reader, Loaded loaded) const;
  Binder binder_of(db::Reader& reader, Loaded loaded) const;
  std::optional<SinceLast> since_last(db::Reader& reader, const Binder& binder) const;
  void show_completions(db::Reader& reader, DossierView& view) const;
  void reckon(DossierView& view) const;   // clock, last day and round of today
  // Of the producer's own sheet, as whoever reads it reads that.
  std::vector<PaperId> papers_shown(db::Reader& reader, const Dossier& dossier, const rules::Relation& relation) const;
  Result<rulebooks::Outcome> outcome_of(db::Reader& reader, const Dossier& dossier, std::vector<Sheet>* sheets) const;
  std::vector<DecisiveCriterion> decisive_of(db::Reader& reader, const Loaded& loaded, const rulebooks::Outcome& outcome) const;
  Result<rulebooks::Outcome> outcome_by(const Dossier& dossier, std::span<const Sheet> sheets) const;
  // Of many, in their order: the statements do not grow with them.
  std::vector<Result<rulebooks::Outcome>> outcomes_of(db::Reader& reader, std::span<const Dossier> dossiers) const;
  // `answered`: criteria of the sheet that its holder fills in; nullptr = he fills in none.
  WorkItem work_item(const rules::Relation& relation, const Dossier& dossier, std::span<const Seat> seats,
                     const std::vector<std::string>* answered) const;
  // Says whose turn it is now, after an act that changed state or seats of the dossier; of one that is gone, nobody's.
  void put_work(act::Moment& act, DossierId id) const;
  std::vector<work::Entry> work_entries(db::Reader& reader, DossierId id) const;

  Parts parts_;
  act::Acts acts_;
};

// What a person typed into a field of several lines: NFC, LF line ends, ends trimmed.
std::string tidy(std::string_view typed);

std::vector<db::Migration> migrations();
// Every note of a meeting against its commitment in the log. Empty = sound.
std::vector<std::string> recheck_discussions(db::Reader& reader);
std::vector<std::string> recheck_conflicts(db::Reader& reader);         // the same of declared conflicts of interest
std::vector<std::string> recheck_positions(db::Reader& reader);         // and of written views

// All roles that can stand in an evaluation; an administrator has none.
Scope scope_of(const Actor& actor);

// products::MergeCheck: what is printed on a certificate leads to the record that is merged away, so nothing may be under way there; and
// of two under way both would be about one product.
Result<void> may_merge(db::Reader& reader, const products::Product& product, const products::Product& into);

}  // namespace ocop::evaluation
