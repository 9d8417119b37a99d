#include <cmath>

#include "kernel/base/text.h"
#include "kernel/documents/document.h"
#include "kernel/documents/xml_text.h"
#include "kernel/package/package.h"

// A Document as a Word file: WordprocessingML of ECMA-376-1, §17, as few elements as it takes. The words and their order are those of the
// PDF; lines and pages are Word's own.
namespace ocop::documents {
namespace {

constexpr double kTwipsPerMillimetre = 1440 / 25.4;   // §17.18.87, ST_TwipsMeasure: twentieths of a point
constexpr int kTwipsPerPoint = 20, kHalfPoints = 2;
// Decree 30/2020/NĐ-CP, appendix I: margins of 20 mm above and below, 30 left, 15 right.
constexpr double kAbove = 20, kBelow = 20, kLeft = 30, kRight = 15;
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kKinds = "application/vnd.openxmlformats-officedocument.wordprocessingml";

std::string twips(double millimetres) { return std::to_string(std::lround(millimetres * kTwipsPerMillimetre)); }
std::string half_points(double points) { return std::to_string(std::lround(points * kHalfPoints)); }

std::string_view align_word(print::Align align, print::Fill fill) {
  if (fill == print::Fill::justified) return "both";
  return align == print::Align::centre ? "center" : align == print::Align::right ? "right" : "left";
}

std::string run(const Piece& piece, double points) {
  std::string look;
  if (piece.weight == print::Weight::bold) look += "<w:b/>";
  if (piece.slant == print::Slant::italic) look += "<w:i/>";
  if (points > 0) look += "<w:sz w:val=\"" + half_points(points) + "\"/>";
  if (!look.empty()) look = "<w:rPr>" + look + "</w:rPr>";
  return "<w:r>" + look + "<w:t xml:space=\"preserve\">" + xml_text(text::without_noncharacters(piece.text)) + "</w:t></w:r>";
}

struct Look {
  print::Align align = print::Align::left;
  print::Fill fill = print::Fill::ragged;
  double points = 0;                   // 0 = as the document
  double after = 2;                    // millimetres
  std::string style{};                 // "Heading1"; empty = none
};
std::string paragraph(const Pieces& pieces, const Look& look) {
  std::string out = "<w:p><w:pPr>";
  if (!look.style.empty()) out += "<w:pStyle w:val=\"" + look.style + "\"/>";
  out += "<w:spacing w:after=\"" + twips(look.after) + "\"/>";
  out += "<w:jc w:val=\"" + std::string(align_word(look.align, look.fill)) + "\"/></w:pPr>";
  for (const Piece& piece : pieces) out += run(piece, look.points);
  return out + "</w:p>";
}
std::string paragraph(const Paragraph& one) { return paragraph(one.pieces, {one.align, one.fill, one.points, one.space_after, {}}); }

std::vector<long> widths_of(const std::vector<double>& shares, double room) {
  double whole = 0;
  for (const double share : shares) whole += share;
  std::vector<long> out;
  for (const double share : shares) out.push_back(std::lround(room * kTwipsPerMillimetre * share / (whole > 0 ? whole : 1)));
  return out;
}

// §17.4: rows of cells over a grid; `borders` says whether lines are drawn.
enum class Borders : std::uint8_t { none, single };
std::string open_grid(const std::vector<long>& widths, Borders borders) {
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/>";
  if (borders == Borders::single) {
    out += "<w:tblBorders>";
    for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
      out += "<w:" + std::string(side) + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>";
    out += "</w:tblBorders>";
  }
  out += "</w:tblPr><w:tblGrid>";
  for (const long width : widths) out += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
  return out + "</w:tblGrid>";
}

enum class RowKind : std::uint8_t { header, body };
std::string row_of(const TableRow& row, const std::vector<long>& widths, double points, RowKind kind) {
  std::string out = std::string("<w:tr><w:trPr><w:cantSplit/>") + (kind == RowKind::header ? "<w:tblHeader/>" : "") + "</w:trPr>";
  std::size_t at = 0;
  for (const TableCell& cell : row) {
    long width = 0;
    for (int column = 0; column < cell.columns && at < widths.size(); ++column) width += widths[at++];
    out += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>";
    if (cell.columns > 1) out += "<w:gridSpan w:val=\"" + std::to_string(cell.columns) + "\"/>";
    Pieces pieces = cell.pieces;
    if (kind == RowKind::header)
      for (Piece& piece : pieces) piece.weight = print::Weight::bold;
    out += "</w:tcPr>" + paragraph(pieces, {cell.align, print::Fill::ragged, points, 0, {}}) + "</w:tc>";
  }
  return out + "</w:tr>";
}

class Body {
 public:
  explicit Body(const Document& document) : room_(document.paper.width - kLeft - kRight) {}
  void operator()(const Heading& heading) {
    out_ += paragraph({bold(heading.text)}, {heading.align, print::Fill::ragged, 0, 2, "Heading" + std::to_string(heading.level)});
  }
  void operator()(const Paragraph& one) { out_ += paragraph(one); }
  void operator()(const List& list) {
    int number = 0;
    for (const Pieces& item : list.items) {
      Pieces pieces{plain(list.marker == List::Marker::dash ? "- " : std::to_string(++number) + ". ")};
      pieces.insert(pieces.end(), item.begin(), item.end());
      out_ += paragraph(pieces, {});
    }
  }
  void operator()(const Table& table) {
    const std::vector<long> widths = widths_of(table.widths, room_);
    out_ += open_grid(widths, Borders::single);
    for (const TableRow& row : table.header) out_ += row_of(row, widths, table.points, RowKind::header);
    for (const TableRow& row : table.rows) out_ += row_of(row, widths, table.points, RowKind::body);
    out_ += "</w:tbl>" + paragraph(Pieces{}, {});   // two tables without a paragraph between them are one
  }
  void operator()(const Columns& columns) {
    std::vector<double> shares;
    for (const Columns::Column& column : columns.columns) shares.push_back(column.share);
    const std::vector<long> widths = widths_of(shares, room_);
    out_ += open_grid(widths, Borders::none) + "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t i = 0; i < columns.columns.size(); ++i) {
      out_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(widths[i]) + "\" w:type=\"dxa\"/></w:tcPr>";
      for (const Paragraph& one : columns.columns[i].paragraphs) out_ += paragraph(one);
      if (columns.columns[i].paragraphs.empty()) out_ += "<w:p/>";   // §17.4.66: a cell ends with a paragraph
      out_ += "</w:tc>";
    }
    out_ += "</w:tr></w:tbl>" + paragraph(Pieces{}, {.after = 0});
  }
  void operator()(const Boxes& boxes) {
    Pieces pieces{plain(boxes.label)};
    for (const Boxes::Box& box : boxes.boxes)
      pieces.push_back(plain("   " + box.label + (box.tick == Boxes::Tick::ticked ? " ☒" : " ☐")));
    out_ += paragraph(pieces, {});
  }
  void operator()(const Space& space) { out_ += paragraph(Pieces{}, {.after = space.height}); }
  void operator()(const Rule&) { out_ += paragraph({plain("────────────")}, {.align = print::Align::centre, .after = 1}); }
  void operator()(const PageBreak&) { out_ += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"; }
  std::string take() { return std::move(out_); }

 private:
  double room_;                        // millimetres between the margins
  std::string out_;
};

std::string styles(const Document& document) {
  const std::string face = document.face == print::Face::serif ? "Times New Roman" : "Arial";
  std::string out = "<w:styles xmlns:w=\"" + std::string(kMain) + "\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"" + face +
                    "\" w:hAnsi=\"" + face + "\" w:cs=\"" + face + "\"/><w:sz w:val=\"" + half_points(document.points) +
                    "\"/><w:lang w:val=\"" + (document.language == Language::vi ? "vi-VN" : "en-GB") +
                    "\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                    "<w:name w:val=\"Normal\"/></w:style>";
  for (const int level : {1, 2, 3}) {
    const std::string at = std::to_string(level);
    out += "<w:style w:type=\"paragraph\" w:styleId=\"Heading" + at + "\"><w:name w:val=\"heading " + at +
           "\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"" + std::to_string(level - 1) +
           "\"/></w:pPr></w:style>";
  }
  return out + "</w:styles>";
}

std::string page(const Document& document) {
  return "<w:sectPr xmlns:r=\"" + std::string(kOffice) + "\"><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"" +
         twips(document.paper.width) + "\" w:h=\"" + twips(document.paper.height) + "\"" +
         (document.paper.width > document.paper.height ? " w:orient=\"landscape\"" : "") + "/><w:pgMar w:top=\"" + twips(kAbove) +
         "\" w:right=\"" + twips(kRight) + "\" w:bottom=\"" + twips(kBelow) + "\" w:left=\"" + twips(kLeft) +
         "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
}

std::string foot(const Document& document) {
  constexpr double kSmall = 10;
  const auto field = [](const char* what) {
    return "<w:fldSimple w:instr=\" " + std::string(what) + " \"><w:r><w:t>1</w:t></w:r></w:fldSimple>";
  };
  return "<w:ftr xmlns:w=\"" + std::string(kMain) + "\"><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>" +
         run(plain(document.foot.empty() ? "" : document.foot + "   "), kSmall) + field("PAGE") + run(plain("/"), kSmall) +
         field("NUMPAGES") + "</w:p></w:ftr>";
}

std::string content_types() {
  const std::string kinds(kKinds);
  return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
         "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"" + kinds +
         ".document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" + kinds +
         ".styles+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"" + kinds +
         ".footer+xml\"/><Override PartName=\"/docProps/core.xml\" "
         "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
}

std::string relations(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  int number = 0;
  for (const auto& [type, target] : targets)
    out += "<Relationship Id=\"rId" + std::to_string(++number) + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
  return out + "</Relationships>";
}

std::string properties(const Document& document) {
  const std::string made = document.created.iso();
  return "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>" + xml_text(document.title) + "</dc:title><dc:subject>" +
         xml_text(document.subject) + "</dc:subject><dc:creator>" + xml_text(document.author) +
         "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + made + "</dcterms:created><dc:language>" +
         (document.language == Language::vi ? "vi-VN" : "en-GB") + "</dc:language></cp:coreProperties>";
}

}  // namespace

Result<std::string> to_docx(const Document& document) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", office(kOffice);
  Body body(document);
  for (const Block& block : document.blocks) std::visit(body, block);
  return package::write(
      {{"[Content_Types].xml", head + content_types()},
       {"_rels/.rels", head + relations({{office + "/officeDocument", "word/document.xml"},
                                         {"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                                          "docProps/core.xml"}})},
       {"docProps/core.xml", head + properties(document)},
       {"word/_rels/document.xml.rels", head + relations({{office + "/styles", "styles.xml"}, {office + "/footer", "footer1.xml"}})},
       {"word/styles.xml", head + styles(document)},
       {"word/footer1.xml", head + foot(document)},
       {"word/document.xml",
        head + "<w:document xmlns:w=\"" + std::string(kMain) + "\"><w:body>" + body.take() + page(document) + "</w:body></w:document>"}});
}

}  // namespace ocop::documents
