#include "modules/evaluation/set_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "kernel/base/text.h"

namespace ocop::evaluation {
namespace {

// With their marks, because "cá tra" is no tea; only words that leave little doubt. Numbers of sets as Appendix II prints them.
struct Hint {
  std::string_view word;
  std::array<int, 4> sets;   // 0 = none
};
constexpr Hint kHints[]{
    {"cà phê", {13}},       {"ca cao", {13}},    {"cacao", {13}},      {"trà", {11, 12, 17, 18}}, {"chè xanh", {11}},
    {"chè shan", {11}},     {"chè dây", {12, 18}}, {"mật ong", {4, 8}}, {"nước mắm", {9}},        {"nước tương", {9}},
    {"tương ớt", {9}},      {"rượu", {14, 15}},  {"gạo", {3, 5, 6}},   {"du lịch", {26}},         {"homestay", {26}},
    {"tinh dầu", {19, 20}}, {"thổ cẩm", {21, 22}}, {"nước khoáng", {16}}, {"xà phòng", {19}},     {"chả cá", {5, 8}},
    {"giò lụa", {5, 8}},    {"lạp xưởng", {5, 8}}, {"nem chua", {5, 8}}, {"thịt", {2, 5, 8}},     {"bún", {5, 6}},
    {"bánh tráng", {5, 6}},
};

bool is_letter(char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool has_words(std::string_view name, std::string_view words) {
  for (std::size_t at = name.find(words); at != std::string_view::npos; at = name.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || !is_letter(name[at - 1])) && (end == name.size() || !is_letter(name[end]))) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> word_against(std::string_view product_name, const rulebooks::Table& chosen) {
  if (!chosen.code.starts_with("QD26-")) return std::nullopt;   // the hints are of its sets
  const std::string name = text::lower(product_name);
  std::optional<std::string_view> against;
  for (const Hint& hint : kHints) {
    if (!has_words(name, hint.word)) continue;
    if (std::ranges::find(hint.sets, chosen.number) != hint.sets.end()) return std::nullopt;
    if (!against) against = hint.word;
  }
  return against;
}

}  // namespace ocop::evaluation
