#include "modules/notices/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/jobs/schedule.h"
#include "modules/notices/messages.h"

namespace ocop::notices {

namespace {
constexpr std::array<std::string_view, 4> kChannels{"page", "digest", "mail", "phone"};
constexpr std::array<std::string_view, 3> kPurposes{"confirm_mail", "confirm_phone", "stop_mail"};
}  // namespace

std::string_view name(Channel channel) { return kChannels[static_cast<std::size_t>(channel)]; }
std::optional<Channel> parse_channel(std::string_view name) {
  const auto found = std::find(kChannels.begin(), kChannels.end(), name);
  if (found == kChannels.end()) return std::nullopt;
  return static_cast<Channel>(found - kChannels.begin());
}
std::string_view name(Days days) { return days == Days::every_day ? "every_day" : "working_days"; }
std::string_view name(Purpose purpose) { return kPurposes[static_cast<std::size_t>(purpose)]; }
std::optional<Purpose> parse_purpose(std::string_view name) {
  const auto found = std::find(kPurposes.begin(), kPurposes.end(), name);
  if (found == kPurposes.end()) return std::nullopt;
  return static_cast<Purpose>(found - kPurposes.begin());
}

namespace rules {
namespace {

constexpr std::size_t kIdBytes = 16, kMacBytes = 32;
constexpr std::size_t kLinkText = (kIdBytes + kMacBytes) / 3 * 4;

std::string mac(std::string_view key, const Link& link) {
  const std::string said =
      "ocop-link/2\n" + std::string(name(link.purpose)) + "\n" + link.id.text() + "\n" + link.account.text() + "\n" +
      std::to_string(link.expires.milliseconds);
  const crypto::Digest digest = crypto::hmac_sha256(key, said);
  return std::string(crypto::view(digest));
}

}  // namespace

Channel effective(const std::optional<Person>& person, std::optional<Channel> chosen, Channel usual, const Ways& ways) {
  if (!person) return Channel::page;
  const Channel wished = chosen.value_or(usual);
  const bool by_mail = wished == Channel::mail || wished == Channel::digest;
  if (by_mail && (person->address.empty() || person->mail == Mail::stopped || ways.mail == Ways::Way::missing)) return Channel::page;
  if (wished == Channel::phone && (person->phone.empty() || ways.gateway == Ways::Way::missing)) return Channel::page;
  return wished;
}

std::optional<Instant> next_digest(const Person& person, Instant after, const HolidayCalendar& holidays) {
  if (person.address.empty() || person.mail == Mail::stopped) return std::nullopt;
  const auto when = person.digest_days == Days::working_days ? jobs::When::on_working_days(person.digest_hour, 0)
                                                             : jobs::When::daily(person.digest_hour, 0);
  return jobs::next_after(when, after, holidays);
}

Result<std::string> read_phone(std::string_view typed) {
  std::string digits;
  for (const char c : typed)
    if (c != ' ' && c != '.' && c != '-') digits += c;
  if (digits.starts_with("+84")) digits = "0" + digits.substr(3);
  // Mobile numbers since 2018: 03, 05, 07, 08, 09 and eight more digits (Decision 2036/QĐ-BTTTT of 2017).
  constexpr std::size_t kDigits = 10;
  const bool mobile = digits.size() == kDigits && digits[0] == '0' && std::string_view("35789").find(digits[1]) != std::string_view::npos &&
                      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (mobile) return "+84" + digits.substr(1);
  return Error::of(ErrorKind::invalid_input, {"phone", std::string(text::cut(typed, kMaxProblemText)), "0912 345 678", msg::phone_wrong});
}

std::string masked(std::string_view subject) {
  constexpr std::size_t kShown = 3;
  const std::size_t at = subject.find('@');
  if (at != std::string_view::npos) return std::string(subject.substr(0, 1)) + "…" + std::string(subject.substr(at));
  return "…" + std::string(subject.substr(subject.size() - std::min(subject.size(), kShown)));
}

std::string message_text(std::string_view sentence) {
  if (text::characters(sentence) <= kMostMessage) return std::string(sentence);
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };   // UTF-8: a byte that begins a character
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < sentence.size(); ++bytes)
    if (begins(sentence[bytes]) && ++seen == kMostMessage) break;   // the first that gives way
  return std::string(sentence.substr(0, bytes)) + "…";
}

std::string link_text(std::string_view key, const Link& link) {
  const std::string id(reinterpret_cast<const char*>(link.id.uuid.bytes.data()), kIdBytes);
  return text::base64url(id + mac(key, link));
}

std::optional<LinkId> link_id(std::string_view text) {
  if (text.size() != kLinkText) return std::nullopt;
  const auto bytes = crypto::base64url_decode(text);
  if (!bytes || bytes->size() != kIdBytes + kMacBytes) return std::nullopt;
  LinkId out;
  std::copy_n(bytes->begin(), kIdBytes, out.uuid.bytes.begin());
  return out;
}

Result<void> check_link(std::string_view key, const Link& link, std::string_view text, Purpose purpose, Instant now) {
  if (!crypto::equal_constant_time(link_text(key, link), text) || link.purpose != purpose)
    return Error::of(ErrorKind::not_found, {"link", "", "a link as it was sent", msg::link_unknown});
  if (link.ended || now >= link.expires) return Error::of(ErrorKind::gone, {"link", "", "a link that has not ended", msg::link_over});
  return {};
}

}  // namespace rules
}  // namespace ocop::notices
