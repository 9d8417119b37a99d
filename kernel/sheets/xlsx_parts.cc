#include "kernel/sheets/xlsx_parts.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/sheets/faults.h"

namespace ocop::sheets {
namespace {

constexpr std::size_t kMostStyles = 65'536, kMostFonts = 16'384, kMostSheets = 4'096, kMostRelations = 20'000;   // beyond what Excel writes
constexpr std::uint32_t kLastRow = 1'048'576, kLastColumn = 16'384;   // ECMA-376's sheet, Excel specifications and limits

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string last_word(std::string_view type) { return std::string(type.substr(type.rfind('/') + 1)); }

}  // namespace

std::optional<Place> parse_place(std::string_view reference) {
  Place place;
  std::size_t at = 0;
  if (at < reference.size() && reference[at] == '$') ++at;
  std::uint32_t column = 0;
  for (; at < reference.size() && column <= kLastColumn; ++at) {
    const char letter = static_cast<char>(reference[at] & ~0x20);
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(letter - 'A' + 1);
  }
  if (at < reference.size() && reference[at] == '$') ++at;
  const auto row = number_of(reference.substr(at));
  if (column == 0 || column > kLastColumn || !row || *row == 0 || *row > kLastRow) return std::nullopt;
  place.column = column - 1;
  place.row = *row;
  return place;
}

std::optional<Area> parse_area(std::string_view reference) {
  const std::size_t colon = reference.find(':');
  const auto first = parse_place(reference.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_place(reference.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return Area{*first, *last};
}

// ---- relations and workbook ------------------------------------------------------------------------------------------------------

void RelationsPart::start(std::string_view name, const package::Attributes& attributes) {
  if (name != "Relationship" || attributes.get("TargetMode") == "External" || by_id.size() >= kMostRelations) return;
  by_id.emplace(attributes.get("Id"), attributes.get("Target"));
  by_type.emplace(last_word(attributes.get("Type")), attributes.get("Target"));
}

void WorkbookPart::start(std::string_view name, const package::Attributes& attributes) {
  if (name == "workbookPr" && attributes.flag("date1904")) epoch = Epoch::from_1904;
  if (name != "sheet" || sheets.size() >= kMostSheets) return;
  const std::string_view state = attributes.get("state");
  const auto shown = state == "hidden" || state == "veryHidden" ? Sheet::State::hidden : Sheet::State::visible;
  sheets.push_back({{text::nfc(attributes.get("name")), shown}, std::string(attributes.get("id"))});
}

// ---- styles ----------------------------------------------------------------------------------------------------------------------

FontLetters font_letters(std::string_view font) {
  if (font.starts_with(".Vn") || font.starts_with(".VN")) {
    return {text::Encoding::tcvn3, font.ends_with('H') ? FontCase::capitals : FontCase::as_typed};
  }
  if (font.starts_with("VNI-") || font.starts_with("VNI ")) return {text::Encoding::vni, FontCase::as_typed};
  return {};
}

void StylesPart::start(std::string_view name, const package::Attributes& attributes) {
  if (name == "fonts") in_ = In::fonts;
  else if (name == "cellXfs") in_ = In::cell_styles;
  else if (name == "numFmt" && formats_.size() < kMostStyles) {
    if (const auto id = attributes.number("numFmtId")) formats_[*id] = custom_format(attributes.get("formatCode"));
  } else if (name == "font" && in_ == In::fonts && fonts_.size() < kMostFonts) {
    fonts_.emplace_back();
  } else if (name == "name" && in_ == In::fonts && !fonts_.empty()) {
    fonts_.back() = font_letters(attributes.get("val"));
  } else if (name == "xf" && in_ == In::cell_styles && styles_.size() < kMostStyles) {
    const std::uint32_t format = attributes.number("numFmtId").value_or(0), font = attributes.number("fontId").value_or(0);
    const auto custom = formats_.find(format);
    styles_.push_back(
        {custom == formats_.end() ? builtin_format(format) : custom->second, font < fonts_.size() ? fonts_[font] : FontLetters{}});
  }
}

void StylesPart::end(std::string_view name) {
  if (name == "fonts" || name == "cellXfs") in_ = In::elsewhere;
}

// ---- strings ---------------------------------------------------------------------------------------------------------------------

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    constexpr std::size_t kEscape = 7;   // _xHHHH_
    unsigned code = 0;
    const std::string_view four = text.substr(std::min(at + 2, text.size()), 4);
    if (text.substr(at).starts_with("_x") && at + kEscape <= text.size() && text[at + 6] == '_' &&
        std::from_chars(four.data(), four.data() + four.size(), code, 16).ptr == four.data() + four.size() && code < 0x80 && code != 0) {
      out.push_back(static_cast<char>(code));
      at += kEscape;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

void RichText::start(std::string_view name, const package::Attributes& attributes) {
  if (name == "rPh") ++phonetic_;
  if (name == "r") letters_ = {};
  if (name == "rFont") letters_ = font_letters(attributes.get("val"));
  in_text_ = name == "t" && phonetic_ == 0;
}

void RichText::end(std::string_view name) {
  if (name == "rPh") --phonetic_;
  if (name != "t" || !in_text_) return;
  in_text_ = false;
  if (letters_.encoding != text::Encoding::utf8) run_ = text::decode_font(run_, letters_.encoding);
  text_ += run_;
  run_.clear();
}

void RichText::text(std::string_view more, std::size_t limit) {
  // What is over the limit by one byte is seen as over it; more is not kept.
  if (in_text_ && text_.size() + run_.size() <= limit) run_.append(more);
}

std::string RichText::take() {
  std::string out = unescape(text_);
  *this = RichText();
  return out;
}

void StringsPart::start(std::string_view name, const package::Attributes& attributes) {
  if (name == "si") item_ = RichText();
  item_.start(name, attributes);
}

void StringsPart::end(std::string_view name) {
  item_.end(name);
  if (name != "si") return;
  const std::string text = item_.take();
  if (text.size() > limits_.cell_bytes) return fail(beyond("file", msg::cell_too_long, limits_.cell_bytes));
  if (table_.size() == limits_.strings || table_.bytes() + text.size() > limits_.string_bytes)
    return fail(beyond("file", msg::too_many_strings, limits_.strings));
  if (auto added = table_.add(text); !added) fail(std::move(added).error());
}

// ---- sheet -----------------------------------------------------------------------------------------------------------------------

void MergesPart::start(std::string_view name, const package::Attributes& attributes) {
  if (name != "mergeCell") return;
  if (areas.size() == limits_.merges) return fail(beyond("file", msg::too_many_merges, limits_.merges));
  const auto area = parse_area(attributes.get("ref"));
  if (area && (area->first.row != area->last.row || area->first.column != area->last.column)) areas.push_back(*area);
}

bool SheetPart::column_is_hidden(std::uint32_t column) const {
  return std::ranges::any_of(hidden_columns_, [&](const auto& range) { return range.first <= column && column <= range.second; });
}

void SheetPart::start(std::string_view name, const package::Attributes& attributes) {
  if (in_inline_) return inline_.start(name, attributes);
  if (name == "row") return start_row(attributes);
  if (name == "c" && in_row_) return start_cell(attributes);
  if (name == "col" && attributes.flag("hidden") && hidden_columns_.size() < kLastColumn) {
    const std::uint32_t from = attributes.number("min").value_or(0), to = attributes.number("max").value_or(from);
    if (from >= 1) hidden_columns_.emplace_back(from - 1, std::max(from, to) - 1);
  }
  if (!in_cell_) return;
  if (name == "f") cell_.formula = true;
  if (name == "v") in_value_ = true;
  if (name == "is") in_inline_ = true;
}

void SheetPart::start_row(const package::Attributes& attributes) {
  const std::uint32_t number = attributes.number("r").value_or(last_row_ + 1);
  if (number <= last_row_ || number > kLastRow) return fail(broken("row " + std::to_string(number), package::msg::broken_part, {"sheet"}));
  last_row_ = number;
  next_column_ = 0;
  in_row_ = true;
  row_ = {number, attributes.flag("hidden"), {}};
}

void SheetPart::start_cell(const package::Attributes& attributes) {
  cell_ = {};
  cell_.column = next_column_;
  if (const auto place = parse_place(attributes.get("r"))) cell_.column = place->column;
  cell_.style = attributes.number("s").value_or(0);
  const std::string_view type = attributes.get("t");
  using Type = RawCell::Type;
  cell_.type = type == "s" ? Type::shared : type == "str" || type == "inlineStr" ? Type::text : type == "b" ? Type::boolean
             : type == "e" ? Type::error : type == "d" ? Type::iso_date : Type::number;
  next_column_ = cell_.column + 1;
  in_cell_ = true;
}

void SheetPart::text(std::string_view more) {
  if (in_inline_) return inline_.text(more, limits_.cell_bytes);
  if (!in_value_) return;
  if (cell_.value.size() + more.size() > limits_.cell_bytes)
    return fail(beyond(address(row_.number, cell_.column), msg::cell_too_long, limits_.cell_bytes));
  cell_.value.append(more);
}

void SheetPart::end_cell() {
  in_cell_ = false;
  if (cell_.value.empty() && !cell_.formula) return;
  if (cell_.value.size() > limits_.cell_bytes)
    return fail(beyond(address(row_.number, cell_.column), msg::cell_too_long, limits_.cell_bytes));
  if (cell_.column >= limits_.columns || row_.cells.size() >= limits_.columns)
    return fail(beyond(address(row_.number, cell_.column), msg::too_many_columns, limits_.columns));
  row_.cells.push_back(std::move(cell_));
}

void SheetPart::end(std::string_view name) {
  if (in_inline_) {
    inline_.end(name);
    if (name != "is") return;
    in_inline_ = false;
    cell_.value = inline_.take();
    cell_.type = RawCell::Type::text;
  } else if (name == "v") {
    in_value_ = false;
    if (cell_.type == RawCell::Type::text) cell_.value = unescape(cell_.value);
  } else if (name == "c" && in_cell_) {
    end_cell();
  } else if (name == "row" && in_row_) {
    in_row_ = false;
    if (row_.cells.empty()) return;
    if (rows_++ == limits_.rows) return fail(beyond("row " + std::to_string(row_.number), msg::too_many_rows, limits_.rows));
    ready.push_back(std::move(row_));
  } else if (name == "sheetData") {
    ended_ = true;
  }
}

}  // namespace ocop::sheets
