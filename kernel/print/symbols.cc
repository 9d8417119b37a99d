#include <zint.h>

#include <algorithm>
#include <memory>

#include "kernel/gs1/element_string.h"
#include "kernel/gs1/gtin.h"
#include "kernel/print/print.h"

namespace ocop::print {
namespace {

constexpr std::size_t kMostGs1128 = 48;    // characters: GS1 General Specifications §5.4.1
constexpr int kMostDataMatrix = 52;        // modules a side: 21 mm at the least size; above it a symbol is four in one

struct SymbolDeleter {
  void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using Symbol = std::unique_ptr<zint_symbol, SymbolDeleter>;

Result<Symbol> encode(int symbology, int mode, std::string_view text) {
  Symbol symbol(ZBarcode_Create());
  if (!symbol) return Error::of(ErrorKind::internal, "zint: no memory");
  symbol->symbology = symbology;
  symbol->input_mode = mode;
  if (symbology == BARCODE_DATAMATRIX) symbol->option_3 = DM_SQUARE;
  if (ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size())) >= ZINT_ERROR)
    return Error::of(ErrorKind::invalid_input, std::string("zint: ") + symbol->errtxt);
  return symbol;
}

std::vector<bool> row_of(const zint_symbol& symbol, int y) {
  std::vector<bool> out;
  for (int x = 0; x < symbol.width; ++x) out.push_back(((symbol.encoded_data[y][x / 8] >> (x % 8)) & 1) != 0);
  return out;
}

// zint's way of writing elements: "[01]08935000000014[10]L1". Values are checked here, by the newer dictionary.
Result<std::string> zint_text(std::span<const gs1::Element> elements) {
  std::string out;
  for (const gs1::Element& one : elements) {
    OCOP_CHECK(gs1::check_value(one));
    out += "[" + one.ai + "]" + one.value;
  }
  if (out.empty()) return Error::of(ErrorKind::invalid_input, "a GS1 symbol has elements");
  return out;
}

}  // namespace

Result<BarSymbol> ean13(std::string_view digits) {
  if (digits.size() != 13 || !gs1::gtin14(digits))
    return Error::of(ErrorKind::invalid_input, "an EAN-13 has 13 digits, the last of which checks the others");
  OCOP_TRY(symbol, encode(BARCODE_EANX, DATA_MODE, digits));
  return BarSymbol{row_of(*symbol, 0), std::string(digits)};
}

Result<BarSymbol> gs1_128(std::span<const gs1::Element> elements) {
  OCOP_TRY(text, zint_text(elements));
  if (gs1::to_element_string(elements).size() > kMostGs1128)
    return Error::of(ErrorKind::invalid_input, "a GS1-128 holds at most 48 characters");
  OCOP_TRY(symbol, encode(BARCODE_GS1_128, GS1_MODE | GS1NOCHECK_MODE, text));
  return BarSymbol{row_of(*symbol, 0), gs1::to_bracketed(elements)};
}

Result<DataMatrixSymbol> gs1_data_matrix(std::span<const gs1::Element> elements) {
  OCOP_TRY(text, zint_text(elements));
  OCOP_TRY(symbol, encode(BARCODE_DATAMATRIX, GS1_MODE | GS1NOCHECK_MODE, text));
  if (symbol->width > kMostDataMatrix)
    return Error::of(ErrorKind::invalid_input, "the elements need a DataMatrix of above 52 modules a side");
  DataMatrixSymbol out{.size = symbol->width, .dark = {}};
  for (int y = 0; y < symbol->rows; ++y) std::ranges::copy(row_of(*symbol, y), std::back_inserter(out.dark));
  return out;
}

}  // namespace ocop::print
