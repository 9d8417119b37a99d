#include "modules/offices/requests.h"

#include "modules/identity/identity.h"
#include "modules/offices/messages.h"

namespace ocop::offices {
namespace {

constexpr std::int64_t kAddress = 254;                        // the longest e-mail address, RFC 5321 §4.5.3.1.3
constexpr std::int64_t kKey = 64;                             // 22 letters of base64
constexpr std::int64_t kName = 120, kPassword = 128;          // as of every account

constexpr std::int64_t kOffice = 40;                           // "programme_manager|08|01090"

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

const input::Declaration<WhichOffice>& which_office() {
  static const input::Declaration<WhichOffice> fields{
      input::id("account", &WhichOffice::account, {.label = msg::holder, .need = input::Need::optional}),
      input::line("office", &WhichOffice::office, {.label = msg::office, .need = input::Need::optional, .most = kOffice})};
  return fields;
}

const input::Declaration<HandOver>& handover_fields() {
  static const input::Declaration<HandOver> fields(
      which_office(), {input::line("successor", &HandOver::successor,
                                   {.label = msg::successor, .hint = msg::successor_hint, .most = kAddress, .autocomplete = "off"}),
                       input::date("from", &HandOver::from, {.label = msg::from, .hint = msg::from_hint, .missing = msg::from_wrong})});
  return fields;
}

const input::Declaration<Delegate>& delegate_fields() {
  static const input::Declaration<Delegate> fields{
      input::line("office", &Delegate::office, {.label = msg::office, .need = input::Need::optional, .most = kOffice}),
      input::line("login", &Delegate::login,
                  {.label = msg::colleague, .hint = msg::colleague_hint, .most = kAddress, .autocomplete = "off"}),
      input::date("from", &Delegate::from, {.label = msg::from, .missing = msg::from_wrong}),
      input::date("until", &Delegate::until, {.label = msg::last_day, .hint = msg::last_day_hint, .missing = msg::until_wrong})};
  return fields;
}

}  // namespace ocop::offices
