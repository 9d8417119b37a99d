#include "kernel/http/hot.h"

#include <array>
#include <cstring>

#include "kernel/http/response.h"

namespace ocop::http {
namespace {

enum CharClass : unsigned char { kToken = 1, kPath = 2, kValue = 4 };

// RFC 9110 §5.6.2 token; RFC 3986 pchar, '/' and '%'; RFC 9110 §5.5 field value without obs-text.
constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> out{};
  for (unsigned c = 0x20; c < 0x7f; ++c) out[c] = kValue;
  out['\t'] = kValue;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) out[static_cast<unsigned char>(c)] |= kToken;
  for (const char c : std::string_view("-._~!$&'()*+,;=:@/%")) out[static_cast<unsigned char>(c)] |= kPath;
  for (unsigned c = '0'; c <= '9'; ++c) out[c] |= kToken | kPath;
  for (unsigned c = 'a'; c <= 'z'; ++c) out[c] |= kToken | kPath;
  for (unsigned c = 'A'; c <= 'Z'; ++c) out[c] |= kToken | kPath;
  return out;
}
constexpr std::array<unsigned char, 256> kClasses = make_classes();

std::size_t run_of(std::string_view text, CharClass of) {
  std::size_t n = 0;
  while (n < text.size() && (kClasses[static_cast<unsigned char>(text[n])] & of)) ++n;
  return n;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// A resolver answers a linkset to whoever asks for JSON of some kind, also by "application/*". The general path weighs it.
bool may_want_links(std::string_view accept) {
  const auto has = [&](std::string_view part) { return accept.find(part) != std::string_view::npos; };
  return has("json") || has("application/*");
}

// What a header means for a plain scan.
enum class Bearing : unsigned char { none, host, unusual };
Bearing bearing(std::string_view name, std::string_view value) {
  switch (name.size()) {
    case 2: return same_name(name, "te") ? Bearing::unusual : Bearing::none;
    case 4: return same_name(name, "host") ? Bearing::host : Bearing::none;
    case 6:
      if (same_name(name, "expect")) return Bearing::unusual;
      return same_name(name, "accept") && may_want_links(value) ? Bearing::unusual : Bearing::none;
    case 7: return same_name(name, "upgrade") || same_name(name, "trailer") ? Bearing::unusual : Bearing::none;
    case 10: return same_name(name, "connection") && !same_name(trimmed(value), "keep-alive") ? Bearing::unusual : Bearing::none;
    case 14: return same_name(name, "content-length") ? Bearing::unusual : Bearing::none;
    case 16: return same_name(name, "proxy-connection") ? Bearing::unusual : Bearing::none;
    case 17: return same_name(name, "transfer-encoding") ? Bearing::unusual : Bearing::none;
    default: return Bearing::none;
  }
}

// Takes `prefix` from the front of `text`; `cut` when text ends within it.
enum class Took : unsigned char { yes, no, cut };
Took take(std::string_view& text, std::string_view prefix) {
  if (text.starts_with(prefix)) {
    text.remove_prefix(prefix.size());
    return Took::yes;
  }
  return prefix.starts_with(text) ? Took::cut : Took::no;
}

HotVerdict unless_cut(Took took) { return took == Took::cut ? HotVerdict::cut : HotVerdict::general; }

// "GET /01/… HTTP/1.1" CRLF
HotVerdict read_request_line(std::string_view& rest, HotHead& out) {
  out.kind = HotHead::Kind::get;
  Took took = take(rest, "GET ");
  if (took == Took::no) {
    out.kind = HotHead::Kind::head;
    took = take(rest, "HEAD ");
  }
  if (took != Took::yes) return unless_cut(took);
  std::string_view path = rest;
  if (took = take(path, kHotPrefix); took != Took::yes) return unless_cut(took);
  const std::size_t length = run_of(rest, kPath);   // stops at '?' and at anything that is no path
  out.path = rest.substr(0, length);
  rest.remove_prefix(length);
  took = take(rest, " HTTP/1.1\r\n");
  return took == Took::yes ? HotVerdict::hot : unless_cut(took);
}

}  // namespace

HotVerdict read_hot_head(std::string_view buffer, HotHead& out) {
  std::string_view rest = buffer;
  if (const HotVerdict line = read_request_line(rest, out); line != HotVerdict::hot) return line;
  int hosts = 0;
  constexpr int kMostHeaders = 60;   // fewer than the general parser allows
  for (int headers = 0; headers < kMostHeaders; ++headers) {
    Took took = take(rest, "\r\n");
    if (took == Took::yes) {
      out.length = buffer.size() - rest.size();
      return hosts == 1 ? HotVerdict::hot : HotVerdict::general;
    }
    if (took == Took::cut) return HotVerdict::cut;
    const std::size_t name = run_of(rest, kToken);
    if (name == rest.size()) return HotVerdict::cut;
    if (name == 0 || rest[name] != ':') return HotVerdict::general;   // a folded line too
    std::string_view after = rest.substr(name + 1);
    const std::size_t value = run_of(after, kValue);
    std::string_view end = after.substr(value);
    took = take(end, "\r\n");   // anything else: a bare LF, a control character
    if (took != Took::yes) return unless_cut(took);
    const Bearing kind = bearing(rest.substr(0, name), after.substr(0, value));
    if (kind == Bearing::unusual) return HotVerdict::general;
    if (kind == Bearing::host) ++hosts;
    rest = end;
  }
  return HotVerdict::general;
}

}  // namespace ocop::http
