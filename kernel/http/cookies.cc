#include "kernel/http/cookies.h"

#include <algorithm>

#include "kernel/base/text.h"

namespace ocop::http {
namespace {

// __Host-: only of this host, only over TLS, no Domain (RFC 6265bis §4.1.3.2). Without TLS no browser takes such a name.
std::string_view name_of(Cookies kept, OwnCookie which) {
  constexpr std::string_view kPrefix = "__Host-";
  std::string_view name = which == OwnCookie::session ? kSessionCookie : which == OwnCookie::visitor ? kVisitorCookie : kFlashCookie;
  if (kept == Cookies::on_this_machine) name.remove_prefix(kPrefix.size());
  return name;
}

// "localhost:8080" → "localhost", "[::1]:8080" → "[::1]".
std::string_view without_port(std::string_view host) {
  const std::size_t colon = host.find(':', host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0);
  return host.substr(0, colon);
}

bool names_this_machine(std::string_view host) {
  const std::string name = text::lower(without_port(host));
  return name == "localhost" || name.ends_with(".localhost") || name == "[::1]" ||
         (name.starts_with("127.") && Network::parse("127.0.0.0/8")->contains(name));
}

}  // namespace

Cookies cookies_of(const Request& request, std::string_view public_url) {
  // A proxy that ends TLS and is not trusted to say so: the browser did come over TLS, or the site's address would be another.
  if (request.secure || public_url.starts_with("https://")) return Cookies::over_tls;
  return names_this_machine(request.header("host")) ? Cookies::on_this_machine : Cookies::kept_by_nobody;
}

std::optional<std::string> own_cookie(const Request& request, OwnCookie which) { return request.cookie(name_of(request.cookies, which)); }

std::string set_own_cookie(const Request& request, OwnCookie which, std::string_view value, std::optional<std::chrono::seconds> age) {
  std::string out = std::string(name_of(request.cookies, which)) + "=" + std::string(value) + "; Path=/";
  if (age) out += "; Max-Age=" + std::to_string(age->count());
  if (request.cookies != Cookies::on_this_machine) out += "; Secure";
  return out + "; HttpOnly; SameSite=Lax";
}

}  // namespace ocop::http
