#include <algorithm>
#include <map>

#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

// Where dossiers were, and when: read for what is measured of the offices.
namespace ocop::evaluation::store {
namespace {

// A dossier as a report asks for it, and one line of its way.
struct Row {
  DossierId id;
  ProducerId producer;
  std::string number, product_name, province, commune, product_set;
  std::optional<DossierId> origin;
  State state = State::draft;
  std::optional<Instant> forwarded_at, scoring_at, closed_at, decided_at;
};
constexpr auto kRow = db::columns<Row>(
    db::column("id", &Row::id), db::column("producer", &Row::producer), db::column("number", &Row::number),
    db::column("product_name", &Row::product_name), db::column("province", &Row::province), db::column("commune", &Row::commune),
    db::column("product_set", &Row::product_set), db::column("origin", &Row::origin),
    db::column("state", &Row::state, db::words(name, parse_state)), db::column("forwarded_at", &Row::forwarded_at),
    db::column("scoring_at", &Row::scoring_at), db::column("closed_at", &Row::closed_at), db::column("decided_at", &Row::decided_at));
struct Line {
  DossierId dossier;
  Moved moved;
};
constexpr auto kMoved = db::columns<Moved>(db::column("moved_to", &Moved::to), db::column("moved_at", &Moved::at),
                                           db::column("on_request", &Moved::on_request));
constexpr auto kLine = db::columns<Line>(db::column("dossier", &Line::dossier), db::nested(&Line::moved, kMoved));

constexpr db::Statement kRows{"evaluation.courses",
                              "SELECT {d.columns} FROM evaluation_dossier d WHERE d.province = $1 AND d.submitted_at IS NOT NULL", kRow};
constexpr db::Statement kOne{"evaluation.course",
                             "SELECT {d.columns} FROM evaluation_dossier d WHERE d.id = $1 AND d.submitted_at IS NOT NULL", kRow};
constexpr db::Statement kHold{"evaluation.hold", "SELECT 1 FROM evaluation_dossier WHERE id = $1 {lock}"};
constexpr db::Statement kDecidedOf{"evaluation.decided_of_producers",
                                   "SELECT {d.columns} FROM evaluation_dossier d WHERE d.producer IN {ids} AND d.state = 'decided'"
                                   " ORDER BY d.opened_at DESC, d.id",
                                   kRow};
// Handed in (each time), forwarded (each time), come back; completion asked for, and answered. An answer hands the sheet in anew too: that
// submission (recheck_completions: of the same moment) is no handing in of the dossier. A request that was cancelled moved nothing.
// {0} narrows the dossiers, which lead each part (CROSS JOIN: in this order).
#define OCOP_WAY(where)                                                                                                           \
  "SELECT d.id AS dossier, 1 AS moved_to, u.submitted_at AS moved_at, 0 AS on_request FROM evaluation_dossier d"                  \
  " CROSS JOIN evaluation_sheet s CROSS JOIN evaluation_submission u WHERE " where                                                \
  " AND s.dossier = d.id AND s.seat = 0 AND u.sheet = s.id AND NOT EXISTS (SELECT 1 FROM evaluation_completion c"                 \
  " WHERE c.dossier = d.id AND c.ending = 'answered' AND c.ended_at = u.submitted_at)"                                            \
  " UNION ALL SELECT d.id, 2, r.forwarded_at, 0 FROM evaluation_dossier d CROSS JOIN evaluation_commune_report r WHERE " where    \
  " AND r.dossier = d.id AND r.forwarded_at IS NOT NULL"                                                                          \
  " UNION ALL SELECT d.id, 0, b.returned, 0 FROM evaluation_dossier d CROSS JOIN evaluation_return b WHERE " where                \
  " AND b.dossier = d.id"                                                                                                         \
  " UNION ALL SELECT d.id, 0, q.asked_at, 1 FROM evaluation_dossier d CROSS JOIN evaluation_completion q WHERE " where            \
  " AND q.dossier = d.id AND (q.ending IS NULL OR q.ending = 'answered')"                                                         \
  " UNION ALL SELECT d.id, CASE q.asked_in WHEN 'submitted' THEN 1 ELSE 2 END, q.ended_at, 1 FROM evaluation_dossier d"           \
  " CROSS JOIN evaluation_completion q WHERE " where " AND q.dossier = d.id AND q.ending = 'answered'"
constexpr db::Statement kWays{"evaluation.ways", OCOP_WAY("d.province = $1")};
constexpr db::Statement kWay{"evaluation.way", OCOP_WAY("d.id = $1")};
#undef OCOP_WAY
constexpr db::Statement kInsertReturn{
    "evaluation.insert_return",
    "INSERT INTO evaluation_return (dossier, returned) VALUES ($1, $2) ON CONFLICT (dossier, returned) DO NOTHING"};

constexpr auto kGiven = db::columns<Given>(db::column("d.id", &Given::dossier), db::column("s.member", &Given::member),
                                           db::column("a.criterion", &Given::criterion), db::column("d.closed_at", &Given::closed));
constexpr auto kChosen = db::columns<Chosen>(db::nested(&Chosen::given, kGiven), db::column("d.rulebook", &Chosen::rulebook),
                                             db::column("d.product_set", &Chosen::product_set), db::column("a.chosen", &Chosen::option));
constexpr db::Statement kChosenOf{
    "evaluation.chosen",
    "SELECT {columns} FROM evaluation_dossier d CROSS JOIN evaluation_sheet s CROSS JOIN evaluation_answer a"
    " WHERE d.province = $1 AND d.state IN ('closed', 'decided') AND s.dossier = d.id AND s.seat > 0 AND s.state = 'submitted'"
    " AND a.sheet = s.id ORDER BY d.id, s.member, a.criterion",
    kChosen};

// The column of a forwarded dossier still says 'submitted'; the instant says the rest (store_dossier.cc).
State state_of(const Row& row) { return row.state == State::submitted && row.forwarded_at ? State::forwarded : row.state; }

Course course_of(const Row& row, std::vector<Moved> way) {
  Course out{.id = row.id, .producer = row.producer, .number = row.number, .product_name = row.product_name, .province = row.province,
             .commune = row.commune, .product_set = row.product_set, .state = state_of(row), .way = std::move(way),
             .origin = row.origin};
  if (row.scoring_at) out.way.push_back({Moved::To::council, *row.scoring_at});
  if (row.closed_at) out.way.push_back({Moved::To::closed, *row.closed_at});
  if (row.decided_at) out.way.push_back({Moved::To::decided, *row.decided_at});
  std::ranges::stable_sort(out.way, [](const Moved& a, const Moved& b) { return a.at != b.at ? a.at < b.at : a.to < b.to; });
  const auto times = [&](Moved::To to) {
    return std::ranges::count_if(out.way, [to](const Moved& one) { return one.to == to && !one.on_request; });
  };
  out.whole = times(Moved::To::commune) == times(Moved::To::producer) + (row.state == State::draft ? 0 : 1);
  return out;
}

}  // namespace

void insert_return(db::Transaction& transaction, DossierId dossier, Instant at) { transaction.send(kInsertReturn, dossier, at); }

std::vector<Course> courses(db::Reader& reader, std::string_view province) {
  std::map<DossierId, std::vector<Moved>> ways;
  for (const Line& line : reader.all(kLine, kWays, province)) ways[line.dossier].push_back(line.moved);
  std::vector<Course> out;
  for (const Row& row : reader.all(kRow, kRows, province)) out.push_back(course_of(row, std::move(ways[row.id])));
  std::erase_if(out, [](const Course& one) { return one.way.empty(); });
  std::ranges::sort(out, {}, [](const Course& one) { return std::pair(one.way.front().at, one.id); });
  return out;
}

std::optional<Course> course(db::Reader& reader, DossierId dossier) {
  const auto row = reader.first(kRow, kOne, dossier);
  if (!row) return std::nullopt;
  std::vector<Moved> way;
  for (const Line& line : reader.all(kLine, kWay, dossier)) way.push_back(line.moved);
  return course_of(*row, std::move(way));
}

void hold(db::Transaction& transaction, DossierId dossier) { transaction.first(db::value<std::int64_t>, kHold, dossier); }

std::vector<Course> decided_of(db::Reader& reader, std::span<const ProducerId> producers) {
  std::vector<Course> out;
  for (const Row& row : reader.by_ids(kRow, kDecidedOf, producers)) out.push_back(course_of(row, {}));
  return out;
}

std::vector<Chosen> chosen(db::Reader& reader, std::string_view province) { return reader.all(kChosen, kChosenOf, province); }

}  // namespace ocop::evaluation::store
