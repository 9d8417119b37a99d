#include "modules/identity/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/identity/requests.h"
#include "modules/identity/rules.h"

namespace ocop::identity {
namespace {

using http::Call;
using http::Response;

// ---- out -----------------------------------------------------------------------------------------------------------------------

void write_grant(json::Writer& out, const StoredGrant& stored) {
  const Grant& grant = stored.grant;
  out.begin_object().field("id", stored.id).field("role", name(grant.role));
  if (!grant.province.empty()) out.field("province", grant.province);
  if (!grant.commune.empty()) out.field("commune", grant.commune);
  if (grant.producer) out.field("producer", grant.producer->text());
  if (grant.stands_for) out.field("stands_for", *grant.stands_for);
  out.field("granted", stored.granted);
  if (stored.since) out.field("since", *stored.since);
  if (stored.until) out.field("until", *stored.until);
  out.end_object();
}

void write_grants(json::Writer& out, const std::vector<StoredGrant>& grants) {
  out.member("grants").begin_array();
  for (const StoredGrant& grant : grants) write_grant(out, grant);
  out.end_array();
}

void write_tokens(json::Writer& out, const std::vector<ApiToken>& tokens) {
  out.member("tokens").begin_array();
  for (const ApiToken& token : tokens) {
    out.begin_object().field("id", token.id).field("label", token.label);
    out.field("scope", token.scope == TokenScope::reading ? "reading" : "everything").field("created", token.created);
    out.field("expires", token.expires).field("last_used", token.last_used).end_object();
  }
  out.end_array();
}

void write_waiting(json::Writer& out, const WaitingRow& row) {
  const WaitingGrant& waiting = row.waiting;
  out.begin_object().field("id", waiting.id).field("account", waiting.account).field("role", name(waiting.grant.role));
  if (!waiting.grant.province.empty()) out.field("province", waiting.grant.province);
  if (!waiting.grant.commune.empty()) out.field("commune", waiting.grant.commune);
  if (waiting.instead_of) out.field("instead_of", *waiting.instead_of);
  if (waiting.since) out.field("since", *waiting.since);
  out.field("asked_by", waiting.asked_by).field("asked", waiting.asked);
  out.field("until", Instant{waiting.asked.milliseconds + rules::kWaitingLife}).field("state", name(waiting.state));
  out.field("decided_by", waiting.decided_by).field("decided", waiting.decided).end_object();
}

void write_waiting(json::Writer& out, const std::vector<WaitingRow>& rows) {
  out.member("waiting").begin_array();
  for (const WaitingRow& row : rows) write_waiting(out, row);
  out.end_array();
}

// Leaves the object open.
void begin_account(json::Writer& out, const Account& account) {
  out.begin_object().field("id", account.id).field("login", account.login).field("display_name", account.display_name);
  out.field("active", account.activity == Activity::active).field("temporary_password", account.password_kind == PasswordKind::temporary);
  out.field("created", account.created).field("version", account.version);
}

Response created_password(const TemporaryPassword& made) {
  json::Writer out;
  out.begin_object().field("id", made.account).field("login", made.login).field("temporary_password", made.password).end_object();
  return http::created(out.take(), "/api/v1/accounts/" + made.account.text()).with("Cache-Control", "no-store");
}

// ---- acts ----------------------------------------------------------------------------------------------------------------------

Result<Response> show_me(Service& service, const Call<>& call) {
  OCOP_TRY(profile, service.profile(call.actor, call.request.session));
  json::Writer out;
  begin_account(out, profile.account);
  write_grants(out, profile.grants);
  write_tokens(out, profile.tokens);
  out.end_object();
  return Response::json(out.take());
}

Result<Response> show(Service& service, const Call<>& call, AccountId id) {
  OCOP_TRY(detail, service.detail(call.actor, id));
  json::Writer out;
  begin_account(out, detail.account);
  write_grants(out, detail.grants);
  write_waiting(out, detail.waiting);
  write_tokens(out, detail.tokens);
  out.field("sessions", detail.sessions).end_object();
  return http::versioned(out.take(), detail.account.version);
}

// 204, and no word of whether somebody had the login.
Result<Response> join(Service& service, const Call<Join>& call) {
  OCOP_CHECK(service.join(call.input, call.request.peer));
  return http::done();
}

Result<Response> create(Service& service, const Call<PersonName>& call) {
  OCOP_TRY(made, service.create(call.actor, call.input));
  return created_password(made);
}

Result<Response> give(Service& service, const Call<GiveGrant>& call, AccountId id) {
  OCOP_TRY(grant, service.read_grant(call.input));
  OCOP_TRY(given, service.grant(call.actor, id, grant));
  json::Writer out;
  out.begin_object();
  if (given.grant) out.field("id", *given.grant);
  if (given.waiting) out.field("waiting", *given.waiting);
  out.end_object();
  return Response::json(out.take(), 201);
}

Result<Response> show_waiting(Service& service, const Call<>& call) {
  OCOP_TRY(waiting, service.waiting(call.actor));
  json::Writer out;
  out.begin_object().field("administrators", waiting.administrators);
  write_waiting(out, waiting.rows);
  out.end_object();
  return Response::json(out.take());
}

Result<Response> confirm(Service& service, const Call<>& call, AccountId id, WaitingId waiting) {
  OCOP_TRY(grant, service.confirm(call.actor, id, waiting));
  json::Writer out;
  out.begin_object().field("id", grant).end_object();
  return Response::json(out.take());
}

Result<Response> drop(Service& service, const Call<>& call, AccountId id, WaitingId waiting) {
  OCOP_CHECK(service.drop(call.actor, id, waiting));
  return http::done();
}

Result<Response> take(Service& service, const Call<>& call, AccountId id, GrantId grant) {
  OCOP_CHECK(service.revoke_grant(call.actor, id, grant));
  return Response::json("{}");
}

Result<Response> own_sessions(Service& service, const Call<>& call) {
  OCOP_TRY(profile, service.profile(call.actor, call.request.session));
  json::Writer out;
  out.begin_object().member("sessions").begin_array();
  for (const SessionRow& row : profile.sessions) {
    out.begin_object().field("id", row.session.id).field("agent", row.session.agent).field("signed_by", row.session.signed_by);
    out.field("created", row.session.created).field("last_seen", row.session.last_seen).field("current", row.current).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take());
}

Result<Response> end_own_session(Service& service, const Call<>& call, SessionId id) {
  OCOP_CHECK(service.end_session(call.actor, id));
  return http::done();
}

Result<Response> end_other_sessions(Service& service, const Call<>& call) {
  OCOP_TRY(ended, service.end_other_sessions(call.actor, call.request.session));
  json::Writer out;
  out.begin_object().field("ended", ended).end_object();
  return Response::json(out.take());
}

Result<Response> end_own_token(Service& service, const Call<>& call, TokenId id) {
  OCOP_CHECK(service.end_token(call.actor, id));
  return http::done();
}

Result<Response> end_token_of(Service& service, const Call<>& call, AccountId id, TokenId token) {
  OCOP_CHECK(service.end_token_of(call.actor, id, token));
  return http::done();
}

Result<Response> change(Service& service, const Call<SetActivity>& call, AccountId id) {
  OCOP_CHECK(service.set_activity(call.actor, id, call.input.activity, call.input.version));
  return Response::json("{}");
}

Result<Response> reset(Service& service, const Call<>& call, AccountId id) {
  OCOP_TRY(made, service.reset_password(call.actor, id));
  return created_password(made);
}

constexpr std::string_view kAccountAnswer =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"login":{"type":"string"},"display_name":{"type":"string"},)"
    R"("active":{"type":"boolean"},"temporary_password":{"type":"boolean"},"created":{"type":"string","format":"date-time"},)"
    R"("version":{"type":"integer"},"sessions":{"type":"integer"},"grants":{"type":"array","items":{"type":"object"}},)"
    R"("waiting":{"type":"array","items":{"type":"object"}},"tokens":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kSessionsAnswer =
    R"({"type":"object","properties":{"sessions":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string",)"
    R"("format":"uuid"},"agent":{"type":"string","description":"browser and system, as far as they are known"},)"
    R"("signed_by":{"type":"string","enum":["password","code","recovery_code","passkey"]},)"
    R"("created":{"type":"string","format":"date-time"},"last_seen":{"type":"string","format":"date-time"},)"
    R"("current":{"type":"boolean"}}}}}})";
