#include "modules/offices/requests.h"

#include "modules/identity/identity.h"
#include "modules/offices/messages.h"

namespace ocop::offices {
namespace {

constexpr std::int64_t kAddress = 254;                        // the longest e-mail address, RFC 5321 §4.5.3.1.3
constexpr std::int64_t kKey = 64;                             // 22 letters of base64
constexpr std::int64_t kName = 120, kPassword = 128;          // as of every account

template <class Asked>
auto key(std::string Asked::*member) {
  return input::secret("key", member, {.label = msg::invitation, .missing = msg::link_unknown, .most = kKey, .autocomplete = "off"});
}

}  // namespace

const input::Declaration<Invite>& invite_fields() {
  static const input::Declaration<Invite> fields{
      input::line("address", &Invite::address, {.label = msg::address, .hint = msg::address_hint, .most = kAddress, .autocomplete = "off"}),
      input::choice("role", &Invite::role, identity::kOfficials, identity::role_words, {.label = msg::role, .missing = msg::role_missing}),
      input::line("province", &Invite::province,
                  {.label = msg::province, .hint = msg::province_hint, .need = input::Need::optional, .needed = msg::by_role, .most = 2}),
      input::line("commune", &Invite::commune,
                  {.label = msg::commune, .hint = msg::commune_hint, .need = input::Need::optional, .needed = msg::by_role})};
  return fields;
}

const input::Declaration<Key>& key_fields() {
  static const input::Declaration<Key> fields{key(&Key::key)};
  return fields;
}

const input::Declaration<Newcomer>& newcomer_fields() {
  static const input::Declaration<Newcomer> fields{
      key(&Newcomer::key),
      input::line("display_name", &Newcomer::display_name, {.label = msg::display_name, .most = kName, .autocomplete = "name"}),
      input::secret("password", &Newcomer::password,
                    {.label = msg::password, .hint = msg::password_hint, .most = kPassword, .autocomplete = "new-password"})};
  return fields;
}

}  // namespace ocop::offices
