// Batches come from phones of strangers. What is read must be read the same again from its own parts, and keep every limit.
#include <cstdlib>

#include "kernel/json/json.h"
#include "kernel/sync/batch.h"
#include "kernel/sync/rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ocop;
  const auto batch = sync::read_batch({reinterpret_cast<const char*>(data), size});
  if (!batch) return 0;
  if (batch->acts.size() > sync::kMostActs) std::abort();
  json::Writer w;
  w.begin_object().field("device", batch->device.text()).field("sent", batch->sent.iso()).member("acts").begin_array();
  for (const sync::Act& act : batch->acts) {
    if (act.kind.empty() || act.kind.size() > sync::kMostKindBytes || act.subject.size() > sync::kMostSubjectBytes ||
        act.body.size() > sync::kMostBodyBytes)
      std::abort();
    const Instant made = sync::made_at(act.made, batch->sent, {1'795'000'000'000});
    if (made.milliseconds > 1'795'000'000'000) std::abort();
    w.begin_object().field("id", act.id.text()).field("kind", act.kind).field("subject", act.subject).field("made", act.made.iso());
    w.member("body").raw(act.body).end_object();
  }
  w.end_array().end_object();
  const auto again = sync::read_batch(w.view());
  if (!again || again->acts != batch->acts) std::abort();
  return 0;
}
