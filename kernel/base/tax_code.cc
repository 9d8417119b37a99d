#include "kernel/base/tax_code.h"

#include <algorithm>
#include <array>

namespace ocop::tax_code {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// nullopt: something else than digits and what parts them.
std::optional<std::string> digits_of(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (is_digit(c)) out += c;
    else if (std::string_view(" .-()").find(c) == std::string_view::npos) return std::nullopt;
  }
  return out;
}

}  // namespace

std::optional<std::string> of_business(std::string_view typed) {
  constexpr std::array kWeights{31, 29, 23, 19, 17, 13, 7, 5, 3};
  constexpr std::size_t kMaker = kWeights.size() + 1, kBranch = kMaker + 3;
  constexpr int kOf = 11;
  const auto digits = digits_of(typed);
  if (!digits || (digits->size() != kMaker && digits->size() != kBranch)) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * ((*digits)[i] - '0');
  if (kOf - 1 - sum % kOf != (*digits)[kMaker - 1] - '0') return std::nullopt;   // of a remainder of 0 it would be 10: no such code
  return digits->size() == kMaker ? *digits : digits->substr(0, kMaker) + "-" + digits->substr(kMaker);
}

std::optional<std::string> of_person(std::string_view typed) {
  constexpr std::size_t kDigits = 12;
  auto digits = digits_of(typed);
  return digits && digits->size() == kDigits ? std::move(digits) : std::nullopt;
}

}  // namespace ocop::tax_code
