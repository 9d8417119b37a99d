#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/package/package.h"

// Tables as people send them: XLSX (ECMA-376) and CSV, read row by row into typed cells that know their address. The file is never
// trusted: every size has a limit, XML with a DOCTYPE is refused, nothing is run or fetched. Memory does not grow with the rows: 100,000
// rows of 20 columns are read in under 64 MB (bench/sheets). What is not XLSX or CSV is refused with what to do about it.
// One Workbook is for one thread; any number at once is fine. Slow: call on a worker.
namespace ocop::sheets {

enum class Kind : std::uint8_t {
  empty,
  text,
  number,              // `number`; text is its shortest decimal, never with an exponent below 10^15
  date,                // a number that its style shows as a day; text is "2024-08-05" or "2024-08-05 14:30:00"
  time,                // a part of a day without a day: "14:30:00"
  boolean,             // "TRUE", "FALSE"
  error,               // "#N/A", "#REF!" …: what the sheet shows instead of a value
};
struct Cell {
  std::uint32_t column = 0;            // 0 = A
  Kind kind = Kind::empty;
  std::string text;                    // NFC; as it is for text, as above for the others
  double number = 0;                   // of a number, date or time: as stored
  Date date{};                         // of a date
  bool formula = false;                // computed; this is the value that was kept in the file. Formulas are never run
  bool merged = false;                 // stands in a merged area and repeats the value of its first cell
  bool digits_lost = false;            // digits beyond what a spreadsheet keeps: a long number was rounded, or text like 1.23E+11
  bool hidden = false;                 // in a hidden column
};
struct Row {
  std::uint32_t number = 0;            // 1-based, as the spreadsheet shows it
  std::size_t line = 0;                // 1-based line of a text file; of XLSX the same as number
  bool hidden = false;
  std::vector<Cell> cells;             // by column; empty cells are left out, a column is there once
  const Cell* at(std::uint32_t column) const;       // nullptr = empty
  std::string_view text(std::uint32_t column) const;
};
// "A", "Z", "AA"; "B7".
std::string column_letter(std::uint32_t column);
std::string address(std::uint32_t row, std::uint32_t column);

struct Sheet {
  std::string name;                    // empty for CSV
  enum class State : std::uint8_t { visible, hidden } state = State::visible;
};

// Bounds on what a file may cost. The defaults fit every register seen; a caller with an upload lowers `file_bytes`.
struct Limits {
  std::size_t file_bytes = 200u << 20;         // a national register with long texts is under 20 MB
  package::Limits package;
  std::uint32_t columns = 1'000;               // the widest ministry layout has 43
  std::uint32_t rows = 1'048'576;              // of a sheet, with something in them (ECMA-376: the last row there is)
  std::size_t cell_bytes = 131'068;            // 32,767 letters (the spreadsheet's own limit), 4 bytes each
  std::size_t row_bytes = 4u << 20;            // merged areas repeat texts: a row of 1,000 long ones would be 130 MB
  std::size_t strings = 8'000'000;             // shared strings: 4 bytes of memory each
  std::uint64_t string_bytes = 512u << 20;     // of shared strings together: in a temporary file beyond 4 MB
  std::size_t merges = 100'000;
};
using package::Source;

// Rows of one sheet, in order, empty ones left out. Only one of a workbook at a time.
class Rows {
 public:
  virtual ~Rows() = default;
  // False at the end. Errors as of Workbook::open.
  virtual Result<bool> next(Row& row) = 0;
};

class Workbook {
 public:
  // unsupported_media: not a table that is read, or locked; the message says what to do. malformed_request: a broken one. too_large: a
  // limit. not_found: no such file. storage_unavailable: no room for temporary strings.
  static Result<Workbook> open(const Source& source, const Limits& limits = {});
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();
  const std::vector<Sheet>& sheets() const;
  std::optional<std::size_t> first_visible() const;
  // Precondition: sheet < sheets().size(). Rows must not outlive the workbook.
  Result<std::unique_ptr<Rows>> rows(std::size_t sheet);
  // How the text was written: "UTF-8", "TCVN3", "xlsx". For a report.
  std::string_view written_as() const;

  class Reader;                        // of one format

 private:
  explicit Workbook(std::unique_ptr<Reader> reader);
  std::unique_ptr<Reader> reader_;
};

}  // namespace ocop::sheets
