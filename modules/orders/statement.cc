#include "modules/orders/statement.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kernel/base/loose_date.h"
#include "kernel/base/text.h"
#include "kernel/sheets/header.h"
#include "modules/orders/messages.h"

namespace ocop::orders {
namespace {

enum Column : std::size_t { kIn, kAmount, kOut, kWords, kDay };
constexpr std::array<std::string_view, 12> kInNames{"ghi có", "số tiền ghi có", "phát sinh có",  "tiền vào",
                                                    "có",     "credit",         "credit amount", "số tiền có",
                                                    "ps có",  "nộp vào",        "deposit",       "số tiền gửi vào"};
constexpr std::array<std::string_view, 7> kAmountNames{"số tiền",    "số tiền giao dịch", "giá trị", "amount", "transaction amount",
                                                       "số tiền gd", "phát sinh"};
constexpr std::array<std::string_view, 10> kOutNames{"ghi nợ", "số tiền ghi nợ", "phát sinh nợ", "tiền ra", "nợ",
                                                     "debit",  "debit amount",   "số tiền nợ",   "ps nợ",   "withdrawal"};
constexpr std::array<std::string_view, 12> kWordNames{
    "nội dung", "diễn giải", "mô tả",   "nội dung giao dịch",      "nội dung chi tiết", "chi tiết", "description",
    "remark",   "remarks",   "details", "transaction description", "mô tả giao dịch"};
constexpr std::array<std::string_view, 8> kDayNames{"ngày",      "ngày giao dịch", "ngày hiệu lực",    "ngày hạch toán",
                                                    "thời gian", "date",           "transaction date", "ngày gd"};
const std::array kWanted{sheets::Wanted{"in", kInNames}, sheets::Wanted{"amount_in_words", kAmountNames}, sheets::Wanted{"out", kOutNames},
                         sheets::Wanted{"words", kWordNames, sheets::Need::required}, sheets::Wanted{"day", kDayNames}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Which way it went: a sign before or behind it, brackets, or the bank's letters for debit. A small d is nobody's: some write đồng so.
bool went_out(std::string_view text) {
  constexpr std::string_view kMinus = "\u2212";
  constexpr std::array<std::string_view, 7> kDebit{"D", "DR", "Dr", "DEBIT", "Debit", "Nợ", "NỢ"};
  // Beside the number: "(1.100)", "-1,100.00" and "1,100-"; "90.000 (VND)" came in.
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t first = text.find_first_of(kDigits), last = text.find_last_of(kDigits);
  if (first == std::string_view::npos) return false;
  const std::string_view before = text.substr(0, first), behind = text.substr(last + 1);
  if (before.find_first_of("-(") != std::string_view::npos || before.find(kMinus) != std::string_view::npos) return true;
  if (behind.starts_with('-') || behind.starts_with(kMinus)) return true;
  std::string words;
  for (const char c : text) words += is_digit(c) || c == '.' || c == ',' || c == '+' ? ' ' : c;
  const auto is_debit = [&](std::string_view word) { return std::ranges::find(kDebit, word) != kDebit.end(); };
  return std::ranges::any_of(text::split(words, ' '), is_debit);
}

// The digits of whole đồng, out of the first number in the text; empty when its signs stand where no amount has them (a date, an account).
std::string whole_digits(std::string_view text) {
  std::vector<std::string> groups(1);  // between the signs
  const auto is_sign = [](char c) { return c == '.' || c == ',' || c == ' ' || c == '\''; };
  std::string signs;
  std::size_t at = text.find_first_of("0123456789");
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) groups.back() += text[at];
    else if (is_sign(text[at]) && at + 1 < text.size() && is_digit(text[at + 1])) {
      signs += text[at];
      groups.emplace_back();
    } else break;
  }
  constexpr std::size_t kThousand = 3;
  const bool decimals = groups.size() > 1 && groups.back().size() < kThousand && signs.back() != ' ' &&
                        signs.substr(0, signs.size() - 1).find(signs.back()) == std::string::npos;
  if (decimals) groups.pop_back();     // xu: no bank moves any
  std::string out = groups.front();
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != kThousand || groups.front().size() > kThousand || signs[i - 1] != signs.front()) return {};
    out += groups[i];
  }
  return out;
}

