#include "modules/mandates/requests.h"

#include "modules/mandates/messages.h"
#include "modules/mandates/rules.h"

namespace ocop::mandates {

using input::Need;

const input::Declaration<Give>& give_fields() {
  constexpr std::int64_t kLogin = 254;   // the longest e-mail address, RFC 5321 §4.5.3.1.3
  static const input::Declaration<Give> fields{
      input::line("login", &Give::login,
                  {.label = msg::login, .hint = msg::login_hint, .need = Need::optional, .most = kLogin, .autocomplete = "off"}),
      input::words("tasks", &Give::tasks,
                   {.label = msg::tasks, .missing = msg::wrong_tasks, .most = kTaskCount, .about = "papers, dossiers, products, story"}),
      input::date("until", &Give::until, {.label = msg::until, .hint = msg::until_hint, .missing = msg::wrong_until}),
      input::line("paper", &Give::paper, {.label = msg::paper, .hint = msg::paper_hint, .need = Need::optional, .needed = msg::paper_needed,
                                          .most = rules::kPaperLimit}),
      input::boolean("consent", &Give::consent, {.label = msg::consent_agree, .missing = msg::consent_missing})};
  return fields;
}

const input::Declaration<Key>& key_fields() {
  constexpr std::int64_t kKey = 64;   // 22 letters of base64
  static const input::Declaration<Key> fields{
      input::secret("key", &Key::key, {.label = msg::invitation, .missing = msg::invitation_unknown, .most = kKey, .autocomplete = "off"})};
  return fields;
}

}  // namespace ocop::mandates
