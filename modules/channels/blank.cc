#include "modules/channels/blank.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "kernel/base/text.h"
#include "kernel/sheets/header.h"
#include "modules/channels/files.h"
#include "modules/channels/messages.h"

namespace ocop::channels {
namespace {

using sheets::Row;

Error wrong(std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, Problem{"file", "", std::move(expected), message, std::move(arguments)});
}

bool has_word(const std::vector<std::string>& words, std::string_view wanted) { return std::ranges::find(words, wanted) != words.end(); }

// "Tên sản phẩm *", "Bắt buộc", "Mandatory", "Required (text)"; not "Không bắt buộc", "Optional", "Conditional mandatory", and not a
// sentence that explains the mark.
bool marks_required(std::string_view typed) {
  const std::string_view text = text::trim(typed);
  if (text.starts_with('*') || text.ends_with('*') || text.ends_with("(*)")) return true;
  constexpr std::size_t kMark = 6;   // words
  const std::vector<std::string> words = text::fold_words(text);
  const std::string all = text::fold(text);
  const bool mark = has_word(words, "mandatory") || has_word(words, "required") || all.find("bat buoc") != std::string::npos;
  constexpr std::array<std::string_view, 8> kNot{"khong", "not", "non", "optional", "neu", "if", "conditional", "conditionally"};
  const bool softened = std::ranges::any_of(kNot, [&](std::string_view one) { return has_word(words, one); }) ||
                        all.find("co dieu kien") != std::string::npos || all.find("tuy chon") != std::string::npos;
  // In a heading the name stands beside it: "Thương hiệu (bắt buộc)".
  const bool ends = all.ends_with("bat buoc") || all.ends_with("required") || all.ends_with("mandatory");
  return mark && !softened && (words.size() <= kMark || ends);
}

// Columns of the rows above the data, each with its first text and whether something marks it.
struct Column { std::string name; bool required = false; };
std::map<std::uint32_t, Column> columns_of(std::span<const Row> rows) {
  std::map<std::uint32_t, Column> out;
  for (const Row& row : rows)
    for (const sheets::Cell& cell : row.cells) {
      if (cell.merged || cell.formula || cell.text.empty()) continue;   // a title over all columns marks none
      Column& column = out[cell.column];
      if (column.name.empty()) column.name = text::clean(cell.text);
      column.required = column.required || marks_required(cell.text);
    }
  return out;
}

// What is asked of whoever makes the blank's columns: up to ten by name, as a person mends.
Result<void> expect_known(const std::map<std::uint32_t, Column>& columns, const sheets::Header& header) {
  constexpr std::size_t kNamed = 10;
  std::string names;
  std::size_t count = 0;
  for (const auto& [at, column] : columns) {
    if (!column.required || std::ranges::find(header.columns, std::optional(at)) != header.columns.end()) continue;
    const auto printed = std::ranges::find(header.unknown, at, &sheets::Heading::column);
    if (count++ < kNamed)
      names += (names.empty() ? "" : "; ") + (printed == header.unknown.end() ? column.name : printed->text);
  }
  if (count == 0) return {};
  return wrong("a blank whose required columns are known", msg::blank_asks_more, {names});
}

const sheets::Choices* list_of(std::span<const sheets::Choices> lists, std::uint32_t column) {
  const auto has = [&](const sheets::Choices& one) { return std::ranges::find(one.columns, column) != one.columns.end(); };
  const auto found = std::ranges::find_if(lists, has);
  return found == lists.end() ? nullptr : &*found;
}

std::string as_listed(const sheets::Choices* list, std::string value) {
  if (list == nullptr || value.empty()) return value;
  const std::string wanted = text::lower(text::clean(value));
  for (const std::string& one : list->values)
    if (text::lower(text::clean(one)) == wanted) return one;
  return {};
}

}  // namespace

Result<Layout> lay_out(const Channel& channel, std::span<const Row> rows) {
  std::vector<std::vector<std::string_view>> names;
  std::vector<sheets::Wanted> wanted;
  names.reserve(channel.fields.size());
  for (const Field& field : channel.fields) {
    names.emplace_back(field.names.begin(), field.names.end());
    wanted.push_back({field.key, names.back()});
  }
  const auto header = sheets::find_header(rows, wanted);
  if (!header) return wrong("the blank workbook of " + channel.title, msg::blank_not_known, {channel.title});
  if (rows.size() > kBlankRows) return wrong("at most " + std::to_string(kBlankRows) + " rows above the data", msg::blank_not_empty);
  const auto columns = columns_of(rows);
  OCOP_CHECK(expect_known(columns, *header));
  Layout out{.channel = channel, .columns = {}, .first_row = rows.back().number + 1};
  out.channel.fields.clear();
  for (std::size_t i = 0; i < channel.fields.size(); ++i) {
    if (!header->columns[i]) continue;
    const auto printed = columns.find(*header->columns[i]);
    Field field = channel.fields[i];
    if (printed != columns.end() && printed->second.required) field.need = Need::required;
    out.channel.fields.push_back(std::move(field));
    out.columns.push_back(*header->columns[i]);
  }
  out.known = out.columns.size();
  return out;
}

Cells cells(const Layout& layout, const Filled& filled, std::span<const sheets::Choices> lists) {
  Cells out;
  out.missing = filled.missing;
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    const Field& field = layout.channel.fields[i];
    const std::string value = as_listed(list_of(lists, layout.columns[i]), filled.values[i]);
    if (value.empty()) {
      if (!filled.values[i].empty() && field.need == Need::required) out.missing.push_back({field.key, field.from, Missing::Why::absent});
      continue;
    }
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = files::is_number(field.from) && fault == std::errc() && end == value.data() + value.size();
    out.row.push_back({layout.columns[i], whole ? sheets::Written(number) : sheets::Written(value)});
  }
  std::ranges::sort(out.row, {}, &sheets::NewCell::column);
  return out;
}

}  // namespace ocop::channels
