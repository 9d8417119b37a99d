#pragma once
#include "kernel/act/act.h"
#include "kernel/print/print.h"
#include "modules/notices/notices.h"
#include "modules/payments/types.h"

namespace ocop::payments {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldAccount = "payments.account";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final : public Payments {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const print::PdfFonts& fonts;
  };
  explicit Service(const Parts& parts);

  const std::vector<Bank>& banks() const { return banks_; }
  // Of a member of the producer, no helper: who turns the account turns the money. not_found.
  Result<Own> own(const Actor& actor, ProducerId producer) const;
  // All members are told, whoever did it. Errors: not_found; invalid_input; conflict when another was faster.
  Result<Own> set(const Actor& actor, ProducerId producer, const SetAccount& typed);
  Result<void> end(const Actor& actor, ProducerId producer, const EndAccount& input);
  // What is put beside the till: A6, a code for any amount. conflict when there is no account.
  Result<std::string> card(const Actor& actor, ProducerId producer, Language language) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;

  // ---- Payments
  std::optional<ReceivingAccount> account_of(db::Reader& reader, ProducerId producer) const override;
  std::string bank_name(std::string_view bin) const override;

 private:
  Result<Own> own(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  void tell(act::Act& act, const Own& own) const;

  Parts parts_;
  act::Acts acts_;
  std::vector<Bank> banks_;
};
// The code of an account, for any amount.
Result<std::string> payload_of(const ReceivingAccount& account);

}  // namespace ocop::payments
