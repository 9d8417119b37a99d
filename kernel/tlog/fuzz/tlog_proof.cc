// Proof files come from strangers: whatever is read must be written again as it was (less the ignored "extra" line).
#include <cstdlib>

#include "kernel/tlog/tlog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop::tlog;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto proof = read_proof(text);
  if (proof) {
    const std::string again = write_proof(*proof);
    const auto twice = read_proof(again);
    if (!twice || write_proof(*twice) != again) std::abort();
    if (text.find("\nextra ") == std::string_view::npos && again != text) std::abort();
    if (proof->path.size() < 64) verify_inclusion(empty_root(), proof->index, proof->index + 1, proof->path, empty_root());
  }
  if (const auto path = read_tile_path(text); path && write_tile_path(*path) != text) std::abort();
  return 0;
}
