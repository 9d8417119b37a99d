#pragma once
#include "kernel/personal/personal.h"
#include "modules/items/types.h"

namespace ocop::items::store {

void insert(db::Transaction& transaction, const Item& item);
// False: its version is another one. `item.version` is the one that was read.
bool change(db::Transaction& transaction, const Item& item);
void place(db::Transaction& transaction, ItemId id, std::int64_t place);
std::vector<ProductId> sold(db::Reader& reader);
std::vector<Item> on_sale(db::Reader& reader, std::span<const ProductId> products);
std::vector<Item> of_product(db::Reader& reader, ProductId product);   // in the order of the page, ended ones too
std::vector<Item> by_ids(db::Reader& reader, std::span<const ItemId> ids);
bool take(db::Transaction& transaction, ItemId item, std::int64_t count);
void give_back(db::Transaction& transaction, ItemId item, std::int64_t count);
std::optional<Item> by_gtin(db::Reader& reader, std::string_view gtin);
std::vector<Sheet> sheets(db::Reader& reader, std::span<const ProductId> products);
// A first sheet has version 0 and is written as 1. False: another was faster.
bool save(db::Transaction& transaction, const Sheet& sheet);
// GTINs that items have, also ended ones, and those that they gave up.
std::optional<ProductId> bearer(db::Reader& reader, std::string_view gtin);
std::vector<products::OtherGtins::Held> gtins(db::Reader& reader);
void give_up(db::Transaction& transaction, const Item& item, Instant now);
// Of these products those that something here is about.
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);

}  // namespace ocop::items::store
