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
  print::Box name, maker, lines, stars;
  print::Point qr, matrix, bars;
  double qr_side = 0, matrix_side = 0, bar_module = 0, bar_height = 0;
};
struct Symbols {
  print::QrSymbol qr;
  std::optional<print::DataMatrixSymbol> matrix;
  std::optional<print::BarSymbol> bars;              // EAN-13 or GS1-128
};
// Error: invalid_input on "stock" or "extra" when a symbol would be finer on it than phones and tills read.
Result<Plan> plan_of(const Sheet& sheet, const Symbols& symbols, const Label& label);
// Whether a label of this stock has room for an EAN-13 below its QR.
bool has_room_for_ean(Stock stock);

}  // namespace ocop::labels
