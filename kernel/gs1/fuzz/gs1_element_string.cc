#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/gs1/element_string.h"
#include "kernel/gs1/scan.h"

// What is read is written and read again as the same, in both forms; nothing may crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::gs1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)read_scan(text);
  for (const auto& elements : {read_bracketed(text), read_element_string(text)}) {
    if (!elements) continue;
    const auto bracketed = read_bracketed(to_bracketed(*elements));
    const auto plain = read_element_string(to_element_string(*elements));
    if (!plain || *plain != *elements) std::abort();
    if (!bracketed || *bracketed != *elements) std::abort();
    (void)check_associations(*elements);
  }
  return 0;
}
