#include "modules/labels/texts.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/labels/messages.h"

namespace ocop::labels {
namespace {

constexpr double kNamePoints = 10, kMakerPoints = 7, kLinePoints = 7, kWordPoints = 8;
constexpr double kStep = 0.95;             // from one size to the next smaller one
constexpr double kLinesOfColumn = 0.38;    // what lines take of a column before they shrink
constexpr double kNameOfNames = 0.65;      // and the name, of what name and maker have
constexpr double kMostStar = 4;            // millimetres from one star to the next
constexpr double kLeastStar = 1.6;         // smaller ones have under 11 dots of a label printer and run into blots
constexpr double kHair = 0.01;             // millimetres: sums of heights are not exact
constexpr double kWordEms = 3.15;          // "OCOP" in bold, and a gap

Error no_room(std::string_view field, std::string_view words, const Message& message) {
  return Error::of(
      ErrorKind::invalid_input,
      Problem{std::string(field), std::string(words), "a larger label, or less on it", message, {Argument(std::string(words))}});
}

// The room that a text takes. Pango gives each line whole points above and below it, two thirds more than its letters are high; on a label
// the last line ends where the next text may begin, marks on capitals included.
double height_of(print::Canvas& canvas, double width, double points, print::Weight weight, std::string_view text) {
  constexpr double kAnyHeight = 1'000, kPitchEms = 1.3;
  const print::TextStyle style{.weight = weight, .points = points, .least = 1};
  const print::Box room{0, 0, width, kAnyHeight};
  return canvas.measure(room, style, text) - canvas.measure(room, style, "A") + kPitchEms * points * kMillimetresOfPoint;
}

// The sizes that a text may have, from the largest down to the least that is read.
std::vector<double> sizes_from(double points) {
  std::vector<double> out;
  for (double one = points; one > kLeastPoints; one *= kStep) out.push_back(one);
  out.push_back(kLeastPoints);
  return out;
}

// In its box as large as it goes; in the least size it is cut at a word, or within the only one.
Piece shortened(print::Canvas& canvas, const print::Box& box, double points, print::Weight weight, std::string whole) {
  const std::vector<double> sizes = sizes_from(points);
  for (const double one : sizes)
    if (height_of(canvas, box.width, one, weight, whole) <= box.height + kHair) return {box, one, std::move(whole)};
  std::string text = whole;
  while (!text.empty() && height_of(canvas, box.width, sizes.back(), weight, text) > box.height + kHair) {
    const std::size_t blank = whole.rfind(' ');
    whole = blank == std::string::npos ? std::string(text::cut(whole, whole.size() - 1)) : whole.substr(0, blank);
    text = whole.empty() ? "" : whole + "…";
  }
  return {box, sizes.back(), std::move(text)};
}

// The word first gets smaller, then the stars.
Result<StarRow> star_row(const print::Box& head, int stars) {
  StarRow out;
  if (stars == 0) return out;
  for (const double points : sizes_from(kWordPoints)) {
    const double word = kWordEms * points * kMillimetresOfPoint;
    out = {{}, points, word, std::min(kMostStar, (head.width - word) / stars)};
    if (out.step >= kMostStar * 0.6) break;
  }
  if (out.step < kLeastStar) return no_room("stars", std::to_string(stars), msg::stars_do_not_fit);
  const double height = std::max(out.step, out.points * kMillimetresOfPoint * 1.1);
  out.box = {head.x, head.y + head.height - height, head.width, height};
  return out;
}

// All lines in one size; the first that does not fit is named.
Result<std::vector<Piece>> lines_in(print::Canvas& canvas, const print::Box& room, double comfortable, const Label& label) {
  const auto height = [&](double points, const Line& line) {
    return height_of(canvas, room.width, points, print::Weight::regular, line.text);
  };
  double points = kLeastPoints;
  for (const double one : sizes_from(kLinePoints)) {
    double all = 0;
    for (const Line& line : label.lines) all += height(one, line);
    if (all > comfortable) continue;
    points = one;
    break;
  }
  std::vector<Piece> out;
  double used = 0;
  for (const Line& line : label.lines) {
    const double own = height(points, line);
    if (used + own > room.height + kHair) return no_room(line.field, line.text, msg::line_does_not_fit);
    out.push_back({{room.x, room.y + used, room.width, own}, points, line.text});
    used += own;
  }
  return out;
}

// The maker has its share or a line, and what it leaves is the name's.
void place_names(print::Canvas& canvas, Texts& out, const print::Box& room, double least, const Label& label) {
  double maker = label.maker.empty() ? 0 : std::max(least, room.height * (1 - kNameOfNames));
  if (maker > 0) {
    out.maker = shortened(canvas, {room.x, room.y, room.width, maker}, kMakerPoints, print::Weight::regular, label.maker);
    maker = std::min(maker, height_of(canvas, room.width, out.maker.points, print::Weight::regular, out.maker.text));
  }
  const double name = room.height - maker;
  out.name = shortened(canvas, {room.x, room.y, room.width, name}, kNamePoints, print::Weight::bold, label.name);
  out.maker.box = {room.x, room.y + name, room.width, maker};
}

Result<Texts> texts_in(print::Canvas& canvas, const Plan& plan, const Label& label) {
  Texts out;
  OCOP_TRY(stars, star_row(plan.head, label.stars));
  out.stars = stars;
  const double area = plan.head.height - stars.box.height;
  const double least = height_of(canvas, plan.head.width, kLeastPoints, print::Weight::bold, "Ộ");
  const double names = label.maker.empty() ? least : 2 * least;
  if (area < names) return no_room("stock", label.name, msg::name_does_not_fit);
  const bool has_foot = plan.foot.width > 0;
  const print::Box room = has_foot ? plan.foot : print::Box{plan.head.x, plan.head.y + names, plan.head.width, area - names};
  OCOP_TRY(lines, lines_in(canvas, room, has_foot ? plan.foot.height : area * kLinesOfColumn, label));
  double taken = 0;
  for (const Piece& line : lines) taken += line.box.height;
  const double left = has_foot ? area : area - taken;
  if (!has_foot)
    for (Piece& line : lines) line.box.y += left - names;
  out.lines = std::move(lines);
  place_names(canvas, out, {plan.head.x, plan.head.y, plan.head.width, left}, least, label);
  if (out.name.text.empty()) return no_room("stock", label.name, msg::name_does_not_fit);
  return out;
}

}  // namespace

Result<Arranged> arrange(print::Canvas& canvas, const Sheet& sheet, const Symbols& symbols, const Label& label, Format format) {
  OCOP_TRY(roomy, plan_of(sheet, symbols, label, format, Share::codes));
  auto texts = texts_in(canvas, roomy, label);
  if (texts && texts->name.text == label.name && texts->maker.text == label.maker) return Arranged{roomy, std::move(*texts)};
  // Codes of the least size leave more to words.
  OCOP_TRY(tight, plan_of(sheet, symbols, label, format, Share::texts));
  OCOP_TRY(more, texts_in(canvas, tight, label));
  return Arranged{tight, std::move(more)};
}

}  // namespace ocop::labels
