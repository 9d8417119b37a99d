#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/personal/personal.h"
#include "modules/producers/store.h"

// A maker that is in the register twice, as one: an alias, in the shape of merged products (decision 125). Nothing that is sealed moves:
// the members of either record are those of both (identity::SameProducers), and what is not sealed, the products, moves by a slot
// (MergeUse).
namespace ocop::producers {

using MergeId = Id<struct ProducerMergeTag>;
struct Merge {
  MergeId id;
  std::string province;
  ProducerId producer, target;
  Instant merged;
  AccountId merged_by;
  std::optional<Instant> undone;
  std::optional<AccountId> undone_by;
  std::int64_t log_index = 0;
};

inline constexpr tlog::Sealed kSealedMerge{.table = "producers_merge", .key = "id"};
inline constexpr std::string_view kMergedFields[] = {"into", "producer", "products", "province"};
inline constexpr std::string_view kPartedFields[] = {"producer", "products"};
inline constexpr tlog::Kind kProducerMerged{"producer.merged", kMergedFields}, kProducerParted{"producer.parted", kPartedFields};

// Rows of producers_merge (store_merge.cc).
namespace merges {
void insert(db::Transaction& transaction, const Merge& merge);
bool undo(db::Transaction& transaction, MergeId id, AccountId by, Instant now);   // false: it is undone
std::optional<Merge> of(db::Reader& reader, ProducerId producer);                 // that leads it away now
std::vector<Merge> into(db::Reader& reader, ProducerId target);                   // that lead to it now, the oldest first
std::vector<Merge> concerning(db::Reader& reader, std::span<const ProducerId> ids);   // that hold, with one of them on either side
// The rows of both, in one order whoever asks, until the transaction ends.
void hold(db::Transaction& transaction, ProducerId a, ProducerId b);
std::vector<personal::Holding> personal_holdings();
}  // namespace merges

// A listed producer of the same province that may be the same maker, with what speaks for it.
struct Likely {
  enum class Name : std::uint8_t { same, but_for_form, says_more } name = Name::same;
  enum class Place : std::uint8_t { same, not_said, other } place = Place::not_said;
  enum class Kind : std::uint8_t { agrees, differs } kind = Kind::agrees;   // agrees: also where one of them says none
  // More likely one than two: the same name in one commune, or where one of them says none. A cooperative and a company of the same words
  // are mostly both called after their commune, and are two.
  bool proposed() const { return name != Name::says_more && place != Place::other && kind == Kind::agrees; }
};
struct Candidate { Producer producer; Likely likely; };
struct MergeInto {
  std::int64_t version = 0;            // of the record that goes, as it was read
  ProducerId into;
};
struct Part { std::int64_t version = 0; };

namespace rules {
// What speaks for their being one maker; nullopt: the words of the names do not. A family name alone never does: all the words of one name
// have to stand in the other, two at least. Pure.
std::optional<Likely> likely(const Producer& a, const Producer& b);
// conflict or invalid_input on field "into", in the words of whoever asked. `goes`, `real`: the merges that hold, of each on either side.
Result<void> may_merge(const Producer& goes, const Producer& real, const std::vector<Merge>& of_both);
}  // namespace rules

}  // namespace ocop::producers
