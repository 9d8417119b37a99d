#include "kernel/http/parse.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

#include "kernel/base/text.h"
#include "kernel/http/response.h"

// One of the three files that see Boost (Beast's parser; no sockets).
namespace ocop::http {
namespace {

namespace beast = boost::beast;
using beast::http::verb;

constexpr std::size_t kMaxHeaders = 100;            // browsers send about 20
constexpr std::size_t kMaxTarget = 8u << 10;        // RFC 9110 §4.1 asks for 8,000 at least

// "0" CRLF CRLF: at least this much is still to come inside a chunked body. Beast 1.81 asserts when a last chunk reaches it in smaller
// pieces.
constexpr std::size_t kShortestChunk = 5;

std::optional<Method> method_of(verb method) {
  switch (method) {
    case verb::get: return Method::get;
    case verb::head: return Method::head;
    case verb::post: return Method::post;
    case verb::put: return Method::put;
    case verb::patch: return Method::patch;
    case verb::delete_: return Method::delete_;
    case verb::options: return Method::options;
    default: return std::nullopt;
  }
}

// A request line that ends in "HTTP/d.d": whole, but of a version that is not spoken here.
bool names_version(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find("\r\n"));
  constexpr std::size_t kVersion = sizeof("HTTP/1.1") - 1;
  return line.size() > kVersion && line.substr(line.size() - kVersion).starts_with("HTTP/") && line[line.size() - 2] == '.';
}

std::string_view plain(beast::string_view text) { return {text.data(), text.size()}; }

// Fills a Request from the parser's calls. A refusal of ours is kept in `status` and `detail`; Beast stops with a generic error.
class Reader final : public beast::http::basic_parser<true> {
 public:
  Request request;
  int status = 0;
  std::string_view detail;
  bool http_1_0 = false, continue_expected = false, head_complete = false;
  std::size_t longest_body = 0, body_bytes = 0;
  RequestParser::Body body = RequestParser::Body::held_whole;
  int hosts = 0, lengths = 0, encodings = 0;

 private:
  using Code = beast::error_code;
  void refuse(int with, std::string_view why, Code& ec) {
    status = with;
    detail = why;
    ec = beast::http::error::bad_field;
  }
  void on_request_impl(verb method, beast::string_view, beast::string_view target, int version, Code& ec) override {
    http_1_0 = version == 10;
    const auto known = method_of(method);
    if (!known) return refuse(501, "the method is not one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS", ec);
    if (version != 10 && version != 11) return refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here", ec);
    if (target.size() > kMaxTarget) return refuse(414, "the address is longer than 8192 bytes", ec);
    request.method = *known;
    request.original_target = plain(target);
    request.headers.reserve(16);   // what a phone's browser sends, without growing twice
  }
  void on_response_impl(int, beast::string_view, int, Code&) override {}
  void on_field_impl(beast::http::field known, beast::string_view name, beast::string_view value, Code& ec) override {
    if (head_complete) return;   // a trailer: nothing of ours reads one, and merging it would let it pose as a header
    using beast::http::field;
    if (known == field::host) ++hosts;
    else if (known == field::content_length && ++lengths > 1) return refuse(400, "Content-Length is given twice", ec);
    else if (known == field::transfer_encoding) {
      if (++encodings > 1 || http_1_0) return refuse(400, "Transfer-Encoding is given twice, or with HTTP/1.0", ec);
      if (!same_name(plain(value), "chunked")) return refuse(501, "Transfer-Encoding may only be chunked", ec);
    } else if (known == field::expect) {
      if (!same_name(plain(value), "100-continue")) return refuse(417, "Expect may only be 100-continue", ec);
      continue_expected = !http_1_0;
    }
    if (request.headers.size() == kMaxHeaders) return refuse(431, "more than 100 header fields", ec);
    if (!text::is_valid_utf8(plain(value))) return;   // such a value is of no use to us, and all text of a Request is UTF-8
    auto& added = request.headers.emplace_back(plain(name), plain(value));
    for (char& c : added.first)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  void on_header_impl(Code& ec) override {
    head_complete = true;
    if (lengths > 0 && encodings > 0) return refuse(400, "Content-Length and Transfer-Encoding together", ec);
    if (hosts > 1 || (hosts == 0 && !http_1_0)) return refuse(400, "exactly one Host is needed", ec);   // RFC 9112 §3.2
  }
  void on_body_init_impl(boost::optional<std::uint64_t> const& length, Code&) override {
    if (length && body == RequestParser::Body::held_whole)
      request.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(*length, longest_body)));
  }
  std::size_t take_body(beast::string_view piece, Code& ec) {
    if (body_bytes + piece.size() > longest_body) {
      refuse(413, "the body is longer than this address takes", ec);
      return 0;
    }
    request.body.append(piece.data(), piece.size());
    body_bytes += piece.size();
    return piece.size();
  }
  std::size_t on_body_impl(beast::string_view piece, Code& ec) override { return take_body(piece, ec); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, Code& ec) override { return take_body(piece, ec); }
  void on_finish_impl(Code&) override {}
};

}  // namespace

