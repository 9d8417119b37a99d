// The tests start their own program again as the worker that decodes pictures.
#include "tests/support/child.h"

#include <string_view>

#include "kernel/images/images.h"

namespace ocop::test {

std::optional<int> answer_as_child(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == images::kWorkerCommand) return images::work();
  return std::nullopt;
}

}  // namespace ocop::test
