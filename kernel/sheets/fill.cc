#include "kernel/sheets/fill.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "kernel/base/text.h"
#include "kernel/package/package.h"
#include "kernel/package/xml.h"
#include "kernel/sheets/faults.h"
#include "kernel/sheets/reader.h"
#include "kernel/sheets/sheet_xml.h"
#include "kernel/sheets/xlsx_parts.h"

namespace ocop::sheets {
namespace {

using TagKind = Tag::Kind;

constexpr std::size_t kCellLetters = 32'767;   // ECMA-376: the text of a cell

std::uint32_t number_in(const Tag& tag, std::string_view name, std::uint32_t otherwise) {
  const auto typed = attribute(tag, name);
  std::uint32_t out = 0;
  if (!typed) return otherwise;
  const auto [end, fault] = std::from_chars(typed->data(), typed->data() + typed->size(), out);
  return fault == std::errc() && end == typed->data() + typed->size() ? out : otherwise;
}

// ---- the sheet as it is --------------------------------------------------------------------------------------------------------------

struct OldCell { std::uint32_t column = 0; std::size_t begin = 0, end = 0; std::string_view style; bool computed = false; };
struct OldRow { std::uint32_t number = 0; Tag opens; std::size_t end = 0; };
struct SheetText {
  std::string_view xml;
  Tag data;                            // sheetData
  std::size_t data_end = 0;
  std::optional<Tag> dimension;        // a hint of how far the cells reach, which may stay away (§18.3.1.35)
  std::vector<OldRow> rows;
  struct Columns { std::uint32_t first = 0, last = 0; std::string_view style; };
  std::vector<Columns> columns;
};

// Sound XML in UTF-8, else nothing here means what it seems to.
class Nothing final : public package::XmlHandler {
 public:
  void start(std::string_view, const package::Attributes&) override {}
};
Result<void> expect_sound(std::string_view xml, const std::string& part) {
  const auto no = [&] { return broken("file", package::msg::broken_part, {part}); };
  if (!text::is_valid_utf8(xml)) return no();
  const std::string head = text::lower(xml.substr(0, xml.starts_with("<?xml") ? xml.find("?>") : 0));
  const std::size_t named = head.find("encoding");
  if (named != std::string::npos && head.find("utf-8", named) == std::string::npos) return no();
  Nothing nothing;
  package::Xml parser(nothing, part);
  for (const std::string_view piece : {xml, std::string_view()})
    if (auto error = parser.feed(piece)) return std::move(*error);
  return {};
}

Result<SheetText> read_sheet(std::string_view xml, const std::string& part, const FillLimits& limits) {
  OCOP_CHECK(expect_sound(xml, part));
  SheetText out{.xml = xml};
  std::size_t at = 0;
  for (auto tag = next_tag(xml, at); tag; tag = next_tag(xml, at)) {
    at = tag->end;
    if (tag->kind == TagKind::closes) continue;
    if (tag->name == "dimension") out.dimension = tag;
    if (tag->name == "col")
      if (const auto style = attribute(*tag, "style"))
        out.columns.push_back({number_in(*tag, "min", 1) - 1, number_in(*tag, "max", 1) - 1, *style});
    if (out.columns.size() > limits.things) return beyond("file", msg::too_many_columns, limits.things);
    if (tag->name != "sheetData") continue;
    out.data = *tag;
    out.data_end = end_of(xml, *tag);
    break;
  }
  if (out.data_end == 0) return broken("file", package::msg::broken_part, {part});
  std::uint32_t last = 0;
  for (auto tag = next_tag(xml, out.data.end); tag && tag->begin < out.data_end; tag = next_tag(xml, at)) {
    at = tag->end;
    if (tag->kind == TagKind::closes || tag->name != "row") continue;
    at = end_of(xml, *tag);
    last = number_in(*tag, "r", last + 1);
    out.rows.push_back({last, *tag, at});
    if (out.rows.size() > limits.things) return beyond("file", msg::too_many_rows, limits.things);
  }
  return out;
}

std::vector<OldCell> cells_of(std::string_view xml, const OldRow& row) {
  std::vector<OldCell> out;
  std::uint32_t next = 0;
  std::size_t at = row.opens.end;
  if (row.opens.kind == TagKind::empty) return out;
  for (auto tag = next_tag(xml, at); tag && tag->begin < row.end; tag = next_tag(xml, at)) {
    at = tag->end;
    if (tag->kind == TagKind::closes || tag->name != "c") continue;
    at = end_of(xml, *tag);
    const auto place = parse_place(attribute(*tag, "r").value_or(std::string_view()));
    OldCell cell{place ? place->column : next, tag->begin, at, attribute(*tag, "s").value_or(std::string_view()), false};
    for (auto inner = next_tag(xml, tag->end); inner && inner->begin < at; inner = next_tag(xml, inner->end))
      cell.computed = cell.computed || inner->name == "f";
    next = cell.column + 1;
    out.push_back(cell);
  }
  return out;
}

// ---- the sheet as it will be ---------------------------------------------------------------------------------------------------------

// §22.4.2.4 ST_Xstring: what looks like an escape is escaped, so that it is read as it was typed.
std::string cell_text(std::string_view typed) {
  std::string out;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if ((static_cast<unsigned char>(typed[i]) & 0xC0) != 0x80 && letters++ == kCellLetters) break;
    constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
    const std::string_view rest = typed.substr(i, 7);
    const bool looks = rest.size() == 7 && rest.starts_with("_x") && rest[6] == '_' &&
                       rest.substr(2, 4).find_first_not_of(kDigits) == std::string_view::npos;
    if (looks) out += "_x005F";
    out += typed[i];
  }
  return escaped(out);
}

void write_cell(std::string& out, const SheetText& sheet, std::uint32_t row, const NewCell& cell, const OldCell* before) {
  const std::string prefix(sheet.data.prefix);
  std::string_view style = before ? before->style : std::string_view();
  if (!before)
    for (const auto& one : sheet.columns)
      if (one.first <= cell.column && cell.column <= one.last) style = one.style;
  out.append("<").append(prefix).append("c r=\"").append(address(row, cell.column)).append("\"");
  if (!style.empty()) out.append(" s=\"").append(style).append("\"");
  if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
    out.append("><").append(prefix).append("v>").append(std::to_string(*number)).append("</").append(prefix).append("v>");
  } else {
    out.append(" t=\"inlineStr\"><").append(prefix).append("is><").append(prefix).append("t xml:space=\"preserve\">");
    out.append(cell_text(std::get<std::string>(cell.value)));
    out.append("</").append(prefix).append("t></").append(prefix).append("is>");
  }
  out.append("</").append(prefix).append("c>");
}

