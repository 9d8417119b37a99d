#include <array>
#include <charconv>

#include "kernel/base/csv.h"
#include "kernel/i18n/translate.h"
#include "kernel/lists/list.h"
#include "kernel/lists/messages.h"
#include "kernel/sheets/writer.h"

// A list as a file: the rows of the page without a page's end.
namespace ocop::lists::inner {
namespace {

// With a point in every language, and no digit that was not there.
std::string plain(double value) {
  std::array<char, 32> digits{};
  const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return fault == std::errc() ? std::string(digits.data(), end) : std::string();
}

// Text for what is no number and no day; a moment is text, too, as people read it.
sheets::Value sheet_value(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell.typed)) return *number;
  if (const auto* real = std::get_if<double>(&cell.typed)) return *real;
  if (const auto* day = std::get_if<Date>(&cell.typed)) return *day;
  if (cell.text.empty()) return std::monostate{};
  return std::string_view(cell.text);
}

// A file is read by machines: days and moments as ISO writes them, numbers without groups.
std::string text_of(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell.typed)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&cell.typed)) return plain(*real);
  if (const auto* day = std::get_if<Date>(&cell.typed)) return day->iso();
  if (const auto* moment = std::get_if<Instant>(&cell.typed)) return moment->iso();
  return cell.text;
}

}  // namespace

Result<void> fits(std::int64_t rows) {
  if (rows <= kMostExported) return {};
  return Error::of(ErrorKind::too_large,
                   {"", std::to_string(rows), "at most " + std::to_string(kMostExported) + " rows", msg::too_many_rows, {}});
}

http::Response csv(const std::string& name, const std::vector<const Heading*>& headings, Language language, const Lines& lines) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";   // or a Vietnamese Excel reads the file as windows-1258
  std::string out(kByteOrderMark);
  std::vector<std::string> fields;
  for (const Heading* one : headings) fields.emplace_back(translate(one->label, language));
  out.append(ocop::csv::write(fields));
  lines([&](const Line& line) -> Result<void> {
    fields.clear();
    for (const Cell& cell : line) fields.push_back(text_of(cell));
    out.append(ocop::csv::write(fields));
    return {};
  });
  return http::Response::file(std::move(out), "text/csv; charset=utf-8", name + ".csv");
}

Result<http::Response> xlsx(const std::string& name, const std::vector<const Heading*>& headings, Language language, Instant now,
                            const Lines& lines) {
  std::vector<sheets::ColumnPlan> plan;
  for (const Heading* one : headings) plan.push_back({std::string(translate(one->label, language)), one->width});
  OCOP_TRY(writer, sheets::Writer::open(name, plan, now));
  std::optional<Error> fault;
  lines([&](const Line& line) -> Result<void> {
    std::vector<sheets::Value> values;
    for (const Cell& cell : line) values.push_back(sheet_value(cell));
    auto written = writer.row(values);
    if (!written) fault = written.error();
    return written;
  });
  if (fault) return *fault;
  OCOP_TRY(file, writer.finish());
  return http::Response::file(std::move(file), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
}

}  // namespace ocop::lists::inner
