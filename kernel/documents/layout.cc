#include "kernel/documents/layout.h"

#include <algorithm>

namespace ocop::documents {
namespace {

using print::Align;
using print::Weight;

constexpr double kPad = 1.4, kTableLine = 0.2, kAboveHeading = 2, kBelowHeading = 1.5, kListIndent = 6;   // millimetres
constexpr double kFewLines = 20;       // of a row longer than a page: so much is worth beginning at the foot of one
constexpr unsigned kHeaderGround = 0xefeae0, kInk = 0;
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
  print::TextStyle style{document_.face, Weight::regular, points > 0 ? points : document_.points, print::colour(kInk), align};
  std::vector<print::Run> runs;
  for (const Piece& piece : pieces) runs.push_back({piece.text, piece.weight, piece.slant});
  return texts_.emplace_back(page_.lines(width, style, runs, fill));
}

// One line of several is not left alone at the foot of a page.
double Layout::beginning(const print::TextLines& text) {
  double height = 0;
  for (std::size_t line = 0; line < std::min<std::size_t>(text.count(), 2); ++line) height += text.height(line);
  return height;
}

void Layout::make_room(double needed) {
  for (const WaitingHeading& heading : waiting_) needed += kAboveHeading + heading.text->height() + kBelowHeading;
  if (y_ > kMargins.top && room() < needed) break_page();
  constexpr const char* kTags[] = {"H1", "H2", "H3"};
  for (const WaitingHeading& heading : waiting_) {
    if (y_ > kMargins.top) y_ += kAboveHeading;
    act(Bookmark{heading.level, heading.title, y_});
    flow(*heading.text, kMargins.left, kTags[heading.level - 1]);
    y_ += kBelowHeading;
  }
  waiting_.clear();
}

// Lines one below the other, over as many pages as they need.
void Layout::flow(const print::TextLines& text, double x, const char* tag) {
  if (room() < beginning(text)) break_page();
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
  const int level = std::clamp(heading.level, 1, 3);
  waiting_.push_back({level, heading.text, &break_lines({bold(heading.text)}, text_width(), kHeadingPoints[level - 1], heading.align)});
}

void Layout::put(const Paragraph& paragraph) {
  const auto& text = break_lines(paragraph.pieces, text_width(), paragraph.points, paragraph.align, paragraph.fill);
  make_room(beginning(text));
  flow(text, kMargins.left, "P");
  y_ += paragraph.space_after;
}

void Layout::put(const List& list) {
  const double width = text_width() - kListIndent;
  if (!list.items.empty()) make_room(beginning(break_lines(list.items.front(), width, 0, Align::left)));
  const Tag tag(*this, "L");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto& marker =
        break_lines({plain(list.marker == List::Marker::dash ? "–" : std::to_string(i + 1) + ".")}, kListIndent, 0, Align::left);
    const auto& text = break_lines(list.items[i], width, 0, Align::left);
    if (room() < beginning(text)) break_page();   // a marker stands with its text
    const Tag item(*this, "LI");
    begin("Lbl");
    act(DrawLine{&marker, 0, {kMargins.left, y_}});
    end();
    flow(text, kMargins.left + kListIndent, "LBody");
    y_ += 1;
  }
}

// All lines of a text that is not broken over pages.
void Layout::draw_lines(const print::TextLines& text, print::Point at) {
  for (std::size_t line = 0; line < text.count(); ++line) {
    act(DrawLine{&text, line, at});
    at.y += text.height(line);
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
  make_room(height);
  for (const Placed& one : placed) {
    begin("P");
    draw_lines(*one.text, {one.x, y_ + one.y});
    end();
  }
  y_ += height;
}

void Layout::put(const Boxes& boxes) {
  constexpr double kSide = 3.6, kGap = 2, kBetween = 8, kLabelShare = 1.5;
  // Columns: the label's, half as wide again as the others, and one for each box behind its own label.
  const double width = text_width() / (static_cast<double>(boxes.boxes.size()) + kLabelShare);
  const auto& label = break_lines({plain(boxes.label)}, width * kLabelShare, 0, Align::left);
  std::vector<const print::TextLines*> texts;
  double height = label.height();
  for (const Boxes::Box& box : boxes.boxes) {
    texts.push_back(&break_lines({plain(box.label)}, width - kSide - kGap - kBetween / 2, 0, Align::right));
    height = std::max(height, texts.back()->height());
  }
  make_room(height);
  const Tag tag(*this, "P");
  draw_lines(label, {kMargins.left, y_});
  double x = kMargins.left + width * kLabelShare;
  for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
    draw_lines(*texts[i], {x, y_});
    const print::Box frame{x + width - kSide - kBetween / 2, y_ + (label.height(0) - kSide) / 2, kSide, kSide};
    act(DrawFrame{frame, 0.25});
    if (boxes.boxes[i].tick == Boxes::Tick::ticked) {
      const auto& cross = break_lines({bold("x")}, kSide, 0, Align::centre);
      act(DrawLine{&cross, 0, {frame.x, y_ - 0.2}});
    }
    x += width;
  }
  y_ += height + 2;
}

void Layout::put(const Space& space) {
  make_room(0);
  y_ = std::min(y_ + space.height, bottom());
}

void Layout::put(const PageBreak&) {
  make_room(0);
  break_page();
}

void Layout::put(const Rule& rule) {
  make_room(0);
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

// The height that rows have on a page of their own, below the header.
double Layout::whole_page(const Table& table) {
  double header = 0;
  for (const TableRow& row : table.header) header += height_of(measure_row(table, row, Weight::bold));
  return bottom() - kMargins.top - header;
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
  // A row that fits on a page is not torn; a longer one goes on from where it is, if a few lines fit.
  if (room() < height && (height <= whole_page(table) || room() < kFewLines)) {
    break_page();
    place_header(table);
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
  // A header stands with the first row, or with the beginning of one longer than a page.
  const double whole = whole_page(table), first = table.rows.empty() ? 0 : height_of(measure_row(table, table.rows[0], Weight::regular));
  make_room(bottom() - kMargins.top - whole + (first <= whole ? first : kFewLines));
  const Tag tag(*this, "Table");
  place_header(table);
  for (const TableRow& row : table.rows) place_row(table, row);
  y_ += 3;
}

}  // namespace ocop::documents