// Attributes of the row but `spans`, a hint that would not hold any more (§18.3.1.73), and its number, which is written anew.
std::string row_attributes(const OldRow* before) {
  std::string out;
  if (!before) return out;
  for (const std::string_view name :
       {"s", "customFormat", "ht", "customHeight", "hidden", "outlineLevel", "collapsed", "thickTop", "thickBot"})
    if (const auto value = attribute(before->opens, name)) out.append(" ").append(name).append("=\"").append(*value).append("\"");
  return out;
}

void write_row(std::string& out, const SheetText& sheet, std::uint32_t number, const NewRow& added, const OldRow* before) {
  const std::string prefix(sheet.data.prefix);
  out.append("<").append(prefix).append("row r=\"").append(std::to_string(number)).append("\"").append(row_attributes(before)).append(">");
  const std::vector<OldCell> old = before ? cells_of(sheet.xml, *before) : std::vector<OldCell>();
  std::size_t next = 0;
  const auto keep = [&](const OldCell& cell) { out.append(sheet.xml.substr(cell.begin, cell.end - cell.begin)); };
  for (const NewCell& cell : added) {
    while (next < old.size() && old[next].column < cell.column) keep(old[next++]);
    const OldCell* there = next < old.size() && old[next].column == cell.column ? &old[next++] : nullptr;
    if (there && there->computed) keep(*there);
    else write_cell(out, sheet, number, cell, there);
  }
  while (next < old.size()) keep(old[next++]);
  out.append("</").append(prefix).append("row>");
}

