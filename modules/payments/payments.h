#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"

// Port of the module: where a producer is paid, and the code that a buyer's bank reads.
namespace ocop::payments {

using AccountOfId = Id<struct PaymentsAccountTag>;

// Where a producer is paid. A change is another row: what an order was paid to stays.
struct ReceivingAccount {
  AccountOfId id;
  ProducerId producer;
  std::int64_t sequence = 1;           // the how manieth of the producer; the version that a change names
  std::string bin;                     // of the bank (data/payments)
  std::string number;                  // letters and digits
  std::string holder;                  // as the bank has it: capitals without marks
  AccountId set_by;
  Instant set;
  std::optional<Instant> ended{};
  std::optional<AccountId> ended_by{};
};

// Of an order's eleven digits: "OCOP" with them and their check digit (reference.h).
std::string reference_of(std::string_view number);
// The numbers of all references in a statement's text whose check digit is right.
std::vector<std::string> references_in(std::string_view text);
// What a bank reads to pay that much for that order. Error: invalid_input.
Result<std::string> payload_for(std::string_view bin, std::string_view account, std::int64_t amount, std::string_view number);
inline constexpr std::int64_t kMostTransfer = 499'999'999;   // đồng: below 500 million, NAPAS 247

class Payments {
 public:
  virtual ~Payments() = default;
  virtual std::optional<ReceivingAccount> account_of(db::Reader& reader, ProducerId producer) const = 0;   // in force
  virtual std::string bank_name(std::string_view bin) const = 0;  // "Agribank"; the digits when unknown
};

}  // namespace ocop::payments
