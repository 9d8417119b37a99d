// Requests to a witness come from anybody: what is read is written back the same, and nothing but a signed checkpoint is ever cosigned.
#include <cstdlib>

#include "kernel/tlog/witness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto request = tlog::read_add_checkpoint(text)) {
    if (tlog::write_add_checkpoint(*request) != text) std::abort();
    const tlog::WitnessKey witness{"w", crypto::SigningKey::from_seed({4, 5, 6}).public_key};
    if (const auto at = tlog::cosigned(request->checkpoint, witness); at && *at) std::abort();   // no seed has one of this key
    const auto key = crypto::SigningKey::from_seed({4, 5, 6});
    const auto lines = request->checkpoint + tlog::cosign(request->checkpoint, "w", key, Instant{1'000});
    const auto again = tlog::cosigned(lines, witness);
    if (again && *again != Instant{1'000}) std::abort();
  }
  if (const auto key = tlog::read_witness_key(text))
    if (!tlog::read_witness_key(tlog::write_witness_key(*key))) std::abort();
  return 0;
}
