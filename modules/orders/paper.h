#pragma once
#include <string>

#include "kernel/base/result.h"
#include "kernel/print/print.h"
#include "modules/orders/types.h"

// A maker's papers about an order: A5, in the order's language. Neither is an invoice, and the receipt says so. The same order at the same
// moment is the same bytes. Slow (milliseconds): call on a worker.
namespace ocop::orders {

struct Papered {
  const Order& order;
  const Seller& seller;
  std::string maker;                   // its registered name, or that of its page
  Instant now{};
};

// Receipt: who sold what to whom, the total in figures and words, what was paid and given back. Delivery note: who sends it to whom and
// what is to be collected; of a gift no price. What opens the order, its key, stands on neither: a parcel goes through many hands.
// Errors: of documents::to_pdf.
Result<std::string> draw(Paper paper, const Papered& facts, const print::PdfFonts& fonts);

}  // namespace ocop::orders
