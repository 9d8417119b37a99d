#include "modules/waits/store.h"

#include "kernel/db/columns.h"

namespace ocop::waits::store {
namespace {

using db::Statement;

constexpr auto kOpinion = db::columns<Opinion>(db::column("dossier", &Opinion::dossier), db::column("province", &Opinion::province),
                                               db::column("commune", &Opinion::commune), db::column("grade", &Opinion::grade),
                                               db::column("words", &Opinion::words), db::column("given", &Opinion::given));
constexpr auto kRound = db::columns<ExtraRound>(
    db::column("province", &ExtraRound::province), db::column("results_before", &ExtraRound::results_before),
    db::column("asked_before", &ExtraRound::asked_before), db::column("plan", &ExtraRound::plan),
    db::column("entered", &ExtraRound::entered), db::column("entered_by", &ExtraRound::entered_by));

constexpr Statement kInsert{"waits.insert_opinion",
                            "INSERT INTO waits_opinion ({columns}) VALUES ({arguments}) ON CONFLICT (dossier) DO NOTHING", kOpinion};
constexpr Statement kTakeWords{"waits.take_words", "UPDATE waits_opinion SET words = '' WHERE dossier = $1"};
constexpr Statement kRemoveRound{"waits.remove_round", "DELETE FROM waits_round WHERE province = $1 AND results_before = $2"};
constexpr Statement kOne{"waits.opinion", "SELECT {columns} FROM waits_opinion WHERE dossier = $1", kOpinion};
constexpr Statement kSaidOf{"waits.said_of", "SELECT dossier FROM waits_opinion WHERE dossier IN {ids}"};
constexpr Statement kAll{"waits.opinions", "SELECT {columns} FROM waits_opinion WHERE province = $1 ORDER BY given DESC, dossier",
                         kOpinion};
constexpr Statement kInsertRound{
    "waits.insert_round", "INSERT INTO waits_round ({columns}) VALUES ({arguments}) ON CONFLICT (province, results_before) DO NOTHING",
    kRound};
constexpr Statement kRounds{"waits.rounds", "SELECT {columns} FROM waits_round WHERE province = $1 ORDER BY results_before", kRound};

// For the offices, which are told no single grade: nothing narrows or orders the list by it.
constexpr lists::Condition kConditions[] = {{.word = "commune", .sql = "commune = ?"}};
constexpr lists::Sort kSorts[] = {{"given", "given", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kOpinions{.name = "waits.list", .from = "FROM waits_opinion", .columns = kOpinion, .key = "dossier",
                                  .cover = {.province = "province", .commune = "commune"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

lists::Rows<Opinion> opinions() {
  return {kOpinions, [](const db::Row& row) {
            Opinion out = kOpinion(row);
            out.grade = 0;
            return out;
          }};
}
void take_words(db::Transaction& transaction, DossierId dossier) { transaction.send(kTakeWords, dossier); }
bool remove_round(db::Transaction& transaction, std::string_view province, Date results_before) {
  return transaction.execute(kRemoveRound, province, results_before) == 1;
}
bool insert(db::Transaction& transaction, const Opinion& opinion) { return transaction.execute(kInsert, kOpinion.of(opinion)) == 1; }
std::optional<Opinion> opinion(db::Reader& reader, DossierId dossier) { return reader.first(kOpinion, kOne, dossier); }
std::vector<DossierId> said_of(db::Reader& reader, std::span<const DossierId> dossiers) {
  return reader.by_ids(db::value<DossierId>, kSaidOf, dossiers);
}
std::vector<Opinion> opinions(db::Reader& reader, std::string_view province) { return reader.all(kOpinion, kAll, province); }
bool insert(db::Transaction& transaction, const ExtraRound& round) { return transaction.execute(kInsertRound, kRound.of(round)) == 1; }
std::vector<ExtraRound> rounds(db::Reader& reader, std::string_view province) { return reader.all(kRound, kRounds, province); }

}  // namespace ocop::waits::store
