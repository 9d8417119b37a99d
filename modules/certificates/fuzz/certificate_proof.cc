// Proof files come from strangers. Whatever the bytes: a verdict or an error; and only the seed's own certificate may be told true.
#include <cstdlib>

#include "modules/certificates/proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  const auto key = crypto::SigningKey::from_seed({7});   // the log of the seeds
  const auto verdict = certificates::verify_certificate({reinterpret_cast<const char*>(data), size}, {"ocop.example.vn", key.public_key});
  if (verdict && verdict->certificate.number != "OCOP-68-2026-000012") std::abort();
  return 0;
}
