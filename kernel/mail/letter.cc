#include "kernel/mail/letter.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/mail/messages.h"

namespace ocop::mail {
namespace {

constexpr std::size_t kMaxAddress = 254, kMaxLocal = 64, kMaxLabel = 63;   // RFC 5321 §4.5.3.1, RFC 1035 §2.3.4
constexpr std::size_t kMaxName = 120;
constexpr int kVietnamSeconds = 7 * 3600;
constexpr std::size_t kBoundaryDigits = 32;

bool is_alphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// atext of RFC 5322 §3.2.3
bool is_atom_character(char c) { return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }

bool is_dot_string(std::string_view local) {
  if (local.empty() || local.size() > kMaxLocal) return false;
  for (const std::string_view atom : text::split(local, '.'))
    if (atom.empty() || !std::all_of(atom.begin(), atom.end(), is_atom_character)) return false;
  return true;
}

bool is_domain(std::string_view domain) {
  const auto labels = text::split(domain, '.');
  return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
    return !label.empty() && label.size() <= kMaxLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
  });
}

Error wrong(std::string field, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input,
                   {std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), msg::address_wrong});
}

std::string one_line(std::string_view typed, std::size_t limit) {
  std::string cleaned = text::clean(text::is_valid_utf8(typed) ? typed : std::string_view());
  // What looks like an encoded word would be decoded by the reader's program into something that nobody typed (RFC 2047 §5).
  for (std::size_t at = cleaned.find("=?"); at != std::string::npos; at = cleaned.find("=?", at)) cleaned.insert(at + 1, " ");
  return std::string(text::trim(text::cut(cleaned, limit)));
}


// Several lines: LF alone, no other control character (a NUL would end it for the library).
std::string body(std::string_view typed) {
  if (!text::is_valid_utf8(typed)) return {};
  std::string out;
  out.reserve(typed.size() + 1);
  for (const char c : typed)
    if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)) out += c;
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

bool is_header_url(std::string_view url) {
  return url.size() <= kMaxUrl && (url.starts_with("https://") || url.starts_with("http://")) &&
         std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '<' && c != '>'; });
}

template <class T> struct Unref { void operator()(T* object) const { g_object_unref(object); } };
template <class T> using Object = std::unique_ptr<T, Unref<T>>;

Object<GMimeTextPart> part(const char* subtype, const std::string& content) {
  Object<GMimeTextPart> made(g_mime_text_part_new_with_subtype(subtype));
  g_mime_text_part_set_charset(made.get(), "utf-8");
  g_mime_text_part_set_text(made.get(), content.c_str());
  g_mime_part_set_content_encoding(GMIME_PART(made.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return made;
}

void set_body(GMimeMessage* message, const Letter& letter) {
  const auto plain = part("plain", body(letter.text));
  if (letter.html.empty()) return g_mime_message_set_mime_part(message, GMIME_OBJECT(plain.get()));
  const auto html = part("html", body(letter.html));
  Object<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
  // Made of the id, so that an attempt repeats the bytes. "=_" cannot stand in quoted-printable text (RFC 2045 §6.7).
  g_mime_multipart_set_boundary(both.get(), ("=_" + crypto::sha256_hex(letter.id).substr(0, kBoundaryDigits)).c_str());
  g_mime_multipart_add(both.get(), GMIME_OBJECT(plain.get()));
  g_mime_multipart_add(both.get(), GMIME_OBJECT(html.get()));
  g_mime_message_set_mime_part(message, GMIME_OBJECT(both.get()));
}

void set_date(GMimeMessage* message, Instant at) {
  GTimeZone* zone = g_time_zone_new_offset(kVietnamSeconds);
  GDateTime* utc = g_date_time_new_from_unix_utc(at.milliseconds / 1000);
  GDateTime* local = g_date_time_to_timezone(utc, zone);
  g_mime_message_set_date(message, local);
  g_date_time_unref(local);
  g_date_time_unref(utc);
  g_time_zone_unref(zone);
}

std::string to_bytes(GMimeMessage* message) {
  GMimeFormatOptions* options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  char* made = g_mime_object_to_string(GMIME_OBJECT(message), options);
  std::string out(made);
  g_free(made);
  g_mime_format_options_free(options);
  return out;
}

// A structured header (RFC 2369) that the library would fold and encode as if it were prose. is_header_url() has looked at every byte.
std::string unsubscribe_lines(const std::string& url) {
  if (url.empty()) return {};
  return "List-Unsubscribe: <" + url + ">\r\n" +
         (url.starts_with("https://") ? "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "");
}

}  // namespace

Result<Mailbox> read_mailbox(std::string_view typed) {
  const std::string_view line = text::trim(typed);
  const std::size_t open = line.rfind('<');
  const bool named = open != std::string_view::npos && line.ends_with('>');
  OCOP_TRY(address, read_address(named ? line.substr(open + 1, line.size() - open - 2) : line));
  return Mailbox{named ? one_line(line.substr(0, open), kMaxName) : std::string(), std::move(address)};
}

Result<std::string> read_address(std::string_view typed) {
  const std::string_view trimmed = text::trim(typed);
  const std::size_t at = trimmed.rfind('@');
  if (at == std::string_view::npos || trimmed.size() > kMaxAddress || !is_dot_string(trimmed.substr(0, at)) ||
      !is_domain(trimmed.substr(at + 1)))
    return wrong("address", typed, "name@domain.vn");
  std::string out(trimmed);
  std::transform(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), out.begin() + static_cast<std::ptrdiff_t>(at),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

Result<std::string> write(const Letter& letter) {
  static const bool ready = [] { g_mime_init(); return true; }();   // the library's own tables; once a process, thread-safe
  static_cast<void>(ready);
  OCOP_TRY(from, read_address(letter.from.address));
  OCOP_TRY(to, read_address(letter.to.address));
  if (!read_address(letter.id)) return wrong("id", letter.id, "left@right");
  if (!letter.unsubscribe_url.empty() && !is_header_url(letter.unsubscribe_url))
    return wrong("unsubscribe_url", letter.unsubscribe_url, "https://…");
  Object<GMimeMessage> message(g_mime_message_new(FALSE));
  const auto mailbox = [&](GMimeAddressType type, const std::string& name, const std::string& address) {
    const std::string line = one_line(name, kMaxName);
    const Object<InternetAddress> one(internet_address_mailbox_new(line.empty() ? nullptr : line.c_str(), address.c_str()));
    internet_address_set_charset(one.get(), "utf-8");   // else each word takes the smallest set that has it
    internet_address_list_add(g_mime_message_get_addresses(message.get(), type), one.get());
  };
  mailbox(GMIME_ADDRESS_TYPE_FROM, letter.from.name, from);
  mailbox(GMIME_ADDRESS_TYPE_TO, letter.to.name, to);
  g_mime_message_set_subject(message.get(), one_line(letter.subject, kMaxSubject).c_str(), "utf-8");
  set_date(message.get(), letter.date);
  g_mime_message_set_message_id(message.get(), letter.id.c_str());
  g_mime_object_append_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated", nullptr);
  set_body(message.get(), letter);
  return unsubscribe_lines(letter.unsubscribe_url) + to_bytes(message.get());
}

}  // namespace ocop::mail
