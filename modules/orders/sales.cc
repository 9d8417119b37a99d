#include "modules/orders/sales.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <variant>

#include "kernel/base/csv.h"
#include "kernel/i18n/translate.h"
#include "kernel/sheets/writer.h"
#include "modules/orders/messages.h"

namespace ocop::orders {
namespace {

using Cell = std::variant<std::monostate, std::string, std::int64_t, Date>;

struct Column {
  const Message* heading;
  double width;                        // letters
  Cell (*of)(const SoldLine& line, Language language);
};
Cell text(const std::string& value) { return value.empty() ? Cell() : Cell(value); }
template <class T> Cell there(const std::optional<T>& value) { return value ? Cell(*value) : Cell(); }

constexpr std::array kColumns{
    Column{&msg::column_number, 14, [](const SoldLine& line, Language) { return text(line.number); }},
    Column{&msg::sold_day, 12, [](const SoldLine& line, Language) { return Cell(line.day); }},
    Column{&msg::paid_day, 12, [](const SoldLine& line, Language) { return there(line.paid); }},
    Column{&msg::buyer_name, 24, [](const SoldLine& line, Language) { return text(line.buyer); }},
    Column{&msg::company, 30, [](const SoldLine& line, Language) { return text(line.company); }},
    Column{&msg::tax_code, 16, [](const SoldLine& line, Language) { return text(line.tax_code); }},
    Column{&msg::company_address, 36, [](const SoldLine& line, Language) { return text(line.address); }},
    Column{&msg::mail, 24, [](const SoldLine& line, Language) { return text(line.mail); }},
    Column{&msg::goods, 40, [](const SoldLine& line, Language) { return text(line.title); }},
    Column{&msg::unit, 10, [](const SoldLine&, Language) { return Cell(); }},   // orders count packs and know no word for them
    Column{&msg::count, 10, [](const SoldLine& line, Language) { return Cell(line.count); }},
    Column{&msg::price_with_tax, 14, [](const SoldLine& line, Language) { return Cell(line.price); }},
    Column{&msg::vat_rate, 10, [](const SoldLine& line, Language) { return there(line.vat); }},
    Column{&msg::total, 14, [](const SoldLine& line, Language) { return Cell(line.amount); }},
    Column{&msg::pay, 24, [](const SoldLine& line, Language language) { return text(in(label(line.pay), language)); }},
    Column{&msg::invoice_series, 12, [](const SoldLine& line, Language) { return text(line.invoice.series); }},
    Column{&msg::invoice_number, 12, [](const SoldLine& line, Language) { return text(line.invoice.number); }},
    Column{&msg::invoice_day, 12, [](const SoldLine& line, Language) { return there(line.invoice.day); }},
};

// A number as it is: the mark that keeps a spreadsheet from running "-2" would make a text of it.
std::string csv_cell(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* day = std::get_if<Date>(&cell)) return day->iso();
  const auto* words = std::get_if<std::string>(&cell);
  if (!words) return {};
  constexpr std::string_view kEnd = ",\r\n";
  std::string out = csv::write({*words, {}});
  out.resize(out.size() - kEnd.size());
  return out;
}

SoldLine line_of(const Order& order, const Line& line, Date day, const std::map<ProductId, std::int64_t>& vat) {
  const auto rate = vat.find(line.product);
  return {.number = order.number,
          .day = day,
          .paid = order.paid ? std::optional(vietnam_date(*order.paid)) : std::nullopt,
          .buyer = order.buyer,
          .company = order.billing.company,
          .tax_code = order.billing.tax_code,
          .address = order.billing.address,
          .mail = order.billing.mail,
          .title = line.title,
          .count = line.count,
          .price = line.price,
          .amount = line.total(),
          .vat = rate == vat.end() ? std::nullopt : std::optional(rate->second),
          .pay = order.pay,
          .invoice = order.invoice};
}

bool is_in(const Month& month, Date day) { return month_of(day) == month; }

// The box is a line of its own, of no product.
std::vector<Line> lines_with_box(const Order& order) {
  std::vector<Line> out = order.lines;
  if (order.gift.price > 0) out.push_back({.title = std::string(msg::gift_box.vi), .price = order.gift.price, .count = 1});
  return out;
}

}  // namespace