struct RequestParser::Inner {
  std::size_t header_limit;
  std::optional<Reader> reader{};
  std::size_t head_bytes = 0;
  bool begun = false, head_told = false;

  explicit Inner(std::size_t limit) : header_limit(limit) { reset(); }
  void reset() {
    reader.emplace();
    reader->header_limit(static_cast<std::uint32_t>(header_limit));
    reader->body_limit(boost::none);   // ours is known only after the route is
    head_bytes = 0;
    begun = head_told = false;
  }
  Step fail(int status, std::string_view detail) {
    if (reader->status == 0) {
      reader->status = status;
      reader->detail = detail;
    }
    return Step::failed;
  }
  Step explain(beast::error_code ec, std::string_view bytes) {
    using beast::http::error;
    if (ec == error::header_limit) return fail(431, "the head of the request is too long");
    if (ec == error::bad_version && names_version(bytes)) return fail(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    return fail(400, "the request is not HTTP/1.1 as RFC 9112 writes it");
  }
};

RequestParser::RequestParser(std::size_t header_limit) : inner_(std::make_unique<Inner>(header_limit)) {}
RequestParser::~RequestParser() = default;

RequestParser::Step RequestParser::feed(std::string_view bytes, std::size_t& taken) {
  Inner& in = *inner_;
  Reader& reader = *in.reader;
  taken = 0;
  while (!reader.is_done()) {
    if (reader.is_header_done() && !in.head_told) {
      in.head_told = true;
      return Step::head_done;
    }
    const bool in_head = !reader.is_header_done();
    if (taken == bytes.size()) return Step::need_more;
    if (!in_head && reader.chunked() && bytes.size() - taken < kShortestChunk) return Step::need_more;
    in.begun = true;
    beast::error_code ec;
    const std::size_t got = reader.put(boost::asio::const_buffer(bytes.data() + taken, bytes.size() - taken), ec);
    taken += got;
    if (in_head) in.head_bytes += got;
    if (in_head && in.head_bytes > in.header_limit) return in.fail(431, "the head of the request is too long");
    if (ec == beast::http::error::need_more) return Step::need_more;
    if (ec) return in.explain(ec, bytes);
  }
  return Step::done;
}

void RequestParser::reset() { inner_->reset(); }
bool RequestParser::started() const { return inner_->begun; }
bool RequestParser::in_body() const { return inner_->head_told; }
void RequestParser::set_body_limit(std::size_t bytes, Body body) {
  inner_->reader->longest_body = bytes;
  inner_->reader->body = body;
}
Request& RequestParser::request() { return inner_->reader->request; }
bool RequestParser::keep_alive() const { return inner_->reader->keep_alive(); }
bool RequestParser::is_http_1_0() const { return inner_->reader->http_1_0; }
bool RequestParser::expects_continue() const { return inner_->reader->continue_expected; }
std::optional<std::uint64_t> RequestParser::content_length() const {
  if (const auto length = inner_->reader->content_length()) return *length;
  return std::nullopt;
}
int RequestParser::status() const { return inner_->reader->status; }
std::string_view RequestParser::detail() const { return inner_->reader->detail; }

}  // namespace ocop::http
