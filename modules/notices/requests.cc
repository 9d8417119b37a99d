#include "modules/notices/requests.h"

#include <array>

#include "modules/notices/messages.h"

namespace ocop::notices {
namespace {
constexpr std::int64_t kMostAddress = 254;   // RFC 5321 §4.5.3.1.3
constexpr std::int64_t kMostPhone = 20;
constexpr std::array kDays{Days::working_days, Days::every_day};
const Message& words(Days days) { return days == Days::every_day ? msg::days_every_day : msg::days_working_days; }
std::string_view name_of(Language language) { return language == Language::vi ? "vi" : "en"; }
}  // namespace

const input::Declaration<SetChannels>& set_channels() {
  static const input::Declaration<SetChannels> fields{
      input::version(&SetChannels::version),
      input::map("channels", &SetChannels::channels,
                 {.need = input::Need::optional, .about = "by kind of notice: page, digest, mail or phone"}),
      input::integer("digest_hour", &SetChannels::digest_hour, {.label = msg::digest_hour_label, .least = 0, .most = 23}),
      input::choice("digest_days", &SetChannels::digest_days, kDays, words, {.label = msg::digest_days_label}),
      input::choice("language", &SetChannels::language,
                    std::vector<input::Choice>{{std::string(name_of(Language::vi)), msg::language_vi},
                                               {std::string(name_of(Language::en)), msg::language_en}},
                    {.label = msg::language_label})};
  return fields;
}

const input::Declaration<AskAddress>& ask_address() {
  static const input::Declaration<AskAddress> fields{
      input::line("address", &AskAddress::address,
                  {.label = msg::address_label, .hint = msg::address_hint, .most = kMostAddress, .autocomplete = "email"})};
  return fields;
}

const input::Declaration<AskPhone>& ask_phone() {
  static const input::Declaration<AskPhone> fields{input::line(
      "phone", &AskPhone::phone, {.label = msg::phone_label, .hint = msg::phone_hint, .most = kMostPhone, .autocomplete = "tel"})};
  return fields;
}

}  // namespace ocop::notices
