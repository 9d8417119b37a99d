#pragma once
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace ocop::files {

// Bytes that came from outside, until somebody takes them: few lie in memory, more in a file without a name, which is gone with the last
// copy of this and with the process, however it ends. Copies share the bytes. Filled and read by one thread at a time.
class Received {
 public:
  static constexpr std::size_t kInMemory = 16u << 10;   // a proof, a small drawing: not worth a file

  Received() = default;
  // What is in memory already.
  template <class Text> requires std::convertible_to<const Text&, std::string_view>
  Received(const Text& whole) : Received(std::string_view(whole)) {}
  explicit Received(std::string_view whole);

  // A file is made in `folder` when there is more than kInMemory. Error: storage_unavailable.
  Result<void> append(std::string_view piece, const std::string& folder);
  // Counts what came and keeps nothing of it, nor of what came before: too much.
  void pass_over(std::size_t bytes);

  std::size_t size() const { return size_; }             // all that came, kept or not
  bool empty() const { return size_ == 0; }
  // The first bytes, at least kInMemory of them if so many came: enough to tell what kind of file it is.
  std::string_view start() const;
  std::size_t in_memory() const { return start().size(); }
  std::size_t in_file() const;
  // All of it, piece by piece. Errors of `take`; storage_unavailable; internal when it was passed over.
  Result<void> read_pieces(const std::function<Result<void>(std::string_view piece)>& take) const;
  // For who needs it at once: a copy in memory.
  Result<std::string> whole() const;

 private:
  struct Kept;
  std::shared_ptr<Kept> kept_;
  std::size_t size_ = 0;
};
// A file as somebody sent it, under the name that they gave it.
struct Sent {
  std::string name;
  Received content;
};

// Where such files lie for the moment in which they have a name: what a killed process left there is removed. Makes the folder.
Result<void> clear_received(const std::string& folder);

}  // namespace ocop::files
