// The tests start their own program again as the worker that decodes pictures.
#include "tests/support/child.h"

#include <span>
#include <string_view>

#include "kernel/images/images.h"

namespace ocop::test {

std::optional<int> answer_as_child(int argc, char** argv) {
  if (argc >= 2 && std::string_view(argv[1]) == images::kWorkerCommand)
    return images::work(std::span(argv, static_cast<std::size_t>(argc)).subspan(2));
  return std::nullopt;
}

}  // namespace ocop::test
