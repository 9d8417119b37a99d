#include <algorithm>

#include "kernel/db/columns.h"
#include "modules/producers/merge.h"
#include "modules/producers/messages.h"

namespace ocop::producers::merges {
namespace {

constexpr auto kMerge = db::columns<Merge>(
    db::column("id", &Merge::id), db::column("province", &Merge::province), db::column("producer", &Merge::producer),
    db::column("target", &Merge::target), db::column("merged", &Merge::merged), db::column("merged_by", &Merge::merged_by),
    db::column("undone", &Merge::undone), db::column("undone_by", &Merge::undone_by), db::column("log_index", &Merge::log_index));
constexpr db::Statement kInsert{"producers.insert_merge", "INSERT INTO producers_merge ({columns}) VALUES ({arguments})", kMerge};
constexpr db::Statement kUndo{"producers.undo_merge",
                              "UPDATE producers_merge SET undone = $1, undone_by = $2 WHERE id = $3 AND undone IS NULL"};
constexpr db::Statement kOf{"producers.merge_of", "SELECT {columns} FROM producers_merge WHERE producer = $1 AND undone IS NULL", kMerge};
constexpr db::Statement kInto{"producers.merges_into",
                              "SELECT {columns} FROM producers_merge WHERE target = $1 AND undone IS NULL ORDER BY log_index", kMerge};
constexpr db::Statement kByProducers{"producers.merges_of_producers",
                                     "SELECT {columns} FROM producers_merge WHERE producer IN {ids} AND undone IS NULL", kMerge};
constexpr db::Statement kByTargets{"producers.merges_of_targets",
                                   "SELECT {columns} FROM producers_merge WHERE target IN {ids} AND undone IS NULL", kMerge};
constexpr db::Statement kHold{"producers.hold_for_merge", "SELECT 1 FROM producers_producer WHERE id = $1 {lock}"};

}  // namespace

void insert(db::Transaction& transaction, const Merge& merge) { transaction.send(kInsert, kMerge.of(merge)); }
bool undo(db::Transaction& transaction, MergeId id, AccountId by, Instant now) { return transaction.execute(kUndo, now, by, id) == 1; }
std::optional<Merge> of(db::Reader& reader, ProducerId producer) { return reader.first(kMerge, kOf, producer); }
std::vector<Merge> into(db::Reader& reader, ProducerId target) { return reader.all(kMerge, kInto, target); }

std::vector<Merge> concerning(db::Reader& reader, std::span<const ProducerId> ids) {
  auto out = reader.by_ids(kMerge, kByProducers, ids);
  for (Merge& one : reader.by_ids(kMerge, kByTargets, ids))
    if (std::ranges::find(out, one.id, &Merge::id) == out.end()) out.push_back(std::move(one));
  return out;
}

void hold(db::Transaction& transaction, ProducerId a, ProducerId b) {
  for (const ProducerId& one : {std::min(a, b), std::max(a, b)}) transaction.first(db::value<std::int64_t>, kHold, one);
}

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("producers_merge", "merged_by",
                            {"producers.personal_merged", "SELECT merged AS at, producer FROM producers_merge WHERE merged_by = $1"
                                                          " ORDER BY merged, id"},
                            msg::held_merged),
          personal::answers("producers_merge", "undone_by",
                            {"producers.personal_parted", "SELECT undone AS at, producer FROM producers_merge WHERE undone_by = $1"
                                                          " ORDER BY undone, id"},
                            msg::held_parted)};
}

}  // namespace ocop::producers::merges

namespace ocop::producers {

std::vector<Alias> Store::aliases(db::Reader& reader, std::span<const ProducerId> ids) const {
  std::vector<Alias> out;
  for (const Merge& one : merges::concerning(reader, ids)) out.push_back({one.producer, one.target});
  return out;
}

}  // namespace ocop::producers