std::string Month::text() const { return first().iso().substr(0, 7); }
std::string Month::show(Language language) const {
  const std::string day = first().show(language);          // "01/11/2026", "1 November 2026"
  return day.substr(day.find(language == Language::vi ? '/' : ' ') + 1);
}
Date Month::first() const { return Date::of(year, month, 1).value_or(Date{}); }
Month Month::before() const { return month == 1 ? Month{year - 1, 12} : Month{year, month - 1}; }
Month month_of(Date day) { return {day.civil().year, day.civil().month}; }
std::optional<Month> read_month(std::string_view text) {
  const auto first = Date::parse_iso(std::string(text) + "-01");
  constexpr int kFirstYear = 2000, kLastYear = 2200;       // moments are counted in milliseconds; nobody sold here before
  if (!first || first->civil().year < kFirstYear || first->civil().year > kLastYear) return std::nullopt;
  return month_of(*first);
}

std::vector<SoldLine> sold_lines(std::span<const Order> orders, const Month& month, const std::map<ProductId, std::int64_t>& vat) {
  std::vector<SoldLine> out;
  for (const Order& order : orders) {
    if (!order.handed) continue;
    if (const Date day = vietnam_date(*order.handed); is_in(month, day))
      for (const Line& line : lines_with_box(order)) out.push_back(line_of(order, line, day, vat));
    if (order.state != State::returned || !order.moved) continue;
    if (const Date day = vietnam_date(*order.moved); is_in(month, day))
      for (const Line& line : lines_with_box(order)) {
        out.push_back(line_of(order, line, day, vat));
        out.back().count = -out.back().count;
        out.back().amount = -out.back().amount;
      }
  }
  std::ranges::stable_sort(out, {}, [](const SoldLine& line) { return std::tuple(line.day, line.number); });
  return out;
}

std::vector<MonthSum> by_month(std::span<const Sold> all, const Month& last, int months) {
  std::vector<MonthSum> out;
  Month month = last;
  for (int i = 0; i < months; ++i, month = month.before()) out.push_back({.month = month});
  const auto of = [&](Instant at) { return std::ranges::find(out, month_of(vietnam_date(at)), &MonthSum::month); };
  for (const Sold& one : all) {
    if (const auto at = of(one.handed); at != out.end()) {
      ++at->orders;
      at->sold += one.total;
    }
    if (!one.returned) continue;
    if (const auto at = of(*one.returned); at != out.end()) {
      ++at->returns;
      at->returned += one.total;
    }
  }
  return out;
}

std::string sales_csv(std::span<const SoldLine> lines, Language language) {
  std::string out = "\xEF\xBB\xBF";    // or a Vietnamese Excel reads the file as windows-1258
  std::vector<std::string> headings;
  for (const Column& column : kColumns) headings.push_back(in(*column.heading, language));
  out += csv::write(headings);
  for (const SoldLine& line : lines) {
    std::string row;
    for (const Column& column : kColumns) (row += &column == kColumns.begin() ? "" : ",") += csv_cell(column.of(line, language));
    out += row + "\r\n";
  }
  return out;
}

Result<std::string> sales_xlsx(std::span<const SoldLine> lines, const Month& month, Language language, Instant now) {
  std::vector<sheets::ColumnPlan> plan;
  for (const Column& column : kColumns) plan.push_back({in(*column.heading, language), column.width});
  OCOP_TRY(writer, sheets::Writer::open(month.text(), plan, now));
  for (const SoldLine& line : lines) {
    std::array<Cell, kColumns.size()> cells;
    std::vector<sheets::Value> values;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      cells[i] = kColumns[i].of(line, language);
      if (const auto* number = std::get_if<std::int64_t>(&cells[i])) values.emplace_back(*number);
      else if (const auto* day = std::get_if<Date>(&cells[i])) values.emplace_back(*day);
      else if (const auto* words = std::get_if<std::string>(&cells[i])) values.emplace_back(std::string_view(*words));
      else values.emplace_back(std::monostate{});
    }
    OCOP_CHECK(writer.row(values));
  }
  return writer.finish();
}

}  // namespace ocop::orders
