#pragma once
#include "modules/labels/stock.h"

// The words of a label, measured: how large each is, and where it stands. Inner header of draw.cc and zpl.cc.
namespace ocop::labels {

// The least height of letters on pre-packed food (Decree 43/2017/NĐ-CP, article 5.2 b, from general knowledge of it; 0.9 mm are allowed on
// packages whose label's side has less than 80 cm², which nobody tells us). Taken as the height of capitals and digits.
inline constexpr double kLeastLetter = 1.2;          // millimetres
inline constexpr double kCapital = 0.714;            // of Noto Sans, in ems
inline constexpr double kMillimetresOfPoint = 25.4 / 72;
inline constexpr double kLeastPoints = kLeastLetter / kCapital / kMillimetresOfPoint;

struct Piece {
  print::Box box;
  double points = 0;
  std::string text;
};
// OCOP and its stars in a row.
struct StarRow {
  print::Box box;
  double points = 0;                                 // of the word
  double word = 0, step = 0;                         // millimetres: of the word with its gap, of a star
};
struct Texts {
  Piece name, maker;                                 // shortened to a word and "…" when they do not fit
  std::vector<Piece> lines;                          // whole
  StarRow stars;
};
// A label's plan with its words. Errors: as plan_of(); invalid_input on a line's field, on "stars" or "stock" when it has no room in
// letters that are read.
struct Arranged { Plan plan; Texts texts; };
Result<Arranged> arrange(print::Canvas& canvas, const Sheet& sheet, const Symbols& symbols, const Label& label, Format format);

}  // namespace ocop::labels
