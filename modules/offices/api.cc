#include "modules/offices/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/offices/requests.h"

namespace ocop::offices {
namespace {

using http::Call;
using http::Response;

void write_office(json::Writer& out, const Grant& office) {
  out.field("role", ocop::name(office.role));
  if (!office.province.empty()) out.field("province", office.province);
  if (!office.commune.empty()) out.field("commune", office.commune);
}

Result<Response> invitations(Service& service, const Call<>& call) {
  OCOP_TRY(rows, service.invitations(call.actor));
  json::Writer out;
  out.begin_object().member("invitations").begin_array();
  for (const Service::Row& row : rows) {
    const Invitation& one = row.invitation;
    out.begin_object().field("id", one.id).field("state", state_of(one, service.now())).field("address", one.address);
    write_office(out, one.office);
    out.field("invited_by", row.invited_by).field("invited", one.invited).field("until", rules::end_of(one));
    out.field("account", one.account).field("account_name", row.account).field("accepted", one.accepted);
    out.field("withdrawn", one.withdrawn).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> invite(Service& service, const Call<Invite>& call) {
  OCOP_TRY(invited, service.invite(call.actor, call.input, call.language()));
  json::Writer out;
  out.begin_object().field("id", invited.id);
  if (!invited.link.empty()) out.field("link", invited.link);
  out.end_object();
  return http::created(out.take(), "/api/v1/offices/invitations").with("Cache-Control", "private, no-store");
}

Result<Response> withdraw(Service& service, const Call<>& call, InvitationId id) {
  OCOP_CHECK(service.withdraw(call.actor, id));
  return http::done();
}

Result<Response> shown(const Service& service, const Call<Key>& call) {
  OCOP_TRY(shown, service.shown(call.input.key));
  json::Writer out;
  out.begin_object();
  write_office(out, shown.office);
  out.field("invited_by", shown.invited_by).field("address", shown.address).field("until", shown.until).end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> join(Service& service, const Call<Newcomer>& call) {
  OCOP_CHECK(service.join(call.input, call.request.peer));
  return http::done();
}

Result<Response> accept(Service& service, const Call<Key>& call) {
  OCOP_TRY(given, service.accept(call.actor, call.input.key));
  json::Writer out;
  out.begin_object().field("state", given == identity::Offices::Given::waits ? "waiting" : "given").end_object();
  return Response::json(out.take());
}

constexpr std::string_view kInvitations =
    R"({"type":"object","properties":{"invitations":{"type":"array","items":{"type":"object","properties":{"state":{"type":"string",)"
    R"("enum":["open","accepted","withdrawn","over"]}}}}}})";
constexpr std::string_view kInvited =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"link":{"type":"string",)"
    R"("description":"told once, where no mail is set up"}}})";
constexpr std::string_view kShown =
    R"({"type":"object","properties":{"role":{"type":"string"},"province":{"type":"string"},"commune":{"type":"string"},)"
    R"("invited_by":{"type":"string"},"address":{"type":"string"},"until":{"type":"string","format":"date-time"}}})";
constexpr std::string_view kAccepted =
    R"({"type":"object","properties":{"state":{"type":"string","enum":["given","waiting"],)"
    R"("description":"waiting: another administrator has yet to confirm it"}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kAdministrators = Policy::roles(Role::administrator);
  http::Table(router, service)
      .get("/api/v1/offices/invitations", kAdministrators, invitations, "Invitations to officials' roles; the look is written down",
           {.answers = kInvitations})
      .post("/api/v1/offices/invitations", kAdministrators, invite_fields(), invite,
            "Invite somebody by e-mail to an official's role; where no mail is set up the link is told once",
            {.answers = kInvited, .gives = http::Gives::created})
      .post("/api/v1/offices/invitations/{id}/withdraw", kAdministrators, withdraw, "Withdraw an invitation to an official's role",
            {.gives = http::Gives::nothing})
      .post("/api/v1/offices/invitation/look", Policy::anyone(), key_fields(), shown, "What the link of an invitation leads to",
            {.csrf = http::Csrf::not_needed, .answers = kShown})   // whoever has the key reads it: nothing is changed
      .post("/api/v1/offices/invitation/account", Policy::anyone(), newcomer_fields(), join,
            "Make the account of whoever was invited; the answer is the same when there is one",
            {.csrf = http::Csrf::not_needed, .run = http::Run::on_heavy_worker, .gives = http::Gives::nothing})   // it is nobody's yet
      .post("/api/v1/offices/invitation", Policy::signed_in(), key_fields(), accept,
            "Accept an official's role that a letter invites to; it waits for another administrator where there is one",
            {.answers = kAccepted});
}

}  // namespace ocop::offices
