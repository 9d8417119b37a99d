#include "modules/labels/stock.h"

#include <algorithm>

#include "modules/labels/messages.h"

namespace ocop::labels {
namespace {

constexpr double kMargin = 1.5;          // what a sheet drifts in a printer
constexpr double kGap = 1;
constexpr double kLeastColumn = 15;      // of text: 12 letters of 6 points
constexpr double kLeastBars = 8, kMostBars = 14;   // height with the digits
constexpr double kMostQrModule = 0.7;    // a larger symbol is read no better
constexpr double kStars = 4;             // height of the row of stars

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
Result<void> place_bars(Plan& plan, const Sheet& sheet, const Symbols& symbols, const Label& label, double room) {
  const bool is_gs1 = label.extra == Extra::gs1_128;
  const int modules = bar_modules(*symbols.bars, label);
  const double inner = sheet.cell.width - 2 * kMargin;
  const double least = is_gs1 ? print::kLeastGs1128Module : print::kLeastEanModule;
  const double wanted = is_gs1 ? print::kWantedGs1128Module : print::kWantedEanModule;
  if (inner < modules * least || room < kLeastBars)
    return does_not_fit(is_gs1 ? "extra" : "stock", is_gs1 ? msg::gs1_128_too_wide : msg::ean_too_wide);
  plan.bar_module = std::min(inner / modules, wanted);
  plan.bar_height = std::min(room, kMostBars);
  plan.bars = {(sheet.cell.width - modules * plan.bar_module) / 2, sheet.cell.height - kMargin - plan.bar_height};
  return {};
}

int qr_modules(const Symbols& symbols) { return symbols.qr.size + 2 * print::kQuietModules; }
int matrix_modules(const Symbols& symbols) { return symbols.matrix ? symbols.matrix->size + 2 * print::kDataMatrixQuiet : 0; }

// Texts from the top of a column: name, maker, lines, and stars at its end.
void place_texts(Plan& plan, const print::Box& column, const Label& label) {
  const double stars = label.stars > 0 ? kStars : 0;
  const double text = column.height - stars;
  const double name = text * (label.lines.empty() ? 0.65 : 0.42), maker = text * (label.lines.empty() ? 0.35 : 0.2);
  plan.name = {column.x, column.y, column.width, name};
  plan.maker = {column.x, column.y + name, column.width, maker};
  plan.lines = {column.x, column.y + name + maker, column.width, text - name - maker};
  plan.stars = {column.x, column.y + text, column.width, stars};
}

// Codes at the left, texts beside them.
Result<Plan> lying(const Sheet& sheet, const Symbols& symbols, const Label& label) {
  const double width = sheet.cell.width - 2 * kMargin, height = sheet.cell.height - 2 * kMargin;
  const double least_qr = qr_modules(symbols) * print::kLeastSquareModule;
  Plan plan;
  double upper = height;
  if (symbols.bars) {
    OCOP_CHECK(place_bars(plan, sheet, symbols, label, height - least_qr - kGap));
    upper = height - plan.bar_height - kGap;
  }
  const double matrix_least = matrix_modules(symbols) * print::kLeastSquareModule;
  const double beside = matrix_least > 0 ? matrix_least + kGap : 0;
  if (least_qr > upper || least_qr + beside + kGap + kLeastColumn > width)
    return does_not_fit(symbols.matrix ? "extra" : "stock", symbols.matrix ? msg::data_matrix_too_large : msg::qr_too_fine);
  plan.qr_side = std::min({upper, qr_modules(symbols) * kMostQrModule, width - beside - kGap - std::max(kLeastColumn, width * 0.45)});
  plan.qr_side = std::max(plan.qr_side, least_qr);
  plan.qr = {kMargin, kMargin};
  plan.matrix_side = matrix_least;
  plan.matrix = {sheet.cell.width - kMargin - matrix_least, kMargin};
  const double column = kMargin + plan.qr_side + kGap;
  place_texts(plan, {column, kMargin, sheet.cell.width - kMargin - beside - column, upper}, label);
  return plan;
}

// Name on top, codes below it, lines below them.
Result<Plan> standing(const Sheet& sheet, const Symbols& symbols, const Label& label) {
  constexpr double kHead = 15, kLines = 13;
  const double width = sheet.cell.width - 2 * kMargin, height = sheet.cell.height - 2 * kMargin;
  const double least_qr = qr_modules(symbols) * print::kLeastSquareModule;
  const double matrix = matrix_modules(symbols) * print::kLeastSquareModule;
  Plan plan;
  double codes = height - kHead - kLines;
  if (symbols.bars) {
    OCOP_CHECK(place_bars(plan, sheet, symbols, label, codes - least_qr - kGap));
    codes -= plan.bar_height + kGap;
  }
  if (least_qr > codes || matrix > codes || least_qr + (matrix > 0 ? matrix + kGap : 0) > width)
    return does_not_fit(symbols.matrix ? "extra" : "stock", symbols.matrix ? msg::data_matrix_too_large : msg::qr_too_fine);
  plan.qr_side = std::min({codes, qr_modules(symbols) * kMostQrModule, width - (matrix > 0 ? matrix + kGap : 0)});
  plan.qr = {kMargin, kMargin + kHead};
  plan.matrix_side = matrix;
  plan.matrix = {sheet.cell.width - kMargin - matrix, kMargin + kHead};
  const double stars = label.stars > 0 ? kStars : 0;
  plan.name = {kMargin, kMargin, width, (kHead - stars) * 0.65};
  plan.maker = {kMargin, kMargin + plan.name.height, width, (kHead - stars) * 0.35};
  plan.stars = {kMargin, kMargin + kHead - stars, width, stars};
  plan.lines = {kMargin, kMargin + kHead + codes, width, kLines};
  return plan;
}

}  // namespace

print::Point Sheet::corner(int place) const {
  return {left + (place % columns) * across, top + (place / columns) * down};
}

const Sheet& sheet_of(Stock stock) { return kSheets[static_cast<std::size_t>(stock)]; }

Result<Plan> plan_of(const Sheet& sheet, const Symbols& symbols, const Label& label) {
  return sheet.cell.height > sheet.cell.width ? standing(sheet, symbols, label) : lying(sheet, symbols, label);
}

bool has_room_for_ean(Stock stock) { return stock != Stock::a4_40 && stock != Stock::a4_65; }

}  // namespace ocop::labels
