// Checkpoints and log keys come from strangers. Nothing but a checkpoint of the key may open, and none that differs by a byte.
#include <cstdlib>

#include "kernel/tlog/tlog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto key = crypto::SigningKey::from_seed({1, 2, 3});   // the key of the seeds
  const auto head = tlog::open_checkpoint(text, "ocop.example.vn", key.public_key);
  if (head) {
    const std::string honest = tlog::sign_checkpoint("ocop.example.vn", *head, key);
    // Foreign signature lines may follow; the text and our line must be there as they were signed.
    if (text.substr(0, honest.find("\n\n")) != honest.substr(0, honest.find("\n\n"))) std::abort();
  }
  if (const auto named = tlog::read_log_key(text)) {
    if (!tlog::read_log_key(tlog::write_log_key(*named))) std::abort();
  }
  return 0;
}
