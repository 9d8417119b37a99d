#pragma once
#include <optional>

#include "modules/products/types.h"

// What registers print of products whose decision was confirmed (store_printed.cc holds the SQL).
namespace ocop::products::printed_rows {

// Before a confirmed decision is written over it: what the register printed. What is
// printed anew counts as seen. Nothing of a certificate.
void keep(db::Transaction& transaction, ProductId product);
// An import prints it, and the standing stays. Nothing for a product that has no confirmed decision.
void print_anew(db::Transaction& transaction, ProductId product, const Standing& printed);

}  // namespace ocop::products::printed_rows
