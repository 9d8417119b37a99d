#pragma once
#include <functional>

#include "kernel/base/result.h"
#include "kernel/sheets/sheets.h"
#include "modules/likeness/likeness.h"
#include "modules/places/places.h"
#include "modules/products/corrections.h"
#include "modules/products/register_rows.h"
#include "modules/products/types.h"

// Reading a register file, XLSX or CSV (docs/formats/register.md). Pure but for the file it is given.
namespace ocop::products {

inline constexpr int kFirstYear = 2018;            // the programme began with Decision 490/QĐ-TTg of 7 May 2018
inline constexpr std::size_t kPrintedLimit = 500;  // characters of a printed text; the longest seen has 150

// A wrong cell is told whole, so that it can be mended in place and found again by what it says: all that kPrintedLimit allows, in bytes.
inline constexpr std::size_t kMostTold = 4 * kPrintedLimit;

// Told now and then how many rows are done.
using Steps = std::function<void(std::size_t done)>;
inline constexpr std::size_t kStep = 500;   // rows between two of them: some ten milliseconds

// A row that is no product: named, so that nobody wonders.
struct LeftOut {
  enum class Reason : std::uint8_t { blank, total, column_numbers } reason = Reason::blank;
  Where where;                                     // the first of a run of blank rows
  std::uint32_t rows = 1;
  std::string text;                                // of its first cell
};
// How a heading of the file was understood.
struct Column {
  std::string sheet, field, letter, heading;
};
struct RegisterFile {
  std::string written_as;                          // "xlsx", "UTF-8", "TCVN3" …
  std::vector<Column> columns;
  RegisterRows rows;
  std::size_t more_wrong = 0;                      // wrong rows beyond the first kMostWrongTold: counted, not kept
  std::vector<std::string> ignored_columns, ignored_sheets;   // sheets: hidden, or without a header
  std::vector<Column> headings;                    // the first kMostHeadings that a person may name, in the order of the file; `field` is
                                                   // empty where none was understood
  std::vector<std::string> missing;                // required fields that no heading names: then there are no rows
  std::vector<LeftOut> left_out;
};
inline constexpr std::size_t kRegisterRows = 200'000;   // ten times the national register; 350 bytes of each are kept until the import ends
inline constexpr std::size_t kMostWrongTold = 1'000;    // a file with more is mended and read again; 200,000 of them took 850 MB
inline constexpr std::size_t kMostHeadings = 100;       // the widest register seen has 31 columns; a table may have 1,000
// Read as it was corrected (corrections.h). Error: as of sheets::Workbook::open, or malformed_request when no sheet has the required
// columns; what is wrong with a row is in the row.
Result<RegisterFile> read_register(const sheets::Source& source, const places::Index& places, Date today,
                                   const Corrections& corrections = {});
// The same for whoever can say what its headings mean: a file whose heading lacks required columns is no error but says so in `missing`.
Result<RegisterFile> look_at_register(const sheets::Source& source, const places::Index& places, Date today,
                                      const Corrections& corrections, const Steps& steps = {});

// Rows that name their product by its code: theirs must be there, once, and what is of no register is changed on its own page.
void settle_codes(RegisterRows& rows, const std::vector<Known>& known);

// `ocop import duplicates FILE`: the pairs of rows of a file that may be one product. Wrong rows are left out.
struct FileDuplicates {
  std::vector<likeness::Record> records;           // of the rows of `file`
  std::vector<likeness::Pair> pairs;
};
FileDuplicates find_duplicates(const RegisterFile& file, const places::Index& places);

}  // namespace ocop::products
