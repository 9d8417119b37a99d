#include "kernel/http/answer.h"

#include "kernel/crypto/crypto.h"

namespace ocop::http {
namespace {
constexpr std::size_t kEtagDigits = 16;  // 64 bits of the content's hash: two texts of one address that collide are not to be met by chance
}

std::string etag_of(std::string_view content) { return etag_of_sha256(crypto::sha256_hex(content)); }
std::string etag_of_sha256(std::string_view sha256) { return std::string(sha256.substr(0, kEtagDigits)); }

Response content(std::string json) {
  Response out = Response::json(std::move(json));
  out.etag = etag_of(out.body);
  return out;
}

Response versioned(std::string json, std::int64_t version, int status) {
  Response out = Response::json(std::move(json), status);
  out.etag = std::to_string(version);
  return out;
}

Response created(std::string json, std::string location) {
  return Response::json(std::move(json), 201).with("Location", std::move(location));
}

Response done() {
  Response out;
  out.status = 204;
  out.content_type.clear();
  return out;
}

}  // namespace ocop::http
