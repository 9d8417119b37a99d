#include "kernel/web/html.h"

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
}  // namespace

void Html::escape(std::string& out, std::string_view text) {
  std::size_t kept = 0;   // start of the run that needs no reference: appended in one piece, most texts are one run
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kSpecial.is[static_cast<unsigned char>(text[i])]) continue;
    out.append(text.data() + kept, i - kept);
    out.append(reference(text[i]));
    kept = i + 1;
  }
  out.append(text.data() + kept, text.size() - kept);
}

}  // namespace ocop::web
