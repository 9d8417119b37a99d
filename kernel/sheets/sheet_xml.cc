#include "kernel/sheets/sheet_xml.h"

#include <array>
#include <charconv>

#include "kernel/base/text.h"

namespace ocop::sheets {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::size_t behind(std::string_view xml, std::string_view sign, std::size_t at) {
  const std::size_t found = xml.find(sign, at);
  return found == std::string_view::npos ? xml.size() : found + sign.size();
}

// Behind the '>' of a tag: one inside quotes is part of a value (XML 1.0 §2.3).
std::size_t end_of_tag(std::string_view xml, std::size_t at) {
  char quote = 0;
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'') quote = c;
    else if (c == '>') return at + 1;
  }
  return xml.size();
}

void append_code_point(std::string& out, std::uint32_t code) {
  if (code < 0x80) out += static_cast<char>(code);
  else if (code < 0x800) out.append({static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))});
  else if (code < 0x10000)
    out.append({static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                static_cast<char>(0x80 | (code & 0x3F))});
  else
    out.append({static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
                static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))});
}

// "&amp;", "&#x4e2d;" at `at`: read into `out`; how many bytes it was, 0 = none.
std::size_t read_entity(std::string_view xml, std::size_t at, std::string& out) {
  constexpr std::size_t kLongest = 10;   // "&#x10FFFF;"
  const std::size_t end = xml.substr(at, kLongest).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = xml.substr(at + 1, end - 1);
  struct Named { std::string_view name; char letter; };
  for (const Named& one : std::array{Named{"amp", '&'}, Named{"lt", '<'}, Named{"gt", '>'}, Named{"quot", '"'}, Named{"apos", '\''}}) {
    if (name != one.name) continue;
    out += one.letter;
    return end + 1;
  }
  if (!name.starts_with('#')) return 0;
  const bool hex = name.starts_with("#x");
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [stop, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  if (fault != std::errc() || stop != digits.data() + digits.size() || code > 0x10FFFF) return 0;
  append_code_point(out, code);
  return end + 1;
}

}  // namespace

std::optional<Tag> next_tag(std::string_view xml, std::size_t at) {
  for (;;) {
    at = xml.find('<', at);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!--")) at = behind(xml, "-->", at);
    else if (rest.starts_with("<![CDATA[")) at = behind(xml, "]]>", at);
    else if (rest.starts_with("<?")) at = behind(xml, "?>", at);
    else break;
  }
  Tag out;
  out.begin = at;
  out.end = end_of_tag(xml, at);
  out.text = xml.substr(at, out.end - at);
  std::string_view inner = out.text.substr(1);
  if (inner.starts_with('/')) {
    out.kind = Tag::Kind::closes;
    inner.remove_prefix(1);
  } else if (out.text.ends_with("/>")) {
    out.kind = Tag::Kind::empty;
  }
  out.name = inner.substr(0, inner.find_first_of(" \t\r\n/>"));
  if (const std::size_t colon = out.name.find(':'); colon != std::string_view::npos) {
    out.prefix = out.name.substr(0, colon + 1);
    out.name.remove_prefix(colon + 1);
  }
  return out;
}

std::size_t end_of(std::string_view xml, const Tag& opens) {
  if (opens.kind == Tag::Kind::empty) return opens.end;
  std::size_t depth = 1, at = opens.end;
  while (const auto tag = next_tag(xml, at)) {
    at = tag->end;
    if (tag->kind == Tag::Kind::opens) ++depth;
    else if (tag->kind == Tag::Kind::closes && --depth == 0) return at;
  }
  return xml.size();
}

std::optional<std::string_view> attribute(const Tag& tag, std::string_view name) {
  std::string_view rest = tag.text.substr(1 + tag.prefix.size() + tag.name.size());
  for (;;) {
    const std::size_t from = rest.find_first_not_of(kSpace);
    if (from == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(from);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = text::trim(rest.substr(0, equals));
    const std::size_t opening = rest.find_first_of("\"'", equals);
    if (opening == std::string_view::npos) return std::nullopt;
    const std::size_t closing = rest.find(rest[opening], opening + 1);
    if (closing == std::string_view::npos) return std::nullopt;
    if (key == name) return rest.substr(opening + 1, closing - opening - 1);
    rest.remove_prefix(closing + 1);
  }
}

std::string text_inside(std::string_view xml) {
  std::string out;
  for (std::size_t at = 0; at < xml.size();) {
    constexpr std::string_view kOpens = "<![CDATA[", kCloses = "]]>";
    if (xml.substr(at).starts_with(kOpens)) {
      const std::size_t end = behind(xml, kCloses, at);
      out.append(xml.substr(at + kOpens.size(), end - at - kOpens.size() - kCloses.size()));
      at = end;
    } else if (xml[at] == '<') {
      at = xml.substr(at).starts_with("<!--") ? behind(xml, "-->", at) : end_of_tag(xml, at);
    } else if (const std::size_t read = xml[at] == '&' ? read_entity(xml, at, out) : 0; read > 0) {
      at += read;
    } else {
      out += xml[at++];
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text::without_unprintables(text)) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (c == '\r') out += "&#13;";
    else out += c;
  }
  return out;
}

}  // namespace ocop::sheets
