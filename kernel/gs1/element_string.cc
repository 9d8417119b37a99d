#include "kernel/gs1/element_string.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"

namespace ocop::gs1 {
namespace {

Result<void> check_values(const Elements& elements) {
  for (const Element& one : elements) OCOP_CHECK(check_value(one));
  return {};
}

bool is_identifier_shape(std::string_view ai) {
  return ai.size() >= 2 && ai.size() <= 4 && std::all_of(ai.begin(), ai.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The sum of the components: what has a predefined length has no variable one.
std::size_t length_of(std::string_view format) {
  std::size_t out = 0;
  for (const std::string_view component : text::split(format, ' ')) {
    std::size_t digits = 0;
    std::from_chars(component.data() + 1, component.data() + component.size(), digits);
    out += digits;
  }
  return out;
}

// The identifier that a text begins with: none is the beginning of another.
const IdentifierRow* leading(std::string_view text, std::size_t& length) {
  for (length = 2; length <= 4 && length <= text.size(); ++length)
    if (const IdentifierRow* row = identifier(text.substr(0, length))) return row;
  return nullptr;
}

}  // namespace

Result<Elements> split_bracketed(std::string_view text) {
  if (text.empty() || text.size() > kMostBytes) return malformed("element string", text, "1 to 2048 bytes");
  Elements out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text.find(')', at);
    if (text[at] != '(' || close == std::string_view::npos) return malformed("element string", text.substr(at), "(<identifier>)<value>");
    Element one{std::string(text.substr(at + 1, close - at - 1)), {}};
    if (!is_identifier_shape(one.ai)) return malformed("element string", one.ai, "an application identifier of 2 to 4 digits");
    for (at = close + 1; at < text.size() && text[at] != '('; ++at) {
      if (text.substr(at, 2) == "\\(") ++at;
      one.value += text[at];
    }
    if (one.value.empty()) return malformed(one.ai, "", "a value");
    out.push_back(std::move(one));
  }
  return out;
}

Result<Elements> read_bracketed(std::string_view text) {
  OCOP_TRY(elements, split_bracketed(text));
  OCOP_CHECK(check_values(elements));
  return elements;
}

std::string to_bracketed(std::span<const Element> elements) {
  std::string out;
  for (const Element& one : elements) {
    out += "(" + one.ai + ")";
    for (const char c : one.value) out.append(c == '(' ? "\\" : "").append(1, c);
  }
  return out;
}

Result<Elements> read_element_string(std::string_view text) {
  if (text.empty() || text.size() > kMostBytes) return malformed("element string", text, "1 to 2048 bytes");
  Elements out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t digits = 0;
    const IdentifierRow* row = leading(text.substr(at), digits);
    if (!row) return malformed("element string", text.substr(at), "an application identifier that GS1 has assigned");
    const std::string_view rest = text.substr(at + digits);
    const std::size_t ends = row->length == Length::predefined ? length_of(row->format) : rest.size();
    Element one{std::string(text.substr(at, digits)), std::string(rest.substr(0, std::min(rest.find(kSeparator), ends)))};
    OCOP_CHECK(check_value(one));
    at += digits + one.value.size();
    if (at < text.size() && text[at] == kSeparator) ++at;
    out.push_back(std::move(one));
  }
  return out;
}

std::string to_element_string(std::span<const Element> elements) {
  std::string out;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    out += elements[i].ai + elements[i].value;
    const IdentifierRow* row = identifier(elements[i].ai);
    if (i + 1 < elements.size() && (!row || row->length == Length::separated)) out += kSeparator;
  }
  return out;
}

}  // namespace ocop::gs1
