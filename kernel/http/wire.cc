#include "kernel/http/wire.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "kernel/json/json.h"

namespace ocop::http {
namespace {

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// A header of ours never holds control characters; if one slips in from data it must not begin a new header (response splitting).
void append_header_text(std::string& out, std::string_view text) {
  const std::size_t from = out.size();
  out.append(text);
  for (std::size_t i = from; i < out.size(); ++i)
    if (static_cast<unsigned char>(out[i]) < 0x20 || out[i] == 0x7f) out[i] = ' ';
}

std::string lines_of(Transport transport) {
  std::string out;
  for (const auto& [name, value] : security_headers(transport)) out.append(name).append(": ").append(value).append("\r\n");
  return out;
}

// The security headers that the handler did not set itself; nearly always all of them.
void append_security(std::string& out, const Response& response, const WireContext& context) {
  const auto ours = [](const auto& header) { return is_security_header(header.first); };
  const bool overridden = std::any_of(response.headers.begin(), response.headers.end(), ours);
  if (!overridden) {
    out.append(context.fixed.security(context.transport));
    return;
  }
  for (const auto& [name, value] : security_headers(context.transport))
    if (!find_header(response, name)) out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

FixedLines::FixedLines() : security_plain(lines_of(Transport::plain)), security_tls(lines_of(Transport::tls)) {}

void append_response(std::string& out, const Response& response, const WireContext& context) {
  const std::string_view body = response.static_body.data() ? response.static_body : std::string_view(response.body);
  const bool bodiless = response.status == 204 || response.status == 304;   // RFC 9110 §6.4.1
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(response.status));
  out.append(" ").append(reason_phrase(response.status)).append("\r\n").append(context.date_line);
  if (!bodiless) {
    if (!body.empty()) {
      out.append("Content-Type: ");
      append_header_text(out, response.content_type);
      out.append("\r\n");
    }
    out.append("Content-Length: ");
    append_number(out, body.size());
    out.append("\r\n");
  }
  for (const auto& [name, value] : response.headers) {
    append_header_text(out, name);
    out.append(": ");
    append_header_text(out, value);
    out.append("\r\n");
  }
  append_security(out, response, context);
  out.append("X-Request-Id: ");
  append_header_text(out, context.request_id);
  out.append("\r\n");
  if (context.ending == Ending::close) out.append("Connection: close\r\n");
  if (context.ending == Ending::keep_open_1_0) out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
  if (!bodiless && context.body == BodyMode::send) out.append(body);
}

std::string http_date(Instant instant) {
  static constexpr std::array<const char*, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t days = instant.milliseconds / kDay - (instant.milliseconds % kDay < 0 ? 1 : 0);
  const Date date{static_cast<std::int32_t>(days)};
  const auto civil = date.civil();
  const int second = static_cast<int>((instant.milliseconds - days * kDay) / 1000);
  std::array<char, 64> text;
  const char* day = kDays[static_cast<std::size_t>(date.weekday() - 1)];
  const char* month = kMonths[static_cast<std::size_t>(civil.month - 1)];
  const int n = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", day, civil.day, month, civil.year,
                              second / 3600, second / 60 % 60, second % 60);
  return {text.data(), static_cast<std::size_t>(n)};
}

std::string log_line(const LogEntry& entry) {
  std::string out;
  out.reserve(256);
  out.append(R"({"ts":")").append(entry.at.iso()).append(R"(","level":")");
  out.append(entry.status >= 500 ? "error" : entry.status >= 400 ? "warning" : "info");
  out.append(R"(","request_id":)");
  json::append_escaped(out, entry.request_id);
  out.append(R"(,"method":")").append(name(entry.method)).append(R"(","route":)");
  json::append_escaped(out, entry.route);
  out.append(R"(,"status":)");
  append_number(out, static_cast<std::uint64_t>(entry.status));
  std::array<char, 32> time;
  const int n = std::snprintf(time.data(), time.size(), R"(,"ms":%.3f,"bytes":)", entry.milliseconds);
  out.append(time.data(), static_cast<std::size_t>(n));
  append_number(out, entry.bytes);
  if (entry.account && *entry.account) out.append(R"(,"account":")").append((*entry.account)->text()).append("\"");
  if (!entry.fault.empty()) {
    out.append(R"(,"fault":)");
    json::append_escaped(out, entry.fault);
  }
  out.append("}");
  return out;
}

}  // namespace ocop::http
