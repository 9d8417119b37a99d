#include "modules/orders/statement.h"

#include <algorithm>
#include <array>

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

// "+1.250.000 VND", "1,250,000.00", "45000": whole đồng; 0 = nothing came in.
std::int64_t dong_of(std::string_view text) {
  std::string digits;
  std::size_t decimals = std::string_view::npos;   // digits behind the last sign, when they are two
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') digits += c;
    else if (c == '-' || c == '(') return 0;       // it went out
    else if (c == '.' || c == ',') decimals = digits.size();
  }
  constexpr std::size_t kCents = 2, kMostDigits = 15;
  if (decimals != std::string_view::npos && digits.size() - decimals == kCents) digits.resize(decimals);
  if (digits.empty() || digits.size() > kMostDigits) return 0;
  return std::stoll(digits);
}

std::int64_t amount_of(const sheets::Row& row, const sheets::Header& header) {
  const auto text = [&](Column column) { return header.of(column) ? row.text(*header.of(column)) : std::string_view(); };
  if (header.of(kIn)) return dong_of(text(kIn));
  if (!text(kOut).empty() && dong_of(text(kOut)) > 0) return 0;
  return dong_of(text(kAmount));
}

}  // namespace

Result<std::vector<Received>> read_statement(const sheets::Source& file) {
  OCOP_TRY(workbook, sheets::Workbook::open(file));
  OCOP_TRY(rows, workbook.rows(workbook.first_visible().value_or(0)));
  std::vector<sheets::Row> head;
  std::optional<sheets::Header> header;
  std::vector<Received> out;
  const auto take = [&](const sheets::Row& row) {
    if (row.number <= header->last_row || sheets::is_column_numbers(row) || sheets::is_total(row)) return;
    const std::int64_t amount = amount_of(row, *header);
    if (amount == 0 || out.size() >= kMostReceived) return;
    Received one{.row = row.number, .amount = amount, .words = std::string(row.text(*header->of(kWords)))};
    if (header->of(kDay))
      if (const auto day = read_loose_date(row.text(*header->of(kDay)))) one.day = day->day;
    out.push_back(std::move(one));
  };
  sheets::Row row;
  for (;;) {
    OCOP_TRY(more, rows->next(row));
    if (!more) break;
    if (header) take(row);
    else if (head.push_back(row); head.size() == sheets::kHeaderRows) {
      header = sheets::find_header(head, kWanted);
      if (!header) break;
      for (const sheets::Row& one : head) take(one);
    }
  }
  if (!header && (header = sheets::find_header(head, kWanted)))
    for (const sheets::Row& one : head) take(one);
  if (!header || !header->missing.empty() || !(header->of(kIn) || header->of(kAmount)))
    return Error::of(ErrorKind::invalid_input,
                     Problem{"file", "", "a statement with columns of an amount and of words", msg::no_statement, {}});
  return out;
}

}  // namespace ocop::orders
