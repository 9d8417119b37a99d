#pragma once
#include "kernel/print/print.h"
#include "modules/labels/types.h"

// Where labels lie on what is printed, and where things lie on a label. Pure geometry, millimetres.
namespace ocop::labels {

struct Sheet {
  print::Paper paper, cell;
  int columns = 1, rows = 1;
  double left = 0, top = 0, across = 0, down = 0;    // of the first label's corner; from one label to the next
  int places() const { return columns * rows; }
  print::Point corner(int place) const;              // from 0, row by row
};
const Sheet& sheet_of(Stock stock);

// The places of a label's parts; a part that the label does not have has no width.
struct Plan {
  print::Box head, foot;                             // texts; without a foot, lines stand in the head below name and maker
  print::Point qr, matrix, bars;
  double qr_side = 0, matrix_side = 0, bar_module = 0, bar_height = 0;
};
struct Symbols {
  print::QrSymbol qr;
  std::optional<print::DataMatrixSymbol> matrix;
  std::optional<print::BarSymbol> bars;              // EAN-13 or GS1-128
};
// Dots of a millimetre of label printers (203 dpi): they print no half of one.
inline constexpr double kZplDots = 8;
// The finest modules of a print, millimetres: GS1's least, and of a printer of dots the next whole ones.
struct Fineness { double square = 0, ean = 0, gs1_128 = 0; };
Fineness fineness_of(Format format);

// What gets the room that nobody must have: codes as large as they are read best, or texts beside codes of the least size.
enum class Share : std::uint8_t { codes, texts };
// Error: invalid_input on "stock" or "extra" when a symbol would be finer on it than phones and tills read.
Result<Plan> plan_of(const Sheet& sheet, const Symbols& symbols, const Label& label, Format format = Format::pdf,
                     Share share = Share::codes);
// Whether a label of this stock has room for an EAN-13 below its QR.
bool has_room_for_ean(Stock stock, Format format);

}  // namespace ocop::labels
