#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kernel/web/html.h"

// Escaped text holds no character that ends text or an attribute value, and undoing the five references gives the input back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string escaped;
  ocop::web::Html::escape(escaped, text);
  if (escaped.find_first_of("<>\"'") != std::string::npos) std::abort();

  static constexpr std::pair<std::string_view, char> kReferences[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string back;
  for (std::string_view rest = escaped; !rest.empty();) {
    std::size_t taken = 1;
    char character = rest[0];
    if (character == '&') {
      taken = 0;
      for (const auto& [reference, meant] : kReferences)
        if (rest.substr(0, reference.size()) == reference) taken = reference.size(), character = meant;
      if (taken == 0) std::abort();
    }
    back.push_back(character);
    rest.remove_prefix(taken);
  }
  if (back != text) std::abort();
  return 0;
}
