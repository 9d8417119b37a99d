#include "kernel/json/canonical.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace ocop::json {
namespace {

// The UTF-16 code units of a valid UTF-8 text: names are ordered by them, and only beyond U+FFFF is that another order than of the bytes.
std::u16string code_units(std::string_view text) {
  std::u16string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t letter = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) letter = letter << 6 | (byte(i + k) & 0x3Fu);
    if (letter < 0x10000) {
      out.push_back(static_cast<char16_t>(letter));
    } else {
      out.push_back(static_cast<char16_t>(0xD800 + ((letter - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + ((letter - 0x10000) & 0x3FF)));
    }
    i += length;
  }
  return out;
}

void write_text(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char letter : text) {
    switch (letter) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(letter) >= 0x20) out += letter;
        else out.append("\\u00").append({kHex[static_cast<unsigned char>(letter) >> 4], kHex[static_cast<unsigned char>(letter) & 15]});
    }
  }
  out += '"';
}

// ECMA-262, Number::toString(x, 10): the shortest digits that read back as the same double, plain between 1e-6 and 1e21.
void write_number(std::string& out, double number) {
  if (number == 0) {   // also minus zero
    out += '0';
    return;
  }
  if (number < 0) out += '-';
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number < 0 ? -number : number,
                                          std::chars_format::scientific);
  const std::string_view written(buffer.data(), static_cast<std::size_t>(end - buffer.data()));   // "1.5e+300"
  const std::size_t mark = written.find('e');
  std::string digits;
  for (const char letter : written.substr(0, mark))
    if (letter != '.') digits += letter;
  int exponent = 0;
  const std::string_view power = written.substr(mark + (written[mark + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  constexpr int kLeastPlain = -6, kMostPlain = 21;
  const int count = static_cast<int>(digits.size()), point = exponent + 1;   // digits before the decimal point
  if (point > kMostPlain || point <= kLeastPlain) {
    out += digits.front();
    if (count > 1) out.append(".").append(digits, 1);
    out.append(exponent < 0 ? "e-" : "e+").append(std::to_string(exponent < 0 ? -exponent : exponent));
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else if (count <= point) {
    out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  } else {
    out.append(digits, 0, static_cast<std::size_t>(point)).append(".").append(digits, static_cast<std::size_t>(point));
  }
}

void write(std::string& out, const Node& node);

void write_object(std::string& out, const Node& node) {
  std::vector<std::pair<std::u16string, std::size_t>> order;
  for (std::size_t i = 0; i < node.size(); ++i) order.emplace_back(code_units(node.key_at(i)), i);
  std::ranges::sort(order);
  out += '{';
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) out += ',';
    write_text(out, node.key_at(order[i].second));
    out += ':';
    write(out, node.at(order[i].second));
  }
  out += '}';
}

void write(std::string& out, const Node& node) {
  switch (node.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: out += "null"; return;
    case Node::Kind::boolean: out += *node.boolean() ? "true" : "false"; return;
    case Node::Kind::integer: return write_number(out, static_cast<double>(*node.integer()));
    case Node::Kind::real: return write_number(out, *node.number());
    case Node::Kind::text: return write_text(out, *node.text());
    case Node::Kind::array:
      out += '[';
      for (std::size_t i = 0; i < node.size(); ++i) {
        if (i > 0) out += ',';
        write(out, node.at(i));
      }
      out += ']';
      return;
    case Node::Kind::object: return write_object(out, node);
  }
}

}  // namespace

std::string canonical(const Node& node) {
  std::string out;
  write(out, node);
  return out;
}

Result<std::string> canonical(std::string_view text, const Limits& limits) {
  auto document = parse(text, limits);
  if (!document) return std::move(document).error();
  return canonical(document->root());
}

}  // namespace ocop::json
