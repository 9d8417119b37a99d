#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::http { struct Request; }
namespace ocop::web { class Html; }

// Port of the module: dossiers and their evaluation, as far as certificates need them.
namespace ocop::evaluation {

enum class State : std::uint8_t {
  draft,         // the producer self-assesses
  submitted,     // at the commune, which returns it or gives its report (article 7.2)
  forwarded,     // at the province, with the commune's report (article 7.3)
  scoring,       // open to council members, blind
  closed,        // the chair closed the scoring; result fixed
  decided,       // the province recorded its decision (recognised or not)
};
std::string_view name(State state);

// Who is asked about a product with 90 points and more that misses a floor of five stars. Article 7.3e goes by the points ("có tiềm năng
// đạt 5 sao, đạt từ 90 trở lên") and is silent on the floor; a province's regulation may say which.
enum class PotentialFive : std::uint8_t { either, ministry, province };
std::string_view name(PotentialFive asked);

// What certificates need to know of a closed dossier.
struct ClosedDossier {
  DossierId id;
  ProductId product;
  ProducerId producer;
  std::string number;                 // "12/PĐK-68-24988-2026" style, article 6 form 01
  std::string province, commune;
  std::string rulebook, product_set;
  State state = State::draft;
  rulebooks::Outcome outcome;
  std::optional<Instant> closed_at;
  std::int64_t version = 0;
  Instant opened_at{};
  PotentialFive potential_five = PotentialFive::either;   // of the settings its council was named under
  std::string sent_by;                // of a file at the centre (province is kCentre): the province that sent it
};

// The producer's own answers in one of its dossiers, for what it plans with them.
struct OwnSheet {
  DossierId dossier;
  ProductId product;
  ProducerId producer;
  std::string product_name, number;
  std::string rulebook, product_set;
  State state = State::draft;
  Instant opened_at{};
  rulebooks::Sheet sheet;
};

class Evaluation {
 public:
  virtual ~Evaluation() = default;
  // nullopt: absent, not closed yet, or outside the scope.
  virtual std::optional<ClosedDossier> closed(db::Reader& reader, const Scope& scope, DossierId dossier) const = 0;
  // nullopt: absent, or the scope does not cover its producer.
  virtual std::optional<OwnSheet> own_sheet(db::Reader& reader, const Scope& scope, DossierId dossier) const = 0;
  // Of all dossiers of the product whose producer the scope covers, the one that was opened last first.
  virtual std::vector<OwnSheet> own_sheets(db::Reader& reader, const Scope& scope, ProductId product) const = 0;
  // The closed dossiers that nobody has decided on, for a list: found by a scope's province, the longest wait first.
  virtual lists::Rows<DossierId> awaiting_decision() const = 0;
  // closed → decided. conflict when the version moved on.
  virtual Result<void> mark_decided(act::Moment& act, DossierId dossier, std::int64_t version) const = 0;
  // Those of these that are closed, in no order and read together: rows of a list, which asked what its reader's scope covers.
  virtual std::vector<ClosedDossier> closed_of(db::Reader& reader, std::span<const DossierId> dossiers) const = 0;
};

// The rounds of a year, article 5.1 of Decision 26/2026/QĐ-TTg: "Đợt 01 trước ngày 30 tháng 6 đối với các hồ sơ được UBND cấp xã đề nghị
// trước ngày 30 tháng 4; đợt 02 trước ngày 30 tháng 12 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 10."
struct Round {
  Date missed{};                      // the cut-off before: the commune's request is on this day or after it …
  Date asked_before{};                // … and strictly before this one
  Date results_before{};              // and the round is held strictly before this one
  bool operator==(const Round&) const = default;
};
// That a request of this day comes into. Pure.
Round round_of(Date requested);
// The same at the centre, article 5.2: "Đợt 01 trước ngày 30 tháng 9 đối với các hồ sơ được UBND cấp tỉnh đề nghị trước ngày 30 tháng 7;
// đợt 02 trước ngày 30 tháng 3 đối với các hồ sơ được UBND cấp tỉnh đề nghị trước ngày 30 tháng 01." Pure.
Round centre_round_of(Date requested);
// The end of the round in which a result of that day falls. Pure.
Date round_held(Date result);

// A request for completion that its office did not cancel, and when it was answered.
struct Pause {
  Instant asked;
  std::optional<Instant> answered{};
};
// The last day of the commune's 15 working days (article 7.2) of a dossier handed in then, by the program's way of counting
// (rules_clock.h): the one that the dossier's page shows. `pauses` are the commune's own, in order. nullopt: it stands, while a request is
// open. Pure.
std::optional<Date> commune_last_day(Instant handed_in, std::span<const Pause> pauses, const HolidayCalendar& holidays);

// What a higher module asks for that prepared a dossier (modules/ideas): the first one of a product.
struct FirstDossier {
  ProductId product;
  std::string product_set;
};
class Dossiers {
 public:
  virtual ~Dossiers() = default;
  // As the producer itself opens one, in an act that runs already. Errors: not_found for a product of others; invalid_input for a set that
  // is not of the rulebook in force; conflict when a dossier of the product is open or its star still holds.
  virtual Result<DossierId> open(act::Act& act, const FirstDossier& ask) const = 0;
};

// Where a dossier was and since when, for what is measured of the offices (modules/waits). Nobody is in it.
struct Moved {
  enum class To : std::uint8_t { producer = 0, commune = 1, province = 2, council = 3, closed = 4, decided = 5 };
  To to = To::producer;
  Instant at;
  // For a request for completion, or by its answer: it is with its maker, and with the same office again. Not handed in anew, not returned.
  bool on_request = false;
};
struct Course {
  DossierId id;
  ProducerId producer;
  std::string number, product_name, province, commune, product_set;
  State state = State::draft;
  std::vector<Moved> way;             // in the order of time; begins with the first handing in
  // Times it came back before the program wrote down when: how long it was with its maker cannot be told.
  bool whole = true;
  // Of a file at the centre, and of one that came back from there (article 7.4g): neither came through its commune.
  std::optional<DossierId> origin{};
};
// What one member's sheet said beside the others' of the same dossier. Closed dossiers alone: before, nobody knows (article 7.3).
struct Given {
  DossierId dossier;
  AccountId member;
  std::string product_set, criterion;
  std::int64_t points = 0;
  Instant closed;
};
// The points of a dossier as they are published of one that was recognised (article 7.3e): no name of a maker or member, and no words that
// anybody wrote. Which ones were recognised, and with how many stars, is known above (modules/certificates).
struct Published {
  DossierId id;
  std::map<std::string, Rational> parts{};              // "A" -> mean; empty until Courses::score()
  Rational total;
  std::vector<rulebooks::MissedFloor> missed{};         // what stood between it and the next star
};
// Announced (db::Transaction::announce) when a dossier of the province moves on its way: what Courses tells of it may be another.
std::string courses_changed(std::string_view province);
// When a council closes: what Courses::given() tells.
std::string scorings_changed(std::string_view province);
class Courses {
 public:
  virtual ~Courses() = default;
  // All that were ever handed in there, the first handed in first.
  virtual std::vector<Course> courses(db::Reader& reader, std::string_view province) const = 0;
  // nullopt: absent, never handed in, or not to be read in its state by whom the scope covers it for: a province is told of a dossier from
  // forwarding on, a commune while it is not a draft.
  virtual std::optional<Course> course(db::Reader& reader, const Scope& scope, DossierId dossier) const = 0;
  // Until the transaction ends nobody else moves the dossier or holds it: what is read of it, and of what hangs on it, is still so as the
  // act writes. Before anything is read. A dossier that is not there holds nobody.
  virtual void hold(db::Transaction& transaction, DossierId dossier) const = 0;
  // Decided ones of these producers, the latest opened first (of more than db::Reader::kIdsPerQuery: of so many each), without their way.
  virtual std::vector<Course> decided_of(db::Reader& reader, std::span<const ProducerId> producers) const = 0;
  // What each of some decided dossiers was given; one that is not decided stays without parts. Whoever shows it asks who may see it.
  virtual void score(std::vector<Published>& rows) const = 0;
  // Points of every member, criterion and closed dossier of the province; ordered by dossier and member.
  virtual std::vector<Given> given(db::Reader& reader, std::string_view province) const = 0;
};

// What a dossier gives to the file that the province sends to the Ministry (article 6.3).
struct FileForMinistry {
  struct Paper { std::string name, sha256; };   // file's name; of a paper that is noted without a file the digest is empty
  std::string number, product, producer;
  std::string registration;                     // form 01 as PDF
  std::string council_report;                   // PDF
  std::string advisory_report;                  // PDF; empty = the advisory group has not reported
  std::vector<Paper> papers, tests;             // evidence of the dossier; test sheets by themselves
  int samples = 0;                              // that the product set asks for; 0 = none (tourism, article 6.3a)
  enum class Of : std::uint8_t { first_or_upgrade, renewal } of = Of::first_or_upgrade;   // why it was evaluated (article 6.1)
};
class HandingOn {
 public:
  virtual ~HandingOn() = default;
  // Of a closed dossier that the actor may read with its result; else the errors of that. Slow: papers are drawn.
  virtual Result<FileForMinistry> file_for_ministry(const Actor& actor, DossierId dossier) const = 0;
  // The same of what a province sent, to the Ministry's body that has the file at the centre.
  virtual Result<FileForMinistry> sent_file(const Actor& actor, DossierId file) const = 0;
};

// The file of a product of 90 points and more at the centre (articles 6.3, 7.3e, 7.4). It is a dossier of its own, whose place is kCentre
// (kernel/access/centre.h), and goes on from the province's.
struct Letter {
  std::string number;                           // of the province's request, "1234/UBND-NNMT"
  Date signed_on{};
  std::int64_t version = 0;                     // of the province's dossier as last read
};
struct AtCentre {
  DossierId file, origin;
  std::string number;                           // receipt: "01/PTN-TW-2027"
  std::string sent_by;                          // province
  State state = State::forwarded;
  std::string letter;
  std::optional<Date> letter_day;
  std::optional<Instant> sent, received, decided;
  std::optional<DossierId> returned;            // the province's dossier that came of it by article 7.4g
  const Message* where = nullptr;               // its state in words
};
class Centre {
 public:
  virtual ~Centre() = default;
  // Of a decided dossier of a province, which its caller has found under the actor's scope and knows to be approved for five stars. Errors:
  // conflict when it was sent, or another dossier of the product is open; invalid_input of the letter.
  virtual Result<DossierId> send(act::Act& act, DossierId decided, const Letter& letter, Date decided_on) const = 0;
  // What the Ministry does not recognise is with its province again, in the act that decides it. not_found: no file at the centre.
  virtual Result<DossierId> give_back(act::Act& act, DossierId file) const = 0;
  // By the province's dossier or by the file itself; nullopt = it was not sent. The caller has seen that its reader may read either.
  virtual std::optional<AtCentre> at_centre(db::Reader& reader, DossierId either) const = 0;
};

// What a session of a province's council (modules/sessions) asks of the dossiers on its agenda.
struct OnAgenda {
  DossierId id;
  std::string number, product_name, province, commune, product_set;
  State state = State::forwarded;
  enum class Advice : std::uint8_t { absent, written } advice = Advice::absent;   // the advisory group's report (article 7.3c)
};
struct NamedCouncil { std::vector<AccountId> members; std::optional<AccountId> chair; };
// Between somebody who may be named and the producer of a dossier, as far as the program knows. A warning: the office decides.
struct AgendaTie { DossierId dossier; AccountId account; Message words; };
// How far a dossier is, as its own pages say it to the actor today: nothing of others' sheets to whoever scores blind.
struct AgendaStanding {
  enum class Page : std::uint8_t { closed, open } page = Page::closed;          // whether he may read the dossier
  enum class Own : std::uint8_t { none, open, submitted } own = Own::none;      // his sheet
  struct Sheets { int in = 0, of = 0; };
  std::optional<Sheets> sheets{};      // of the council; none = he may not see that
};
class Agenda {
 public:
  virtual ~Agenda() = default;
  // Forwarded, without a council, at most kMostWaiting: the one that waits longest first.
  virtual std::vector<OnAgenda> waiting(db::Reader& reader, std::string_view province) const = 0;
  // In the order asked; what is absent is left out. The caller knows that its reader may be told of them.
  virtual std::vector<OnAgenda> on_agenda(db::Reader& reader, std::span<const DossierId> ids) const = 0;
  virtual std::vector<AgendaTie> agenda_ties(db::Reader& reader, std::span<const DossierId> ids,
                                             std::span<const AccountId> people) const = 0;
  // Of each, in the order asked, why the actor could not name this council now: the errors of naming it. nullopt = nothing is known.
  virtual std::vector<std::optional<Error>> hindrances(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids,
                                                       const NamedCouncil& council) const = 0;
  // As on the dossier's own page, with all its checks, in an act that runs already. Nobody is told: who names many tells of all of them.
  virtual Result<void> name_council(act::Act& act, DossierId id, const NamedCouncil& council) const = 0;
  virtual std::vector<AgendaStanding> standings(db::Reader& reader, const Actor& actor, std::span<const DossierId> ids) const = 0;
};
inline constexpr int kMostWaiting = 500;   // five rounds of a province that has a hundred dossiers in one

// A slot: what higher modules show on the page of a dossier and of its result, before all else: what was decided on it, or what holds since
// it was handed in. Whoever is shown it may read the dossier (kernel/manifest/offers.h).
struct Panel {
  int rank = 0;
  enum class When : std::uint8_t { decided, handed_in } when = When::decided;   // from then on
  std::function<void(web::Html& out, DossierId dossier)> show;
};

// A slot: what higher modules show a producer on the page of its own dossier and of the result.
struct OwnPanel {
  int rank = 0;
  std::function<void(web::Html& out, DossierId dossier)> show;
};
// The same, below those, of what depends on who reads it: what the producer may do about a decision, what an office counted.
struct ReaderPanel {
  int rank = 0;
  Panel::When when = Panel::When::decided;   // handed_in: above the form that forwards it too
  std::function<void(web::Html& out, const http::Request& request, DossierId dossier)> show;
};

// A slot: what a higher module does in the act in which a producer drops a draft that was never handed in. Its row is gone by then.
struct WhenDropped {
  int rank = 0;
  std::function<void(act::Act& act, DossierId dossier)> then;
};
// A slot: what a higher module does in the act in which a commune forwards a dossier. It is forwarded by then, and nothing refuses it.
struct WhenForwarded {
  int rank = 0;
  std::function<void(act::Act& act, DossierId dossier)> then;
};

// The same in the act in which a dossier goes back to its producer, from the commune or the province. It is a draft by then.
struct WhenReturned {
  int rank = 0;
  std::function<void(act::Act& act, DossierId dossier)> then;
};
// The same in the act after which a council has it: it is named, or the centre's result is taken over (article 7.4g).
struct WhenCouncilNamed {
  int rank = 0;
  std::function<void(act::Act& act, DossierId dossier)> then;
};

}  // namespace ocop::evaluation
