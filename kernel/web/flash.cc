#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/http/cookies.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/parts.h"

// One-time messages. The cookie is base64url(kind ‖ text) "." base64url(HMAC-SHA-256(flash_key, "flash" ‖ payload)): a text that this site
// did not write is never shown, whoever sets the cookie. It is shown once and expires by itself.
namespace ocop::web {
namespace {
constexpr std::size_t kMaxFlashText = 600;   // a sentence or two; a cookie must stay far below 4096 bytes (RFC 6265bis §5.6)
constexpr std::chrono::seconds kShownFor{60};   // the next page comes at once
constexpr std::string_view kPurpose = "ocop flash v1\n";

std::string signature(const Site& site, std::string_view payload) {
  return text::base64url(crypto::view(crypto::hmac_sha256(site.flash_key, std::string(kPurpose) + std::string(payload))));
}
}  // namespace

http::Response redirect_with_flash(const Site& site, const http::Request& request, std::string_view path, const Message& message,
                                   FlashKind kind) {
  const bool own = !path.empty() && path[0] == '/' && (path.size() == 1 || (path[1] != '/' && path[1] != '\\'));
  auto response = http::Response::redirect(link(request, own ? path : std::string_view("/")));
  const std::string_view words = ocop::translate(message, request.language);
  const std::string payload = (kind == FlashKind::done ? "d" : "n") + std::string(text::cut(words, kMaxFlashText));
  response.headers.emplace_back("Set-Cookie", http::set_own_cookie(request, http::OwnCookie::flash,
                                                                   text::base64url(payload) + "." + signature(site, payload), kShownFor));
  return response;
}

Flash read_flash(const Site& site, const http::Request& request) {
  const auto cookie = http::own_cookie(request, http::OwnCookie::flash);
  if (!cookie || site.flash_key.empty()) return {};
  const auto dot = cookie->find('.');
  if (dot == std::string::npos) return {};
  const auto payload = crypto::base64url_decode(std::string_view(*cookie).substr(0, dot));
  if (!payload || payload->empty() || payload->size() > kMaxFlashText + 1) return {};
  if (!crypto::equal_constant_time(signature(site, *payload), std::string_view(*cookie).substr(dot + 1))) return {};
  return {payload->front() == 'd' ? FlashKind::done : FlashKind::notice, payload->substr(1)};
}

std::string expired_flash_cookie(const http::Request& request) {
  return http::set_own_cookie(request, http::OwnCookie::flash, "", std::chrono::seconds(0));
}

}  // namespace ocop::web
