#include "kernel/db/sqlite_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace ocop::db::sqlite {

namespace {
// Personal data lives here: nobody but the owner reads it. The write-ahead log takes the mode of the database file.
constexpr mode_t kFileMode = 0600;

Error unusable(const std::string& what, const std::string& path, int system_error) {
  return Error::of(ErrorKind::internal, what + " " + path + ": " + std::strerror(system_error));
}
}  // namespace

Result<void> sync_path(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unusable("cannot open", path, errno);
  const int code = ::fsync(file);
  const int reason = errno;
  ::close(file);
  if (code != 0) return unusable("cannot sync", path, reason);
  return {};
}

Result<Folder> Folder::take(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code) return unusable("cannot make the data folder", path, code.value());
  const std::string lock_file = path + "/ocop.lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (lock < 0) return unusable("cannot open", lock_file, errno);
  // flock belongs to the open file, not to a process id written in it: it cannot be stale after a crash.
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const bool only_visited = reason == EWOULDBLOCK && ::flock(lock, LOCK_SH | LOCK_NB) == 0;
    ::close(lock);
    if (only_visited)
      return Error::of(ErrorKind::conflict, "`ocop verify` is reading the data folder " + path + "; start again when it has ended");
    if (reason == EWOULDBLOCK)
      return Error::of(ErrorKind::conflict, "another process already serves the data folder " + path + "; one folder has one process");
    return unusable("cannot lock", lock_file, reason);
  }
  Folder folder(path, lock);
  folder.was_unclean_ = std::filesystem::exists(folder.marker(), code);
  // Made here and not by SQLite, for the mode.
  const int file = ::open(folder.database_file().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (file < 0) return unusable("cannot open", folder.database_file(), errno);
  ::close(file);
  return folder;
}

Visit Visit::begin(const std::string& path) {
  const int lock = ::open((path + "/ocop.lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return {Host::none, -1};   // a copy: no process has ever had it
  if (::flock(lock, LOCK_SH | LOCK_NB) == 0) return {Host::none, lock};
  ::close(lock);
  return {Host::at_home, -1};
}

Visit::Visit(Visit&& other) noexcept : host_(other.host_), lock_(std::exchange(other.lock_, -1)) {}

Visit::~Visit() {
  if (lock_ >= 0) ::close(lock_);
}

Folder::Folder(Folder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), was_unclean_(other.was_unclean_) {}

Folder::~Folder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> Folder::mark_running() {
  const int file = ::open(marker().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode);
  if (file < 0) return unusable("cannot write", marker(), errno);
  const std::string text = std::to_string(::getpid()) + "\n";
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = written && ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!synced) return unusable("cannot write", marker(), reason);
  return sync_path(path_);
}

Result<void> Folder::mark_stopped() {
  if (::unlink(marker().c_str()) != 0 && errno != ENOENT) return unusable("cannot remove", marker(), errno);
  return sync_path(path_);
}

}  // namespace ocop::db::sqlite
