#include "modules/factors/rules.h"

#include <algorithm>

#include "kernel/crypto/crypto.h"
#include "kernel/crypto/devices.h"
#include "modules/factors/messages.h"

namespace ocop::factors {

std::string_view name(EventKind kind) {
  switch (kind) {
    case EventKind::app_added: return "app_added";
    case EventKind::app_removed: return "app_removed";
    case EventKind::codes_made: return "codes_made";
    case EventKind::code_used: return "code_used";
    case EventKind::taken_away: return "taken_away";
    case EventKind::passkey_added: return "passkey_added";
    case EventKind::passkey_removed: return "passkey_removed";
    case EventKind::passkey_copied: return "passkey_copied";
  }
  return "";
}

const Message& label(EventKind kind) {
  switch (kind) {
    case EventKind::app_added: return msg::event_app_added;
    case EventKind::app_removed: return msg::event_app_removed;
    case EventKind::codes_made: return msg::event_codes_made;
    case EventKind::code_used: return msg::event_code_used;
    case EventKind::taken_away: return msg::event_taken_away;
    case EventKind::passkey_added: return msg::event_passkey_added;
    case EventKind::passkey_removed: return msg::event_passkey_removed;
    case EventKind::passkey_copied: return msg::event_passkey_copied;
  }
  return msg::event_taken_away;
}

namespace rules {
namespace {

constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Five bits a sign, from the left; what is left over at the end is filled with zeros.
std::string in_fives(std::string_view bytes, std::string_view signs) {
  std::string out;
  unsigned held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8 | static_cast<unsigned char>(byte)) & 0xFFFu;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(signs[held >> (bits - 5) & 31u]);
  }
  if (bits > 0) out.push_back(signs[held << (5 - bits) & 31u]);
  return out;
}

std::string grouped(std::string_view text, char between) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) out.push_back(between);
    out.push_back(text[i]);
  }
  return out;
}

// RFC 3986 §2.3: whatever is not unreserved; the apps read UTF-8.
std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) out.push_back(c);
    else out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

}  // namespace

std::int64_t step_of(Instant now) { return now.milliseconds / kStep; }

// RFC 4226 §5.3 of the eight bytes of the step (RFC 6238 §4.2).
std::string app_code(std::string_view secret, std::int64_t step) {
  std::string counter;
  for (int shift = 56; shift >= 0; shift -= 8) counter.push_back(static_cast<char>(static_cast<std::uint64_t>(step) >> shift & 0xFF));
  const crypto::Sha1Digest digest = crypto::hmac_sha1(secret, counter);
  const std::size_t at = digest.back() & 0x0Fu;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | digest[at + i];
  constexpr std::uint32_t kMillion = 1'000'000;
  const std::string digits = std::to_string((value & 0x7FFF'FFFFu) % kMillion);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view digits, Instant now, std::int64_t last_used) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = step_of(now) - kDrift; step <= step_of(now) + kDrift; ++step)
    if (crypto::equal_constant_time(app_code(secret, step), digits) && step > last_used) found = step;
  return found;
}

std::string base32(std::string_view bytes) { return in_fives(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }
std::string in_fours(std::string_view text) { return grouped(text, ' '); }

std::string app_uri(std::string_view issuer, std::string_view holder, std::string_view secret) {
  return "otpauth://totp/" + encoded(issuer) + ":" + encoded(holder) + "?secret=" + base32(secret) + "&issuer=" + encoded(issuer) +
         "&algorithm=SHA1&digits=6&period=30";
}

bool is_pending(const App& app, Instant now) { return !app.confirmed && now.milliseconds - app.begun.milliseconds < kPendingLife; }

std::string code_from(std::span<const std::uint8_t, kCodeBytes> random) {
  return grouped(in_fives({reinterpret_cast<const char*>(random.data()), random.size()}, kCrockford), '-');
}

Result<Typed> read_typed(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c == ' ' || c == '-' || c == '.') continue;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == 'o') c = '0';
    if (c == 'i' || c == 'l') c = '1';
    out.push_back(c);
  }
  if (out.size() == kDigits && std::ranges::all_of(out, is_digit)) return Typed{Typed::Kind::app, std::move(out)};
  const auto known = [](char c) { return kCrockford.find(c) != std::string_view::npos; };
  if (out.size() == kCodeSigns && std::ranges::all_of(out, known)) return Typed{Typed::Kind::recovery, std::move(out)};
  return Error::of(ErrorKind::invalid_input, {"code", {}, "six digits, or a recovery code of sixteen signs", msg::code_signs, {}});
}

}  // namespace rules
}  // namespace ocop::factors
