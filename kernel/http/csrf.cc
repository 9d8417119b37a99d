#include "kernel/http/csrf.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/http/cookies.h"
#include "kernel/http/messages.h"
#include "kernel/http/response.h"

namespace ocop::http {
namespace {

constexpr std::size_t kMask = 16;         // half of the HMAC is kept, as RFC 2104 §5 allows
constexpr std::size_t kNonceBytes = 18;   // 144 random bits, 24 characters
constexpr std::size_t kMaxNonce = 64;     // a longer cookie is not ours

std::string tag(std::string_view key, std::string_view binding) {
  const crypto::Digest digest = crypto::hmac_sha256(key, binding);
  return std::string(crypto::view(digest).substr(0, kMask));
}

std::string exclusive_or(std::string_view a, std::string_view b) {
  std::string out(a);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ b[i]);
  return out;
}

Error refuse(ErrorKind kind, const Message& message, std::string field, std::string expected, std::string detail) {
  Error error = Error::of(kind, Problem{std::move(field), {}, std::move(expected), message, {}});
  error.detail = std::move(detail);
  return error;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// "https://host:port" of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t authority = url.find("://");
  if (authority == std::string_view::npos) return {};
  return url.substr(0, url.find('/', authority + 3));
}

// Ours is the public address, or the host that the browser itself addressed: a foreign site can forge neither.
bool is_own_origin(std::string_view origin, const Request& request, const ServerOptions& options) {
  const std::string sent = lower_case(origin);
  if (!options.public_url.empty() && sent == lower_case(origin_of(options.public_url))) return true;
  const std::string host = lower_case(request.header("host"));
  return !host.empty() && (sent == "http://" + host || sent == "https://" + host);
}

}  // namespace

std::string csrf_binding(const Request& request) {
  if (!request.session.empty()) return "session " + request.session;
  const auto nonce = own_cookie(request, OwnCookie::visitor);
  if (!nonce || nonce->empty() || nonce->size() > kMaxNonce) return {};
  return "visitor " + *nonce;
}

std::string make_csrf_token(std::string_view key, std::string_view binding, Random& random) {
  std::string mask(kMask, '\0');
  random.fill({reinterpret_cast<std::uint8_t*>(mask.data()), mask.size()});
  return text::base64url(mask + exclusive_or(mask, tag(key, binding)));
}

bool csrf_token_fits(std::string_view key, std::string_view binding, std::string_view token) {
  const auto bytes = crypto::base64url_decode(token);
  if (!bytes || bytes->size() != 2 * kMask || binding.empty()) return false;
  const std::string_view view(*bytes);
  return crypto::equal_constant_time(exclusive_or(view.substr(0, kMask), view.substr(kMask)), tag(key, binding));
}

Result<void> check_origin(const Request& request, const ServerOptions& options) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none")
    return refuse(ErrorKind::forbidden, msg::form_of_another_site, "sec-fetch-site", "same-origin", "the request was made by another site");
  const std::string_view origin = request.header("origin");
  if (!origin.empty() && !is_own_origin(origin, request, options))
    return refuse(ErrorKind::forbidden, msg::form_of_another_site, "origin", "this site", "the Origin is another site");
  return {};
}

Result<void> check_form_token(const Request& request, const ServerOptions& options) {
  std::string_view token = request.header(kCsrfHeader);
  if (token.empty()) token = request.form.get(kCsrfField);
  if (csrf_token_fits(options.csrf_key, csrf_binding(request), token)) return {};
  const Message& message = request.cookies == Cookies::kept_by_nobody ? msg::cookies_are_lost : msg::form_expired;
  return refuse(ErrorKind::stale_form, message, std::string(kCsrfField), "the token of the page's form",
                "the form token is missing, or is not of this session");
}

std::string CsrfIssuer::issue() {
  used_ = true;
  std::string binding = csrf_binding(request_);
  if (binding.empty()) {
    new_nonce_ = crypto::random_token(random_, kNonceBytes);
    binding = "visitor " + new_nonce_;
  }
  return make_csrf_token(key_, binding, random_);
}

}  // namespace ocop::http
