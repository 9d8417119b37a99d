#include "kernel/sheets/string_table.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace ocop::sheets {
namespace {

Error no_room(const char* act) {
  return Error::of(ErrorKind::storage_unavailable, std::string(act) + " temporary strings: " + std::generic_category().message(errno));
}

}  // namespace

StringTable::~StringTable() {
  if (file_ >= 0) ::close(file_);
}

Result<void> StringTable::add(std::string_view text) {
  tail_.append(text);
  ends_.push_back(static_cast<std::uint32_t>(bytes() + text.size()));
  if (tail_.size() >= kInMemory) return spill();
  return {};
}

Result<void> StringTable::spill() {
  if (file_ < 0) {
    std::string path = (std::filesystem::temp_directory_path() / "ocop-strings-XXXXXX").string();
    file_ = ::mkostemp(path.data(), O_CLOEXEC);
    if (file_ < 0) return no_room("make");
    ::unlink(path.c_str());
  }
  for (std::string_view rest = tail_; !rest.empty();) {
    const ssize_t wrote = ::pwrite(file_, rest.data(), rest.size(), static_cast<off_t>(spilled_));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return no_room("write");
    spilled_ += static_cast<std::uint64_t>(wrote);
    rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  tail_.clear();
  return {};
}

Result<std::string_view> StringTable::get(std::size_t index) {
  const std::uint64_t from = index == 0 ? 0 : ends_[index - 1], size = ends_[index] - from;
  // A string lies whole on one side: spill() takes all that is there.
  if (from >= spilled_) return std::string_view(tail_).substr(from - spilled_, size);
  if (from < window_at_ || from + size > window_at_ + window_.size()) {
    window_.resize(std::max<std::uint64_t>(kWindow, size));
    window_at_ = from;
    std::size_t have = 0;
    while (have < window_.size()) {
      const ssize_t got = ::pread(file_, window_.data() + have, window_.size() - have, static_cast<off_t>(window_at_ + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return no_room("read");
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    window_.resize(have);
    if (have < size) return no_room("read");
  }
  return std::string_view(window_).substr(from - window_at_, size);
}

}  // namespace ocop::sheets
