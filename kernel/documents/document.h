#pragma once
#include <string>
#include <variant>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/print/print.h"

// A document that flows over pages: what it says, as data, and its PDF. Above kernel/print, which draws one page after another.
//
// The PDF: fonts embedded, Vietnamese shaped by pango and kept as NFC text; an outline of its headings; "Trang 3/12" at the foot; tables
// whose header stands on each page; structure elements (H1…, P, L, Table) in reading order, language and title for screen readers. What
// goes on over a page is one element on each of them (cairo 1.16 ends its marked content with a page). PDF/A is not promised. The same
// document gives the same bytes. Pure; slow (milliseconds a page): call on a worker.
namespace ocop::documents {

struct Piece {
  std::string text;
  print::Weight weight = print::Weight::regular;
  print::Slant slant = print::Slant::upright;
};
using Pieces = std::vector<Piece>;
inline Piece bold(std::string text) { return {std::move(text), print::Weight::bold}; }
inline Piece plain(std::string text) { return {std::move(text)}; }

struct Heading {
  int level = 1;                       // 1..3
  std::string text;
  print::Align align = print::Align::left;
};
struct Paragraph {
  Pieces pieces;
  print::Align align = print::Align::left;
  print::Fill fill = print::Fill::ragged;
  double points = 0;                   // 0 = as the document
  double space_after = 2;              // millimetres
};
struct List {
  enum class Marker : std::uint8_t { dash, number } marker = Marker::dash;
  std::vector<Pieces> items;
};
struct TableCell {
  Pieces pieces;
  print::Align align = print::Align::left;
  int columns = 1;                     // how many it stands over
};
using TableRow = std::vector<TableCell>;
struct Table {
  std::vector<double> widths;          // shares of the page's width
  std::vector<TableRow> header;        // on each page
  std::vector<TableRow> rows;
  double points = 0;
};
// Side by side and never broken: a letterhead, signatures. At most a page; more is cut.
struct Columns {
  struct Column { double share = 1; std::vector<Paragraph> paragraphs; };
  std::vector<Column> columns;
};
// Boxes to tick in one line, each with its label.
struct Boxes {
  enum class Tick : std::uint8_t { empty, ticked };
  struct Box { std::string label; Tick tick = Tick::empty; };
  std::string label;
  std::vector<Box> boxes;
};
struct Space { double height = 4; };
struct Rule { double width = 40; };    // a short line in the middle
struct PageBreak {};
using Block = std::variant<Heading, Paragraph, List, Table, Columns, Boxes, Space, Rule, PageBreak>;

struct Document {
  std::string title, author, subject;
  Language language = Language::vi;
  Instant created;
  print::Paper paper = print::kA4Portrait;
  print::Face face = print::Face::serif;
  double points = 12;
  std::string foot;                    // at the left of each foot; empty = nothing
  std::string mark{};                  // at the right of each head: "BẢN NHÁP / DRAFT"; empty = nothing
  // Left out of what is joined with others and numbered through (pdf_file.h).
  enum class Numbers : std::uint8_t { page_of, none } numbers = Numbers::page_of;
  std::vector<Block> blocks;
};

inline constexpr int kMostPages = 2'000;   // a council's year is 300; beyond this something went wrong
// internal: fonts are missing. too_large: more than kMostPages.
Result<std::string> to_pdf(const Document& document, const print::PdfFonts& fonts);
// The same words for an office that goes on writing in them: a Word file (ECMA-376). Lines and pages are Word's own; fonts are named, not
// embedded. The same document gives the same bytes. internal: it could not be packed.
Result<std::string> to_docx(const Document& document);

}  // namespace ocop::documents
