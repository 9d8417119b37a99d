#include "kernel/files/files.h"

#include <fcntl.h>
#include <sys/file.h>
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

Error failed(std::string_view act, const std::string& path, int error) {
  std::string detail = std::string(act) + " " + path + ": " + std::generic_category().message(error);
  return Error::of(ErrorKind::storage_unavailable, std::move(detail));
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<void> pieces_of(int file, const std::string& path, const std::function<Result<void>(std::string_view piece)>& take) {
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t got = ::read(file, piece.data(), piece.size());
    if (got == 0) return {};
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", path, errno);
    OCOP_CHECK(take(std::string_view(piece).substr(0, static_cast<std::size_t>(got))));
  }
}

// Content, once written, and mode on disk under the temporary name.
Result<void> fill(int file, unsigned mode, const std::string& path) {
  if (::fchmod(file, static_cast<mode_t>(mode)) != 0) return failed("chmod", path, errno);
  if (::fsync(file) != 0) return failed("fsync", path, errno);
  return {};
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

Result<Lock> Lock::take(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.ok()) return failed("open", path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return Lock(std::move(file));
  if (errno == EWOULDBLOCK) return Error::of(ErrorKind::conflict, "another process has " + path);
  return failed("lock", path, errno);
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

Result<std::string> read(const std::string& path, ReadLimit limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) {
    if (errno == ENOENT || errno == ENOTDIR)
      return Error::of(ErrorKind::not_found, {"file", path, "an existing file", msg::file_not_found});
    return failed("open", path, errno);
  }
  std::string out;
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

Result<void> sync_folder(const std::string& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.ok()) return failed("open folder", folder, errno);
  if (::fsync(descriptor.get()) != 0) return failed("fsync folder", folder, errno);
  return {};
}

Result<void> read_pieces(const std::string& path, const std::function<Result<void>(std::string_view piece)>& take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) {
    if (errno == ENOENT || errno == ENOTDIR)
      return Error::of(ErrorKind::not_found, {"file", path, "an existing file", msg::file_not_found});
    return failed("open", path, errno);
  }
  return pieces_of(file.get(), path, take);
}

Result<NewFile> NewFile::create(const std::string& folder, unsigned mode) {
  std::string temporary = folder + "/new.XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return failed("create", temporary, errno);
  NewFile file(descriptor, std::move(temporary));
  if (::fchmod(descriptor, static_cast<mode_t>(mode)) != 0) return failed("chmod", file.temporary_, errno);
  return file;
}

NewFile::NewFile(NewFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), temporary_(std::exchange(other.temporary_, {})) {}

NewFile& NewFile::operator=(NewFile&& other) noexcept {
  if (this == &other) return *this;
  drop();
  descriptor_ = std::exchange(other.descriptor_, -1);
  temporary_ = std::exchange(other.temporary_, {});
  return *this;
}

NewFile::~NewFile() { drop(); }

void NewFile::drop() noexcept {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> NewFile::append(std::string_view piece) { return write_all(descriptor_, piece, temporary_); }

Result<void> NewFile::keep(const std::string& path) {
  if (::fsync(descriptor_) != 0) return failed("fsync", temporary_, errno);
  if (::rename(temporary_.c_str(), path.c_str()) != 0) return failed("rename", path, errno);
  temporary_.clear();
  return sync_folder(folder_of(path));
}

void NewFile::forget_name() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<void> NewFile::read_back(const std::function<Result<void>(std::string_view piece)>& take) const {
  if (::lseek(descriptor_, 0, SEEK_SET) != 0) return failed("seek", temporary_, errno);
  return pieces_of(descriptor_, temporary_, take);
}

Result<void> write_atomically(const std::string& path, std::string_view content, unsigned mode) {
  OCOP_TRY(file, NewFile::create(folder_of(path), mode));   // same folder: rename must not cross file systems
  OCOP_CHECK(file.append(content));
  return file.keep(path);
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
  OCOP_CHECK(fill(file.get(), mode, temporary));
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

std::optional<std::int64_t> size(const std::string& path) {
  std::error_code fault;
  const auto bytes = std::filesystem::file_size(path, fault);
  if (fault) return std::nullopt;
  return static_cast<std::int64_t>(bytes);
}

Result<void> remove(const std::string& path) {
  std::error_code fault;
  if (!std::filesystem::remove(path, fault) && !fault) return {};
  if (fault) return Error::of(ErrorKind::internal, path + ": " + fault.message());
  return sync_folder(std::filesystem::path(path).parent_path().string());
}

}  // namespace ocop::files
