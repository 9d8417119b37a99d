#include "modules/identity/api.h"

#include <algorithm>
#include <charconv>

#include "kernel/json/json.h"
#include "modules/identity/messages.h"

namespace ocop::identity {
namespace {

using http::Request;
using http::Response;

constexpr Policy kAdministrators = Policy::roles(Role::administrator);

// ---- out -----------------------------------------------------------------------------------------------------------------------

void write_grant(json::Writer& out, const StoredGrant& stored) {
  const Grant& grant = stored.grant;
  out.begin_object().field("id", stored.id.text()).field("role", name(grant.role));
  if (!grant.province.empty()) out.field("province", grant.province);
  if (!grant.commune.empty()) out.field("commune", grant.commune);
  if (grant.producer) out.field("producer", grant.producer->text());
  out.field("granted", stored.granted.iso()).end_object();
}

void write_grants(json::Writer& out, const std::vector<StoredGrant>& grants) {
  out.member("grants").begin_array();
  for (const StoredGrant& grant : grants) write_grant(out, grant);
  out.end_array();
}

// Leaves the object open.
void begin_account(json::Writer& out, const Account& account) {
  out.begin_object().field("id", account.id.text()).field("login", account.login).field("display_name", account.display_name);
  out.field("active", account.activity == Activity::active).field("temporary_password", account.password_kind == PasswordKind::temporary);
  out.field("created", account.created.iso()).field("version", account.version);
}

Response created_password(const TemporaryPassword& made) {
  json::Writer out;
  out.begin_object().field("id", made.account.text()).field("login", made.login).field("temporary_password", made.password).end_object();
  return Response::json(out.take(), 201).with("Location", "/api/v1/accounts/" + made.account.text()).with("Cache-Control", "no-store");
}

// ---- in ------------------------------------------------------------------------------------------------------------------------

Result<json::Document> read_object(const Request& request) {
  auto document = json::parse(request.body);
  if (!document) return document;
  if (document->root().kind() == json::Node::Kind::object) return document;
  return Error::of(ErrorKind::invalid_input, {"", document->root().brief(), "a JSON object", msg::body_malformed});
}

Result<AccountId> read_id(const Request& request) {
  const auto id = AccountId::parse(request.value("id"));
  if (!id) return Error::of(ErrorKind::not_found);
  return *id;
}

std::int64_t page_of(const Request& request) {
  const std::string_view text = request.query.get("page");
  std::int64_t page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::max<std::int64_t>(page, 1);
}

// ---- acts ----------------------------------------------------------------------------------------------------------------------

Result<Response> show_me(Service& service, const Request& request) {
  OCOP_TRY(profile, service.profile(request.actor, request.session));
  json::Writer out;
  begin_account(out, profile.account);
  write_grants(out, profile.grants);
  out.end_object();
  return Response::json(out.take());
}

Result<Response> list(Service& service, const Request& request) {
  const std::int64_t page = page_of(request);
  OCOP_TRY(found, service.list(request.actor, {std::string(request.query.get("q")), parse_role(request.query.get("role"))}, page));
  json::Writer out;
  out.begin_object().field("total", found.total).field("page", page).field("page_size",
      Service::kPageSize).member("accounts").begin_array();
  for (const AccountRow& row : found.rows) {
    begin_account(out, row.account);
    write_grants(out, row.grants);
    out.end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take());
}

Result<Response> show(Service& service, const Request& request) {
  OCOP_TRY(id, read_id(request));
  OCOP_TRY(detail, service.detail(request.actor, id));
  json::Writer out;
  begin_account(out, detail.account);
  write_grants(out, detail.grants);
  out.field("sessions", detail.sessions).end_object();
  return Response::json(out.take());
}

Result<Response> create(Service& service, const Request& request) {
  OCOP_TRY(body, read_object(request));
  OCOP_TRY(made, service.create(request.actor, {body.root()["login"].text_or(""), body.root()["display_name"].text_or("")}));
  return created_password(made);
}

Result<Response> give(Service& service, const Request& request) {
  OCOP_TRY(id, read_id(request));
  OCOP_TRY(body, read_object(request));
  const json::Node root = body.root();
  OCOP_TRY(grant, service.read_grant({root["role"].text_or(""), root["province"].text_or(""), root["commune"].text_or(""),
                                      root["producer"].text_or("")}));
  OCOP_TRY(given, service.grant(request.actor, id, grant));
  json::Writer out;
  out.begin_object().field("id", given.text()).end_object();
  return Response::json(out.take(), 201);
}

Result<Response> take(Service& service, const Request& request) {
  OCOP_TRY(id, read_id(request));
  const auto grant = GrantId::parse(request.value("grant"));
  if (!grant) return Error::of(ErrorKind::not_found);
  OCOP_CHECK(service.revoke_grant(request.actor, id, *grant));
  return Response::json("{}");
}

Result<Response> change(Service& service, const Request& request) {
  OCOP_TRY(id, read_id(request));
  OCOP_TRY(body, read_object(request));
  const auto active = body.root()["active"].boolean();
  const auto version = body.root()["version"].integer();
  if (!active || !version) {
    return Error::of(ErrorKind::invalid_input, {active ? "version" : "active", body.root().brief(), "active: boolean, version: integer",
                                                msg::activity_malformed});
  }
  OCOP_CHECK(service.set_activity(request.actor, id, *active ? Activity::active : Activity::inactive, *version));
  return Response::json("{}");
}

Result<Response> reset(Service& service, const Request& request) {
  OCOP_TRY(id, read_id(request));
  OCOP_TRY(made, service.reset_password(request.actor, id));
  return created_password(made);
}

// ---- schemas -------------------------------------------------------------------------------------------------------------------

constexpr const char* kPersonSchema =
    R"({"type":"object","additionalProperties":false,"required":["login","display_name"],"properties":{"login":{"type":"string","minLength":3,"maxLength":254},)"
    R"("display_name":{"type":"string","minLength":1,"maxLength":120}}})";
constexpr const char* kGrantSchema =
    R"({"type":"object","additionalProperties":false,"required":["role"],"properties":{"role":{"enum":["producer_member","commune_officer","provincial_body",)"
    R"("council_member","council_chair","administrator"]},"province":{"type":"string","maxLength":2},)"
    R"("commune":{"type":"string"},"producer":{"type":"string","format":"uuid"}}})";
constexpr const char* kActivitySchema =
    R"({"type":"object","additionalProperties":false,"required":["active","version"],"properties":{"active":{"type":"boolean"},"version":{"type":"integer"}}})";
constexpr const char* kAccountSchema =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"login":{"type":"string"},"display_name":{"type":"string"},)"
    R"("active":{"type":"boolean"},"temporary_password":{"type":"boolean"},"created":{"type":"string","format":"date-time"},)"
    R"("version":{"type":"integer"},"sessions":{"type":"integer"},"grants":{"type":"array","items":{"type":"object"}}}})";
constexpr const char* kPasswordSchema =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"login":{"type":"string"},)"
    R"("temporary_password":{"type":"string"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  using http::Method;
  using Use = Result<Response> (*)(Service&, const Request&);
  struct Schemas { const char* request = ""; const char* response = ""; };
  const auto add = [&](Method method, const char* pattern, Policy policy, Use use, const char* summary, const Schemas& schemas) {
    http::Route route;
    route.method = method;
    route.pattern = pattern;
    route.policy = policy;
    route.summary = summary;
    route.request_schema = schemas.request;
    route.response_schema = schemas.response;
    route.handler = [use, &service](const Request& request) {
      auto answer = use(service, request);
      return answer ? std::move(*answer) : http::problem(answer.error(), request);
    };
    router.add(std::move(route));
  };
  add(Method::get, "/api/v1/me", Policy::signed_in(), show_me, "The account of the token or session", {"", kAccountSchema});
  add(Method::get, "/api/v1/accounts", kAdministrators, list, "Accounts by name: q, role, page", {});
  add(Method::post, "/api/v1/accounts", kAdministrators, create, "Create an account with a temporary password",
      {kPersonSchema, kPasswordSchema});
  add(Method::get, "/api/v1/accounts/{id}", kAdministrators, show, "One account", {"", kAccountSchema});
  add(Method::patch, "/api/v1/accounts/{id}", kAdministrators, change, "Deactivate or activate again", {kActivitySchema, ""});
  add(Method::post, "/api/v1/accounts/{id}/grants", kAdministrators, give, "Give a role", {kGrantSchema, ""});
  add(Method::delete_, "/api/v1/accounts/{id}/grants/{grant}", kAdministrators, take, "Take a role away", {});
  add(Method::post, "/api/v1/accounts/{id}/password", kAdministrators, reset, "Make a temporary password", {"", kPasswordSchema});
}

}  // namespace ocop::identity
