#include "modules/displays/draw.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "kernel/i18n/translate.h"
#include "modules/displays/messages.h"
#include "modules/marks/marks.h"

namespace ocop::displays {
namespace {

using print::Align;
using print::Box;
using print::Canvas;
using print::Face;
using print::PdfPage;
using print::TextStyle;
using print::Weight;

// Colours of the design system on paper (web/styles/tokens.css, light).
constexpr unsigned kInk = 0x231c16, kInkSoft = 0x584c40, kLacquer = 0x9f1d1f, kCut = 0xcfc4b2;

TextStyle serif(double points) { return {Face::serif, Weight::bold, points, print::colour(kInk)}; }
TextStyle strong(double points, unsigned colour = kInk) { return {Face::sans, Weight::bold, points, print::colour(colour)}; }
TextStyle plain(double points) { return {Face::sans, Weight::regular, points, print::colour(kInk)}; }
TextStyle soft(double points) { return {Face::sans, Weight::regular, points, print::colour(kInkSoft)}; }

struct Drawing {
  const Said& said;
  const std::optional<Shot>& shot;
  Language language;
  std::string_view tell(const Message& message) const { return translate(message, language); }
};

// A text that may be shortened. Returns the height used.
double fitted(Canvas& canvas, const Box& box, const TextStyle& style, std::string_view text) {
  return canvas.text(box, style, canvas.fitting(box, style, text));
}

// Stars of that radius with the sentence to their right, or nothing. Returns the height used.
double standing(Canvas& canvas, const Box& box, const Said& said, double radius, double points) {
  if (said.stars == 0) return 0;
  const double step = radius * 2.3, row = 5 * step + 1.5;
  marks::row_of_stars(canvas, {box.x + radius, box.y + radius}, radius, step, said.stars);
  const double used = canvas.text({box.x + row, box.y, box.width - row, box.height}, strong(points, kLacquer), said.standing);
  return std::max(used, 2 * radius);
}

// ---- tags ----------------------------------------------------------------------------------------------------------------------------
constexpr print::Paper kTag{90, 54};
constexpr int kAcross = 2, kDown = 5;
constexpr double kTagLeft = (print::kA4Portrait.width - kAcross * kTag.width) / 2;
constexpr double kTagTop = (print::kA4Portrait.height - kDown * kTag.height) / 2;

void draw_tag(Canvas& canvas, const Drawing& drawing, const print::QrSymbol& code, const Priced& priced) {
  const Said& said = drawing.said;
  constexpr double kLeft = 4, kText = 56, kCode = 24, kCodeLeft = kTag.width - kCode - 3;
  canvas.frame({0, 0, kTag.width, kTag.height}, 0.15, print::colour(kCut));   // where it is cut
  marks::woven_band(canvas, {0.2, 0.2, kTag.width - 0.4, 4}, said.group);
  fitted(canvas, {kLeft, 5.5, kText, 12.5}, serif(13), said.name);
  fitted(canvas, {kLeft, 18.5, kText, 4}, soft(7.5), said.maker);
  canvas.text({kLeft, 23, kText, 4.5}, plain(8.5), priced.what);
  canvas.text({kLeft, 27.5, kText, 11}, strong(24, kLacquer), priced.price);
  std::string beside = priced.by_measure;
  if (!priced.before.empty()) beside += (beside.empty() ? "" : " · ") + format(msg::before, drawing.language, {priced.before});
  canvas.text({kLeft, 38.8, kText, 4}, soft(8), beside);
  standing(canvas, {kLeft, 44, kTag.width - 2 * kLeft, 9}, said, 2.3, 7.5);
  canvas.qr(code, {kCodeLeft, 6}, kCode, {});
  canvas.text({kCodeLeft - 3, 30.5, kCode + 6, 7}, TextStyle{.points = 7, .colour = print::colour(kInkSoft), .align = Align::centre},
              drawing.tell(msg::scan_short));
}

// Each size is drawn once and put down as often as it is wanted. They outlive the page that they stand on, until that is finished.
Result<std::vector<print::Stamp>> draw_tags(PdfPage& page, const Drawing& drawing, const print::QrSymbol& code, int copies,
                                            const print::PdfFonts& fonts) {
  std::vector<print::Stamp> out;
  int place = 0;
  for (const Priced& priced : drawing.said.prices) {
    if (!priced.has_price) continue;   // a tag without a price says nothing
    OCOP_TRY(stamp, print::Stamp::open(fonts, kTag));
    draw_tag(stamp, drawing, code, priced);
    out.push_back(std::move(stamp));
    for (int copy = 0; copy < copies; ++copy, ++place) {
      const int on_page = place % (kAcross * kDown);
      if (place > 0 && on_page == 0) page.next_page();
      page.stamp(out.back(), {kTagLeft + on_page % kAcross * kTag.width, kTagTop + on_page / kAcross * kTag.height});
    }
  }
  return out;
}

// ---- card, leaflet, live ------------------------------------------------------------------------------------------------------------
void picture(PdfPage& page, const Drawing& drawing, const Box& box) {
  if (drawing.shot) return page.photo(drawing.shot->jpeg, drawing.shot->width, drawing.shot->height, box);
  constexpr double kRow = 16;            // no photo: the weave of its group, row under row
  for (double top = box.y; top < box.y + box.height - 1; top += kRow)
    marks::woven_band(page, {box.x, top, box.width, std::min(kRow, box.y + box.height - top)}, drawing.said.group);
}

// Prices one below another, as many as there is room for; says where the others stand.
double prices(PdfPage& page, const Drawing& drawing, const Box& box, double points) {
  const double row = points * 0.62;      // millimetres a line of that size takes
  double top = box.y;
  std::size_t shown = 0;
  for (const Priced& one : drawing.said.prices) {
    const bool last_place = top + 2 * row > box.y + box.height && shown + 1 < drawing.said.prices.size();
    if (last_place || top + row > box.y + box.height) {
      page.text({box.x, top, box.width, row}, soft(points * 0.8), drawing.tell(msg::more_prices));
      return top + row - box.y;
    }
    const double half = one.what.empty() ? 0 : box.width * 0.55;
    if (half > 0) page.text({box.x, top, half - 2, row}, plain(points), one.what);
    page.text({box.x + half, top, box.width - half, row}, strong(points, kLacquer), one.price);
    top += row;
    ++shown;
  }
  return top - box.y;
}

// Sentences with a dash each, while there is room for a whole one.
double points_of(PdfPage& page, const Box& box, const TextStyle& style, std::span<const std::string> points) {
  double top = box.y;
  for (const std::string& one : points) {
    const Box line{box.x + 4, top, box.width - 4, 1'000};
    const double height = page.measure(line, style, one);
    if (top + height > box.y + box.height) continue;
    page.text({box.x, top, 4, height}, style, "–");
    page.text(line, style, one);
    top += height + style.points * 0.12;
  }
  return top - box.y;
}

double noted(PdfPage& page, const Drawing& drawing, const Box& box, double points, const Message& label, const std::string& text) {
  if (text.empty()) return 0;
  const std::string whole = std::string(drawing.tell(label)) + ": " + text;
  const Box tall{box.x, box.y, box.width, 1'000};
  const double height = page.measure(tall, plain(points), whole);
  if (height > box.height) return 0;     // a half sentence of what one may be allergic to is worse than none
  return page.text(tall, plain(points), whole) + points * 0.08;
}

void draw_card(PdfPage& page, const Drawing& drawing, const print::QrSymbol& code) {
  const Said& said = drawing.said;
  const print::Paper paper = print::kA5Landscape;
  constexpr double kMargin = 10, kBand = 8, kPicture = 88, kTop = kBand + 6, kRight = kMargin + kPicture + 8, kCode = 34;
  const double width = paper.width - kRight - kMargin;
  marks::woven_band(page, {0, 0, paper.width, kBand}, said.group);
  marks::woven_band(page, {0, paper.height - kBand, paper.width, kBand}, said.group);
  constexpr double kPictureHeight = kPicture * 3 / 4;   // as most photos of phones are
  picture(page, drawing, {kMargin, kTop, kPicture, kPictureHeight});
  constexpr double kBelow = kTop + kPictureHeight + 5;
  points_of(page, {kMargin, kBelow, kPicture, paper.height - kBand - 4 - kBelow}, plain(10), said.points);
  double top = kTop;
  top += fitted(page, {kRight, top, width, 26}, serif(22), said.name) + 1;
  top += fitted(page, {kRight, top, width, 11}, soft(10.5), said.maker + "\n" + said.place) + 2;
  if (const double used = standing(page, {kRight, top, width, 12}, said, 2.8, 9); used > 0) top += used + 2;
  const double code_top = paper.height - kTop - kCode;
  prices(page, drawing, {kRight, top, width, code_top - top - 1}, 12);
  page.qr(code, {paper.width - kMargin - kCode, code_top}, kCode, {});
  page.text({kRight, code_top + 4, width - kCode - 3, kCode - 6}, soft(9.5), drawing.tell(msg::scan_long));
}

void draw_leaflet(PdfPage& page, const Drawing& drawing, const print::QrSymbol& code) {
  const Said& said = drawing.said;
  const print::Paper paper = print::kA5Portrait;
  constexpr double kMargin = 11, kBand = 8, kPicture = 74, kCode = 34;
  const double width = paper.width - 2 * kMargin, code_top = paper.height - kBand - 4 - kCode;
  picture(page, drawing, {0, 0, paper.width, kPicture});
  marks::woven_band(page, {0, kPicture, paper.width, kBand}, said.group);
  marks::woven_band(page, {0, paper.height - kBand, paper.width, kBand}, said.group);
  double top = kPicture + kBand + 4;
  top += fitted(page, {kMargin, top, width, 20}, serif(20), said.name) + 1;
  top += fitted(page, {kMargin, top, width, 10}, soft(10), said.maker + " · " + said.place) + 1.5;
  if (const double used = standing(page, {kMargin, top, width, 11}, said, 2.8, 9); used > 0) top += used + 1.5;
  top += points_of(page, {kMargin, top, width, (code_top - top) * 0.7}, plain(9.5), said.points) + 1;
  for (const auto& [label, text] : {std::pair{&msg::allergens, &said.allergens}, {&msg::ingredients, &said.ingredients},
                                    {&msg::storage, &said.storage}, {&msg::usage, &said.usage}})
    top += noted(page, drawing, {kMargin, top, width, code_top - top - 1}, 8.5, *label, *text);
  page.qr(code, {paper.width - kMargin - kCode, code_top}, kCode, {});
  const double beside = width - kCode - 4;
  const double used = prices(page, drawing, {kMargin, code_top + 1, beside, 18}, 10.5);
  double low = code_top + 2 + used;
  if (!said.contact.empty()) low += page.text({kMargin, low, beside, 6}, strong(10), said.contact) + 0.5;
  page.text({kMargin, low, beside, code_top + kCode - low}, soft(8.5), drawing.tell(msg::scan_long));
}

void price_table(PdfPage& page, const Drawing& drawing, double& top, double bottom) {
  constexpr double kMargin = 14, kWhat = kMargin, kPrice = 92, kStock = 156, kRow = 8.4;
  for (const Priced& one : drawing.said.prices) {
    if (top + kRow > bottom) {
      page.text({kWhat, top, 170, kRow}, soft(11), drawing.tell(msg::more_prices));
      top += kRow;
      return;
    }
    std::string price = one.price;
    if (!one.before.empty()) price += "  (" + format(msg::before, drawing.language, {one.before}) + ")";
    page.text({kWhat, top, kPrice - kWhat - 3, kRow}, plain(13), one.what.empty() ? drawing.said.name : one.what);
    page.text({kPrice, top, kStock - kPrice - 3, kRow}, strong(14, kLacquer), price);
    page.text({kStock, top, print::kA4Portrait.width - kStock - kMargin, kRow}, plain(13), one.stock);
    top += kRow;
    page.line({kMargin, top - 0.8}, {print::kA4Portrait.width - kMargin, top - 0.8}, 0.15, print::colour(kCut));
  }
}

void draw_live(PdfPage& page, const Drawing& drawing, const print::QrSymbol& code) {
  const Said& said = drawing.said;
  const print::Paper paper = print::kA4Portrait;
  constexpr double kMargin = 14, kBand = 7, kCode = 52;
  const double width = paper.width - 2 * kMargin, beside = width - kCode - 6;
  marks::woven_band(page, {0, 0, paper.width, kBand}, said.group);
  page.qr(code, {paper.width - kMargin - kCode, kBand + 6}, kCode, {});
  double top = kBand + 7;
  top += fitted(page, {kMargin, top, beside, 30}, serif(26), said.name) + 1;
  top += fitted(page, {kMargin, top, beside, 14}, soft(12), said.maker + "\n" + said.place) + 2;
  standing(page, {kMargin, top, beside, 14}, said, 3.4, 11);
  top = kBand + 6 + kCode + 5;
  top += page.text({kMargin, top, width, 7}, strong(13), drawing.tell(msg::live_prices)) + 1;
  price_table(page, drawing, top, 150);
  top += 4;
  if (!said.points.empty()) top += page.text({kMargin, top, width, 8}, strong(13), drawing.tell(msg::live_points)) + 1;
  constexpr double kFoot = 280;
  top += points_of(page, {kMargin, top, width, (kFoot - top) * 0.75}, plain(15), said.points) + 2;
  for (const auto& [label, text] : {std::pair{&msg::allergens, &said.allergens}, {&msg::storage, &said.storage},
                                    {&msg::usage, &said.usage}, {&msg::returns, &said.returns}})
    top += noted(page, drawing, {kMargin, top, width, kFoot - top}, 11.5, *label, *text);
  page.text({kMargin, kFoot + 3, width, 6}, soft(9), format(msg::live_moment, drawing.language, {said.moment}));
}

print::Paper paper_of(Piece piece) {
  switch (piece) {
    case Piece::card: return print::kA5Landscape;
    case Piece::leaflet: return print::kA5Portrait;
    case Piece::tags:
    case Piece::live: return print::kA4Portrait;
  }
  return print::kA4Portrait;
}

}  // namespace

Result<std::string> draw(Piece piece, const Said& said, int copies, const std::optional<Shot>& shot, Instant now, Language language,
                         const print::PdfFonts& fonts) {
  OCOP_TRY(code, print::qr(said.address, print::QrCorrection::quartile));
  OCOP_TRY(page, PdfPage::open(fonts, paper_of(piece), {said.name, said.maker, std::string(translate(label(piece), language)), now}));
  const Drawing drawing{said, shot, language};
  std::vector<print::Stamp> tags;
  if (piece == Piece::tags) {
    OCOP_TRY(drawn, draw_tags(page, drawing, code, copies, fonts));
    tags = std::move(drawn);
  }
  switch (piece) {
    case Piece::tags: break;
    case Piece::card: draw_card(page, drawing, code); break;
    case Piece::leaflet: draw_leaflet(page, drawing, code); break;
    case Piece::live: draw_live(page, drawing, code); break;
  }
  return page.finish();
}

}  // namespace ocop::displays
