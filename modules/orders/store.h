#pragma once
#include "modules/orders/parcels.h"
#include "modules/orders/sales.h"
#include "modules/orders/types.h"

namespace ocop::orders::store {

// Without its lines. False: an order has this number, or this key, already.
bool insert(db::Transaction& transaction, const Order& order);
void insert_lines(db::Transaction& transaction, const Order& order);
// What a step changes. False: the version moved on. `order.version` is the one that was read.
bool change(db::Transaction& transaction, const Order& order);
bool note_invoice(db::Transaction& transaction, const Order& order);                 // the same of its invoice
bool note_parcel(db::Transaction& transaction, const Order& order);                  // and of its parcel
std::optional<Order> by_number(db::Reader& reader, std::string_view number);       // with its lines
std::optional<Order> by_key(db::Reader& reader, std::string_view key);             // the same, by the digest
// What waits for the maker first, then the latest; with their lines.
std::vector<Order> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most);
// Those that a bank's statement may be about, without their lines.
std::vector<Order> by_numbers(db::Reader& reader, ProducerId producer, std::span<const std::string> numbers);   // in their order
std::vector<Order> awaiting_transfer(db::Reader& reader, ProducerId producer);
// Handed over, or come back, from that moment and before the other; with their lines.
std::vector<Order> sold_between(db::Reader& reader, ProducerId producer, Instant from, Instant until, std::int64_t most);
std::vector<Sold> sold_since(db::Reader& reader, ProducerId producer, Instant since);   // store_sales.cc: the same without an end
// store_sales.cc: cash that carriers have not brought, the oldest first; and of all parcels how many came back.
std::vector<Outstanding> outstanding(db::Reader& reader, ProducerId producer);
Refusal refusal(db::Reader& reader, ProducerId producer);
// How many are placed or confirmed and not paid.
std::int64_t open_of_producer(db::Reader& reader, ProducerId producer);
std::int64_t open_of_phone(db::Reader& reader, ProducerId producer, std::string_view phone);
// Orders of the same that were placed since then, with their lines.
std::vector<Order> open_of_phone_since(db::Reader& reader, ProducerId producer, std::string_view phone, Instant since);
// How many wait for each of the makers; those with none are left out.
struct Waiting { ProducerId producer; std::int64_t count = 0; };
std::vector<Waiting> waiting(db::Reader& reader, std::span<const ProducerId> producers);
std::vector<std::string> due(db::Reader& reader, Instant now, std::int64_t most);  // numbers of those that expire
// Empties who bought, of orders that came into their state before; of those still to be sent before `open_before`. How many.
std::int64_t forget(db::Transaction& transaction, Instant before, Instant open_before);
bool any_of(db::Reader& reader, ProducerId producer);
// store_sales.cc. What a maker's papers say of it; one of version 0 where nothing was written.
Seller seller_of(db::Reader& reader, ProducerId producer);
bool set_seller(db::Transaction& transaction, const Seller& seller);   // false: not `seller.version` stands
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);

}  // namespace ocop::orders::store
