#pragma once
#include "kernel/act/act.h"
#include "modules/items/types.h"

namespace ocop::items {

std::vector<db::Migration> migrations();

// products::MergeCheck. Whose price and stock are shown must not vanish behind another record: what is sold is on the side that stays.
Result<void> may_merge(db::Reader& reader, const products::Product& product, const products::Product& into);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final : public Items {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const products::Products& products;
  };
  const Parts& parts() const { return parts_; }
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}

  // For anyone, by id or code; of a product that was merged, of the one that it is now: what is sold now. not_found.
  Result<Own> show(std::string_view id_or_code) const;
  // Of the actor's own producer, or of one that he helps with its products; else not_found. Ended items too.
  Result<Own> own(const Actor& actor, std::string_view id_or_code) const;
  struct OwnItem { products::Product product; Sheet sheet; Item item; };
  Result<OwnItem> own_item(const Actor& actor, std::string_view id_or_code, ItemId item) const;

  // Errors of all that write: not_found; invalid_input with every wrong field; conflict when the version moved on, when the product has
  // such an item already, or when the GTIN is another product's.
  Result<act::Made<ItemId>> add(const Actor& actor, std::string_view id_or_code, const ItemWords& words, const Attempt& attempt);
  Result<Item> change(const Actor& actor, std::string_view id_or_code, ItemId item, const ItemWords& words);
  // No longer sold: it leaves pages and channels; what was ordered keeps it. conflict when it ended before.
  Result<void> end(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version);
  // Sold again.
  Result<void> resume(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version);
  // One place earlier; the first stays.
  Result<void> put_first(const Actor& actor, std::string_view id_or_code, ItemId item);
  Result<Sheet> write_sheet(const Actor& actor, std::string_view id_or_code, const SheetWords& words);

  // ---- Items
  std::vector<ProductId> sold(db::Reader& reader) const override;
  std::vector<Item> on_sale(db::Reader& reader, std::span<const ProductId> products) const override;
  std::vector<Item> by_ids(db::Reader& reader, std::span<const ItemId> ids) const override;
  bool take(db::Transaction& transaction, ItemId item, std::int64_t count) const override;
  void give_back(db::Transaction& transaction, ItemId item, std::int64_t count) const override;
  std::vector<Sheet> sheets(db::Reader& reader, std::span<const ProductId> products) const override;

 private:
  Result<Own> own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  Result<void> expect_distinct(const Own& own, const Item& item) const;
  // The number is the item's from here on; conflict when it is anything else's. What an ended item of a record that was merged into this
  // product has is handed over.
  Result<void> claim_gtin(db::Transaction& transaction, const Own& own, const Item& item, Instant now) const;
  // Under the product's lock, as everything stands then; `perform(act, own, item)`.
  template <class Perform>
  auto change_one(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version, Perform&& perform);

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::items
