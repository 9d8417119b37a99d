#include "kernel/manifest/processors.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"

namespace ocop::manifest {

std::optional<Processor> read_processor(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t count = 0;
  for (std::size_t from = 0; from <= text.size(); ++count) {
    const std::size_t bar = std::min(text.find('|', from), text.size());
    if (count == parts.size()) return std::nullopt;
    parts[count] = text::trim(text.substr(from, bar - from));
    if (parts[count].empty()) return std::nullopt;
    from = bar + 1;
  }
  if (count != parts.size()) return std::nullopt;
  return Processor{parts[0], parts[1], parts[2]};
}

}  // namespace ocop::manifest
