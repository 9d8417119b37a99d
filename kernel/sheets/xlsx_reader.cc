#include <algorithm>
#include <charconv>
#include <cmath>

#include "kernel/base/text.h"
#include "kernel/sheets/faults.h"
#include "kernel/sheets/reader.h"
#include "kernel/sheets/xlsx_parts.h"

namespace ocop::sheets {
namespace {

// "../sharedStrings.xml" beside "xl/workbook.xml", "/xl/styles.xml" from the root.
std::string resolve(std::string_view base_part, std::string_view target) {
  std::string out = target.starts_with('/')
                        ? std::string()
                        : std::string(base_part.substr(0, base_part.rfind('/') == std::string_view::npos ? 0 : base_part.rfind('/')));
  for (const std::string_view step : text::split(target, '/')) {
    if (step.empty() || step == ".") continue;
    if (step == "..") out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
    else out.append(out.empty() ? "" : "/").append(step);
  }
  return out;
}

std::string relations_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string_view folder = slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
  return std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

Result<void> parse(const package::Package& package, const std::string& name, package::XmlHandler& handler) {
  OCOP_TRY(part, package.part(name));
  package::Xml xml(handler, name);
  for (;;) {
    OCOP_TRY(piece, part.next());
    if (auto error = xml.feed(piece)) return std::move(*error);
    if (piece.empty()) return {};
  }
}

// What all sheets of a workbook share.
struct Book {
  Book(package::Package opened, const Limits& bounds) : package(std::move(opened)), limits(bounds) {}
  package::Package package;
  Limits limits;
  WorkbookPart workbook;
  StylesPart styles;
  StringTable strings;
  text::Encoding font = text::Encoding::utf8;   // of letters, by how the first strings read
  std::vector<Sheet> sheets;
  std::vector<std::string> parts;               // of each sheet
};

// The value of a cell of the XML.
class Values {
 public:
  explicit Values(Book& book) : book_(book) {}

  Result<Cell> cell(const RawCell& raw) {
    Cell out;
    out.column = raw.column;
    out.formula = raw.formula;
    const Style style = book_.styles.style(raw.style);
    switch (raw.type) {
      case RawCell::Type::shared: {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(raw.value.data(), raw.value.data() + raw.value.size(), index);
        if (error != std::errc() || end != raw.value.data() + raw.value.size() || index >= book_.strings.size())
          return broken("column " + column_letter(raw.column), package::msg::broken_part, {"sharedStrings"});
        OCOP_TRY(text, book_.strings.get(index));
        set_text(out, text, style.letters);
        break;
      }
      case RawCell::Type::text: set_text(out, raw.value, style.letters); break;
      case RawCell::Type::boolean:
        out.kind = Kind::boolean;
        out.text = raw.value == "1" || raw.value == "true" ? "TRUE" : "FALSE";
        break;
      case RawCell::Type::error:
        out.kind = Kind::error;
        out.text = raw.value;
        break;
      case RawCell::Type::iso_date: set_iso(out, raw.value); break;
      case RawCell::Type::number: set_plain(out, raw.value, style.shows); break;
    }
    return out;
  }

 private:
  void set_text(Cell& out, std::string_view text, const FontLetters& letters) const {
    if (is_blank(text)) return;
    out.kind = Kind::text;
    const bool unicode =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xC4; });  // a letter from U+0100 on
    text::Encoding font = letters.encoding;
    if (font == text::Encoding::utf8 && book_.font != text::Encoding::utf8) font = text::detect_font(text);
    out.text = font == text::Encoding::utf8 || unicode ? text::nfc(text) : text::decode_font(text, font);
    if (letters.capitals == FontCase::capitals) out.text = text::upper(out.text);
  }
  // t="d": ISO 8601.
  void set_iso(Cell& out, std::string_view value) const {
    out.kind = Kind::text;
    out.text = value;
    const auto day = Date::parse_iso(value.substr(0, 10));
    if (!day) return;
    out.kind = Kind::date;
    out.date = *day;
    out.text = day->iso();
    if (value.size() >= 19 && value.substr(11, 8) != "00:00:00") out.text.append(" ").append(value.substr(11, 8));
  }
  void set_plain(Cell& out, std::string_view value, Shows shows) const {
    if (value.empty()) return;   // a formula without a kept value
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size() && std::isfinite(number)) {
      set_number(out, number, shows, book_.workbook.epoch);
    } else {
      out.kind = Kind::text;
      out.text = text::is_valid_utf8(value) ? text::nfc(value) : std::string();
    }
  }
  Book& book_;
};

