#include "tests/support/other_programs.h"

#include <cstdio>

namespace ocop::test {

bool has_program(const std::string& name) { return !output_of("command -v " + name).empty(); }

std::string output_of(const std::string& command) {
  std::string text;
  std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  char buffer[4096];
  for (std::size_t size; pipe != nullptr && (size = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, size);
  if (pipe != nullptr) ::pclose(pipe);
  return text;
}

}  // namespace ocop::test
