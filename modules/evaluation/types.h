#pragma once
#include <cstddef>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/centre.h"
#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/evaluation/evaluation.h"
#include "modules/rulebooks/rulebooks.h"

// The facts of an evaluation. No JSON, no SQL, no HTTP.
namespace ocop::evaluation {

using SheetId = Id<struct SheetTag>;
using ReportId = Id<struct ReportTag>;

// Why a product is evaluated (article 6): for the first time, for a higher star, or again before its 36 months end.
enum class Kind : std::uint8_t { first, upgrade, renewal };
inline constexpr std::array kKinds{Kind::first, Kind::upgrade, Kind::renewal};
std::string_view name(Kind kind);
std::optional<Kind> parse_kind(std::string_view name);
std::optional<State> parse_state(std::string_view name);

// Whether council members see what the producer gave itself while they score.
enum class SelfScore : std::uint8_t { hidden, shown };
std::string_view name(SelfScore score);

// What happens when totals differ by more than the limit: the chair confirms that the council discussed it and keeps the points, or
// nothing is closed until sheets are scored again.
enum class OverSpread : std::uint8_t { accept_with_reason, refuse };
std::string_view name(OverSpread over);
// Whether totals that differ by exactly the limit are still within it ("không quá 10 điểm") or not ("chênh từ 10 điểm trở lên").
enum class AtLimit : std::uint8_t { within, over };
std::string_view name(AtLimit at);

// What Decision 26/2026 leaves to the council regulation of each province (article 7.3b names the council, not its size, quorum or
// spread). Dated: a dossier keeps the settings of the day its council was named.
struct Settings {
  Date valid_from{};
  int council_size_min = 3;            // fewest scoring members
  int quorum_percent = 100;            // share of named members whose sheet must be in before closing
  int spread_limit = 10;               // points between the highest and the lowest total; above it the council discusses
  rulebooks::FloorBasis floor_basis = rulebooks::FloorBasis::mean;
  rulebooks::Rounding rounding = rulebooks::Rounding::cut;
  SelfScore self_score = SelfScore::hidden;
  OverSpread over_spread = OverSpread::accept_with_reason;
  AtLimit at_limit = AtLimit::within;
  PotentialFive potential_five = PotentialFive::either;
  // Of a renewal's written views (positions.h): how many that differ are "nhiều ý kiến đánh giá khác nhau" (article 7.6d), and how many
  // working days a member has for his.
  int differing_least = 1;
  int position_days = 7;
  rulebooks::Settings scoring() const { return {floor_basis, rounding}; }
  bool operator==(const Settings&) const = default;
};

// Article 4.1: "Công tác đánh giá, phân hạng và công nhận sản phẩm OCOP gồm 2 cấp: cấp tỉnh và cấp trung ương".
enum class Level : std::uint8_t { province, centre };
inline constexpr std::array kLevels{Level::province, Level::centre};
std::string_view name(Level level);

// How far the written views of a renewal's council are (article 7.6d; positions.h). none: sheets are scored at once, as for a first
// evaluation, and as for renewals whose council was named before there were written views. The state is `scoring` meanwhile.
enum class Positions : std::uint8_t { none, asked, agreed, meeting };
std::string_view name(Positions positions);
std::optional<Positions> parse_positions(std::string_view name);

// How a request for completion ended (completion.h).
enum class Ending : std::uint8_t { answered, cancelled };
std::string_view name(Ending ending);
std::optional<Ending> parse_ending(std::string_view name);

// A request for completion as far as whose turn it is and the clock ask of it.
struct Request {
  int number = 0;                      // 1, 2, … within the dossier
  State asked_in = State::submitted;
  Instant asked_at;
  Date until{};
  std::optional<Ending> ending;        // empty = open
  std::optional<Instant> ended_at;
};

struct Dossier {
  DossierId id;
  ProductId product;
  ProducerId producer;
  std::string product_name;            // as on the day the dossier was opened
  Kind kind = Kind::first;
  std::string number;                  // "01/PĐK-68-24988-2026", form 01 of article 6
  std::string province, commune;       // codes of the product's place on that day
  std::string rulebook, product_set;
  State state = State::draft;
  std::int64_t version = 0;            // moves with the state; answers have versions of their own
  // Sheets that were handed in, opened again or given up. Counted apart: everybody who reads the dossier sees `version`, and a producer
  // that looked twice knew that a member had scored.
  std::int64_t sheets_moved = 0;
  std::int64_t of_council() const { return version + sheets_moved; }   // by which the chair closes what he saw
  Instant opened_at;
  AccountId opened_by;
  std::optional<Instant> submitted_at, forwarded_at, scoring_at, closed_at, decided_at;
  std::optional<Date> standing_until;  // last valid day of the star the product had; for the window of article 7.6
  std::string return_reason;           // why it was sent back; empty = it was not
  std::optional<State> returned_from;  // submitted: by the commune, forwarded: by the provincial body
  std::optional<AccountId> chair;
  std::optional<Instant> chair_declared;   // when he said a conflict of interest: nobody leads until another is named
  bool chair_left = false;             // his role ended; not kept, filled in where it is asked who leads (Service::mark_left)
  std::optional<AccountId> leads() const { return chair_declared || chair_left ? std::nullopt : chair; }
  // ---- what came from another level (article 7.3e, 7.4)
  std::optional<DossierId> origin;     // at the centre: the province's dossier that was sent; at a province: the file that came back (7.4g)
  std::string sent_by;                 // at the centre: the province that sent it
  std::string letter;                  // at the centre: the province's request (article 6.3), its number …
  std::optional<Date> letter_day;      // … and its day
  std::optional<Instant> received_at;  // at the centre: it was found whole (article 7.4a)
  std::optional<Instant> adopted_at;   // of one that came back: its result is that of the centre's council
  Level level() const { return is_centre(province) ? Level::centre : Level::province; }
  // Whose council's sheets its result is made of.
  DossierId judged() const { return adopted_at && origin ? *origin : id; }
  Settings settings;                   // fixed when the council is named; before that the province's settings of the day
  Positions positions = Positions::none;
  std::optional<Date> positions_until; // the last day of the written views; after it a quorum is enough
  // Asked for again: seats up to this one had the views of all before them, and give none any more. 0 = asked once.
  int positions_after = 0;
  std::vector<Request> requests;       // for completion, by number; filled where one dossier is found and on the lists of work
  const Request* open_request() const; // the one that is not ended; null = none
};

inline constexpr int kSelfSeat = 0;    // the producer's own sheet; council seats are 1, 2, …

struct Answer {
  std::string criterion;
  int option = rulebooks::kUnticked;   // 0 = looked at and no option applies
  std::string note;
  std::vector<PaperId> papers;         // sorted
  std::int64_t version = 0;            // the sheet's version when this answer was last saved; 0 = never saved
  AccountId saved_by;
  Instant saved_at;
};
struct Opinion {
  std::string part;                    // "A"
  std::string text;
  std::int64_t version = 0;
};
struct KnockoutTick {
  std::string code;                    // of the table's list, or of a criterion that carries one
  std::string reason;
};

// What the commune reports of a dossier: form 03 of Annex III, on the four matters of article 7.2. A draft until it is forwarded; then it
// is never changed: a dossier that comes back gets another, which begins with the words of the last.
// The option that the advisory group proposes for a criterion; 0 = none applies.
struct Proposal {
  std::string criterion;
  int option = rulebooks::kUnticked;
  bool operator==(const Proposal&) const = default;
};
// The advisory group's report on a dossier (article 7.3c). Version 0 = nothing was written yet.
struct Advice {
  DossierId dossier;
  std::string words;
  AccountId written_by;
  Instant written{};
  std::int64_t version = 0;
  std::vector<Proposal> proposals{};   // of the criteria it says something on
};

struct CommuneReport {
  ReportId id;
  DossierId dossier;
  int ordinal = 0;                     // 1 = first time
  std::int64_t version = 0;            // moves with each save and each handing in; never goes back
  std::string materials, labour, idea, identity;
  // The meeting that the chairman of the commune holds where it is needed (article 7.2a), and the letter that asks the province (6.2a).
  std::optional<Date> met_on{};        // absent = none was held
  std::string met_with, met_said;      // departments, not persons; their opinion
  std::string letter_number;
  std::optional<Date> letter_on{};
  std::optional<AccountId> saved_by;   // nobody wrote on it yet, since the dossier was handed in
  std::optional<Instant> saved_at;
  std::optional<Instant> forwarded_at;
};

bool has_beside(const CommuneReport& report);   // a meeting or a letter, or a part of one

enum class SheetState : std::uint8_t { open, submitted };
struct Sheet {
  SheetId id;
  DossierId dossier;
  int seat = kSelfSeat;
  std::optional<AccountId> member;     // empty on the producer's own sheet
  SheetState state = SheetState::open;
  std::int64_t version = 0;            // counts every save on this sheet
  std::optional<Instant> submitted_at;
  std::string reopen_reason;           // why the chair opened it again; empty = it was not
  std::vector<Answer> answers;         // saved ones, in no order
  std::vector<Opinion> opinions;
  std::vector<KnockoutTick> knockouts;
  std::int64_t knockouts_version = 0;  // the ticks are saved together
  const Answer* find(std::string_view criterion) const;
  const Opinion* opinion(std::string_view part) const;
};

// A seat as the chair and the officials see it before closing: who, and whether the sheet is in. Never what is on it.
struct Seat {
  int number = 0;
  AccountId member;
  SheetId sheet;
  SheetState state = SheetState::open;
  std::int64_t version = 0;
  std::optional<Instant> submitted_at;
  std::optional<Instant> position_at{};   // its written view is in
  bool left = false;                   // its member's role ended; not kept, filled in where it is asked (Service::mark_left)
};

// What the council said in its meeting, in the chair's words: of the whole, or with a sheet that is opened again. Never changed. After
// closing whoever may read the result reads it; before, the chair alone, and the member whose sheet it opened.
struct Discussion {
  DossierId dossier;
  int ordinal = 0;                     // 1, 2, … of the dossier
  std::optional<int> seat;             // whose sheet was opened with it
  int opened = 0;                      // which version of that sheet: it stays, and the next one replaces it
  std::string words;
  AccountId written_by;
  Instant written;
  std::string salt, commitment;        // the commitment is in the log, the words are not
  std::int64_t log_index = 0;
};

// A member's or chair's own word that he should not judge this product: from then on he has no sheet and does not lead. The ground is for
// the council and the offices.
struct ConflictOfInterest {
  DossierId dossier;
  // That was given up; its number is not used again. 0 and below: of a chair who had none, so that there is no stand-in.
  int seat = 0;
  bool had_seat() const { return seat > 0; }
  AccountId member;
  std::string ground;
  Instant declared{};
  std::string salt{}, commitment{};    // the commitment is in the log, the ground is not
  std::int64_t log_index = 0;
  std::optional<int> stand_in{};       // the seat of whoever the chair named instead
  // Its member was erased (store_personal.h): the commitment opens no more.
  bool is_erased() const { return ground.empty() && salt.empty(); }
};
struct StandIn {
  DossierId dossier;
  int instead = 0, seat = 0;
  AccountId named_by;
  Instant named{};
  std::int64_t log_index = 0;
};
// What the program knows of a tie between a producer and a person; told to the office that names a council, which decides.
struct Tie {
  AccountId account;
  enum class Kind : std::uint8_t { was_member, helped, same_contact } kind = Kind::was_member;
  bool operator==(const Tie&) const = default;
};

// The facts fixed by closing. The outcome itself is recomputed from the sheets and must agree (`recheck` in service.h).
struct StoredResult {
  DossierId dossier;
  Rational total;
  int band = 0, stars = 0;
  int sheets = 0, seats = 0;
  Rational spread;
  bool spread_accepted = false;
  AccountId closed_by;
  std::int64_t log_index = 0;
};

// Limits, each with its reason.
inline constexpr std::size_t kNoteLimit = 1'000;      // characters: a remark beside an option, not an annex
inline constexpr std::size_t kOpinionLimit = 4'000;   // a page of a member's opinion per part
inline constexpr std::size_t kLetterNumberLimit = 100;      // "123/UBND-KT"
inline constexpr std::size_t kReportLimit = 4'000;    // a page of the commune's report per matter
inline constexpr std::size_t kReasonLimit = 1'000;
inline constexpr std::size_t kDiscussionLimit = 4'000;   // a page of what was said in the meeting
inline constexpr std::size_t kDiscussionsMost = 100;     // a council of 30 that scores three times over
inline constexpr std::size_t kAdviceLimit = 10'000;  // five pages: a visit to the workshop and what should be added
inline constexpr std::size_t kPapersPerCriterion = 20;  // the widest line of the proof table asks for nine
inline constexpr std::size_t kCouncilMost = 30;       // the largest council seen has 15; twice that

}  // namespace ocop::evaluation
