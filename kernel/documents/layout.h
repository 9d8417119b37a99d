#pragma once
#include <deque>
#include <string_view>
#include <variant>

#include "kernel/documents/document.h"

namespace ocop::documents {

// What is to be drawn, page by page, once the number of pages is known.
struct DrawLine { const print::TextLines* text; std::size_t line; print::Point at; };
struct DrawStroke { print::Point from, to; double width; };
struct DrawFill { print::Box box; unsigned rgb; };
struct DrawFrame { print::Box box; double line; };
struct BeginTag { const char* name; };
struct EndTag { const char* name; };
struct Bookmark { int level; std::string title; double y; };
using Act = std::variant<DrawLine, DrawStroke, DrawFill, DrawFrame, BeginTag, EndTag, Bookmark>;
using PageActs = std::vector<Act>;

struct Margins { double left = 30, right = 15, top = 20, bottom = 20; };   // Decree 30/2020/NĐ-CP, appendix I, part I.3

// Places blocks on pages. Lines are broken by `page`, which stays blank.
class Layout {
 public:
  Layout(const Document& document, const print::PdfPage& page) : document_(document), page_(page), pages_(1) {}
  void place(const Block& block);
  std::vector<PageActs> take() {
    make_room(0);
    return std::move(pages_);
  }
  std::size_t pages() const { return pages_.size(); }
  double text_width() const { return document_.paper.width - kMargins.left - kMargins.right; }
  static constexpr Margins kMargins{};

 private:
  // Structure elements that are open; a page ends them and begins them again.
  class Tag {
   public:
    Tag(Layout& layout, const char* name) : layout_(layout) { layout_.begin(name); }
    ~Tag() { layout_.end(); }
    Tag(const Tag&) = delete;
    Tag& operator=(const Tag&) = delete;

   private:
    Layout& layout_;
  };
  void begin(const char* name);
  void end();
  void act(Act one) { pages_.back().push_back(std::move(one)); }
  double bottom() const { return document_.paper.height - kMargins.bottom; }
  double room() const { return bottom() - y_; }
  void break_page();
  const print::TextLines& break_lines(const Pieces& pieces, double width, double points, print::Align align,
                                      print::Fill fill = print::Fill::ragged);
  static double beginning(const print::TextLines& text);
  // Before anything of a block is drawn: room for its beginning, and for the headings that wait to stand above it; places these.
  void make_room(double needed);
  void flow(const print::TextLines& text, double x, const char* tag);
  void draw_lines(const print::TextLines& text, print::Point at);

  void put(const Heading& heading);
  void put(const Paragraph& paragraph);
  void put(const List& list);
  void put(const Table& table);
  void put(const Columns& columns);
  void put(const Boxes& boxes);
  void put(const Space& space);
  void put(const Rule& rule);
  void put(const PageBreak&);

  struct PlacedCell { const print::TextLines* text; double x, width; std::size_t next = 0; };
  using PlacedRow = std::vector<PlacedCell>;
  PlacedRow measure_row(const Table& table, const TableRow& row, print::Weight weight);
  static double height_of(const PlacedRow& row);
  double whole_page(const Table& table);
  void draw_slice(PlacedRow& row, double height, const char* cell_tag);
  void place_header(const Table& table);
  void place_row(const Table& table, const TableRow& row);

  const Document& document_;
  const print::PdfPage& page_;
  std::deque<print::TextLines> texts_;   // addresses stay
  std::vector<PageActs> pages_;
  std::vector<const char*> open_;
  struct WaitingHeading { int level; std::string title; const print::TextLines* text; };
  std::vector<WaitingHeading> waiting_;   // a heading is placed with the beginning of what it heads
  double y_ = kMargins.top;
};

}  // namespace ocop::documents
