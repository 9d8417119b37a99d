#pragma once
#include "modules/products/store.h"

// A product that was printed twice, as one: an alias (decision 107). The merged product keeps its row, code, GTIN, papers, dossiers and
// certificates, all sealed as they were, and leads to the other one; taking the merge back is forgetting where it leads. An alias never
// leads to an alias: a merge moves on what led to the merged one, and says so in its own row.
namespace ocop::products {

using MergeId = Id<struct MergeTag>;
struct Moved {
  ProductId product;
  std::optional<ProductId> led_to;       // before; nullopt = it was nobody's alias
};
struct Merge {
  MergeId id;
  std::string province;
  ProductId target;
  Instant merged;
  AccountId merged_by;
  std::optional<Instant> undone;
  std::optional<AccountId> undone_by;
  std::int64_t log_index = 0;
  std::vector<Moved> moved{};            // the product that was merged, and those that led to it
};

inline constexpr tlog::Hanging kOfMerge[] = {{"products_merged", "merge", "product"}};
inline constexpr tlog::Sealed kSealedMerge{.table = "products_merge", .key = "id", .hanging = kOfMerge};
inline constexpr std::string_view kMergedFields[] = {"into", "product", "products", "province"};
inline constexpr std::string_view kPartedFields[] = {"product", "products"};
inline constexpr tlog::Kind kProductMerged{"product.merged", kMergedFields}, kProductParted{"product.parted", kPartedFields};

// Rows of products_merge (store_merge.cc).
namespace merges {
void insert(db::Transaction& transaction, const Merge& merge);
bool undo(db::Transaction& transaction, MergeId id, AccountId by, Instant now);
// The newest that moved the product and holds.
std::optional<Merge> standing(db::Reader& reader, ProductId product);
std::vector<Merge> all_standing(db::Reader& reader);   // oldest first
// Where the product leads, where that still is `from`. False: it is another one by now.
bool lead(db::Transaction& transaction, ProductId product, std::optional<ProductId> from, std::optional<ProductId> to);
// Holds the row until the transaction ends; false when it is merged, or not there.
bool hold_unmerged(db::Transaction& transaction, ProductId product);
std::vector<ProductId> led_to(db::Reader& reader, ProductId target);
void forget_suspicion(db::Transaction& transaction, ProductId a, ProductId b);
}  // namespace merges

class Merging final : public Merges {
 public:
  explicit Merging(const Store& store) : store_(store) {}
  // Before any other thread asks.
  void ask(std::vector<MergeCheck> checks) { checks_ = std::move(checks); }

  std::vector<Printed> printed(db::Reader& reader) const override;
  std::vector<Printed> printed(db::Reader& reader, std::span<const ProductId> ids) const override;
  Result<void> merge(act::Act& act, ProductId product, ProductId into) const override;
  Result<void> part(act::Act& act, ProductId product, ProductId from) const override;
  void are_two(db::Transaction& transaction, ProductId a, ProductId b) const override;
  // Products that do not lead where the merges that hold say. One line a finding.
  static std::vector<std::string> recheck(const std::vector<Known>& known, db::Reader& reader);

 private:
  Result<void> check(db::Reader& reader, const Product& product, const Product& into, Date today) const;
  Result<void> hold(act::Act& act, ProductId product, ProductId into) const;
  void log(act::Act& act, const tlog::Kind& kind, const Merge& merge, const Product& product, const Product* into) const;
  const Store& store_;
  std::vector<MergeCheck> checks_;
};

}  // namespace ocop::products
