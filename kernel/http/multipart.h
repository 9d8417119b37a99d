#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/crypto/crypto.h"
#include "kernel/http/http.h"

namespace ocop::http {

// multipart/form-data (RFC 7578, RFC 2046 §5.1), fed in pieces of any size as they come: the outcome does not depend on where they are cut.
// Parts with a file name become files, all others fields (which must be UTF-8). Of files only those that the route takes are kept, the last
// of each name, outside memory (files::Received); the others are read over.
class MultipartReader {
 public:
  struct Limits {
    std::size_t parts = 200;               // the largest form of ours has 150 fields and 10 files
    std::size_t part_head = 4u << 10;      // Content-Disposition with a long Vietnamese file name is under 1 KiB
    std::size_t fields = kDefaultBodyLimit;   // the values of all fields together
  };
  // A file that the route takes. Of a longer one nothing is kept but how long it was.
  struct Wanted { std::string field; std::size_t most = kUploadBodyLimit; };
  struct Takes {
    std::vector<Wanted> files{};
    std::string folder = "/tmp";           // where they lie, without a name
    Limits limits{};
  };
  MultipartReader(std::string boundary, Takes takes);

  // Errors: malformed_request for a broken body, storage_unavailable when the disk does not take a file. Whatever follows an error is read
  // over, and answered with the same error.
  Result<void> feed(std::string_view piece);
  // The end of the body: the closing delimiter must have been seen.
  Result<void> finish();
  Fields& fields() { return fields_; }
  std::vector<UploadedFile>& files() { return files_; }
  std::size_t in_memory() const;           // bytes that are held now
  std::size_t in_files() const;

 private:
  enum class State : std::uint8_t { preamble, after_delimiter, head, content, done };
  Result<void> go_on(std::string_view piece);
  // Each takes what it can from pending_ and tells whether to go on; false = more bytes are needed.
  Result<bool> step();
  Result<bool> read_preamble();
  Result<bool> read_after_delimiter();
  Result<bool> read_head();
  Result<bool> read_content();
  Result<void> open_part(std::string_view head);
  Result<void> take_content(std::string_view bytes);
  Result<void> take_file(std::string_view bytes);
  Result<void> close_part();
  void close_file();

  std::string delimiter_;                  // CRLF "--" boundary
  Takes takes_;
  std::optional<Error> fault_;
  State state_ = State::preamble;
  std::string pending_;                    // bytes not yet taken; begins with a made-up CRLF so that the first delimiter is like all others
  std::size_t taken_ = 0;                  // of pending_
  std::size_t parts_ = 0;
  UploadedFile part_;
  std::string value_;                      // of a field, so far
  const Wanted* wanted_ = nullptr;         // what the file of this part is for; null = read over
  crypto::Sha256 hash_;                    // of the file
  std::size_t line_end_ = 0;               // bytes of the head's CRLF that the content still begins with
  std::size_t values_ = 0;                 // bytes of all fields
  enum class PartKind : std::uint8_t { field, file } part_kind_ = PartKind::field;
  Fields fields_;
  std::vector<UploadedFile> files_;
};

// The boundary of a Content-Type of multipart/form-data; nullopt when it is another type or the boundary is not valid (RFC 2046 §5.1.1).
std::optional<std::string> multipart_boundary(std::string_view content_type);
// The value of a parameter of a header like Content-Disposition, quoted or not; nullopt when absent or broken.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

}  // namespace ocop::http
