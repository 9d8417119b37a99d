#pragma once
#include "kernel/base/result.h"
#include "kernel/http/http.h"

// Cross-site request forgery: three fences for every changing request that a cookie speaks for.
//  1. Sec-Fetch-Site must not say another site (Fetch Metadata).   2. Origin, when sent, must be ours (RFC 6454).
//  3. The form carries a token bound to the session, or to the visitor's nonce cookie.
// The token is mask ‖ (mask XOR HMAC-SHA256(key, binding)[0..16)): another text in each page, so that its gzipped size tells nothing
// of it (BREACH), and nothing is stored.
namespace ocop::http {

std::string csrf_binding(const Request& request);   // empty when the request has neither session nor nonce
std::string make_csrf_token(std::string_view key, std::string_view binding, Random& random);
bool csrf_token_fits(std::string_view key, std::string_view binding, std::string_view token);

// The first two. Error: forbidden.
Result<void> check_origin(const Request& request, const ServerOptions& options);
// The third. Error: stale_form.
Result<void> check_form_token(const Request& request, const ServerOptions& options);

// Makes the token of a request's answer, and the visitor's nonce with it when there is none yet.
class CsrfIssuer final : public CsrfToken::Issuer {
 public:
  CsrfIssuer(const Request& request, std::string_view key, Random& random) : request_(request), key_(key), random_(random) {}
  std::string issue() override;
  bool used() const { return used_; }
  const std::string& new_nonce() const { return new_nonce_; }   // empty when no cookie must be set

 private:
  const Request& request_;
  std::string_view key_;
  Random& random_;
  bool used_ = false;
  std::string new_nonce_;
};

}  // namespace ocop::http
