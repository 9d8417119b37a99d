#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/images/detect.h"

// The first of our code that sees a stranger's bytes: never beyond the head, and what follows the head changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::images;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Kind kind = detect(bytes);
  if ((kind == Kind::empty) != bytes.empty()) std::abort();
  std::string longer(bytes.substr(0, kHeadBytes));
  longer.resize(kHeadBytes, ' ');
  if (size >= kHeadBytes && detect(longer + "<svg") != kind) std::abort();
  return 0;
}
