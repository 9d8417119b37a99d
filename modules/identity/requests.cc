#include "modules/identity/requests.h"

#include "modules/identity/messages.h"
#include "modules/identity/rules.h"
#include "modules/identity/words.h"

namespace ocop::identity {
namespace {

using input::Need;

}  // namespace

const input::Declaration<SignIn>& sign_in_fields() {
  static const input::Declaration<SignIn> fields{
      input::line("login", &SignIn::login,
                  {.label = msg::login_label, .hint = msg::login_hint, .most = rules::kMaxLogin, .autocomplete = "username"}),
      input::secret("password", &SignIn::password,
                    {.label = msg::password_label, .most = rules::kMaxPassword, .autocomplete = "current-password"})};
  return fields;
}

const input::Declaration<Join>& join_fields() {
  static const input::Declaration<Join> fields{
      input::line("display_name", &Join::display_name,
                  {.label = msg::display_name_label, .most = rules::kMaxDisplayName, .autocomplete = "name"}),
      input::line("login", &Join::login,
                  {.label = msg::own_login_label, .hint = msg::own_login_hint, .least = rules::kMinLogin, .most = rules::kMaxLogin,
                   .autocomplete = "username"}),
      input::secret("password", &Join::password,
                    {.label = msg::password_label, .hint = msg::password_next_hint, .most = rules::kMaxPassword,
                     .autocomplete = "new-password"})};
  return fields;
}

// How long a new password must be, and what else, is said by the rules.
const input::Declaration<PasswordChange>& password_change() {
  static const input::Declaration<PasswordChange> fields{
      input::secret("current", &PasswordChange::current,
                    {.label = msg::password_current_label, .most = rules::kMaxPassword, .autocomplete = "current-password"}),
      input::secret("next", &PasswordChange::next,
                    {.label = msg::password_next_label,
                     .hint = msg::password_next_hint,
                     .most = rules::kMaxPassword,
                     .autocomplete = "new-password"}),
      input::secret("repeated", &PasswordChange::repeated,
                    {.label = msg::password_repeated_label, .most = rules::kMaxPassword, .autocomplete = "new-password"}),
      input::boolean("keep_tokens", &PasswordChange::tokens,
                     {.label = msg::keep_tokens, .hint = msg::keep_tokens_hint, .need = Need::optional})};
  return fields;
}

const input::Declaration<PersonName>& person_name() {
  static const input::Declaration<PersonName> fields{
      input::line("display_name", &PersonName::display_name,
                  {.label = msg::display_name_label, .most = rules::kMaxDisplayName, .autocomplete = "off"}),
      input::line("login", &PersonName::login, {.label = msg::login_label, .hint = msg::login_malformed, .least = rules::kMinLogin,
                                                .most = rules::kMaxLogin, .autocomplete = "off"})};
  return fields;
}

const input::Declaration<GiveGrant>& give_grant() {
  static const input::Declaration<GiveGrant> fields{
      input::choice("role", &GiveGrant::role, kAllRoles, role_words, {.label = msg::grant_role_label, .missing = msg::grant_role}),
      input::line("province", &GiveGrant::province,
                  {.label = msg::grant_province_label,
                   .hint = msg::grant_province_hint,
                   .need = Need::optional,
                   .needed = msg::grant_by_role,
                   .most = 2}),
      input::line(
          "commune", &GiveGrant::commune,
          {.label = msg::grant_commune_label, .hint = msg::grant_commune_hint, .need = Need::optional, .needed = msg::grant_by_role}),
      input::id("producer", &GiveGrant::producer,
                {.label = msg::grant_producer_label,
                 .hint = msg::grant_producer_hint,
                 .need = Need::optional,
                 .needed = msg::grant_by_role,
                 .wrong = msg::grant_producer})};
  return fields;
}

const input::Declaration<SetActivity>& set_activity() {
  static const input::Declaration<SetActivity> fields{
      input::version(&SetActivity::version), input::boolean("active", &SetActivity::activity, {.missing = msg::activity_malformed})};
  return fields;
}

}  // namespace ocop::identity