// Merged areas spread over the rows as they pass.
class Merges {
 public:
  Merges(std::vector<Area> areas, const Limits& limits) : areas_(std::move(areas)), limits_(limits) {
    std::ranges::sort(areas_, {}, [](const Area& area) { return std::pair(area.first.row, area.first.column); });
  }
  Result<void> spread(Row& row) {
    std::erase_if(open_, [&](const Open& one) { return one.area.last.row < row.number; });
    for (; next_ < areas_.size() && areas_[next_].first.row <= row.number; ++next_) {
      const Area& area = areas_[next_];
      if (area.last.row < row.number) continue;
      // Areas of a sheet never overlap, so no more are open than there are columns.
      if (open_.size() >= limits_.columns) return beyond("row " + std::to_string(row.number), msg::too_many_merges, limits_.columns);
      const Cell* first = area.first.row == row.number ? row.at(area.first.column) : nullptr;
      if (first) open_.push_back({area, *first});   // an area without a value spreads nothing
    }
    const std::size_t own = row.cells.size();
    for (const Open& one : open_) OCOP_CHECK(fill(row, one, own));
    std::ranges::sort(row.cells, {}, &Cell::column);
    return {};
  }

 private:
  struct Open { Area area; Cell value; };
  Result<void> fill(Row& row, const Open& one, std::size_t own) const {
    const auto columns = std::min(one.area.last.column, limits_.columns - 1);
    for (std::uint32_t column = one.area.first.column; column <= columns; ++column) {
      const bool taken = std::any_of(row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(own),
                                     [&](const Cell& cell) { return cell.column == column; });
      if (taken) continue;
      if (row.cells.size() >= limits_.columns) return beyond("row " + std::to_string(row.number), msg::too_many_merges, limits_.columns);
      if ((row.cells.size() - own) * one.value.text.size() > limits_.row_bytes)
        return beyond("row " + std::to_string(row.number), msg::row_too_long, limits_.row_bytes);
      row.cells.push_back(one.value);
      row.cells.back().column = column;
      row.cells.back().merged = true;
    }
    return {};
  }
  std::vector<Area> areas_;
  const Limits& limits_;
  std::size_t next_ = 0;
  std::vector<Open> open_;
};

class XlsxRows final : public Rows {
 public:
  XlsxRows(Book& book, package::Part part, std::string name, std::vector<Area> areas)
      : book_(book),
        values_(book),
        part_(std::move(part)),
        sheet_(book.limits),
        xml_(sheet_, std::move(name)),
        merges_(std::move(areas), book.limits) {}

  Result<bool> next(Row& out) override {
    for (;;) {
      while (sheet_.ready.empty()) {
        if (ended_) return false;
        OCOP_TRY(piece, part_.next());
        if (auto error = xml_.feed(piece)) return std::move(*error);
        ended_ = piece.empty();
      }
      const RawRow raw = std::move(sheet_.ready.front());
      sheet_.ready.pop_front();
      OCOP_CHECK(fill(raw, out));
      if (!out.cells.empty()) return true;
    }
  }

