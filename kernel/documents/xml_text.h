#pragma once
#include <string>
#include <string_view>

// Text within <w:t> of a Word file; inner.
namespace ocop::documents {

// Escaped, without controls that no XML may hold (XML 1.0 §2.2); a line's end becomes a break. Byte by byte, since a
// letter may come in parts.
inline std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '\n') out += "</w:t><w:br/><w:t xml:space=\"preserve\">";
    else if (c == '\t' || byte >= 0x20) out += c;
  }
  return out;
}

}  // namespace ocop::documents
