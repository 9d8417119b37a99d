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

namespace {

// What a device writes in base64url: a credential's id has at most 1,023 bytes, an RSA key 512, a statement that nobody asked for some
// certificates.
constexpr std::int64_t kMostData = 4'000, kMostAttestation = 16'000;

input::Options written(std::string_view about, input::Need need, std::int64_t most = kMostData) {
  return {.need = need, .most = most, .about = about};
}

input::Declaration<NewPasskey> passkey_declared(input::Need need) {
  return {input::line("label", &NewPasskey::label,
                      {.label = msg::passkey_label, .hint = msg::passkey_label_hint, .most = rules::kMostLabel, .autocomplete = "off"}),
          input::line("client_data", &NewPasskey::client_data, written("clientDataJSON, base64url", need)),
          input::line("attestation", &NewPasskey::attestation, written("attestationObject, base64url", need, kMostAttestation)),
          input::secret("password", &NewPasskey::password,
                        {.label = msg::password, .need = input::Need::optional, .most = kMostPassword, .autocomplete = "current-password",
                         .about = "the account's password; not needed in a session that proved itself less than 10 minutes ago"})};
}

}  // namespace

const input::Declaration<NewPasskey>& new_passkey() {
  static const input::Declaration<NewPasskey> fields = passkey_declared(input::Need::optional);
  return fields;
}

const input::Declaration<NewPasskey>& api_passkey() {
  static const input::Declaration<NewPasskey> fields = passkey_declared(input::Need::required);
  return fields;
}

const input::Declaration<Assertion>& assertion_fields() {
  constexpr input::Need kMaybe = input::Need::optional;   // a browser without script sends nothing, and is told so
  static const input::Declaration<Assertion> fields{
      input::line("credential", &Assertion::credential, written("rawId, base64url", kMaybe)),
      input::line("client_data", &Assertion::client_data, written("clientDataJSON, base64url", kMaybe)),
      input::line("authenticator_data", &Assertion::authenticator_data, written("authenticatorData, base64url", kMaybe)),
      input::line("signature", &Assertion::signature, written("signature, base64url", kMaybe)),
      input::line("user_handle", &Assertion::user_handle, written("userHandle, base64url", kMaybe))};
  return fields;
}

const input::Declaration<TypedCodes>& codes_of_page() {
  static const input::Declaration<TypedCodes> fields{input::words("codes", &TypedCodes::codes, {.least = 1, .most = rules::kCodes})};
  return fields;
}

}  // namespace ocop::factors
