#include "modules/duplicates/store.h"

#include "kernel/db/columns.h"

namespace ocop::duplicates {
namespace {

using db::Statement;

constexpr db::Words<Answer, 3> kAnswerWords{{{Answer::none, "none"}, {Answer::one, "one"}, {Answer::two, "two"}}};
constexpr auto kPair = db::columns<Pair>(
    db::column("id", &Pair::id), db::column("a", &Pair::a), db::column("b", &Pair::b), db::column("province", &Pair::province),
    db::column("name", &Pair::name), db::column("other_name", &Pair::other_name), db::column("weight", &Pair::weight),
    db::column("evidence", &Pair::evidence), db::column("found", &Pair::found), db::column("answer", &Pair::answer, kAnswerWords),
    db::column("answered", &Pair::answered), db::column("answered_by", &Pair::answered_by), db::column("version", &Pair::version));

constexpr Statement kFind{"duplicates.find", "SELECT {columns} FROM duplicates_pair WHERE id = $1", kPair};
constexpr Statement kAll{"duplicates.all", "SELECT {columns} FROM duplicates_pair ORDER BY id", kPair};
constexpr Statement kInsert{"duplicates.insert", "INSERT INTO duplicates_pair ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING",
                            kPair};
constexpr Statement kRenew{
    "duplicates.renew",
    "UPDATE duplicates_pair SET name = $1, other_name = $2, weight = $3, evidence = $4, found = $5, version = version + 1"
    " WHERE id = $6 AND answer = 'none'"};
constexpr Statement kDrop{"duplicates.drop", "DELETE FROM duplicates_pair WHERE id = $1 AND answer = 'none'"};
constexpr Statement kAnswer{"duplicates.answer",
                            "UPDATE duplicates_pair SET answer = $1, answered = $2, answered_by = $3, version = version + 1"
                            " WHERE id = $4 AND version = $5"};

constexpr lists::Condition kConditions[] = {{.word = "answer", .sql = "answer = ?", .group = "answer"}};
constexpr lists::Sort kSorts[] = {{"likely", "-weight", lists::Kept::integer}};
constexpr lists::Source kPairs{.name = "duplicates.pairs",
                               .from = "FROM duplicates_pair",
                               .columns = kPair,
                               .key = "id",
                               .cover = {.province = "province"},
                               .conditions = kConditions,
                               .sorts = kSorts};
constexpr lists::Source kWaiting{.name = "duplicates.waiting",
                                 .from = "FROM duplicates_pair",
                                 .columns = kPair,
                                 .key = "id",
                                 .cover = {.province = "province"},
                                 .always = "answer = 'none'",
                                 .sorts = kSorts};

}  // namespace

lists::Rows<Pair> waiting() { return {kWaiting, kPair}; }
lists::Rows<Pair> pairs() { return {kPairs, kPair}; }

namespace store {

std::optional<Pair> find(db::Reader& reader, const Scope& scope, PairId id) {
  auto found = reader.first(kPair, kFind, id);
  if (found && !scope.covers(found->province, {}, std::nullopt)) return std::nullopt;
  return found;
}
std::vector<Pair> all(db::Reader& reader) { return reader.all(kPair, kAll); }
void insert(db::Transaction& transaction, const Pair& pair) { transaction.send(kInsert, kPair.of(pair)); }
void renew(db::Transaction& transaction, const Pair& pair) {
  transaction.send(kRenew, pair.name, pair.other_name, pair.weight, pair.evidence, pair.found, pair.id);
}
void drop(db::Transaction& transaction, PairId id) { transaction.send(kDrop, id); }
bool answer(db::Transaction& transaction, const Pair& pair, std::int64_t version) {
  return transaction.execute(kAnswer, std::string(name(pair.answer)), pair.answered, pair.answered_by, pair.id, version) == 1;
}

}  // namespace store
}  // namespace ocop::duplicates
