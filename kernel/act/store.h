#pragma once
#include <vector>

#include "kernel/act/act.h"

// Acts on behalf, and in an officer's place. For act.cc alone.
namespace ocop::act::store {

void insert(db::Transaction& transaction, const OnBehalf& one);
void insert(db::Transaction& transaction, const StoodIn& one);
std::vector<StoodIn> stood_in(db::Reader& reader, AccountId stands_for, AccountId account, int limit);
std::vector<OnBehalf> of_producer(db::Reader& reader, ProducerId producer, int limit);
bool acted(db::Reader& reader, ProducerId producer, AccountId account, Instant since);
std::vector<OnBehalf> untold(db::Transaction& transaction, int limit);
void told(db::Transaction& transaction, const Uuid& id);

}  // namespace ocop::act::store
