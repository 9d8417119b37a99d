#pragma once
#include <string>

#include "tests/support/temporary_folder.h"

// What Ocop makes, read back by other programs (poppler-utils, zbarimg). Where one is not installed the test says SKIPPED:
//
//   if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
namespace ocop::test {

bool has_program(const std::string& name);
// What a shell command writes to its standard output; what it complains of is dropped.
std::string output_of(const std::string& command);

}  // namespace ocop::test
