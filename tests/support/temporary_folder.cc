#include "tests/support/temporary_folder.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace ocop::test {
namespace {

std::string scratch() {
  if (const char* chosen = std::getenv("TMPDIR"); chosen && *chosen) return chosen;
  return ::access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  path_ = scratch() + "/ocop-test-XXXXXX";
  if (!::mkdtemp(path_.data())) throw std::runtime_error("cannot make a temporary folder like " + path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code code;
  std::filesystem::remove_all(path_, code);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view content) const {
  std::string path = path_ + "/" + std::string(name);
  std::ofstream file(path, std::ios::binary);
  file << content;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
  return path;
}

}  // namespace ocop::test
