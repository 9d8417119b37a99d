#pragma once
#include <vector>

#include "kernel/base/result.h"
#include "kernel/sheets/sheets.h"
#include "modules/orders/types.h"

// A bank's statement as it is downloaded: XLSX or CSV, with rows of title above the heading, in the words of many banks. Pure but for
// temporary strings.
namespace ocop::orders {

inline constexpr std::size_t kMostReceived = 5'000;        // half a year of a busy household

// The lines in which money came in; others are left out. Errors: as of sheets::Workbook; invalid_input when no row names an amount and the
// words beside it.
Result<std::vector<Received>> read_statement(const sheets::Source& file);

}  // namespace ocop::orders
