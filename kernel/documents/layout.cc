#include "kernel/documents/layout.h"

#include <algorithm>

namespace ocop::documents {
namespace {

using print::Align;
using print::Weight;

constexpr double kPad = 1.4, kTableLine = 0.2, kHeadingLead = 12, kListIndent = 6;   // millimetres
constexpr unsigned kHeaderGround = 0xefeae0, kLinkInk = 0;
constexpr double kHeadingPoints[] = {15, 13, 12};

Pieces with_weight(Pieces pieces, Weight weight) {
  for (Piece& piece : pieces)
    if (weight == Weight::bold) piece.weight = weight;
  return pieces;
}

}  // namespace

void Layout::begin(const char* name) {
  open_.push_back(name);
  act(BeginTag{name});
}

void Layout::end() {
  act(EndTag{open_.back()});
  open_.pop_back();
}

void Layout::break_page() {
  for (auto name = open_.rbegin(); name != open_.rend(); ++name) act(EndTag{*name});
  pages_.emplace_back();
  y_ = kMargins.top;
  for (const char* name : open_) act(BeginTag{name});
}

const print::TextLines& Layout::break_lines(const Pieces& pieces, double width, double points, Align align, print::Fill fill) {
  print::TextStyle style{document_.face, Weight::regular, points > 0 ? points : document_.points, print::colour(kLinkInk), align};
  std::vector<print::Run> runs;
  for (const Piece& piece : pieces) runs.push_back({piece.text, piece.weight, piece.slant});
  return texts_.emplace_back(page_.lines(width, style, runs, fill));
}

// Lines one below the other, over as many pages as they need. One line alone is not left at the foot of a page.
void Layout::flow(const print::TextLines& text, double x, const char* tag) {
  if (text.count() > 1 && room() < text.height(0) + text.height(1) && room() < text.height()) break_page();
  begin(tag);
  for (std::size_t line = 0; line < text.count(); ++line) {
    if (room() < text.height(line)) break_page();
    act(DrawLine{&text, line, {x, y_}});
    y_ += text.height(line);
  }
  end();
}

void Layout::place(const Block& block) {
  std::visit([this](const auto& one) { put(one); }, block);
}

void Layout::put(const Heading& heading) {
  const std::size_t level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3));
  const auto& text = break_lines({bold(heading.text)}, text_width(), kHeadingPoints[level - 1], heading.align);
  // A heading stands with the beginning of what it heads.
  if (room() < text.height() + kHeadingLead) break_page();
  if (y_ > kMargins.top) y_ += 2;
  act(Bookmark{static_cast<int>(level), heading.text, y_});
  constexpr const char* kTags[] = {"H1", "H2", "H3"};
  flow(text, kMargins.left, kTags[level - 1]);
  y_ += 1.5;
}

void Layout::put(const Paragraph& paragraph) {
  flow(break_lines(paragraph.pieces, text_width(), paragraph.points, paragraph.align, paragraph.fill), kMargins.left, "P");
  y_ += paragraph.space_after;
}

void Layout::put(const List& list) {
  const Tag tag(*this, "L");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto& marker =
        break_lines({plain(list.marker == List::Marker::dash ? "–" : std::to_string(i + 1) + ".")}, kListIndent, 0, Align::left);
    const auto& text = break_lines(list.items[i], text_width() - kListIndent, 0, Align::left);
    const Tag item(*this, "LI");
    if (room() < marker.height(0)) break_page();
    begin("Lbl");
    act(DrawLine{&marker, 0, {kMargins.left, y_}});
    end();
    flow(text, kMargins.left + kListIndent, "LBody");
    y_ += 1;
  }
}

void Layout::put(const Columns& columns) {
  double shares = 0, height = 0;
  for (const auto& column : columns.columns) shares += column.share;
  struct Placed { const print::TextLines* text; double x, y; };
  std::vector<Placed> placed;
  double x = kMargins.left;
  for (const auto& column : columns.columns) {
    const double width = text_width() * column.share / shares;
    double y = 0;
    for (const Paragraph& paragraph : column.paragraphs) {
      const auto& text = break_lines(paragraph.pieces, width, paragraph.points, paragraph.align, paragraph.fill);
      placed.push_back({&text, x, y});
      y += text.height() + paragraph.space_after;
    }
    height = std::max(height, y);
    x += width;
  }
  if (room() < height) break_page();
  for (const Placed& one : placed) {
    begin("P");
    double y = y_ + one.y;
    for (std::size_t line = 0; line < one.text->count(); ++line) {
      act(DrawLine{one.text, line, {one.x, y}});
      y += one.text->height(line);
    }
    end();
  }
  y_ += height;
}

