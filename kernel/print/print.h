#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"

// What leaves the program on paper or on a label: QR symbols and PDF pages (zint, cairo, pango). Thread-safe; slow (milliseconds): call
// on a worker, never on an I/O loop.
namespace ocop::print {

// A QR symbol (ISO/IEC 18004) as its modules; quiet zone not included.
struct QrSymbol {
  int size = 0;                        // modules a side
  std::vector<bool> dark;              // size × size, row by row
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)]; }
};
enum class QrCorrection : unsigned char { medium, quartile };   // 15 %, 25 %: quartile for labels that get wet
// invalid_input when the text does not fit a version-20 symbol (print would be too fine for a cheap phone).
Result<QrSymbol> qr(std::string_view text, QrCorrection correction = QrCorrection::medium);
std::string qr_svg(const QrSymbol& symbol, std::string_view title);          // with 4-module quiet zone, one path, role="img"
Result<std::string> qr_png(const QrSymbol& symbol, int pixels_per_module);   // 1-bit, with quiet zone

// A4 page drawn with Vietnamese text; fonts are embedded and subset. Coordinates in millimetres from the top left.
class PdfPage;
struct PdfFonts { std::string directory; };   // where the project's own font files lie; they are used before the system's

}  // namespace ocop::print
