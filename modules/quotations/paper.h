#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/documents/document.h"
#include "kernel/print/print.h"
#include "modules/products/products.h"
#include "modules/quotations/types.h"

namespace ocop::quotations {

// What stands on the paper: the offer as it was written, and what holds at the moment it is drawn: stars, the account, how it stands.
struct PaperFacts {
  std::string maker;                   // its registered name where it gave one
  producers::Producer producer;
  Quotation quotation;
  Offer offer;
  std::vector<products::Product> products{};   // of its lines
  struct Account { std::string bank, number, holder; };
  std::optional<Account> account{};    // in force now
  Instant now{};
};

// Where the money goes: into the account up to payments::kMostTransfer, beyond it as the two agree.
enum class Paying : std::uint8_t { by_transfer, by_contract };
Paying paying(std::int64_t total);

// A4. Pure.
documents::Document paper_of(const PaperFacts& facts, Language language);
// The same facts at the same moment are the same bytes. Slow: on a worker.
Result<std::string> draw(const PaperFacts& facts, Language language, const print::PdfFonts& fonts);

}  // namespace ocop::quotations
