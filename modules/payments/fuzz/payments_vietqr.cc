#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "modules/payments/reference.h"
#include "modules/payments/vietqr.h"

// A transfer that is read is written and read again as the same; a reference that is found is found in itself; nothing may crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::payments;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string& number : reference::in(text))
    if (reference::in(reference::of(number)) != std::vector<std::string>{number}) std::abort();
  const auto read = vietqr::read_transfer(text);
  if (!read) {
    if (read.error().problems.empty() || read.error().problems[0].got.size() > ocop::kMaxProblemText) std::abort();
    return 0;
  }
  const auto written = vietqr::write(*read);
  if (!written) return 0;   // a code of somebody else may hold what we do not write
  const auto again = vietqr::read_transfer(*written);
  if (!again || *again != *read) std::abort();
  return 0;
}
