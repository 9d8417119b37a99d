#include "modules/factors/requests.h"

#include "modules/factors/messages.h"
#include "modules/factors/rules.h"

namespace ocop::factors {
namespace {

constexpr std::int64_t kMostPassword = 128;   // characters, as identity takes them
constexpr std::int64_t kMostTyped = 40;       // sixteen signs with gaps

}  // namespace

const input::Declaration<Proof>& proof_fields() {
  static const input::Declaration<Proof> fields{
      input::secret("password", &Proof::password,
                    {.label = msg::password, .hint = msg::password_hint, .most = kMostPassword, .autocomplete = "current-password"})};
  return fields;
}

const input::Declaration<Proof>& maybe_proof() {
  static const input::Declaration<Proof> fields{input::secret(
      "password", &Proof::password,
      {.label = msg::password, .need = input::Need::optional, .most = kMostPassword, .autocomplete = "current-password",
       .about = "the account's password; not needed in a session that began, or gave it, less than 10 minutes ago"})};
  return fields;
}

const input::Declaration<TypedCode>& app_code_fields() {
  static const input::Declaration<TypedCode> fields{
      input::line("code", &TypedCode::code, {.label = msg::app_code, .hint = msg::app_code_hint, .missing = msg::code_signs,
                                             .most = kMostTyped, .autocomplete = "one-time-code"})};
  return fields;
}

const input::Declaration<TypedCode>& step_fields() {
  static const input::Declaration<TypedCode> fields{
      input::line("code", &TypedCode::code, {.label = msg::step_code, .hint = msg::step_code_hint, .missing = msg::code_signs,
                                             .most = kMostTyped, .autocomplete = "one-time-code"})};
  return fields;
}

const input::Declaration<TypedCodes>& codes_of_page() {
  static const input::Declaration<TypedCodes> fields{input::words("codes", &TypedCodes::codes, {.least = 1, .most = rules::kCodes})};
  return fields;
}

}  // namespace ocop::factors
