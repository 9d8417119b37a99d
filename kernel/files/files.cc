#include "kernel/files/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "kernel/files/messages.h"

namespace ocop::files {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { if (number_ >= 0) ::close(number_); }
  int get() const { return number_; }
  bool ok() const { return number_ >= 0; }

 private:
  int number_;
};

Error failed(std::string_view act, const std::string& path, int error) {
  std::string detail = std::string(act) + " " + path + ": " + std::generic_category().message(error);
  return Error::of(ErrorKind::storage_unavailable, std::move(detail));
}

Result<void> write_all(int file, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t wrote = ::write(file, content.data(), content.size());
    if (wrote < 0) {
      if (errno == EINTR) continue;
      return failed("write", path, errno);
    }
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Content and mode on disk under the temporary name.
Result<void> fill(int file, std::string_view content, unsigned mode, const std::string& path) {
  OCOP_CHECK(write_all(file, content, path));
  if (::fchmod(file, static_cast<mode_t>(mode)) != 0) return failed("chmod", path, errno);
  if (::fsync(file) != 0) return failed("fsync", path, errno);
  return {};
}

Result<void> sync_folder(const std::string& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.ok()) return failed("open folder", folder, errno);
  if (::fsync(descriptor.get()) != 0) return failed("fsync folder", folder, errno);
  return {};
}

}  // namespace

Result<std::string> read(const std::string& path, ReadLimit limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) {
    if (errno == ENOENT || errno == ENOTDIR) return Error::of(ErrorKind::not_found, {"file", path, "an existing file", msg::file_not_found});
    return failed("open", path, errno);
  }
  std::string out;
  constexpr std::size_t kPiece = 64u << 10;
  for (;;) {
    const std::size_t had = out.size();
    out.resize(had + kPiece);
    const ssize_t got = ::read(file.get(), out.data() + had, kPiece);
    if (got < 0 && errno != EINTR) return failed("read", path, errno);
    out.resize(had + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got == 0) return out;
    if (out.size() > limit.bytes) {   // counted while reading: the size told by stat may grow meanwhile
      const std::string bytes = std::to_string(limit.bytes);
      return Error::of(ErrorKind::too_large, {"file", path, "at most " + bytes + " bytes", msg::file_too_large, {bytes}});
    }
  }
}

Result<void> write_atomically(const std::string& path, std::string_view content, unsigned mode) {
  std::string temporary = path + ".XXXXXX";   // same folder: rename must not cross file systems
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.ok()) return failed("create", temporary, errno);
  if (auto filled = fill(file.get(), content, mode, temporary); !filled) {
    ::unlink(temporary.c_str());
    return filled;
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return failed("rename", path, error);
  }
  return sync_folder(folder_of(path));
}

Result<void> copy_synced(const std::string& from, const std::string& to, unsigned mode) {
  if (exists(to)) return Error::of(ErrorKind::conflict, to + " is there already");
  const std::string temporary = to + ".part";
  std::error_code fault;
  std::filesystem::copy_file(from, temporary, std::filesystem::copy_options::overwrite_existing, fault);
  if (fault == std::errc::no_such_file_or_directory)
    return Error::of(ErrorKind::not_found, {"file", from, "an existing file", msg::file_not_found});
  if (fault) return failed("copy", from, fault.value());
  const Descriptor file(::open(temporary.c_str(), O_RDWR | O_CLOEXEC));
  if (!file.ok()) return failed("open", temporary, errno);
  OCOP_CHECK(fill(file.get(), {}, mode, temporary));
  if (::rename(temporary.c_str(), to.c_str()) != 0) return failed("rename", temporary, errno);
  return sync_folder(folder_of(to));
}

Result<void> make_directories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return failed("create folder", path, error.value());
  return {};
}

bool exists(const std::string& path) {
  std::error_code none;
  return std::filesystem::exists(path, none);
}

}  // namespace ocop::files
