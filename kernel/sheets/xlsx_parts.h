#pragma once
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kernel/base/encoding.h"
#include "kernel/sheets/number_format.h"
#include "kernel/sheets/sheets.h"
#include "kernel/sheets/string_table.h"
#include "kernel/package/xml.h"

// The parts of an XLSX package (ECMA-376 part 1 §18), each a handler of its XML. They keep no more than their limits.
namespace ocop::sheets {

// "B7" → row 7, column 1. nullopt: no such cell.
struct Place { std::uint32_t row = 0, column = 0; };
std::optional<Place> parse_place(std::string_view reference);
struct Area { Place first, last; };
std::optional<Area> parse_area(std::string_view reference);

// _rels: id → target, and the first target of a type by its last word ("sharedStrings").
class RelationsPart final : public package::XmlHandler {
 public:
  void start(std::string_view name, const package::Attributes& attributes) override;
  std::map<std::string, std::string> by_id, by_type;
};

// xl/workbook.xml: the sheets in the order of their tabs, and the epoch.
class WorkbookPart final : public package::XmlHandler {
 public:
  void start(std::string_view name, const package::Attributes& attributes) override;
  struct Entry { Sheet sheet; std::string relation; };
  std::vector<Entry> sheets;
  Epoch epoch = Epoch::from_1900;
};

// xl/styles.xml: what the style of a cell says about a number, and about the letters of its font.
enum class FontCase : std::uint8_t { as_typed, capitals };
struct FontLetters {
  text::Encoding encoding = text::Encoding::utf8;
  FontCase capitals = FontCase::as_typed;
};
// ".VnTime" is TCVN3, ".VnTimeH" the same shown as capitals, "VNI-Times" is VNI.
FontLetters font_letters(std::string_view font_name);
struct Style { Shows shows = Shows::number; FontLetters letters; };
class StylesPart final : public package::XmlHandler {
 public:
  void start(std::string_view name, const package::Attributes& attributes) override;
  void end(std::string_view name) override;
  Style style(std::uint32_t index) const { return index < styles_.size() ? styles_[index] : Style{}; }

 private:
  std::map<std::uint32_t, Shows> formats_;
  std::vector<FontLetters> fonts_;
  std::vector<Style> styles_;
  enum class In : std::uint8_t { elsewhere, fonts, cell_styles } in_ = In::elsewhere;
};

// Text of a string item: runs joined, phonetic hints left out, _x000D_ read, a run's own legacy font read.
class RichText {
 public:
  void start(std::string_view name, const package::Attributes& attributes);
  void end(std::string_view name);
  void text(std::string_view more, std::size_t limit);
  std::string take();

 private:
  std::string text_, run_;
  FontLetters letters_;
  bool in_text_ = false;
  int phonetic_ = 0;
};
std::string unescape(std::string_view text);       // §22.4.2.4 ST_Xstring: _xHHHH_

// xl/sharedStrings.xml
class StringsPart final : public package::XmlHandler {
 public:
  StringsPart(StringTable& table, const Limits& limits) : table_(table), limits_(limits) {}
  void start(std::string_view name, const package::Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view more) override { item_.text(more, limits_.cell_bytes); }

 private:
  StringTable& table_;
  const Limits& limits_;
  RichText item_;
};

// The merged areas of a sheet: they stand behind its rows, so a pass of its own finds them.
class MergesPart final : public package::XmlHandler {
 public:
  explicit MergesPart(const Limits& limits) : limits_(limits) {}
  void start(std::string_view name, const package::Attributes& attributes) override;
  std::vector<Area> areas;

 private:
  const Limits& limits_;
};

// A cell as the sheet's XML has it: its string is not looked up yet.
struct RawCell {
  enum class Type : std::uint8_t { number, shared, text, boolean, error, iso_date } type = Type::number;
  std::uint32_t column = 0, style = 0;
  std::string value;
  bool formula = false;
};
struct RawRow {
  std::uint32_t number = 0;
  bool hidden = false;
  std::vector<RawCell> cells;          // in the order of the file, none without a value
};
// Rows of xl/worksheets/sheetN.xml as they come; rows and cells without a value are dropped at once, so that a million of them cost
// nothing.
class SheetPart final : public package::XmlHandler {
 public:
  explicit SheetPart(const Limits& limits) : limits_(limits) {}
  void start(std::string_view name, const package::Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view more) override;
  std::deque<RawRow> ready;
  bool column_is_hidden(std::uint32_t column) const;
  bool ended() const { return ended_; }            // </sheetData> was read

 private:
  void start_row(const package::Attributes& attributes);
  void start_cell(const package::Attributes& attributes);
  void end_cell();
  const Limits& limits_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns_;
  RawRow row_;
  RawCell cell_;
  RichText inline_;
  std::uint32_t last_row_ = 0, next_column_ = 0, rows_ = 0;
  bool in_row_ = false, in_cell_ = false, in_value_ = false, in_inline_ = false, ended_ = false;
};

}  // namespace ocop::sheets
