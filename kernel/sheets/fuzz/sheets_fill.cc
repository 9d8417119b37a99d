// The XML of a sheet, whatever it is: refused, or filled so that it is sound XML still, with the cells that were written in their places.
#include <array>
#include <cstdlib>

#include "kernel/package/package.h"
#include "kernel/sheets/fill.h"

using namespace ocop;
using namespace ocop::sheets;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kBook =
      "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  constexpr std::string_view kRoot =
      "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
  constexpr std::string_view kOfBook =
      "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
  const auto file = package::write({{"[Content_Types].xml", "<Types/>"},
                                    {"_rels/.rels", std::string(kRoot)},
                                    {"xl/workbook.xml", std::string(kBook)},
                                    {"xl/_rels/workbook.xml.rels", std::string(kOfBook)},
                                    {"xl/worksheets/sheet1.xml", std::string(reinterpret_cast<const char*>(data), size)}});
  if (!file) return 0;
  const std::array<NewRow, 2> rows{NewRow{{0, "Chè <&> _x0041_"}, {3, std::int64_t{5}}}, NewRow{{1, "Hai"}}};
  const auto once = fill(*file, 0, 7, rows);
  (void)choices(*file, 0, 7);
  if (!once) return 0;
  const auto twice = fill(*once, 0, 7, rows);   // reads what was written
  if (!twice) std::abort();
  return 0;
}
