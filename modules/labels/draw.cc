#include "modules/labels/draw.h"

#include "kernel/base/text.h"
#include "modules/labels/messages.h"

namespace ocop::labels {
namespace {

constexpr double kNamePoints = 10, kMakerPoints = 7, kLinePoints = 7;

// Cut at a word until it stands in its box at half of its size at least: nothing runs over a code.
std::string fitted(print::Canvas& canvas, const print::Box& box, const print::TextStyle& style, std::string whole) {
  std::string text = whole;
  while (!text.empty() && canvas.measure(box, style, text) > box.height) {
    const std::size_t blank = whole.rfind(' ');
    whole = blank == std::string::npos ? std::string(text::cut(whole, whole.size() - 1)) : whole.substr(0, blank);
    text = whole.empty() ? "" : whole + "…";
  }
  return text;
}

struct Texts {
  std::string name, maker, lines;
};

constexpr print::TextStyle kNameStyle{.weight = print::Weight::bold, .points = kNamePoints};
constexpr print::TextStyle kMakerStyle{.points = kMakerPoints};
constexpr print::TextStyle kLineStyle{.points = kLinePoints};

Texts texts_of(print::Canvas& canvas, const Plan& plan, const Label& label) {
  std::string lines;
  for (const std::string& one : label.lines) lines.append(lines.empty() ? "" : "\n").append(one);
  return {fitted(canvas, plan.name, kNameStyle, label.name), fitted(canvas, plan.maker, kMakerStyle, label.maker),
          fitted(canvas, plan.lines, kLineStyle, std::move(lines))};
}

void draw_stars(print::Canvas& canvas, const print::Box& box, int stars) {
  const print::Colour red = print::colour(0xc8102e);
  const double radius = box.height * 0.42, step = box.height;
  constexpr double kWord = 11;   // millimetres: "OCOP" in 8 points
  canvas.text({box.x, box.y + box.height * 0.12, kWord, box.height}, {.weight = print::Weight::bold, .points = 8, .colour = red}, "OCOP");
  for (int i = 0; i < stars; ++i) canvas.star({box.x + kWord + radius + i * step, box.y + box.height / 2}, radius, red);
}

void draw_one(print::Canvas& canvas, const Plan& plan, const Symbols& symbols, const Texts& texts, const Label& label) {
  canvas.qr(symbols.qr, plan.qr, plan.qr_side, {});
  if (symbols.matrix) canvas.data_matrix(*symbols.matrix, plan.matrix, plan.matrix_side, {});
  if (symbols.bars && label.extra == Extra::gs1_128) canvas.gs1_128(*symbols.bars, plan.bars, plan.bar_module, plan.bar_height);
  else if (symbols.bars) canvas.ean13(*symbols.bars, plan.bars, plan.bar_module, plan.bar_height);
  canvas.text(plan.name, kNameStyle, texts.name);
  canvas.text(plan.maker, kMakerStyle, texts.maker);
  canvas.text(plan.lines, kLineStyle, texts.lines);
  if (label.stars > 0) draw_stars(canvas, plan.stars, label.stars);
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
  OCOP_TRY(plan, plan_of(sheet, symbols, label));
  OCOP_TRY(page, print::PdfPage::open(fonts, sheet.paper, {label.name, "Ocop", "", printing.printed}));
  OCOP_TRY(stamp, print::Stamp::open(fonts, sheet.cell));
  draw_one(stamp, plan, symbols, texts_of(stamp, plan, label), label);
  for (int i = 0, place = printing.first - 1; i < printing.count; ++i, ++place) {
    if (i > 0 && place % sheet.places() == 0) page.next_page();
    page.stamp(stamp, sheet.corner(place % sheet.places()));
  }
  return page.finish();
}

}  // namespace ocop::labels