constexpr std::string_view kEndedAnswer = R"({"type":"object","properties":{"ended":{"type":"integer"}}})";
constexpr std::string_view kGivenAnswer =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid","description":"the role, in force"},)"
    R"("waiting":{"type":"string","format":"uuid","description":"what another administrator has yet to confirm"}}})";
constexpr std::string_view kWaitingAnswer =
    R"({"type":"object","properties":{"administrators":{"type":"integer","description":"who can act now"},)"
    R"("waiting":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kGrantAnswer = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kPasswordAnswer =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"login":{"type":"string"},)"
    R"("temporary_password":{"type":"string"}}})";

}  // namespace

void write_account(json::Writer& out, const AccountRow& row) {
  begin_account(out, row.account);
  write_grants(out, row.grants);
  out.end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kAdministrators = Policy::roles(Role::administrator);
  constexpr http::Also kAccount{.answers = kAccountAnswer}, kPassword{.run = http::Run::on_heavy_worker, .answers = kPasswordAnswer,
                                                                  .gives = http::Gives::created};
  http::Table(router, service)
      .get("/api/v1/me", Policy::signed_in(), show_me, "The account of the token or session", kAccount)
      .post("/api/v1/join", Policy::anyone(), join_fields(), join,
            "Make an account without any role; the answer is the same when the login is taken",
            {.csrf = http::Csrf::not_needed, .run = http::Run::on_heavy_worker, .gives = http::Gives::nothing})   // it is nobody's yet
      .post("/api/v1/accounts", kAdministrators, person_name(), create, "Create an account with a temporary password", kPassword)
      .get("/api/v1/accounts/{id}", kAdministrators, show, "One account", kAccount)
      .patch("/api/v1/accounts/{id}", kAdministrators, set_activity(), change, "Deactivate or activate again")
      .post("/api/v1/accounts/{id}/grants", kAdministrators, give_grant(), give, "Give a role",
            {.answers = kGivenAnswer, .gives = http::Gives::created})
      .get("/api/v1/accounts/waiting", kAdministrators, show_waiting, "Roles that wait for a second administrator",
           {.answers = kWaitingAnswer})
      .post("/api/v1/accounts/{id}/waiting/{waiting}/confirm", kAdministrators, confirm, "Confirm a role that another administrator gave",
            {.answers = kGrantAnswer})
      .remove("/api/v1/accounts/{id}/waiting/{waiting}", kAdministrators, drop, "Refuse a waiting role, or take back the own",
              {.gives = http::Gives::nothing})
      .remove("/api/v1/accounts/{id}/grants/{grant}", kAdministrators, take, "Take a role away")
      .get("/api/v1/me/sessions", Policy::signed_in(), own_sessions, "Where the caller's account is signed in, newest first",
           {.answers = kSessionsAnswer})
      .remove("/api/v1/me/sessions/{id}", Policy::signed_in(), end_own_session, "Sign one own device out",
              {.gives = http::Gives::nothing})
      .remove("/api/v1/me/sessions", Policy::signed_in(), end_other_sessions,
              "Sign all own devices out but the one that asks (with a token: all)", {.answers = kEndedAnswer})
      .remove("/api/v1/me/tokens/{id}", Policy::signed_in(), end_own_token, "Revoke one own token of a program",
              {.gives = http::Gives::nothing})
      .remove("/api/v1/accounts/{id}/tokens/{token}", kAdministrators, end_token_of, "Revoke a token of the account's programs",
              {.gives = http::Gives::nothing})
      .post("/api/v1/accounts/{id}/password", kAdministrators, reset, "Make a temporary password", kPassword);
}

}  // namespace ocop::identity
