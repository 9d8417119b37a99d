#pragma once
#include <vector>

#include "kernel/base/result.h"
#include "kernel/sheets/sheets.h"
#include "modules/orders/types.h"

// A bank's statement as it is downloaded: XLSX or CSV, with rows of title above the heading, in the words of many banks. Pure but for
// temporary strings.
namespace ocop::orders {

inline constexpr std::size_t kMostReceived = 5'000;        // lines of money that came in: half a year of a busy household
inline constexpr std::size_t kMostStatementRows = 20'000;  // with what went out; read one by one: a longer file is no statement
inline constexpr std::size_t kStatementCell = 8 << 10;     // bytes: a bank's words are under 500
inline constexpr std::size_t kMostWords = 500;             // bytes of them that are kept and shown

// Whole đồng of "+1.250.000 VND", "1,250,000.00", "1.250.000,00", "45000"; below zero of what went out: "-1,100.00", "(1,100)", "1,100-",
// "1,100 DR". 0 = no amount.
std::int64_t dong_of(std::string_view text);
// The lines in which money came in; others are left out. Errors: as of sheets::Workbook; invalid_input when no row names an amount and the
// words beside it, or when there are more lines than kMostReceived.
Result<std::vector<Received>> read_statement(const sheets::Source& file);

}  // namespace ocop::orders
