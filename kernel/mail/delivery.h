#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/time.h"
#include "kernel/fetch/fetch.h"
#include "kernel/mail/letter.h"

// The ways out: an SMTP server, a folder, a gateway over HTTP. Each call is one attempt and blocks until its end or its time limit; libcurl
// is behind it and not visible. Thread-safe. Reasons hold codes, never an address or a server's own words.
namespace ocop::mail {

struct Delivery {
  enum class End : std::uint8_t { accepted, try_again, refused };   // refused: no further attempt can help
  End end = End::accepted;
  std::string reason{};            // "550 5.1.1", "Couldn't connect to server"
  std::optional<std::chrono::seconds> wait{};   // what the other side asked for (Retry-After)
};

using GoOn = fetch::GoOn;   // false breaks a delivery off (try_again)

inline constexpr std::chrono::seconds kDeliveryLimit{60};   // RFC 5321 §4.5.3.2 allows minutes; a queue with retries need not wait so long

// ---- SMTP (RFC 5321)
struct SmtpServer {
  std::string url;                 // smtp://host[:port] (STARTTLS, RFC 3207; without it only to this machine) or smtps://host[:port]
  std::string user, password;      // empty = no AUTH
  std::string ca_file{};           // PEM of the authority of the server's certificate; empty = the system's
  std::string own_name{};          // for EHLO
  std::chrono::seconds limit = kDeliveryLimit;
};
// 4xx, no connection, broken connection, wrong password: try_again. Other 5xx: refused.
Delivery send_by_smtp(const SmtpServer& server, std::string_view from, std::string_view to, const std::string& bytes,
                      const GoOn& go_on = {});

// ---- a folder, for a desk and the demo
// FOLDER/<name>.eml; the same name twice is the same file.
Delivery put_into_folder(const std::string& folder, std::string_view name, const std::string& bytes);

// ---- a gateway (docs/formats/gateway.md)
struct GatewayServer {
  std::string url;                 // https://…, or http:// to this machine
  std::string secret;              // shared with the gateway
  std::string ca_file{};
  std::chrono::seconds limit = kDeliveryLimit;
};
inline constexpr std::size_t kLeastGatewaySecret = 16;   // 128 bits at least when drawn at random
// "t=1764057600,v1=<hex HMAC-SHA-256(secret, t '.' body)>"
std::string sign_for_gateway(std::string_view secret, Instant at, std::string_view body);
// POST of JSON with Ocop-Signature and Ocop-Delivery (the same for each attempt). 2xx: accepted. 400, 404, 405, 410, 413, 415, 422:
// refused. All else: try_again.
Delivery post_to_gateway(const GatewayServer& server, std::string_view delivery_id, Instant at, const std::string& body,
                         const GoOn& go_on = {});

// Whether a URL may be used at all: its scheme is one of ours, and what is not encrypted stays on this machine.
Result<void> check_smtp_url(std::string_view url);
Result<void> check_gateway_url(std::string_view url);

}  // namespace ocop::mail
