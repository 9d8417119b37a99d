// A file of any bytes: refused, or read to its end with every cell in place and valid text within the limits.
#include <cstdlib>

#include "kernel/base/text.h"
#include "kernel/sheets/header.h"
#include "kernel/sheets/values.h"

using namespace ocop;
using namespace ocop::sheets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Limits limits;
  limits.rows = 2'000;
  limits.cell_bytes = 10'000;
  limits.package.part_bytes = 4u << 20;
  auto book = Workbook::open(Source::bytes({reinterpret_cast<const char*>(data), size}), limits);
  if (!book) return 0;
  constexpr std::string_view kName[] = {"tên sản phẩm"}, kProvince[] = {"tỉnh"};
  const Wanted wanted[] = {{"product_name", kName, Need::required}, {"province", kProvince, Need::required}};
  for (std::size_t sheet = 0; sheet < book->sheets().size() && sheet < 3; ++sheet) {
    auto rows = book->rows(sheet);
    if (!rows) continue;
    std::vector<Row> first;
    std::uint32_t last = 0;
    for (Row row;;) {
      const auto more = (*rows)->next(row);
      if (!more || !*more) break;
      if (row.cells.empty() || row.number <= last) std::abort();
      last = row.number;
      std::int64_t column = -1;
      for (const Cell& cell : row.cells) {
        if (cell.column <= column || cell.column >= limits.columns || !text::is_valid_utf8(cell.text)) std::abort();
        column = cell.column;
        if (const auto typed = code(cell, 5); typed && typed->size() != 5) std::abort();
        (void)decimal(cell);
        (void)date(cell);
      }
      if (first.size() < kHeaderRows) first.push_back(row);
    }
    if (const auto header = find_header(first, wanted); header && header->columns.size() != 2) std::abort();
  }
  return 0;
}