std::string filled(const SheetText& sheet, std::uint32_t first, std::span<const NewRow> rows) {
  std::string out;
  const std::string_view xml = sheet.xml;
  const std::size_t start = sheet.dimension && sheet.dimension->begin < sheet.data.begin ? sheet.dimension->begin : sheet.data.begin;
  out.append(xml.substr(0, start));
  if (start != sheet.data.begin) {
    const std::size_t behind = end_of(xml, *sheet.dimension);
    out.append(xml.substr(behind, sheet.data.begin - behind));
  }
  const std::string name = std::string(sheet.data.prefix) + "sheetData";
  // As it was opened: names of the file's own may be declared there.
  std::string_view opens = sheet.data.text;
  opens.remove_suffix(sheet.data.kind == TagKind::empty ? 2 : 1);
  out.append(opens).append(">");
  std::size_t next = 0;
  const auto keep = [&](const OldRow& row) { out.append(xml.substr(row.opens.begin, row.end - row.opens.begin)); };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t number = first + static_cast<std::uint32_t>(i);
    while (next < sheet.rows.size() && sheet.rows[next].number < number) keep(sheet.rows[next++]);
    const bool there = next < sheet.rows.size() && sheet.rows[next].number == number;
    write_row(out, sheet, number, rows[i], there ? &sheet.rows[next++] : nullptr);
  }
  while (next < sheet.rows.size()) keep(sheet.rows[next++]);
  return out.append("</").append(name).append(">").append(xml.substr(sheet.data_end));
}

// ---- the package ---------------------------------------------------------------------------------------------------------------------

Result<package::Package> opened(std::string_view file, const FillLimits& limits) {
  return package::Package::open(Source::bytes(file), limits.reading.package);
}
Result<std::string> part_of(std::string_view file, std::size_t sheet, const FillLimits& limits) {
  OCOP_TRY(package, opened(file, limits));
  OCOP_TRY(reader, open_xlsx(std::move(package), limits.reading));
  return reader->part(sheet);
}
// Names of parts differ in more than case (ISO/IEC 29500-2 §6.2.2.3).
std::string folded(std::string_view name) {
  std::string out(name);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

// ---- lists ---------------------------------------------------------------------------------------------------------------------------

struct Rule { std::vector<std::uint32_t> columns; std::string formula; };

std::vector<std::uint32_t> columns_in(std::string_view areas, std::uint32_t row) {
  std::vector<std::uint32_t> out;
  constexpr std::uint32_t kMostColumns = 1'000;   // as Limits::columns
  for (const std::string_view one : text::split(areas, ' '))
    if (const auto area = parse_area(one); area && area->first.row <= row && row <= area->last.row)
      for (std::uint32_t column = area->first.column; column <= area->last.column && out.size() < kMostColumns; ++column)
        out.push_back(column);
  return out;
}

// At most one more than `most`.
std::vector<Rule> rules_of(std::string_view xml, std::uint32_t row, std::size_t most) {
  std::vector<Rule> out;
  std::size_t at = 0;
  for (auto tag = next_tag(xml, at); tag; tag = next_tag(xml, at)) {
    at = tag->end;
    if (tag->kind != TagKind::opens || tag->name != "dataValidation") continue;
    at = end_of(xml, *tag);
    if (attribute(*tag, "type") != "list") continue;
    std::string formula, areas(attribute(*tag, "sqref").value_or(std::string_view()));
    for (auto inner = next_tag(xml, tag->end); inner && inner->begin < at; inner = next_tag(xml, inner->end)) {
      if (inner->kind != TagKind::opens) continue;
      const std::string text = text_inside(xml.substr(inner->end, end_of(xml, *inner) - inner->end));
      if (inner->name == "formula1") formula = text;
      if (inner->name == "sqref") areas = text;
    }
    Rule rule{columns_in(areas, row), std::string(text::trim(formula))};
    if (!rule.columns.empty() && !rule.formula.empty()) out.push_back(std::move(rule));
    if (out.size() > most) return out;
  }
  return out;
}

// "'Danh mục'!$A$2:$A$90", "$A$1:$A$5": which sheet and cells; nullopt: something that would have to be computed.
struct Range { std::size_t sheet = 0; Area area; };
std::optional<Range> range_of(std::string_view formula, const std::vector<Sheet>& sheets, std::size_t own) {
  Range out{own, {}};
  if (const std::size_t mark = formula.rfind('!'); mark != std::string_view::npos) {
    std::string name(formula.substr(0, mark));
    if (name.size() >= 2 && name.front() == '\'' && name.back() == '\'') name = name.substr(1, name.size() - 2);
    for (std::size_t at = name.find("''"); at != std::string::npos; at = name.find("''", at + 1)) name.erase(at, 1);
    const auto found = std::ranges::find(sheets, text::nfc(name), &Sheet::name);
    if (found == sheets.end()) return std::nullopt;
    out.sheet = static_cast<std::size_t>(found - sheets.begin());
    formula.remove_prefix(mark + 1);
  }
  const auto area = parse_area(formula);
  if (!area) return std::nullopt;
  out.area = *area;
  return out;
}

Result<std::vector<std::string>> cells_in(Workbook& book, const Range& range, const FillLimits& limits) {
  std::vector<std::string> out;
  OCOP_TRY(rows, book.rows(range.sheet));
  Row row;
  for (;;) {
    OCOP_TRY(more, rows->next(row));
    if (!more || row.number > range.area.last.row) return out;
    if (row.number < range.area.first.row) continue;
    for (const Cell& cell : row.cells)
      if (cell.column >= range.area.first.column && cell.column <= range.area.last.column && out.size() < limits.choices &&
          cell.text.size() <= limits.choice_bytes)
        out.push_back(cell.text);
  }
}

}  // namespace

