#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/orders/types.h"

// What was sold, line by line, as providers of e-invoices take it in. Pure.
namespace ocop::orders {

// Of the legal calendar.
struct Month {
  int year = 0, month = 0;
  auto operator<=>(const Month&) const = default;
  std::string text() const;            // "2026-11"
  std::string show(Language language) const;               // "11/2026", "November 2026"
  Date first() const;                  // of its days
  Month before() const;
};
Month month_of(Date day);
std::optional<Month> read_month(std::string_view text);    // "2026-11", within the years that a database can hold

// One line of an order that was handed over, or that came back.
struct SoldLine {
  std::string number;                  // of the order
  Date day{};                          // when it was handed over; of what came back, when it came back
  std::optional<Date> paid{};
  std::string buyer, company, tax_code, address, mail;     // on whom an invoice is made out; the last four of who asked for one
  std::string title;
  std::int64_t count = 0, price = 0, amount = 0;           // count and amount are below zero of what came back
  std::optional<std::int64_t> vat{};   // percent, as the maker says of the product; nothing where it says nothing
  Pay pay = Pay::transfer;
  Invoice invoice{};                   // that was noted already
};
// Of the orders, those lines whose day is in the month: first by day, then by order. vat: what is known of products.
std::vector<SoldLine> sold_lines(std::span<const Order> orders, const Month& month, const std::map<ProductId, std::int64_t>& vat);

// What is added up of an order.
struct Sold {
  Instant handed{};
  std::optional<Instant> returned{};
  std::int64_t total = 0;
};
struct MonthSum {
  Month month;
  std::int64_t orders = 0, sold = 0, returns = 0, returned = 0;   // how many, đồng, how many, đồng
  std::int64_t net() const { return sold - returned; }
};
// So many months up to that one, the latest first; months without a sale too.
std::vector<MonthSum> by_month(std::span<const Sold> all, const Month& last, int months);

// The same columns in both; an unknown rate or unit is an empty cell, never a guess. Errors of XLSX: of sheets::Writer.
std::string sales_csv(std::span<const SoldLine> lines, Language language);
Result<std::string> sales_xlsx(std::span<const SoldLine> lines, const Month& month, Language language, Instant now);

}  // namespace ocop::orders
