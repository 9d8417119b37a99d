#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/http/http.h"

namespace ocop::http {

// multipart/form-data (RFC 7578, RFC 2046 §5.1), fed in pieces of any size: the outcome does not depend on where they are cut.
// Parts with a file name become files, all others fields (which must be UTF-8). A broken body is malformed_request.
class MultipartReader {
 public:
  struct Limits {
    std::size_t parts = 200;               // the largest form of ours has 150 fields and 10 files
    std::size_t part_head = 4u << 10;      // Content-Disposition with a long Vietnamese file name is under 1 KiB
    std::size_t field = 64u << 10;         // the longest opinion; files are bounded by the body limit of their route
  };
  explicit MultipartReader(std::string boundary) : MultipartReader(std::move(boundary), Limits{}) {}
  MultipartReader(std::string boundary, Limits limits);

  Result<void> feed(std::string_view piece);
  // The end of the body: the closing delimiter must have been seen.
  Result<void> finish();
  Fields& fields() { return fields_; }
  std::vector<UploadedFile>& files() { return files_; }

 private:
  enum class State : std::uint8_t { preamble, after_delimiter, head, content, done };
  // Each takes what it can from pending_ and tells whether to go on; false = more bytes are needed.
  Result<bool> step();
  Result<bool> read_preamble();
  Result<bool> read_after_delimiter();
  Result<bool> read_head();
  Result<bool> read_content();
  Result<void> open_part(std::string_view head);
  Result<void> take_content(std::string_view bytes);
  Result<void> close_part();

  std::string delimiter_;                  // CRLF "--" boundary
  Limits limits_;
  State state_ = State::preamble;
  std::string pending_;                    // bytes not yet taken; begins with a made-up CRLF so that the first delimiter is like all others
  std::size_t taken_ = 0;                  // of pending_
  std::size_t parts_ = 0;
  UploadedFile part_;
  enum class PartKind : std::uint8_t { field, file } part_kind_ = PartKind::field;
  Fields fields_;
  std::vector<UploadedFile> files_;
};

// The boundary of a Content-Type of multipart/form-data; nullopt when it is another type or the boundary is not valid (RFC 2046 §5.1.1).
std::optional<std::string> multipart_boundary(std::string_view content_type);
// The value of a parameter of a header like Content-Disposition, quoted or not; nullopt when absent or broken.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

}  // namespace ocop::http
