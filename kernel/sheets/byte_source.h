#pragma once
#include <memory>

#include "kernel/sheets/sheets.h"

namespace ocop::sheets {

// A file or bytes in memory, from the start, in pieces; as often as asked.
class ByteSource {
 public:
  static constexpr std::size_t kPiece = 64u << 10;
  // not_found, too_large, storage_unavailable.
  static Result<ByteSource> open(const Source& source, const Limits& limits);
  ByteSource(ByteSource&&) noexcept;
  ~ByteSource();
  // The next piece, empty at the end; all but the last have an even number of bytes.
  Result<std::string_view> next();
  void restart() { at_ = 0; }
  void skip(std::size_t bytes) { at_ += bytes; }

 private:
  struct File;
  ByteSource(const Source& source, std::unique_ptr<File> file);
  Source source_;
  std::unique_ptr<File> file_;         // nullptr: in memory
  std::uint64_t at_ = 0;
  std::string buffer_;
};

}  // namespace ocop::sheets
