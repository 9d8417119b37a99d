// Whatever the text: the normal forms are stable, valid UTF-8, and a cut never breaks a code point.
#include <cstdlib>

#include "kernel/base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ocop;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (!text::is_valid_utf8(input)) return 0;   // refused before any other function sees it
  const std::string normal = text::nfc(input), cleaned = text::clean(input), folded = text::fold(input), slug = text::slug(input, 20);
  for (const std::string& out : {normal, cleaned, folded, slug}) {
    if (!text::is_valid_utf8(out)) std::abort();
  }
  if (text::nfc(normal) != normal || text::clean(cleaned) != cleaned || text::fold(folded) != folded || slug.size() > 20) std::abort();
  if (text::collation_key(input) != text::collation_key(normal)) std::abort();
  for (size_t bytes = 0; bytes < 8; ++bytes) {
    if (!text::is_valid_utf8(text::cut(input, bytes))) std::abort();
  }
  return 0;
}
