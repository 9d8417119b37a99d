#include "modules/payments/rules.h"

#include <algorithm>
#include <stdexcept>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "modules/payments/messages.h"
#include "modules/payments/vietqr.h"

namespace ocop::payments {

std::string path_of(ProducerId producer) { return "/producers/" + producer.text() + "/payments"; }

namespace rules {

std::vector<Bank> read_banks(std::string_view file) {
  constexpr std::size_t kColumns = 3;
  std::vector<Bank> out;
  const auto rows = csv::parse(file);
  if (!rows) throw std::runtime_error("data/payments/banks.csv cannot be read");
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const std::vector<std::string>& row = (*rows)[i].fields;
    if (row.size() != kColumns) throw std::runtime_error("data/payments/banks.csv: a row has not three columns");
    out.push_back({row[0], row[1], row[2]});
  }
  std::ranges::sort(out, {}, [](const Bank& bank) { return text::collation_key(bank.name); });
  return out;
}

Result<SetAccount> read(const SetAccount& typed, std::span<const Bank> banks) {
  SetAccount out{.version = typed.version, .bin = typed.bin, .number = {}, .holder = vietqr::plain(typed.holder, kMostHolder)};
  std::vector<Problem> problems;
  const auto wrong = [&](std::string_view field, std::string_view expected, const Message& message) {
    problems.push_back({std::string(field), {}, std::string(expected), message, {}});   // never what was typed: it may be an account
  };
  if (std::ranges::find(banks, typed.bin, &Bank::bin) == banks.end()) wrong("bin", "the six digits of a bank", msg::wrong_bank);
  for (const char c : typed.number)
    if (c != ' ' && c != '.' && c != '-') out.number += c;
  const auto is_sign = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  constexpr std::size_t kLeast = 4;    // short numbers are sold as an ornament
  if (out.number.size() < kLeast || out.number.size() > vietqr::kMostAccount || !std::ranges::all_of(out.number, is_sign))
    wrong("number", "4 to 19 letters and digits", msg::wrong_number);
  if (out.holder.empty()) wrong("holder", "the name that the bank has", msg::wrong_holder);
  if (!problems.empty()) return Error{.kind = ErrorKind::invalid_input, .problems = std::move(problems)};
  return out;
}

std::string grouped(std::string_view number) {
  constexpr std::size_t kGroup = 4;
  std::string out;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out += ' ';
    out += number[i];
  }
  return out;
}

std::string masked(std::string_view number) {
  constexpr std::size_t kShown = 4;
  return "•••• " + std::string(number.size() > kShown ? number.substr(number.size() - kShown) : number);
}

}  // namespace rules
}  // namespace ocop::payments
