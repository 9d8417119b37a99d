#include "kernel/web/html.h"

#include <cstring>

namespace ocop::web {
namespace {
// The five characters that end text or a quoted attribute value (HTML Standard, "Serializing HTML fragments", plus ' for '…').
constexpr bool is_special(char c) { return c == '&' || c == '<' || c == '>' || c == '"' || c == '\''; }
constexpr std::string_view reference(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return "&#39;";
  }
}
struct SpecialTable {
  bool is[256] = {};
  consteval SpecialTable() {
    for (int c = 0; c < 256; ++c) is[c] = is_special(static_cast<char>(c));
  }
};
constexpr SpecialTable kSpecial;

// Eight bytes at a time: does any of them need a reference? (v - 0x01…) & ~v & 0x80… has a bit set when a byte of v is zero
// (Bit Twiddling Hacks, "Determine if a word has a zero byte"); & and ' differ in bit 0, < and > in bit 1.
constexpr std::uint64_t every(unsigned char byte) { return 0x0101010101010101U * byte; }
constexpr std::uint64_t zero_bytes(std::uint64_t v) { return (v - every(0x01)) & ~v & every(0x80); }
bool any_special(const char* text) {
  std::uint64_t v;
  std::memcpy(&v, text, sizeof v);
  return (zero_bytes(v ^ every('"')) | zero_bytes((v | every(0x01)) ^ every('\'')) | zero_bytes((v | every(0x02)) ^ every('>'))) != 0;
}
}  // namespace

void Html::escape(std::string& out, std::string_view text) {
  std::size_t kept = 0;   // start of the run that needs no reference: appended in one piece, most texts are one run
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && !any_special(text.data() + i)) i += 8;
    if (i == text.size()) break;
    if (!kSpecial.is[static_cast<unsigned char>(text[i])]) continue;
    out.append(text.data() + kept, i - kept);
    out.append(reference(text[i]));
    kept = i + 1;
  }
  out.append(text.data() + kept, text.size() - kept);
}

Html& Html::write(const Message& message, std::initializer_list<std::string_view> arguments) {
  std::string_view rest = translate(message, language_);
  for (auto brace = rest.find('{'); brace != std::string_view::npos; brace = rest.find('{', brace)) {
    const std::string_view place = rest.substr(brace, 3);
    if (place.size() < 3 || place[1] < '0' || place[1] > '9' || place[2] != '}') {
      ++brace;
      continue;
    }
    escape(out_, rest.substr(0, brace));
    const auto index = static_cast<std::size_t>(place[1] - '0');
    if (index < arguments.size()) escape(out_, arguments.begin()[index]);
    rest.remove_prefix(brace + 3);
    brace = 0;
  }
  escape(out_, rest);
  return *this;
}

}  // namespace ocop::web