void Layout::put(const Boxes& boxes) {
  constexpr double kSide = 3.6, kGap = 2, kBetween = 8;
  const auto& label = break_lines({plain(boxes.label)}, text_width(), 0, Align::left);
  const double height = label.height();
  if (room() < height) break_page();
  const Tag tag(*this, "P");
  act(DrawLine{&label, 0, {kMargins.left, y_}});
  // The widths of labels are those of their lines' text: measured in a column of their own share.
  const double width = text_width() / static_cast<double>(boxes.boxes.size() + 1);
  double x = kMargins.left + width;
  for (const Boxes::Box& box : boxes.boxes) {
    const auto& text = break_lines({plain(box.label)}, width - kSide - kGap - kBetween / 2, 0, Align::right);
    act(DrawLine{&text, 0, {x, y_}});
    const print::Box frame{x + width - kSide - kBetween / 2, y_ + (height - kSide) / 2, kSide, kSide};
    act(DrawFrame{frame, 0.25});
    if (box.tick == Boxes::Tick::ticked) {
      const auto& cross = break_lines({bold("x")}, kSide, 0, Align::centre);
      act(DrawLine{&cross, 0, {frame.x, y_ - 0.2}});
    }
    x += width;
  }
  y_ += height + 2;
}

void Layout::put(const Space& space) { y_ = std::min(y_ + space.height, bottom()); }

void Layout::put(const Rule& rule) {
  const double middle = kMargins.left + text_width() / 2;
  act(DrawStroke{{middle - rule.width / 2, y_}, {middle + rule.width / 2, y_}, 0.25});
  y_ += 3;
}

// ---- tables ------------------------------------------------------------------------------------------------------------------------

Layout::PlacedRow Layout::measure_row(const Table& table, const TableRow& row, Weight weight) {
  double shares = 0;
  for (const double share : table.widths) shares += share;
  PlacedRow out;
  double x = kMargins.left;
  std::size_t column = 0;
  for (const TableCell& cell : row) {
    double width = 0;
    for (int i = 0; i < cell.columns && column < table.widths.size(); ++i) width += text_width() * table.widths[column++] / shares;
    const auto& text = break_lines(with_weight(cell.pieces, weight), width - 2 * kPad, table.points, cell.align);
    out.push_back({&text, x, width});
    x += width;
  }
  return out;
}

double Layout::height_of(const PlacedRow& row) {
  double height = 0;
  for (const PlacedCell& cell : row) {
    double lines = 0;
    for (std::size_t line = cell.next; line < cell.text->count(); ++line) lines += cell.text->height(line);
    height = std::max(height, lines);
  }
  return height + 2 * kPad;
}

// The lines of a row that fit into `height`, with the frame of each cell.
void Layout::draw_slice(PlacedRow& row, double height, const char* cell_tag) {
  const Tag tag(*this, "TR");
  for (PlacedCell& cell : row) {
    act(DrawFrame{{cell.x, y_, cell.width, height}, kTableLine});
    double y = y_ + kPad;
    begin(cell_tag);
    for (; cell.next < cell.text->count() && y + cell.text->height(cell.next) <= y_ + height - kPad + 0.01; ++cell.next) {
      act(DrawLine{cell.text, cell.next, {cell.x + kPad, y}});
      y += cell.text->height(cell.next);
    }
    end();
  }
  y_ += height;
}

void Layout::place_header(const Table& table) {
  for (const TableRow& row : table.header) {
    PlacedRow placed = measure_row(table, row, Weight::bold);
    const double height = height_of(placed);
    act(DrawFill{{kMargins.left, y_, text_width(), height}, kHeaderGround});
    draw_slice(placed, height, "TH");
  }
}

void Layout::place_row(const Table& table, const TableRow& row) {
  PlacedRow placed = measure_row(table, row, Weight::regular);
  double height = height_of(placed);
  double header = 0;
  if (room() < height) {
    for (const TableRow& one : table.header) header += height_of(measure_row(table, one, Weight::bold));
    const double whole_page = bottom() - kMargins.top - header;
    // A row that fits on a page is not torn; a longer one goes on from where it is, if a few lines fit.
    constexpr double kFewLines = 20;
    if (height <= whole_page || room() < kFewLines) {
      break_page();
      place_header(table);
    }
  }
  while ((height = height_of(placed)) > room()) {
    std::vector<std::size_t> before;
    for (const PlacedCell& cell : placed) before.push_back(cell.next);
    draw_slice(placed, room(), "TD");
    const bool moved = !std::ranges::equal(before, placed, {}, {}, &PlacedCell::next);
    break_page();
    place_header(table);
    if (!moved && height_of(placed) > room()) return;   // a line higher than a page: nothing that text can be
  }
  draw_slice(placed, height, "TD");
}

void Layout::put(const Table& table) {
  const Tag tag(*this, "Table");
  constexpr double kBeginning = 25;   // the header and a row
  if (room() < kBeginning) break_page();
  place_header(table);
  for (const TableRow& row : table.rows) place_row(table, row);
  y_ += 3;
}

}  // namespace ocop::documents
