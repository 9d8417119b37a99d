#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/gs1/digital_link.h"

// A link that is read must be read again from its own path as the same; nothing may crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::gs1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = read_uri(text);
  if (whole && !whole->is_gtin() && !to_uri("https://id.gs1.org", whole->elements())) std::abort();
  const std::size_t mark = std::min(text.find('?'), text.size());
  const auto link = read_digital_link(text.substr(0, mark), text.substr(std::min(mark + 1, text.size())));
  if (!link) {
    if (link.error().problems.empty() || link.error().problems[0].got.size() > ocop::kMaxProblemText) std::abort();
    return 0;
  }
  if (link->key.ai == "415") return 0;   // its attributes may be what it requires
  const auto again = read_digital_link(to_path(*link), "");
  if (link->attributes.empty() && (!again || again->key != link->key || again->qualifiers != link->qualifiers)) std::abort();
  return 0;
}