 private:
  Result<void> fill(const RawRow& raw, Row& out) {
    out.number = raw.number;
    out.line = raw.number;
    out.hidden = raw.hidden;
    out.cells.clear();
    std::size_t bytes = 0;
    for (const RawCell& cell : raw.cells) {
      OCOP_TRY(value, values_.cell(cell));
      if (value.kind == Kind::empty && !value.formula) continue;
      bytes += value.text.size();
      if (bytes > book_.limits.row_bytes) return beyond("row " + std::to_string(raw.number), msg::row_too_long, book_.limits.row_bytes);
      out.cells.push_back(std::move(value));
    }
    // In the order of columns; of a column that is there twice the last one, as spreadsheets do.
    std::ranges::stable_sort(out.cells, {}, &Cell::column);
    for (std::size_t i = 1; i < out.cells.size();) {
      if (out.cells[i - 1].column == out.cells[i].column) out.cells.erase(out.cells.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      else ++i;
    }
    if (out.cells.empty()) return {};
    OCOP_CHECK(merges_.spread(out));
    for (Cell& cell : out.cells) cell.hidden = sheet_.column_is_hidden(cell.column);
    return {};
  }

  Book& book_;
  Values values_;
  package::Part part_;
  SheetPart sheet_;
  package::Xml xml_;
  Merges merges_;
  bool ended_ = false;
};

class XlsxReader final : public Workbook::Reader {
 public:
  explicit XlsxReader(std::unique_ptr<Book> book) : book_(std::move(book)) {}
  const std::vector<Sheet>& sheets() const override { return book_->sheets; }
  std::string_view written_as() const override { return "xlsx"; }
  std::string part(std::size_t sheet) const override { return book_->parts[sheet]; }
  Result<std::unique_ptr<Rows>> rows(std::size_t sheet) override {
    const std::string& name = book_->parts[sheet];
    MergesPart merges(book_->limits);
    OCOP_CHECK(parse(book_->package, name, merges));
    OCOP_TRY(part, book_->package.part(name));
    return std::unique_ptr<Rows>(std::make_unique<XlsxRows>(*book_, std::move(part), name, std::move(merges.areas)));
  }

 private:
  std::unique_ptr<Book> book_;
};

// Letters of a legacy font in strings whose cells do not name the font (a column pasted as values).
Result<text::Encoding> font_of(StringTable& strings) {
  constexpr std::size_t kSampleStrings = 2'000, kSampleBytes = 64u << 10;
  std::string sample;
  for (std::size_t i = 0; i < strings.size() && i < kSampleStrings && sample.size() < kSampleBytes; ++i) {
    OCOP_TRY(text, strings.get(i));
    sample.append(text.substr(0, kSampleBytes)).append("\n");
  }
  return text::detect_font(text::is_valid_utf8(sample) ? sample : std::string());
}

}  // namespace

Result<std::unique_ptr<Workbook::Reader>> open_xlsx(package::Package package, const Limits& limits) {
  auto book = std::make_unique<Book>(std::move(package), limits);
  RelationsPart root, relations;
  OCOP_CHECK(parse(book->package, "_rels/.rels", root));
  const std::string workbook = resolve("", root.by_type["officeDocument"]);
  OCOP_CHECK(parse(book->package, workbook, book->workbook));
  OCOP_CHECK(parse(book->package, relations_of(workbook), relations));
  for (const WorkbookPart::Entry& entry : book->workbook.sheets) {
    const std::string part = resolve(workbook, relations.by_id[entry.relation]);
    // A chart sheet has no cells.
    if (!book->package.has(part) || part.find("chartsheets/") != std::string::npos) continue;
    book->sheets.push_back(entry.sheet);
    book->parts.push_back(part);
  }
  if (book->sheets.empty()) return broken("file", msg::no_sheets);
  if (const auto styles = relations.by_type.find("styles"); styles != relations.by_type.end()) {
    OCOP_CHECK(parse(book->package, resolve(workbook, styles->second), book->styles));
  }
  if (const auto strings = relations.by_type.find("sharedStrings"); strings != relations.by_type.end()) {
    StringsPart part(book->strings, book->limits);
    OCOP_CHECK(parse(book->package, resolve(workbook, strings->second), part));
  }
  OCOP_TRY(font, font_of(book->strings));
  book->font = font;
  return std::unique_ptr<Workbook::Reader>(std::make_unique<XlsxReader>(std::move(book)));
}

}  // namespace ocop::sheets
