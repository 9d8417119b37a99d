#include <algorithm>
#include <cmath>

#include "modules/labels/draw.h"
#include "modules/labels/texts.h"

// ZPL II, as Zebra's Programming Guide describes it.
namespace ocop::labels {
namespace {

constexpr double kStarWordEms = 3.15;   // "OCOP " in bold

int dots(double millimetres) { return static_cast<int>(std::lround(millimetres * kZplDots)); }
std::string number(int value) { return std::to_string(value); }
std::string at(const print::Point& point) { return "^FO" + number(dots(point.x)) + "," + number(dots(point.y)); }

// A block that ends where its box ends: ^FB would print what is too much over its last line. The letters' height is rounded up, so that
// they stay readable; a line of a PDF is a third higher than its letters, which leaves the room.
void write_text(std::string& out, const print::Box& box, double points, std::string_view text) {
  if (text.empty() || box.width <= 0) return;
  const std::string height = number(static_cast<int>(std::ceil(points * kMillimetresOfPoint * kZplDots)));
  out += at({box.x, box.y}) + "^A0N," + height + "," + height + "^TBN," + number(dots(box.width)) + "," + number(dots(box.height)) +
         "^FH^FD" + zpl_block(text) + "^FS\n";
}
void write_piece(std::string& out, const Piece& piece) { write_text(out, piece.box, piece.points, piece.text); }

// Whole dots of a module in a room that plan_of() has found wide enough for the least; the rest of it stays light.
int module_dots(double millimetres, int modules) {
  constexpr double kRounding = 1e-6;   // a room of exactly n dots is n dots
  return static_cast<int>(std::floor(millimetres * kZplDots / modules + kRounding));
}

void write_codes(std::string& out, const Sheet& sheet, const Plan& plan, const Symbols& symbols, const Label& label) {
  const int qr = module_dots(plan.qr_side, symbols.qr.size + 2 * print::kQuietModules);
  const double quiet = print::kQuietModules * qr / kZplDots;
  out +=
      at({plan.qr.x + quiet, plan.qr.y + quiet}) + "^BQN,2," + number(qr) + "^FH^FDMA," + zpl_text(label.address) + "^FS\n";
  if (symbols.matrix) {
    const int side = module_dots(plan.matrix_side, symbols.matrix->size + 2 * print::kDataMatrixQuiet);
    const double light = print::kDataMatrixQuiet * side / kZplDots;
    out += at({plan.matrix.x + light, plan.matrix.y + light}) + "^BXN," + number(side) + ",200,0,0,6,_^FD_1";   // _1 = FNC1
    for (const gs1::Element& one : label.elements) out += one.ai + one.value;
    out += "^FS\n";
  }
  if (!symbols.bars) return;
  constexpr int kTextDots = 24;    // of the line that the printer sets below
  constexpr int kMostBarDots = 3;  // 0.375 mm: tills read wider bars no better
  constexpr double kMargins = 3;    // as plan_of() leaves them
  const int quiet_modules = label.extra == Extra::gs1_128 ? print::kGs1128Quiet : 11;
  const int modules = label.extra == Extra::gs1_128 ? symbols.bars->modules() + 2 * quiet_modules : print::kEanModules;
  const int bar = std::min(kMostBarDots, module_dots(sheet.cell.width - kMargins, modules));
  const double left = (sheet.cell.width - modules * bar / kZplDots) / 2 + quiet_modules * bar / kZplDots;
  const std::string height = number(std::max(dots(plan.bar_height) - kTextDots, kTextDots));
  out += "^BY" + number(bar) + "\n" + at({std::max(left, 0.0), plan.bars.y});
  if (label.extra != Extra::gs1_128) {
    out += "^BEN," + height + ",Y,N^FD" + label.ean.substr(0, 12) + "^FS\n";   // the printer sets the check digit
    return;
  }
  out += "^BCN," + height + ",Y,N,N,D^FD";   // D: identifiers in brackets, FNC1 by the printer
  for (const gs1::Element& one : label.elements) out += "(" + one.ai + ")" + one.value;
  out += "^FS\n";
}

}  // namespace

std::string zpl_text(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // ^ and ~ begin commands, _ announces digits; control characters have no place in a field.
    if (c == '^' || c == '~' || c == '_' || byte < 0x20 || byte == 0x7F)
      out.append("_").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    else out += c;
  }
  return out;
}

std::string zpl_block(std::string_view text) {
  std::string out;
  for (const char c : zpl_text(text))
    if (c == '<') out += "<<>";   // the guide's escape of the sign that begins one
    else out += c;
  return out;
}

Result<std::string> draw_zpl(const Label& label, const Printing& printing, const print::PdfFonts& fonts) {
  const Sheet& sheet = sheet_of(printing.stock);
  OCOP_TRY(symbols, symbols_of(label));
  OCOP_TRY(canvas, print::Stamp::open(fonts, sheet.cell));
  OCOP_TRY(arranged, arrange(canvas, sheet, symbols, label, Format::zpl));
  const Texts& texts = arranged.texts;
  std::string out = "^XA\n^CI28\n^PW" + number(dots(sheet.cell.width)) + "\n^LL" + number(dots(sheet.cell.height)) + "\n^LH0,0\n";
  write_codes(out, sheet, arranged.plan, symbols, label);
  write_piece(out, texts.name);
  write_piece(out, texts.maker);
  for (const Piece& line : texts.lines) write_piece(out, line);
  if (label.stars > 0) {
    std::string stars = "OCOP ";
    for (int i = 0; i < label.stars; ++i) stars += "★";
    // A star of a font is as wide as its letters are high.
    const double widest = texts.stars.box.width / (kStarWordEms + label.stars) / kMillimetresOfPoint;
    write_text(out, texts.stars.box, std::min(texts.stars.points, widest), stars);
  }
  return out + "^PQ" + number(printing.count) + "\n^XZ\n";
}

}  // namespace ocop::labels
