#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/gs1/checks.h"
#include "kernel/gs1/syntax.h"

// The formats of the GS1 Barcode Syntax Dictionary: components of a character set and a length, with content checks.
namespace ocop::gs1 {
namespace {

// "N13", "X..20": how many characters a component takes of what is left. The last may be longer than it may: its length says so.
struct Shape { bool is_variable = false; std::size_t limit = 0; };
Shape shape_of(std::string_view word) {
  Shape out{.is_variable = word.size() > 3 && word.substr(1, 2) == "..", .limit = 0};
  const std::string_view digits = word.substr(out.is_variable ? 3 : 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), out.limit);
  return out;
}

// "[N2],mi" → "N2,mi"
std::string without_brackets(std::string_view component) {
  std::string out(component);
  std::erase_if(out, [](char c) { return c == '[' || c == ']'; });
  return out;
}

// Of one component, placed in the whole value.
std::optional<Fault> component_fault(std::span<const std::string_view> words, std::string_view part, std::size_t at) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto fault = content_fault(i == 0 ? words[0].substr(0, 1) : words[i], part);
    if (!fault) continue;
    fault->at += at;
    return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> content_fault(std::string_view check, std::string_view text) {
  const auto row = std::ranges::find(checks(), check, &Check::name);
  return row == checks().end() ? std::nullopt : row->fault(text);
}

std::optional<Fault> value_fault(std::string_view format, std::string_view value) {
  if (value.empty()) return Fault{"EMPTY"};
  std::size_t at = 0;
  for (const std::string_view component : text::split(format, ' ')) {
    const bool optional = component.front() == '[';
    if (optional && at == value.size()) return std::nullopt;
    const std::string bare = without_brackets(component);
    const auto words = text::split(bare, ',');
    const Shape shape = shape_of(words[0]);
    const std::size_t left = value.size() - at;
    if (left == 0 || (!shape.is_variable && left < shape.limit)) return Fault{"TOO_SHORT", at, left};
    const std::size_t length = std::min(left, shape.limit);
    if (auto fault = component_fault(words, value.substr(at, length), at)) return fault;
    at += length;
  }
  if (at < value.size()) return Fault{"TOO_LONG", at, value.size() - at};
  return std::nullopt;
}

}  // namespace ocop::gs1