Result<std::string> fill(std::string_view file, std::size_t sheet, std::uint32_t first, std::span<const NewRow> rows,
                         const FillLimits& limits) {
  OCOP_TRY(own, part_of(file, sheet, limits));
  OCOP_TRY(package, opened(file, limits));
  std::vector<package::NewPart> parts;
  std::set<std::string> seen;
  std::size_t bytes = 0;
  for (const std::string& name : package.names()) {
    if (name.ends_with('/')) continue;   // a folder, as some tools add them
    if (!seen.insert(folded(name)).second) return broken("file", package::msg::broken_part, {name});
    OCOP_TRY(content, package.read(name, limits.part_bytes));
    bytes += content.size();
    if (bytes > limits.all_bytes) return beyond("file", package::msg::unpacks_too_large, limits.all_bytes);
    if (folded(name) == folded(own)) {
      OCOP_TRY(text, read_sheet(content, name, limits));
      content = filled(text, first, rows);
    }
    parts.push_back({name, std::move(content)});
  }
  return package::write(parts);
}

Result<std::vector<Choices>> choices(std::string_view file, std::size_t sheet, std::uint32_t first, const FillLimits& limits) {
  OCOP_TRY(own, part_of(file, sheet, limits));
  OCOP_TRY(package, opened(file, limits));
  OCOP_TRY(xml, package.read(own, limits.part_bytes));
  OCOP_CHECK(expect_sound(xml, own));
  OCOP_TRY(book, Workbook::open(Source::bytes(file), limits.reading));
  std::vector<Choices> out;
  std::map<std::string, std::vector<std::string>> read;   // many columns of one workbook have the same list
  std::vector<Rule> rules = rules_of(xml, first, limits.lists);
  if (rules.size() > limits.lists) return beyond("file", msg::too_many_lists, limits.lists);
  for (Rule& rule : rules) {
    Choices one{std::move(rule.columns), {}};
    if (rule.formula.size() >= 2 && rule.formula.front() == '"' && rule.formula.back() == '"') {
      for (const std::string_view value : text::split(std::string_view(rule.formula).substr(1, rule.formula.size() - 2), ','))
        one.values.emplace_back(text::trim(value));
    } else if (const auto range = range_of(rule.formula, book.sheets(), sheet)) {
      const auto known = read.find(rule.formula);
      if (known == read.end()) {
        OCOP_TRY(values, cells_in(book, *range, limits));
        read.emplace(rule.formula, values);
        one.values = std::move(values);
      } else {
        one.values = known->second;
      }
    }
    if (!one.values.empty()) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace ocop::sheets
