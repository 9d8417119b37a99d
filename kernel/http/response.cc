#include "kernel/http/response.h"

#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// A URL put into Location must be ASCII: bytes of UTF-8 are percent-encoded, what is already encoded stays.
std::string ascii_url(std::string_view url) {
  std::string out;
  out.reserve(url.size());
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) out.push_back(c);
    else out.append(percent_encode(std::string_view(&c, 1)));
  }
  return out;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* find_header(const Response& response, std::string_view wanted) {
  for (const auto& [name, value] : response.headers)
    if (same_name(name, wanted)) return &value;
  return nullptr;
}

void add_vary(Response& response, std::string_view field) {
  for (auto& [name, value] : response.headers) {
    if (!same_name(name, "vary")) continue;
    if (value.find(field) == std::string::npos) value.append(", ").append(field);
    return;
  }
  response.headers.emplace_back("Vary", std::string(field));
}

std::string_view reason_phrase(int status) {
  static constexpr std::array<std::pair<int, std::string_view>, 35> kPhrases{{   // sorted; RFC 9110 §15, RFC 6585
      {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"}, {300, "Multiple Choices"}, {301, "Moved Permanently"},
      {302, "Found"}, {303, "See Other"}, {304, "Not Modified"}, {307, "Temporary Redirect"}, {308, "Permanent Redirect"},
      {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"},
      {406, "Not Acceptable"}, {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"}, {412, "Precondition Failed"},
      {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"}, {417, "Expectation Failed"},
      {422, "Unprocessable Content"}, {423, "Locked"}, {428, "Precondition Required"}, {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"},
      {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"}}};
  const auto before = [](const auto& entry, int key) { return entry.first < key; };
  const auto found = std::lower_bound(kPhrases.begin(), kPhrases.end(), status, before);
  return found != kPhrases.end() && found->first == status ? found->second : std::string_view{};
}

const std::vector<std::pair<std::string_view, std::string_view>>& security_headers(Transport transport) {
  using Headers = std::vector<std::pair<std::string_view, std::string_view>>;
  static const Headers kPlain{
      {"Content-Security-Policy",
       "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "strict-origin-when-cross-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
  };
  static const Headers kTls = [] {
    Headers out = kPlain;
    out.emplace_back("Strict-Transport-Security", "max-age=31536000");   // one year; subdomains are not ours to decide for
    return out;
  }();
  return transport == Transport::tls ? kTls : kPlain;
}

bool is_security_header(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames{"content-security-policy", "x-content-type-options", "referrer-policy",
                                                          "cross-origin-opener-policy", "strict-transport-security"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view known) { return same_name(name, known); });
}

Response Response::html(std::string body, int status) {
  Response out;
  out.status = status;
  out.body = std::move(body);
  return out;
}

Response Response::json(std::string body, int status) {
  Response out = html(std::move(body), status);
  out.content_type = "application/json";
  return out;
}

Response Response::text(std::string body, int status) {
  Response out = html(std::move(body), status);
  out.content_type = "text/plain; charset=utf-8";
  return out;
}

Response Response::redirect(std::string location, int status) {
  Response out;
  out.status = status;
  out.content_type = "text/plain; charset=utf-8";
  out.headers.emplace_back("Location", ascii_url(location));
  return out;
}

Response Response::file(std::string body, std::string content_type, std::string_view file_name) {
  std::string plain;   // RFC 6266 §4.3: an ASCII fallback, then the name in UTF-8
  for (const char c : file_name) {
    const bool printable = static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f;
    const bool safe = printable && c != '"' && c != '\\' && c != '/' && c != ';';
    if (safe) plain.push_back(c);
    else if (plain.empty() || plain.back() != '_') plain.push_back('_');
  }
  Response out;
  out.body = std::move(body);
  out.content_type = std::move(content_type);
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(file_name));
  return out;
}

Response&& Response::with(std::string name, std::string value) && {
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

Response problem(const Error& error, const Request& request) {
  const ErrorTraits& row = traits(error.kind);
  json::Writer out;
  out.begin_object();
  out.field("type", "urn:ocop:error:" + std::string(row.name));
  out.field("title", translate(row.title, request.language));
  out.field("status", static_cast<std::int64_t>(row.status));
  // The text of an internal error goes to the log only: it may name what an attacker wants to know.
  if (!error.detail.empty() && error.kind != ErrorKind::internal) out.field("detail", error.detail);
  out.field("advice", translate(row.advice, request.language));
  out.field("instance", request.request_id);
  if (!error.problems.empty() && error.kind != ErrorKind::internal) {
    out.member("problems").begin_array();
    for (const Problem& one : error.problems) {
      out.begin_object().field("field", one.field).field("got", one.got).field("expected", one.expected);
      out.field("message", sentence(one, request.language)).end_object();
    }
    out.end_array();
  }
  out.end_object();
  Response response = Response::json(out.take(), row.status);
  if (row.status >= 500) response.fault = error.detail;
  response.content_type = "application/problem+json";
  return response;
}

Response refusal(int status, std::string_view detail) {
  json::Writer out;
  out.begin_object().field("type", "about:blank").field("title", reason_phrase(status)).field("status", static_cast<std::int64_t>(status));
  out.field("detail", detail).end_object();
  Response response = Response::json(out.take(), status);
  response.content_type = "application/problem+json";
  return response;
}

}  // namespace ocop::http
