#pragma once
#include "modules/payments/types.h"

namespace ocop::payments::store {

std::vector<ReceivingAccount> of_producer(db::Reader& reader, ProducerId producer);   // the latest first
void insert(db::Transaction& transaction, const ReceivingAccount& account);
void end(db::Transaction& transaction, const ReceivingAccount& account);
bool any_of(db::Reader& reader, ProducerId producer);

}  // namespace ocop::payments::store
