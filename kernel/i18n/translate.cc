#include "kernel/i18n/translate.h"

#include "kernel/base/quality.h"
#include "kernel/base/text.h"

namespace ocop {
namespace {

bool matches(std::string_view range, std::string_view language) {
  if (range.size() < language.size()) return false;
  for (std::size_t i = 0; i < language.size(); ++i) {
    if ((range[i] | 0x20) != language[i]) return false;   // tags are ASCII and case-insensitive
  }
  return range.size() == language.size() || range[language.size()] == '-';
}

std::string fill(const Message& message, Language language, std::span<const std::string_view> arguments) {
  const std::string_view pattern = translate(message, language);
  std::size_t size = pattern.size();
  for (const std::string_view argument : arguments) size += argument.size();
  std::string out;
  out.reserve(size);
  std::size_t at = 0;
  for (auto brace = pattern.find('{'); brace != std::string_view::npos; brace = pattern.find('{', brace + 1)) {
    const std::string_view place = pattern.substr(brace, 3);
    if (place.size() < 3 || place[1] < '0' || place[1] > '9' || place[2] != '}') continue;
    out.append(pattern, at, brace - at);
    const auto index = static_cast<std::size_t>(place[1] - '0');
    if (index < arguments.size()) out.append(arguments[index]);
    at = brace + 3;
  }
  out.append(pattern, at);
  return out;
}

}  // namespace

std::string format(const Message& message, Language language, std::initializer_list<std::string_view> arguments) {
  return fill(message, language, {arguments.begin(), arguments.size()});
}

std::string sentence(const Problem& problem, Language language) {
  std::vector<std::string_view> arguments;
  for (const Argument& one : problem.arguments) arguments.push_back(language == Language::vi ? one.vi : one.en);
  return fill(problem.message, language, arguments);
}

std::string count(const Message& one, const Message& many, long long number, Language language) {
  return format(number == 1 ? one : many, language, {text::group_digits(number, language)});
}

Language negotiate_language(std::string_view accept_language) {
  int vietnamese = -1, english = -1, any = -1;   // -1 = not named
  for (const auto& [range, weight] : weighted_items(accept_language)) {
    int* const slot = matches(range, "vi") ? &vietnamese : matches(range, "en") ? &english : range == "*" ? &any : nullptr;
    if (slot != nullptr && weight > *slot) *slot = weight;
  }
  if (vietnamese < 0) vietnamese = any;
  if (english < 0) english = any;
  return english > 0 && english > vietnamese ? Language::en : Language::vi;
}

}  // namespace ocop
