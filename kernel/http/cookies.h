#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

// The site's own cookies, set and read in one way.
namespace ocop::http {

enum class OwnCookie : std::uint8_t {
  session,   // who is signed in
  visitor,   // nonce that CSRF tokens of visitors' forms are bound to
  flash,     // a message for the next page (kernel/web)
};

// How a browser keeps them, by how it came here (RFC 6265bis §4.1.2.5, §4.1.3):
Cookies cookies_of(const Request& request, std::string_view public_url);

// nullopt = not sent.
std::optional<std::string> own_cookie(const Request& request, OwnCookie which);
// Value of a Set-Cookie header. Without an age it lasts as long as the browser; an age of 0 ends it.
std::string set_own_cookie(const Request& request, OwnCookie which, std::string_view value,
                           std::optional<std::chrono::seconds> age = std::nullopt);

}  // namespace ocop::http
