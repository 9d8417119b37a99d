#include "modules/labels/draw.h"

#include "modules/labels/messages.h"
#include "modules/labels/texts.h"

namespace ocop::labels {
namespace {

void draw_piece(print::Canvas& canvas, const Piece& piece, print::Weight weight) {
  if (!piece.text.empty()) canvas.text(piece.box, {.weight = weight, .points = piece.points, .least = 1}, piece.text);
}

void draw_stars(print::Canvas& canvas, const StarRow& row, int stars) {
  const print::Colour red = print::colour(0xc8102e);
  constexpr double kReach = 0.42, kLineEms = 1.362;   // of a star in its step; of a line of Noto Sans
  const double em = row.points * kMillimetresOfPoint, middle = row.box.y + row.box.height / 2;
  const print::TextStyle style{.weight = print::Weight::bold, .points = row.points, .colour = red, .least = 1};
  canvas.text({row.box.x, middle - em * kLineEms / 2, row.word, em * kLineEms}, style, "OCOP");
  for (int i = 0; i < stars; ++i) canvas.star({row.box.x + row.word + (i + 0.5) * row.step, middle}, row.step * kReach, red);
}

void draw_one(print::Canvas& canvas, const Arranged& arranged, const Symbols& symbols, const Label& label) {
  const Plan& plan = arranged.plan;
  canvas.qr(symbols.qr, plan.qr, plan.qr_side, {});
  if (symbols.matrix) canvas.data_matrix(*symbols.matrix, plan.matrix, plan.matrix_side, {});
  if (symbols.bars && label.extra == Extra::gs1_128) canvas.gs1_128(*symbols.bars, plan.bars, plan.bar_module, plan.bar_height);
  else if (symbols.bars) canvas.ean13(*symbols.bars, plan.bars, plan.bar_module, plan.bar_height);
  draw_piece(canvas, arranged.texts.name, print::Weight::bold);
  draw_piece(canvas, arranged.texts.maker, print::Weight::regular);
  for (const Piece& line : arranged.texts.lines) draw_piece(canvas, line, print::Weight::regular);
  if (label.stars > 0) draw_stars(canvas, arranged.texts.stars, label.stars);
}

}  // namespace

Result<Symbols> symbols_of(const Label& label) {
  OCOP_TRY(qr, print::qr(label.address, print::QrCorrection::medium));
  Symbols out{std::move(qr), {}, {}};
  if (label.extra == Extra::data_matrix) {
    OCOP_TRY(matrix, print::gs1_data_matrix(label.elements));
    out.matrix = std::move(matrix);
  }
  if (label.extra == Extra::gs1_128) {
    auto bars = print::gs1_128(label.elements);
    if (!bars) return Error::of(ErrorKind::invalid_input, Problem{"extra", "gs1-128", "at most 48 characters", msg::gs1_128_too_wide, {}});
    out.bars = std::move(*bars);
  } else if (!label.ean.empty()) {
    OCOP_TRY(bars, print::ean13(label.ean));
    out.bars = std::move(bars);
  }
  return out;
}

Result<std::string> draw_pdf(const Label& label, const Printing& printing, const print::PdfFonts& fonts) {
  const Sheet& sheet = sheet_of(printing.stock);
  OCOP_TRY(symbols, symbols_of(label));
  OCOP_TRY(stamp, print::Stamp::open(fonts, sheet.cell));
  OCOP_TRY(arranged, arrange(stamp, sheet, symbols, label, Format::pdf));
  OCOP_TRY(page, print::PdfPage::open(fonts, sheet.paper, {label.name, "Ocop", "", printing.printed}));
  draw_one(stamp, arranged, symbols, label);
  for (int i = 0, place = printing.first - 1; i < printing.count; ++i, ++place) {
    if (i > 0 && place % sheet.places() == 0) page.next_page();
    page.stamp(stamp, sheet.corner(place % sheet.places()));
  }
  return page.finish();
}

}  // namespace ocop::labels
