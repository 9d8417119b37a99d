#include <algorithm>
#include <cmath>

#include "kernel/base/text.h"
#include "modules/labels/draw.h"

// ZPL II, as Zebra's Programming Guide describes it.
namespace ocop::labels {
namespace {

constexpr double kDots = 8;              // a millimetre
constexpr std::size_t kMostName = 120, kMostMaker = 120, kMostLine = 60, kMostAddress = 300;   // characters that a field is given
constexpr double kMillimetresOfPoint = 25.4 / 72;

int dots(double millimetres) { return static_cast<int>(std::lround(millimetres * kDots)); }
std::string number(int value) { return std::to_string(value); }
std::string at(const print::Point& point) { return "^FO" + number(dots(point.x)) + "," + number(dots(point.y)); }

// A block of text: as many lines as its box is high, the rest is not printed.
void write_text(std::string& out, const print::Box& box, double points, std::string_view text, std::size_t most) {
  if (text.empty() || box.width <= 0) return;
  const int height = dots(points * kMillimetresOfPoint);
  const int lines = std::max(1, dots(box.height) / std::max(height, 1));
  out += at({box.x, box.y}) + "^A0N," + number(height) + "," + number(height) + "^FB" + number(dots(box.width)) + "," + number(lines) +
         ",0,L,0^FH^FD" + zpl_text(text, most) + "^FS\n";
}

// Dots of a module: as many as the room gives, two at least (0.25 mm: what printers on demand may go down to).
int module_dots(double millimetres, int modules) { return std::max(2, static_cast<int>(std::floor(millimetres * kDots / modules))); }

void write_codes(std::string& out, const Sheet& sheet, const Plan& plan, const Symbols& symbols, const Label& label) {
  const int qr = module_dots(plan.qr_side, symbols.qr.size + 2 * print::kQuietModules);
  const double quiet = print::kQuietModules * qr / kDots;
  out +=
      at({plan.qr.x + quiet, plan.qr.y + quiet}) + "^BQN,2," + number(qr) + "^FH^FDMA," + zpl_text(label.address, kMostAddress) + "^FS\n";
  if (symbols.matrix) {
    const int side = module_dots(plan.matrix_side, symbols.matrix->size + 2 * print::kDataMatrixQuiet);
    out += at(plan.matrix) + "^BXN," + number(side) + ",200,0,0,6,_^FD_1";   // _1 = FNC1
    for (const gs1::Element& one : label.elements) out += one.ai + one.value;
    out += "^FS\n";
  }
  if (!symbols.bars) return;
  constexpr int kTextDots = 24;   // of the line that the printer sets below
  const double width = sheet.cell.width - 3;
  const int quiet_modules = label.extra == Extra::gs1_128 ? print::kGs1128Quiet : 11;
  const int modules = label.extra == Extra::gs1_128 ? symbols.bars->modules() + 2 * quiet_modules : print::kEanModules;
  const int bar = std::min(3, module_dots(width, modules));
  const double left = (sheet.cell.width - modules * bar / kDots) / 2 + quiet_modules * bar / kDots;
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

std::string zpl_text(std::string_view text, std::size_t most_characters) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  std::size_t characters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins = (byte & 0xC0) != 0x80;
    if (begins && ++characters > most_characters) break;
    // ^ and ~ begin commands, _ announces digits, \ is a sign of ^FB; control characters have no place in a field.
    if (c == '^' || c == '~' || c == '_' || byte < 0x20 || byte == 0x7F)
      out.append("_").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    else if (c == '\\') out += '/';
    else out += c;
  }
  return out;
}

Result<std::string> draw_zpl(const Label& label, const Printing& printing) {
  const Sheet& sheet = sheet_of(printing.stock);
  OCOP_TRY(symbols, symbols_of(label));
  OCOP_TRY(plan, plan_of(sheet, symbols, label));
  std::string out = "^XA\n^CI28\n^PW" + number(dots(sheet.cell.width)) + "\n^LL" + number(dots(sheet.cell.height)) + "\n^LH0,0\n";
  write_codes(out, sheet, plan, symbols, label);
  write_text(out, plan.name, 9, label.name, kMostName);
  write_text(out, plan.maker, 6.5, label.maker, kMostMaker);
  print::Box line = plan.lines;
  line.height = label.lines.empty() ? 0 : plan.lines.height / static_cast<double>(label.lines.size());
  for (const std::string& one : label.lines) {
    write_text(out, line, std::min(6.5, line.height / kMillimetresOfPoint), one, kMostLine);
    line.y += line.height;
  }
  if (label.stars > 0) {
    std::string stars = "OCOP ";
    for (int i = 0; i < label.stars; ++i) stars += "★";
    write_text(out, plan.stars, 8, stars, kMostLine);
  }
  return out + "^PQ" + number(printing.count) + "\n^XZ\n";
}

}  // namespace ocop::labels
