#pragma once
#include <vector>

#include "kernel/act/act.h"

// Acts on behalf. For act.cc alone.
namespace ocop::act::store {

void insert(db::Transaction& transaction, const OnBehalf& one);
std::vector<OnBehalf> of_producer(db::Reader& reader, ProducerId producer, int limit);
bool acted(db::Reader& reader, ProducerId producer, AccountId account, Instant since);
std::vector<OnBehalf> untold(db::Transaction& transaction, int limit);
void told(db::Transaction& transaction, const Uuid& id);

}  // namespace ocop::act::store
