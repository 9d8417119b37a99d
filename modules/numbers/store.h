#pragma once
#include "modules/numbers/types.h"

namespace ocop::numbers::store {

std::vector<Licence> of_producer(db::Reader& reader, ProducerId producer);   // the latest first
// In force, with a prefix that begins these digits or equals them. Precondition: 12 digits at most.
std::vector<Licence> above(db::Reader& reader, std::string_view digits);
// In force, with a prefix that these digits begin.
std::vector<Licence> below(db::Reader& reader, std::string_view digits);
void insert(db::Transaction& transaction, const Licence& licence);
void end(db::Transaction& transaction, const Licence& licence);
bool any_of(db::Reader& reader, ProducerId producer);

std::vector<Given> given_by(db::Reader& reader, ProducerId producer);        // the latest first, kMostShown at most
// The items that were given under a prefix, in order, from one on.
std::vector<std::int64_t> items_under(db::Reader& reader, std::string_view prefix, std::int64_t from);
std::vector<Given> given_to(db::Reader& reader, ProducerId producer, ProductId product);
void insert(db::Transaction& transaction, const Given& given);

}  // namespace ocop::numbers::store
