// Signed PDF of any bytes: refused or judged; and of nobody in an empty trust list nothing is ever valid.
#include <cstdint>
#include <cstdlib>

#include "kernel/signatures/signatures.h"

using namespace ocop;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto found = signatures::check(bytes, signatures::Anchors(), Instant{1'795'000'000'000});
  if (!found) return 0;
  if (found->standing == signatures::Standing::valid) std::abort();
  if ((found->standing == signatures::Standing::none) != found->signatures.empty()) std::abort();
  for (const signatures::Signature& one : found->signatures)
    if (one.standing == signatures::Standing::none || one.fault == signatures::Fault::nothing) std::abort();
  // Whoever signed an earlier state is never a reason to say that the file is as it was signed.
  for (const signatures::Signature& one : found->signatures)
    if (one.covers == signatures::Covers::earlier_state && found->standing != signatures::Standing::broken &&
        found->fault != signatures::Fault::added_between)
      std::abort();
  return 0;
}
