// The main of every test program. Programs of batches hold the tests of a whole layer (cmake/modules.cmake): called as test_<folder>, as
// their links are, such a program knows the tests of that folder alone, however they are filtered, listed or cut into shards.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "tests/support/child.h"

namespace {

// The folder that a test lies in: "products" of …/modules/products/tests/import_test.cc.
std::string_view folder_of(const testing::TestInfo& test) {
  std::string_view path = test.file();
  path = path.substr(0, path.rfind("/tests/"));
  return path.substr(path.rfind('/') + 1);
}

// Every suite lies in one folder, by which it can be asked for: false, and said, when one does not.
bool lie_in_one_folder(const testing::UnitTest& all) {
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const testing::TestSuite& suite = *all.GetTestSuite(i);
    for (int j = 1; j < suite.total_test_count(); ++j) {
      if (folder_of(*suite.GetTestInfo(j)) == folder_of(*suite.GetTestInfo(0))) continue;
      std::cerr << "the suite " << suite.name() << " lies in two folders: begin its name with its folder's\n";
      return false;
    }
  }
  return true;
}

// The suites that are the folder's, or are not, as a filter names them.
enum class Whose : unsigned char { own, others };
std::string suites(const testing::UnitTest& all, std::string_view folder, Whose whose) {
  std::string out;
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const testing::TestSuite& suite = *all.GetTestSuite(i);
    if ((folder_of(*suite.GetTestInfo(0)) == folder) != (whose == Whose::own)) continue;
    out.append(out.empty() ? "" : ":").append(suite.name()).append(".*");
  }
  return out;
}

// Whoever asks for certain tests gets those of them that are the folder's.
void hold_to_folder(const testing::UnitTest& all, std::string_view program) {
  constexpr std::string_view kNamed = "test_";
  const std::string_view name = program.substr(program.rfind('/') + 1);
  if (!name.starts_with(kNamed)) return;
  const std::string_view folder = name.substr(kNamed.size());
  std::string filter = GTEST_FLAG_GET(filter);
  if (filter == "*") {
    filter = suites(all, folder, Whose::own);
  } else if (const std::string others = suites(all, folder, Whose::others); !others.empty()) {
    filter.append(filter.find('-') == std::string::npos ? "-" : ":").append(others);
  }
  GTEST_FLAG_SET(filter, filter);
}

}  // namespace

int main(int argc, char** argv) {
  if (ocop::test::answer_as_child != nullptr) {
    if (const auto status = ocop::test::answer_as_child(argc, argv)) return *status;
  }
  const std::string program = argv[0];
  testing::InitGoogleTest(&argc, argv);
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  if (!lie_in_one_folder(all)) return EXIT_FAILURE;
  hold_to_folder(all, program);
  return RUN_ALL_TESTS();
}
