// PDF of any bytes: refused, or joined into a file that opens again with as many pages.
#include <cstdint>
#include <cstdlib>

#include "kernel/documents/pdf_file.h"

using namespace ocop;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const documents::JoinPart parts[] = {{bytes, "a"}, {bytes, "b"}};
  documents::JoinPlan plan;
  plan.numbers = documents::JoinPlan::Numbers::none;
  const auto joined = documents::join(parts, plan, {}, {.pages = 100});
  if (!joined) return 0;
  if (!documents::count_pages(*joined)) std::abort();
  return 0;
}
