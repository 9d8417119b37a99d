#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "modules/products/register.h"

// Suspected duplicates (register.h).
namespace ocop::products {
namespace {

// English words of OCOP names and what registers print for them. Longer phrases first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kGlossary{{
    {"fish sauce", "nuoc mam"}, {"black pepper", "tieu den"}, {"green tea", "tra xanh"}, {"community based", "cong dong"},
    {"community", "cong dong"}, {"cultural", "van hoa"},      {"culture", "van hoa"},    {"tourism", "du lich"},
    {"ecological", "sinh thai"}, {"eco", "sinh thai"},        {"ethnic", "dan toc"},     {"village", "ban lang"},
    {"coffee", "ca phe"},       {"honey", "mat ong"},         {"rice", "gao"},           {"tea", "tra"},
    {"pepper", "tieu"},         {"cashew", "hat dieu"},       {"coconut", "dua"},        {"ginseng", "sam"},
    {"mushroom", "nam"},        {"dried", "say"},             {"roasted", "rang"},       {"powder", "bot"},
    {"lotus", "sen"},           {"red lotus", "sen do"},      {"ceramic", "gom su"},     {"wine", "ruou"},
    {"oil", "tinh dau"},        {"shrimp", "tom"},
}};
// Words that name nothing.
constexpr std::array<std::string_view, 8> kEmptyWords{"in", "of", "the", "and", "va", "cua", "with", "from"};

bool nearly_same(const NameWords& a, const NameWords& b) {
  if (!a.head.empty() && !b.head.empty() && a.head != b.head) return false;
  std::vector<std::string_view> both;
  std::ranges::set_intersection(a.words, b.words, std::back_inserter(both));
  const std::size_t all = a.words.size() + b.words.size() - both.size();
  return all > 0 && static_cast<double>(both.size()) >= kLikeness * static_cast<double>(all);
}

}  // namespace

NameWords name_words(std::string_view name) {
  std::string folded = " " + text::fold(name) + " ";
  const std::string printed = folded;
  for (const auto& [english, vietnamese] : kGlossary) {
    const std::string needle = " " + std::string(english) + " ", with = " " + std::string(vietnamese) + " ";
    for (std::size_t at = 0; (at = folded.find(needle, at)) != std::string::npos;) folded.replace(at, needle.size(), with);
  }
  NameWords out;
  for (const std::string_view word : text::split(text::trim(folded), ' ')) {
    if (!word.empty() && std::ranges::find(kEmptyWords, word) == kEmptyWords.end()) out.words.emplace_back(word);
  }
  if (folded == printed && !out.words.empty()) out.head = out.words.front();
  std::ranges::sort(out.words);
  out.words.erase(std::ranges::unique(out.words).begin(), out.words.end());
  return out;
}

std::size_t DuplicateFinder::add(const Likeness& row) {
  const std::size_t number = entries_.size();
  Entry entry{producers::name_core(row.maker), row.source_url, name_words(row.name)};
  by_name_[row.province + " " + text::fold(row.name)].push_back(number);
  if (!entry.maker_core.empty()) by_maker_[row.province + " " + entry.maker_core].push_back(number);
  entries_.push_back(std::move(entry));
  return number;
}

std::optional<std::size_t> DuplicateFinder::find(const Likeness& row, std::size_t before) const {
  const std::string folded = text::fold(row.name), core = producers::name_core(row.maker);
  std::optional<std::size_t> earliest;
  const auto take = [&](std::size_t number) { if (number < before && (!earliest || number < *earliest)) earliest = number; };
  // (a)
  if (const auto same = by_name_.find(row.province + " " + folded); same != by_name_.end()) {
    for (const std::size_t number : same->second)
      if (core.empty() || entries_[number].maker_core.empty() || entries_[number].maker_core == core) take(number);
  }
  // (b)
  if (core.empty()) return earliest;
  if (const auto same = by_maker_.find(row.province + " " + core); same != by_maker_.end()) {
    const auto words = name_words(row.name);
    for (const std::size_t number : same->second) {
      const Entry& entry = entries_[number];
      if (entry.source_url != row.source_url && nearly_same(entry.name, words)) take(number);
    }
  }
  return earliest;
}

}  // namespace ocop::products
