#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/sheets/sheets.h"

// Somebody else's blank workbook (XLSX), filled: cells are written into rows of one sheet, and every other part of the file, other sheets,
// styles, rules, lists and pictures, stays byte for byte as it was. Macros too, which nobody runs here. The file is never trusted.
namespace ocop::sheets {

struct FillLimits {
  // Platforms' blanks with all their categories are under 2 MB, and 64 MB unpacked; a list of theirs has some thousands of rows.
  Limits reading{.file_bytes = 8u << 20, .package = {.part_bytes = 64u << 20}, .columns = 1'000, .rows = 50'000};
  std::size_t part_bytes = 64u << 20;          // of one part unpacked, which stands in memory
  std::size_t all_bytes = 128u << 20;          // of all of them
  std::size_t choices = 20'000;                // of one list: all categories of a platform are some thousands
  std::size_t choice_bytes = 1'000;            // of one value of a list; what is longer is nobody's category
  std::size_t lists = 60;                      // of one row: each may be another sheet that is read; the widest blank seen has 43 columns
  std::size_t things = 100'000;                // rows of the sheet, columns with a style, cells of a row: each stands in memory
};

using Written = std::variant<std::string, std::int64_t>;
struct NewCell { std::uint32_t column = 0; Written value; };
using NewRow = std::vector<NewCell>;           // by column, each once

// The file with `rows` from row number `first` on. A cell that is there keeps its style, one that is not takes its column's; a formula that
// is there stays. Errors as of Workbook::open; malformed_request also for a sheet that is not in UTF-8.
Result<std::string> fill(std::string_view file, std::size_t sheet, std::uint32_t first, std::span<const NewRow> rows,
                         const FillLimits& limits = {});

// Cells whose value is chosen from a list (data validation, ECMA-376 part 1 §18.3.1.32, and its form for other sheets in extLst).
struct Choices {
  std::vector<std::uint32_t> columns;          // that have it in row `first`
  std::vector<std::string> values;
};
// Lists that stand in the rule itself or in a range of cells; one that is named or computed is not among them.
Result<std::vector<Choices>> choices(std::string_view file, std::size_t sheet, std::uint32_t first, const FillLimits& limits = {});

}  // namespace ocop::sheets
