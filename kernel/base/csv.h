#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace ocop::csv {

// RFC 4180 with these readings: lines end in LF or CRLF; a BOM at the start is dropped; quotes inside quotes are doubled; blank lines
// are skipped. A quote anywhere else, or bytes that are not UTF-8, end it.
struct Row {
  std::size_t line = 0;              // 1-based line of the file where the row starts
  std::vector<std::string> fields;
};
struct Limits {
  std::size_t rows = 1'000'000;      // a national register is 20,000 products; 50 times that
  std::size_t fields = 200;          // the widest ministry layout has 43
  std::size_t field_bytes = 100'000;
};
// First error ends it: malformed_request with the line as field.
Result<std::vector<Row>> parse(std::string_view file, const Limits& limits = {});
// One line, ended by CRLF. Quotes where needed; a field that a spreadsheet would run as a formula (= + - @ TAB CR first) gets a
// leading apostrophe.
std::string write(const std::vector<std::string>& fields);

}  // namespace ocop::csv
