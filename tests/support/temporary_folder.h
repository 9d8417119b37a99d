#pragma once
#include <string>
#include <string_view>

namespace ocop::test {

// A folder that goes with the object: under TMPDIR, else on the memory file system /dev/shm where there is one, else under /tmp. A sync is
// asked for and counted there as anywhere.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  // Writes a file into it and returns its path.
  std::string write(std::string_view name, std::string_view content) const;

 private:
  std::string path_;
};

}  // namespace ocop::test
