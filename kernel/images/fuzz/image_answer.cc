#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kernel/images/answer.h"

// What a worker that was taken over may write: whatever is accepted is written again as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::images;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto answer = read_answer(bytes); answer && write_answer(*answer) != bytes) std::abort();
  return 0;
}
