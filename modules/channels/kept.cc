#include "modules/channels/kept.h"

#include <algorithm>

namespace ocop::channels {

std::shared_ptr<const File> KeptFiles::find(std::string_view key, const State& state, Moment now, std::chrono::milliseconds unheard) {
  const std::lock_guard lock(mutex_);
  const auto kept = std::ranges::find(kept_, key, &Kept::key);
  if (kept == kept_.end() || kept->state != state) return nullptr;
  if (unheard > kTrusted && now - kept->read > kTrusted) return nullptr;
  std::rotate(kept, kept + 1, kept_.end());
  return kept_.back().file;
}

void KeptFiles::put(std::string key, const State& state, Moment read, std::shared_ptr<const File> file) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const Kept& one) { return one.key == key; });
  kept_.push_back({std::move(key), state, read, std::move(file)});
  while (kept_.size() > 1 && held() > most_bytes_) kept_.erase(kept_.begin());
}

std::size_t KeptFiles::bytes() const {
  const std::lock_guard lock(mutex_);
  return held();
}

std::size_t KeptFiles::held() const {
  std::size_t out = 0;
  for (const Kept& one : kept_) out += one.file->bytes.size() + one.file->gzip.size();
  return out;
}

}  // namespace ocop::channels
