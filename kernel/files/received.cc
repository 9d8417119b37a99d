#include "kernel/files/received.h"

#include <filesystem>
#include <optional>

#include "kernel/files/files.h"

namespace ocop::files {

struct Received::Kept {
  std::string start;               // all, while there is no file
  std::optional<NewFile> file;     // all, from its beginning
};

Received::Received(std::string_view whole) : kept_(std::make_shared<Kept>()), size_(whole.size()) { kept_->start = whole; }

Result<void> Received::append(std::string_view piece, const std::string& folder) {
  if (!kept_) kept_ = std::make_shared<Kept>();
  size_ += piece.size();
  if (!kept_->file && size_ <= kInMemory) {
    kept_->start.append(piece);
    return {};
  }
  if (!kept_->file) {
    OCOP_TRY(file, NewFile::create(folder, 0600));
    file.forget_name();
    OCOP_CHECK(file.append(kept_->start));
    kept_->start.append(piece.substr(0, kInMemory - kept_->start.size()));
    kept_->file.emplace(std::move(file));
  }
  return kept_->file->append(piece);
}

void Received::pass_over(std::size_t bytes) {
  kept_.reset();
  size_ += bytes;
}

std::string_view Received::start() const { return kept_ ? std::string_view(kept_->start) : std::string_view(); }
std::size_t Received::in_file() const { return kept_ && kept_->file ? size_ : 0; }

Result<void> Received::read_pieces(const std::function<Result<void>(std::string_view piece)>& take) const {
  if (kept_ && kept_->file) return kept_->file->read_back(take);
  if (start().size() != size_) return Error::of(ErrorKind::internal, "these bytes were not kept");
  return empty() ? Result<void>() : take(start());
}

Result<std::string> Received::whole() const {
  std::string out;
  out.reserve(in_file() + in_memory());
  OCOP_CHECK(read_pieces([&](std::string_view piece) -> Result<void> {
    out.append(piece);
    return {};
  }));
  return out;
}

Result<void> clear_received(const std::string& folder) {
  OCOP_CHECK(make_directories(folder));
  std::error_code gone;
  for (std::filesystem::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone))
    std::filesystem::remove(at->path(), gone);
  return {};
}

}  // namespace ocop::files
