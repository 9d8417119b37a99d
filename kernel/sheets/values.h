#pragma once
#include <optional>
#include <string>

#include "kernel/base/loose_date.h"
#include "kernel/sheets/sheets.h"

// What a cell means where the caller knows what is wanted. Pure.
namespace ocop::sheets {

// A code of `width` digits: zeros that a number cell lost are put back ("4795", 4795.0 → "04795"). nullopt: other signs, too long, or
// digits that are lost for good (1.23E+11).
std::optional<std::string> code(const Cell& cell, std::size_t width);

// A decimal as text of digits with '.' ("1234567.5"): of a number cell, or of text as Vietnamese offices write it: 1.234.567,5;
// 1,234,567.5; 12,5; 4.0; spaces between groups; "đ", "đồng", "VND" or "%" behind it. One dot before three digits is a thousand
// ("1.234" is 1234), one comma is a decimal mark.
std::optional<std::string> decimal(const Cell& cell);
std::optional<std::string> decimal(std::string_view text);
// A whole number: decimal() without a fraction ("4.0" is 4).
std::optional<long long> whole(const Cell& cell);

// A day, a month, a quarter or a year, as read_loose_date of kernel/base (a date cell is a day; a number from 1900 to 2100 a year).
std::optional<LooseDate> date(const Cell& cell);

}  // namespace ocop::sheets
