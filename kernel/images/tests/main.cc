// The test program is its own worker, as `ocop` is.
#include <gtest/gtest.h>

#include <string_view>

#include "kernel/images/images.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == ocop::images::kWorkerCommand) return ocop::images::work();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
