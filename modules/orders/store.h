#pragma once
#include "modules/orders/types.h"

namespace ocop::orders::store {

// False: an order has this number already.
bool insert(db::Transaction& transaction, const Order& order);
// What a step changes. False: the version moved on. `order.version` is the one that was read.
bool change(db::Transaction& transaction, const Order& order);
std::optional<Order> by_number(db::Reader& reader, std::string_view number);       // with its lines
std::vector<Order> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most);   // the latest first, with their lines
// Those that a bank's statement may be about.
std::vector<Order> by_numbers(db::Reader& reader, ProducerId producer, std::span<const std::string> numbers);
std::vector<Order> unpaid(db::Reader& reader, ProducerId producer);
std::vector<std::string> due(db::Reader& reader, Instant now, std::int64_t most);  // numbers of those that expire
// Empties who bought, where the last step was before; how many.
std::int64_t forget(db::Transaction& transaction, Instant before);
bool any_of(db::Reader& reader, ProducerId producer);
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);

}  // namespace ocop::orders::store
