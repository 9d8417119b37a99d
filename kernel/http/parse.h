#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "kernel/http/http.h"

namespace ocop::http {

// The general request parser: Beast's HTTP/1 grammar, fed by hand from the socket's buffer, writing straight into our Request.
// Stricter than Beast where leniency lets two servers read one text differently (RFC 9112 §11.2): duplicate Content-Length, any
// Transfer-Encoding but "chunked", Transfer-Encoding in HTTP/1.0, no or two Host are refused; trailers are dropped.
// One parser serves one connection, request after request; not thread-safe.
class RequestParser {
 public:
  enum class Step : std::uint8_t {
    need_more,   // all given bytes that can be taken were taken
    head_done,   // once a request, when it has a body to come: decide, set_body_limit(), feed on
    done,        // the request is whole
    failed,      // answer `status()` and close: where the next request starts is unknown
  };
  explicit RequestParser(std::size_t header_limit);
  ~RequestParser();

  // Takes from the front of `bytes`; `taken` is how many. Call again with the rest.
  Step feed(std::string_view bytes, std::size_t& taken);
  void reset();                                  // for the next request
  bool started() const;                          // some bytes of the current request were taken
  bool in_body() const;
  // More than this: failed with 413. Bytes of the body may be taken out of request() between feeds; they count all the same.
  enum class Body : std::uint8_t { held_whole, taken_piecemeal };
  void set_body_limit(std::size_t bytes, Body body = Body::held_whole);

  Request& request();                            // whole after `done`
  bool keep_alive() const;
  bool is_http_1_0() const;
  bool expects_continue() const;
  std::optional<std::uint64_t> content_length() const;   // as announced
  int status() const;                            // of `failed`
  std::string_view detail() const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace ocop::http
