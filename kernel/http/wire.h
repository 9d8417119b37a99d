#pragma once
#include <string>
#include <string_view>

#include "kernel/http/pipeline.h"
#include "kernel/http/response.h"

// Answers as bytes: one head written by hand into the connection's one buffer (7-stack: Beast's response and serializer cost as much as
// all the rest of a request).
namespace ocop::http {

enum class Ending : std::uint8_t { keep_open, keep_open_1_0, close };
enum class BodyMode : std::uint8_t { send, head_only };

// The lines that are the same for all answers, made once. Each ends in CRLF.
struct FixedLines {
  std::string security_plain, security_tls;
  explicit FixedLines();
  const std::string& security(Transport transport) const { return transport == Transport::tls ? security_tls : security_plain; }
};

struct WireContext {
  const FixedLines& fixed;
  std::string_view date_line;           // "Date: …\r\n"
  std::string_view request_id;
  Transport transport = Transport::plain;
  Ending ending = Ending::keep_open;
  BodyMode body = BodyMode::send;
};
void append_response(std::string& out, const Response& response, const WireContext& context);

std::string http_date(Instant instant);   // RFC 9110 §5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT"

// One line of JSON, without a line end. Nothing personal: no address, no query, no path (only the route's pattern).
struct LogEntry {
  Instant at;
  std::string_view request_id;
  Method method = Method::get;
  std::string_view route;               // pattern, or "-"
  int status = 0;
  double milliseconds = 0;
  std::size_t bytes = 0;
  const std::optional<AccountId>* account = nullptr;
  std::string_view fault{};
};
std::string log_line(const LogEntry& entry);

}  // namespace ocop::http
