#include <zlib.h>

#include <stdexcept>

#include "kernel/base/quality.h"
#include "kernel/http/conditional.h"
#include "kernel/http/response.h"

namespace ocop::http {
namespace {

// Level 5: within 3 % of level 9's size on our pages at under half its time.
constexpr int kLevel = 5;
constexpr int kGzipWindow = 15 + 16;   // 32 KiB window; +16 asks zlib for the gzip frame
constexpr int kMemoryLevel = 8;        // zlib's own default

bool compressible(std::string_view type) {
  type = type.substr(0, type.find(';'));
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") || type == "application/json" ||
         type == "application/javascript" || type == "application/xml";
}

struct Deflate {
  z_stream stream{};
  Deflate() {
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;
  ~Deflate() { deflateEnd(&stream); }
};

}  // namespace

std::string gzip(std::string_view plain) {
  Deflate deflate;
  std::string out(deflateBound(&deflate.stream, plain.size()), '\0');
  deflate.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  deflate.stream.avail_in = static_cast<uInt>(plain.size());
  deflate.stream.next_out = reinterpret_cast<Bytef*>(out.data());
  deflate.stream.avail_out = static_cast<uInt>(out.size());
  if (::deflate(&deflate.stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib did not finish within its own bound");
  out.resize(deflate.stream.total_out);
  return out;
}

// RFC 9110 §12.5.3: named, or meant by "*" where it is not named.
bool accepts_gzip(std::string_view accept_encoding) {
  int named = -1, any = 0;
  for (const auto& [coding, weight] : weighted_items(accept_encoding)) {
    if (coding == "gzip" || coding == "x-gzip") named = weight;
    if (coding == "*") any = weight;
  }
  return named >= 0 ? named > 0 : any > 0;
}

Coding compress(Response& response, const Request& request) {
  if (find_header(response, "content-encoding")) return Coding::identity;   // already compressed when the program was built
  const std::string_view plain = response.static_body.data() ? response.static_body : std::string_view(response.body);
  if (plain.size() < kCompressFrom || !compressible(response.content_type)) return Coding::identity;
  add_vary(response, "Accept-Encoding");
  if (!accepts_gzip(request.header("accept-encoding"))) return Coding::identity;
  response.body = gzip(plain);
  response.static_body = {};
  response.headers.emplace_back("Content-Encoding", "gzip");
  return Coding::gzip;
}

}  // namespace ocop::http
