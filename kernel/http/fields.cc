#include <algorithm>

#include "kernel/base/quality.h"
#include "kernel/base/text.h"
#include "kernel/http/http.h"

namespace ocop::http {
namespace {

// A score sheet with an opinion on each criterion has about 150 fields; ten times that and more is not a form of ours.
constexpr std::size_t kMaxFields = 2'000;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {   // RFC 3986 §2.3
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

Error malformed(std::string detail) { return Error::of(ErrorKind::malformed_request, std::move(detail)); }

// One name or value of a form: '+' is a space, then percent-decoding.
Result<std::string> form_text(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  auto decoded = percent_decode(spaced);
  if (!decoded) return malformed("a '%' is not followed by two hexadecimal digits");
  if (!text::is_valid_utf8(*decoded)) return malformed("a name or value is not UTF-8");
  if (decoded->find('\0') != std::string::npos) return malformed("a name or value contains NUL");
  return std::move(*decoded);
}

// The weight of the best media range of an Accept header that names one of `types` exactly; 0 when none does.
int best_weight(std::string_view accept, std::initializer_list<std::string_view> types) {
  int best = 0;
  for (const auto& [type, weight] : weighted_items(accept))
    if (std::find(types.begin(), types.end(), type) != types.end()) best = std::max(best, weight);
  return best;
}

template <class Pairs>
std::string_view first_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view name(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
  }
  return "GET";
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (unreserved(c)) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kDigits[byte >> 4]);
      out.push_back(kDigits[byte & 15]);
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const auto& [key, value] : items_)
    if (key == name) return value;
  return std::nullopt;
}

std::string_view Fields::get(std::string_view name) const { return first_of(items_, name); }

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& [key, value] : items_)
    if (key == name) out.push_back(value);
  return out;
}

Result<Fields> Fields::parse_query(std::string_view query) {
  Fields out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (out.items_.size() == kMaxFields) return malformed("more than 2000 fields");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    OCOP_TRY(key, form_text(pair.substr(0, equals)));
    OCOP_TRY(value, form_text(pair.substr(std::min(equals + 1, pair.size()))));
    out.add(std::move(key), std::move(value));
  }
  return out;
}

std::string Fields::to_query() const {
  std::string out;
  for (const auto& [key, value] : items_) {
    if (!out.empty()) out.push_back('&');
    out.append(percent_encode(key)).append("=").append(percent_encode(value));
  }
  return out;
}

std::string_view Request::header(std::string_view lower_case_name) const { return first_of(headers, lower_case_name); }
std::string_view Request::value(std::string_view path_name) const { return first_of(path_values, path_name); }

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    for (std::string_view pair : text::split(value, ';')) {
      pair = text::trim(pair);
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return std::string(pair.substr(name.size() + 1));
    }
  }
  return std::nullopt;
}

bool Request::wants_json() const {
  if (path.starts_with("/api/")) return true;
  const std::string_view accept = header("accept");
  const int json = best_weight(accept, {"application/json", "application/problem+json"});
  return json > 0 && json > best_weight(accept, {"text/html", "application/xhtml+xml"});
}

bool Request::is_htmx() const { return header("hx-request") == "true"; }

}  // namespace ocop::http
