#pragma once
#include <vector>

#include "modules/payments/payments.h"
#include "modules/producers/producers.h"

namespace ocop::payments {

struct Bank { std::string bin, name, legal_name; };

struct SetAccount {
  std::int64_t version = 0;            // the sequence of the one in force, as it was read; 0 = there was none
  std::string bin, number, holder;
};
struct EndAccount { std::int64_t version = 0; };

struct Own {
  producers::Producer producer;
  std::optional<ReceivingAccount> current{};
  std::vector<ReceivingAccount> former{};   // the latest first
  std::int64_t version() const { return current ? current->sequence : former.empty() ? 0 : former[0].sequence; }
};
std::string path_of(ProducerId producer);   // "/producers/{id}/payments"

}  // namespace ocop::payments
