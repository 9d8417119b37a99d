#pragma once
#include <map>
#include <mutex>

#include "modules/products/import_types.h"

namespace ocop::products {

// How far the long imports of this process are. It is told while an act holds the database's one writer, so it cannot be a row; it says
// nothing that is not found out again. Thread-safe.
class ImportProgress {
 public:
  enum class Stage : std::uint8_t { waiting, reading, comparing, writing };
  struct Step {
    Stage stage = Stage::waiting;
    std::size_t done = 0, total = 0;     // rows; 0 = not known
  };
  void tell(ImportId id, const Step& step) {
    const std::lock_guard lock(mutex_);
    steps_[id] = step;
  }
  void forget(ImportId id) {
    const std::lock_guard lock(mutex_);
    steps_.erase(id);
  }
  Step of(ImportId id) const {
    const std::lock_guard lock(mutex_);
    const auto found = steps_.find(id);
    return found == steps_.end() ? Step{} : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<ImportId, Step> steps_;
};

}  // namespace ocop::products
