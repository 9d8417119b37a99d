#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

namespace ocop::csv {

// RFC 4180 with these readings: lines end in LF, CRLF or CR alone (old spreadsheets of a Mac); a BOM at the start is dropped; quotes
// inside quotes are doubled. This is the one scanner: parse() reads the program's own files with it, kernel/sheets what people send.
struct Row {
  std::size_t number = 0;            // 1-based, blank lines count: the row a spreadsheet shows
  std::size_t line = 0;              // 1-based line of the file where the row starts
  std::vector<std::string> fields;
};
struct Limits {
  std::size_t rows = 1'000'000;      // a national register is 20,000 products; 50 times that
  std::size_t fields = 200;          // the widest ministry layout has 43
  std::size_t field_bytes = 100'000;
};
// strict: a quote anywhere else ends it. lenient: it is a letter like any other, as spreadsheets read it ('5" pipe', '"a"b' is ab).
enum class Quotes : std::uint8_t { strict, lenient };
struct Dialect {
  char separator = ',';
  Quotes quotes = Quotes::strict;
};

// Pulls one row at a time from a file that comes in pieces; keeps no more than one row. Bytes are not looked at as text.
class Scanner {
 public:
  // Gives the next piece, empty at the end. A piece stays as it is until the next call.
  using More = std::function<Result<std::string_view>()>;
  Scanner(More more, const Dialect& dialect, const Limits& limits) : more_(std::move(more)), dialect_(dialect), limits_(limits) {}
  // False at the end. A blank line is a row without fields; it is not counted against the limit of rows. First error ends it:
  // malformed_request with the line as field, or what `more` said.
  Result<bool> next(Row& row);

 private:
  bool has_more();                   // a byte stands at at_
  char letter() const { return piece_[at_]; }
  void step() { ++at_; }
  bool at_line_end() const { return letter() == '\n' || letter() == '\r'; }
  void skip_line_end();
  std::optional<Error> read_field(std::string& field);
  std::optional<Error> read_plain(std::string& field);
  std::optional<Error> read_quoted(std::string& field);
  Error fault(std::size_t line, const Message& message, std::string_view got, std::string expected,
              std::optional<std::size_t> limit = {}) const;

  More more_;
  Dialect dialect_;
  Limits limits_;
  std::string_view piece_;
  std::size_t at_ = 0, line_ = 1, number_ = 0, rows_ = 0;
  std::optional<Error> failed_;      // of more_
  bool begun_ = false, ended_ = false;
};

// A whole file of UTF-8 in the strict dialect, blank lines left out.
Result<std::vector<Row>> parse(std::string_view file, const Limits& limits = {});
// Whether a spreadsheet would run the field as a formula, or would but for apostrophes before it.
bool runs(std::string_view field);
// One line, ended by CRLF. Quotes where needed; a field that a spreadsheet would run as a formula (= + - @ TAB CR first) gets a
// leading apostrophe.
std::string write(const std::vector<std::string>& fields);

}  // namespace ocop::csv