// Of a cell: a number of a workbook is what it is, a text is read.
std::int64_t amount_of(const sheets::Cell* cell) {
  constexpr double kMost = 1e15;       // as many digits as a spreadsheet keeps
  if (cell == nullptr) return 0;
  if (cell->kind == sheets::Kind::number) return std::fabs(cell->number) < kMost ? static_cast<std::int64_t>(cell->number) : 0;
  return cell->kind == sheets::Kind::text ? dong_of(cell->text) : 0;
}

// What came in; 0 or less: nothing did.
std::int64_t amount_of(const sheets::Row& row, const sheets::Header& header) {
  const auto of = [&](Column column) { return header.of(column) ? amount_of(row.at(*header.of(column))) : 0; };
  if (header.of(kIn)) return of(kIn);
  return of(kOut) != 0 ? 0 : of(kAmount);
}

// nullopt without words or an amount: then it is no statement, whatever else it names.
std::optional<sheets::Header> header_of(std::span<const sheets::Row> head) {
  auto out = sheets::find_header(head, kWanted);
  if (!out || !out->missing.empty() || !(out->of(kIn) || out->of(kAmount))) return std::nullopt;
  return out;
}

}  // namespace

std::int64_t dong_of(std::string_view typed) {
  constexpr std::size_t kMostDigits = 15;
  constexpr std::string_view kNoBreak = "\u00a0";   // between thousands in some banks' files
  std::string text(typed);
  for (std::size_t at = 0; (at = text.find(kNoBreak, at)) != std::string::npos;) text.replace(at, kNoBreak.size(), " ");
  const std::string digits = whole_digits(text);
  if (digits.empty() || digits.size() > kMostDigits) return 0;
  const std::int64_t out = std::stoll(digits);
  return went_out(text) ? -out : out;
}

Result<std::vector<Received>> read_statement(const sheets::Source& file) {
  sheets::Limits limits;
  limits.cell_bytes = kStatementCell;
  limits.rows = kMostStatementRows;
  OCOP_TRY(workbook, sheets::Workbook::open(file, limits));
  OCOP_TRY(rows, workbook.rows(workbook.first_visible().value_or(0)));
  std::vector<sheets::Row> head;
  std::optional<sheets::Header> header;
  std::vector<Received> out;
  const auto take = [&](const sheets::Row& row) {
    if (row.number <= header->last_row || sheets::is_column_numbers(row) || sheets::is_total(row)) return;
    const std::int64_t amount = amount_of(row, *header);
    if (amount <= 0) return;
    Received one{.row = row.number, .amount = amount, .words = std::string(text::cut(row.text(*header->of(kWords)), kMostWords))};
    if (header->of(kDay))
      if (const auto day = read_loose_date(row.text(*header->of(kDay)))) one.day = day->day;
    out.push_back(std::move(one));
  };
  sheets::Row row;
  for (;;) {
    OCOP_TRY(more, rows->next(row));
    if (!more) break;
    if (out.size() > kMostReceived) break;
    if (header) take(row);
    else if (head.push_back(row); head.size() == sheets::kHeaderRows) {
      header = header_of(head);
      if (!header) break;
      for (const sheets::Row& one : head) take(one);
    }
  }
  if (!header && (header = header_of(head)))   // a short file
    for (const sheets::Row& one : head) take(one);
  if (!header)
    return Error::of(ErrorKind::invalid_input,
                     Problem{"file", "", "a statement with columns of an amount and of words", msg::no_statement, {}});
  if (out.size() > kMostReceived) {
    const std::string most = std::to_string(kMostReceived);
    return Error::of(ErrorKind::invalid_input, Problem{"file", "", "at most " + most + " lines of money in", msg::long_statement, {most}});
  }
  return out;
}

}  // namespace ocop::orders
