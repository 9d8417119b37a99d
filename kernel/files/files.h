#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/base/result.h"

// The narrow waist over the file system. Paths are UTF-8.
namespace ocop::files {

// An open file, pipe or socket; closed with the object.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  int get() const { return number_; }
  bool ok() const { return number_ >= 0; }
  void close();

 private:
  int number_;
};
// A place that one process has at a time, for as long as this lives; the operating system gives it back when the process dies.
class Lock {
 public:
  // Makes the file when it is not there. Errors: conflict when another process has it; storage_unavailable.
  static Result<Lock> take(const std::string& path);

 private:
  explicit Lock(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

// All of `content`, also when the system takes it piece by piece. `name` is for the error.
Result<void> write_all(int descriptor, std::string_view content, const std::string& name);

struct ReadLimit { std::size_t bytes = 64u << 20; };
Result<std::string> read(const std::string& path, ReadLimit limit = {});
// The whole file, piece by piece (at most kPiece bytes each), whatever its size. An error of `take` ends it and is returned.
inline constexpr std::size_t kPiece = 256u << 10;
Result<void> read_pieces(const std::string& path, const std::function<Result<void>(std::string_view piece)>& take);

// A file on its way: filled under a temporary name, and gone with the object unless it was kept.
class NewFile {
 public:
  // In `folder`, which must be on the file system of the place it is kept at. Mode as given.
  static Result<NewFile> create(const std::string& folder, unsigned mode = 0644);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) noexcept;
  ~NewFile();
  Result<void> append(std::string_view piece);
  // Acknowledged means synced: fsync, rename over `path`, fsync of its folder. Once; nothing else may follow.
  Result<void> keep(const std::string& path);
  // Takes the name away at once, so that no crash leaves anything behind; what was appended can still be read. Not to be kept any more.
  void forget_name();
  // What was appended, from the beginning, piece by piece.
  Result<void> read_back(const std::function<Result<void>(std::string_view piece)>& take) const;

 private:
  NewFile(int descriptor, std::string temporary) : descriptor_(descriptor), temporary_(std::move(temporary)) {}
  void drop() noexcept;
  int descriptor_ = -1;
  std::string temporary_;   // empty = has no name any more
};

// Acknowledged means synced: temporary file, fsync, rename, fsync of the folder. Mode as given.
Result<void> write_atomically(const std::string& path, std::string_view content, unsigned mode = 0644);
// The same promise for a file of any size, copied piece by piece. conflict when `to` is there already.
Result<void> copy_synced(const std::string& from, const std::string& to, unsigned mode = 0644);
Result<void> make_directories(const std::string& path);
// fsync of a folder: names made or changed in it are on disk.
Result<void> sync_folder(const std::string& folder);
bool exists(const std::string& path);
std::optional<std::int64_t> size(const std::string& path);   // bytes; nullopt when there is no such file
// Gone for good: fsync of the folder. Nothing when there is no such file.
Result<void> remove(const std::string& path);

}  // namespace ocop::files
