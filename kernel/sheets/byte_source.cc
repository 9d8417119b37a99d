#include "kernel/sheets/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "kernel/files/messages.h"

namespace ocop::sheets {

struct ByteSource::File {
  explicit File(int opened) : number(opened) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int number;
  ~File() { if (number >= 0) ::close(number); }
};

ByteSource::ByteSource(const Source& source, std::unique_ptr<File> file) : source_(source), file_(std::move(file)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

Result<ByteSource> ByteSource::open(const Source& source, const Limits& limits) {
  std::unique_ptr<File> file;
  std::uint64_t size = source.memory.size();
  if (!source.path.empty()) {
    file = std::make_unique<File>(::open(source.path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat facts {};
    if (file->number < 0 || ::fstat(file->number, &facts) != 0 || !S_ISREG(facts.st_mode)) {
      if (file->number >= 0 || errno == ENOENT || errno == ENOTDIR)
        return Error::of(ErrorKind::not_found, {"file", source.path, "an existing file", files::msg::file_not_found});
      return Error::of(ErrorKind::storage_unavailable, "open " + source.path + ": " + std::generic_category().message(errno));
    }
    size = static_cast<std::uint64_t>(facts.st_size);
  }
  if (size > limits.file_bytes) {
    const std::string bytes = std::to_string(limits.file_bytes);
    return Error::of(ErrorKind::too_large, {"file", source.path, "at most " + bytes + " bytes", files::msg::file_too_large, {bytes}});
  }
  return ByteSource(source, std::move(file));
}

Result<std::string_view> ByteSource::next() {
  if (!file_) {
    const std::string_view piece = source_.memory.substr(std::min<std::uint64_t>(at_, source_.memory.size()), kPiece);
    at_ += piece.size();
    return piece;
  }
  buffer_.resize(kPiece);
  std::size_t have = 0;
  while (have < kPiece) {
    const ssize_t got = ::pread(file_->number, buffer_.data() + have, kPiece - have, static_cast<off_t>(at_ + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error::of(ErrorKind::storage_unavailable, "read " + source_.path + ": " + std::generic_category().message(errno));
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  at_ += have;
  return std::string_view(buffer_).substr(0, have);
}

}  // namespace ocop::sheets
