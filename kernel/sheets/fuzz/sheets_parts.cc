// The XML of each part of a workbook without the ZIP around it, so that mutations reach the readers: the first byte chooses the part.
#include <algorithm>
#include <cstdlib>

#include "kernel/base/text.h"
#include "kernel/sheets/xlsx_parts.h"

using namespace ocop;
using namespace ocop::sheets;

namespace {

constexpr std::size_t kPiece = 61;   // tags and letters torn between pieces

bool feed(package::XmlHandler& handler, std::string_view xml, SheetPart* sheet = nullptr) {
  package::Xml parser(handler, "part");
  for (std::size_t at = 0; at < xml.size(); at += kPiece) {
    if (parser.feed(xml.substr(at, kPiece))) return false;
    while (sheet && !sheet->ready.empty()) {
      for (const RawCell& cell : sheet->ready.front().cells)
        if (!text::is_valid_utf8(cell.value)) std::abort();
      sheet->ready.pop_front();
    }
  }
  return !parser.feed({});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view xml(reinterpret_cast<const char*>(data) + 1, size - 1);
  Limits limits;
  limits.strings = 1'000;
  switch (data[0]) {
    case 'b': {
      WorkbookPart part;
      feed(part, xml);
      break;
    }
    case 's': {
      StylesPart part;
      feed(part, xml);
      for (std::uint32_t i = 0; i < 20; ++i) (void)part.style(i);
      break;
    }
    case 't': {
      StringTable table;
      StringsPart part(table, limits);
      feed(part, xml);
      for (std::size_t i = 0; i < table.size(); ++i)
        if (!text::is_valid_utf8(*table.get(i))) std::abort();
      break;
    }
    case 'm': {
      MergesPart part(limits);
      feed(part, xml);
      for (const Area& area : part.areas)
        if (area.last.row < area.first.row || area.last.column < area.first.column) std::abort();
      break;
    }
    default: {
      SheetPart part(limits);
      feed(part, xml, &part);
    }
  }
  return 0;
}
