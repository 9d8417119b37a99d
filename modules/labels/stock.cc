#include "modules/labels/stock.h"

#include <algorithm>
#include <cmath>

#include "modules/labels/messages.h"

namespace ocop::labels {
namespace {

constexpr double kMargin = 1.5;          // what a sheet drifts in a printer
constexpr double kGap = 1;
constexpr double kLeastColumn = 15;      // of text: 12 letters of 6 points
constexpr double kLeastBars = 8, kMostBars = 14;   // height with the digits
constexpr double kMostQrModule = 0.7;    // a larger symbol is read no better
constexpr double kBarsGap = 0.5;         // above bars: the QR code brings its own light

constexpr Sheet kSheets[] = {
    // A4 as sold for laser printers: 63.5 × 33.9, 45.7 × 25.4, 38.1 × 21.2 (Avery L7159, L7654, L7651 and what copies them).
    {.paper = print::kA4Portrait, .cell = {63.5, 33.9}, .columns = 3, .rows = 8, .left = 7.25, .top = 12.9, .across = 66.0, .down = 33.9},
    {.paper = print::kA4Portrait, .cell = {45.7, 25.4}, .columns = 4, .rows = 10, .left = 9.7, .top = 21.5, .across = 48.3, .down = 25.4},
    {.paper = print::kA4Portrait, .cell = {38.1, 21.2}, .columns = 5, .rows = 13, .left = 4.75, .top = 10.7, .across = 40.6, .down = 21.2},
    {.paper = {50, 30}, .cell = {50, 30}},
    {.paper = {40, 60}, .cell = {40, 60}},
};

Error does_not_fit(std::string field, const Message& message) {
  return Error::of(ErrorKind::invalid_input, Problem{std::move(field), "", "a larger label, or less in the code", message, {}});
}

int bar_modules(const print::BarSymbol& bars, const Label& label) {
  return label.extra == Extra::gs1_128 ? bars.modules() + 2 * print::kGs1128Quiet : print::kEanModules;
}

// The bars at the bottom, in the middle. Their height is set by what is left above.
Result<void> place_bars(Plan& plan, const Sheet& sheet, const Symbols& symbols, const Label& label, const Fineness& least, double room) {
  const bool is_gs1 = label.extra == Extra::gs1_128;
  const int modules = bar_modules(*symbols.bars, label);
  const double inner = sheet.cell.width - 2 * kMargin;
  const double wanted = is_gs1 ? print::kWantedGs1128Module : print::kWantedEanModule;
  const char* const field = is_gs1 ? "extra" : "stock";
  if (inner < modules * (is_gs1 ? least.gs1_128 : least.ean))
    return does_not_fit(field, is_gs1 ? msg::gs1_128_too_wide : msg::ean_too_wide);
  if (room < kLeastBars) return does_not_fit(field, is_gs1 ? msg::gs1_128_too_high : msg::ean_too_wide);
  plan.bar_module = std::min(inner / modules, wanted);
  plan.bar_height = std::min(room, kMostBars);
  plan.bars = {(sheet.cell.width - modules * plan.bar_module) / 2, sheet.cell.height - kMargin - plan.bar_height};
  return {};
}

// What is left for bars above which a QR code of that size stands; of a label whose texts get the rest, the least.
double room_for_bars(double height, double least_qr, Share share) {
  const double room = height - least_qr - kBarsGap;
  return share == Share::codes ? room : std::min(room, kLeastBars);
}

int qr_modules(const Symbols& symbols) { return symbols.qr.size + 2 * print::kQuietModules; }
int matrix_modules(const Symbols& symbols) { return symbols.matrix ? symbols.matrix->size + 2 * print::kDataMatrixQuiet : 0; }

// Codes at the left, texts beside them.
Result<Plan> lying(const Sheet& sheet, const Symbols& symbols, const Label& label, const Fineness& least, Share share) {
  const double width = sheet.cell.width - 2 * kMargin, height = sheet.cell.height - 2 * kMargin;
  const double least_qr = qr_modules(symbols) * least.square;
  Plan plan;
  double upper = height;
  if (symbols.bars) {
    OCOP_CHECK(place_bars(plan, sheet, symbols, label, least, room_for_bars(height, least_qr, share)));
    upper = height - plan.bar_height - kBarsGap;
  }
  const double matrix_least = matrix_modules(symbols) * least.square;
  const double beside = matrix_least > 0 ? matrix_least + kGap : 0;
  if (least_qr > upper || matrix_least > upper || least_qr + beside + kGap + kLeastColumn > width)
    return does_not_fit(symbols.matrix ? "extra" : "stock", symbols.matrix ? msg::data_matrix_too_large : msg::qr_too_fine);
  const double wanted = width - beside - kGap - std::max(kLeastColumn, width * 0.45);
  plan.qr_side = share == Share::texts ? least_qr : std::max(least_qr, std::min({upper, qr_modules(symbols) * kMostQrModule, wanted}));
  plan.qr = {kMargin, kMargin};
  plan.matrix_side = matrix_least;
  plan.matrix = {sheet.cell.width - kMargin - matrix_least, kMargin};
  const double column = kMargin + plan.qr_side + kGap;
  plan.head = {column, kMargin, sheet.cell.width - kMargin - beside - column, upper};
  return plan;
}

// Name on top, codes below it, lines below them.
Result<Plan> standing(const Sheet& sheet, const Symbols& symbols, const Label& label, const Fineness& least, Share share) {
  constexpr double kHead = 15, kLines = 13;
  const double width = sheet.cell.width - 2 * kMargin, height = sheet.cell.height - 2 * kMargin;
  const double least_qr = qr_modules(symbols) * least.square;
  const double matrix = matrix_modules(symbols) * least.square;
  Plan plan;
  const double room = height - kHead - kLines;
  double codes = room;
  if (symbols.bars) {
    OCOP_CHECK(place_bars(plan, sheet, symbols, label, least, room_for_bars(room, std::max(least_qr, matrix), share)));
    codes -= plan.bar_height + kBarsGap;
  }
  if (least_qr > codes || matrix > codes || least_qr + (matrix > 0 ? matrix + kGap : 0) > width)
    return does_not_fit(symbols.matrix ? "extra" : "stock", symbols.matrix ? msg::data_matrix_too_large : msg::qr_too_fine);
  if (share == Share::texts) codes = std::max(least_qr, matrix);
  plan.qr_side = std::min({codes, qr_modules(symbols) * kMostQrModule, width - (matrix > 0 ? matrix + kGap : 0)});
  plan.qr = {kMargin, kMargin + kHead};
  plan.matrix_side = matrix;
  plan.matrix = {sheet.cell.width - kMargin - matrix, kMargin + kHead};
  const double above = kHead + codes, below = symbols.bars ? plan.bar_height + kBarsGap : 0;
  plan.head = {kMargin, kMargin, width, kHead};
  plan.foot = {kMargin, kMargin + above, width, height - above - below};
  return plan;
}

// The next whole dots.
double in_dots(double millimetres) { return std::ceil(millimetres * kZplDots) / kZplDots; }

}  // namespace

print::Point Sheet::corner(int place) const {
  return {left + (place % columns) * across, top + (place / columns) * down};
}

const Sheet& sheet_of(Stock stock) { return kSheets[static_cast<std::size_t>(stock)]; }

Fineness fineness_of(Format format) {
  if (format == Format::pdf) return {print::kLeastSquareModule, print::kLeastEanModule, print::kLeastGs1128Module};
  return {in_dots(print::kLeastSquareModule), in_dots(print::kLeastEanOnDemand), in_dots(print::kLeastGs1128Module)};
}

Result<Plan> plan_of(const Sheet& sheet, const Symbols& symbols, const Label& label, Format format, Share share) {
  const bool stands = sheet.cell.height > sheet.cell.width;
  const Fineness least = fineness_of(format);
  return stands ? standing(sheet, symbols, label, least, share) : lying(sheet, symbols, label, least, share);
}

// A QR code of whole dots is 18.5 mm at its least, and 27 mm hold no bars below it.
bool has_room_for_ean(Stock stock, Format format) {
  if (stock == Stock::roll_50x30) return format == Format::pdf;
  return stock == Stock::a4_24 || stock == Stock::roll_40x60;
}

}  // namespace ocop::labels
