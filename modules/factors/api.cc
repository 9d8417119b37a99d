#include "modules/factors/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/factors/requests.h"

namespace ocop::factors {
namespace {

using http::Call;
using http::Response;

Holder holder_of(const http::Asked& call) { return {call.actor, call.request.session}; }

Response secret(json::Writer& out, int status) { return Response::json(out.take(), status).with("Cache-Control", "no-store"); }

void write_codes(json::Writer& out, const Service::Codes& made) {
  out.member("recovery_codes").begin_array();
  for (const std::string& code : made.codes) out.text(code);
  out.end_array();
}

// The codes are in this answer and nowhere else.
Response codes_answer(const Service::Codes& made, int status) {
  json::Writer out;
  out.begin_object();
  write_codes(out, made);
  out.end_object();
  return secret(out, status);
}

Result<Response> show(const Service& service, const Call<>& call) {
  OCOP_TRY(held, service.held(call.actor));
  json::Writer out;
  out.begin_object().field("app", held.app).field("app_begun", held.app_begun).member("passkeys").begin_array();
  for (const Passkey& one : held.passkeys) {
    out.begin_object().field("id", one.id).field("label", one.label).field("added", one.added).field("used", one.used).end_object();
  }
  out.end_array().field("recovery_codes", held.codes);
  out.member("events").begin_array();
  for (const Event& event : service.events(call.actor)) {
    out.begin_object().field("at", event.at).field("kind", name(event.kind)).field("by", event.actor).field("detail", event.detail);
    out.end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take());
}

Result<Response> begin_app(Service& service, const Call<Proof>& call) {
  OCOP_TRY(begun, service.begin_app(holder_of(call), call.input.password));
  json::Writer out;
  out.begin_object().field("secret", begun.secret).field("uri", begun.uri).end_object();
  return secret(out, 201);
}

Result<Response> confirm_app(Service& service, const Call<TypedCode>& call) {
  OCOP_TRY(done, service.confirm_app(holder_of(call), call.input.code));
  return codes_answer(done, 200);
}

Result<Response> remove_app(Service& service, const Call<Proof>& call) {
  OCOP_CHECK(service.remove_app(holder_of(call), call.input.password));
  return http::done();
}

Result<Response> make_codes(Service& service, const Call<Proof>& call) {
  OCOP_TRY(made, service.make_codes(holder_of(call), call.input.password));
  return codes_answer(made, 201);
}

Result<Response> sign_in_options(const Service& service, const Call<>&) {
  return Response::json(service.passkey_options()).with("Cache-Control", "no-store");
}

Result<Response> new_passkey_options(const Service& service, const Call<>& call) {
  OCOP_TRY(options, service.new_passkey_options(call.actor));
  return Response::json(std::move(options)).with("Cache-Control", "no-store");
}

Result<Response> add_passkey(Service& service, const Call<NewPasskey>& call) {
  OCOP_TRY(added, service.add_passkey(holder_of(call), call.input));
  json::Writer out;
  out.begin_object().field("id", added.id);
  write_codes(out, added.codes);
  out.end_object();
  return secret(out, 201);
}

Result<Response> remove_passkey(Service& service, const Call<Proof>& call, PasskeyId id) {
  OCOP_CHECK(service.remove_passkey(holder_of(call), id, call.input.password));
  return http::done();
}

Result<Response> take_away(Service& service, const Call<>& call, AccountId account) {
  OCOP_CHECK(service.take_away(call.actor, account));
  return http::done();
}

constexpr std::string_view kHeld =
    R"({"type":"object","properties":{"app":{"type":["string","null"],"format":"date-time","description":"since when it holds"},)"
    R"("app_begun":{"type":["string","null"],"format":"date-time","description":"one that waits for its first code"},)"
    R"("passkeys":{"type":"array","items":{"type":"object"}},)"
    R"("recovery_codes":{"type":"integer","description":"not used yet"},)"
    R"("events":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kBegun =
    R"({"type":"object","properties":{"secret":{"type":"string","description":"base 32, as it is typed into an app"},)"
    R"("uri":{"type":"string","description":"otpauth://, what the QR says"}}})";
constexpr std::string_view kRequestOptions =
    R"({"type":"object","description":"PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3","properties":{)"
    R"("challenge":{"type":"string"},)"
    R"("rpId":{"type":"string"},"timeout":{"type":"integer"},"userVerification":{"type":"string"},)"
    R"("allowCredentials":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kCreationOptions =
    R"({"type":"object","description":"PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3","properties":{)"
    R"("challenge":{"type":"string"},"rp":{"type":"object"},"user":{"type":"object"},)"
    R"("pubKeyCredParams":{"type":"array","items":{"type":"object"}},"timeout":{"type":"integer"},)"
    R"("excludeCredentials":{"type":"array","items":{"type":"object"}},"authenticatorSelection":{"type":"object"},)"
    R"("attestation":{"type":"string"}}})";
constexpr std::string_view kAdded =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"recovery_codes":{"type":"array","items":{"type":"string"},)"
    R"("description":"told once; empty when the account has some already"}}})";
constexpr std::string_view kCodes =
    R"({"type":"object","properties":{"recovery_codes":{"type":"array","items":{"type":"string"},)"
    R"("description":"told once; empty when the account has some already"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kHolder = Policy::signed_in();
  constexpr http::Run kArgon = http::Run::on_heavy_worker;
  http::Table(router, service)
      .get("/api/v1/me/factors", kHolder, show, "Own second steps, and what happened to them", {.answers = kHeld})
      .post("/api/v1/me/factors/app", kHolder, maybe_proof(), begin_app, "Begin to set up an authenticator app: its secret, told once",
            {.run = kArgon, .answers = kBegun, .gives = http::Gives::created})
      .post("/api/v1/me/factors/app/confirm", kHolder, app_code_fields(), confirm_app,
            "Confirm an app by its first code; tells recovery codes once", {.answers = kCodes})
      .remove("/api/v1/me/factors/app", kHolder, maybe_proof(), remove_app, "Remove the own app",
              {.run = kArgon, .gives = http::Gives::nothing})
      .post("/api/v1/me/factors/codes", kHolder, maybe_proof(), make_codes, "Make new recovery codes, told once; the old are good no more",
            {.run = kArgon, .answers = kCodes, .gives = http::Gives::created})
      .get("/api/v1/sign-in/passkey/options", Policy::anyone(), sign_in_options, "What a browser signs in by with a passkey: a challenge",
           {.answers = kRequestOptions})
      .get("/api/v1/me/factors/passkeys/options", kHolder, new_passkey_options, "What a browser makes a passkey by: a challenge",
           {.answers = kCreationOptions})
      .post("/api/v1/me/factors/passkeys", kHolder, api_passkey(), add_passkey,
            "Add a passkey that a device made; tells recovery codes once",
            {.run = kArgon, .answers = kAdded, .gives = http::Gives::created})
      .remove("/api/v1/me/factors/passkeys/{id}", kHolder, maybe_proof(), remove_passkey, "Remove an own passkey",
              {.run = kArgon, .gives = http::Gives::nothing})
      .remove("/api/v1/accounts/{id}/factors", Policy::roles(Role::administrator), take_away,
              "Take away all second steps of an account; ends its sessions and tokens", {.gives = http::Gives::nothing});
}

}  // namespace ocop::factors
