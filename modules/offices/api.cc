#include "modules/offices/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/offices/pages.h"
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

void write_delegation(json::Writer& out, const Service::DelegationRow& row, Instant now) {
  const Delegation& one = row.delegation;
  out.begin_object().field("id", one.id).field("state", name(state_of(one, now))).field("office", office_text(one.office));
  out.field("giver", row.giver).field("account", row.account).field("from", vietnam_date(one.starts));
  out.field("until", vietnam_date({one.until.milliseconds - 1})).field("ended", one.ended).member("acts").begin_array();
  for (const act::StoodIn& done : row.acts) {
    out.begin_object().field("what", done.what).field("subject", done.subject).field("by", row.account);
    out.field("for", row.giver).field("at", done.at).end_object();
  }
  out.end_array().end_object();
}

Result<Response> delegate(Service& service, const Call<Delegate>& call) {
  OCOP_TRY(id, service.delegate(call.actor, call.input));
  json::Writer out;
  out.begin_object().field("id", id).end_object();
  return http::created(out.take(), "/api/v1/offices");
}

Result<Response> end_delegation(Service& service, const Call<>& call, DelegationId id) {
  OCOP_CHECK(service.end_delegation(call.actor, id));
  return http::done();
}

Result<Response> own(const Service& service, const Call<>& call) {
  OCOP_TRY(held, service.own(call.actor));
  json::Writer out;
  out.begin_object().member("offices").begin_array();
  for (const Grant& one : held.offices) {
    out.begin_object().field("office", office_text(one));
    write_office(out, one);
    out.field("passes_on", rules::passes_on(one)).end_object();
  }
  out.end_array().member("delegations").begin_array();
  for (const Service::DelegationRow& row : held.delegations) write_delegation(out, row, service.now());
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> open_matters(const Service& service, const Call<WhichOffice>& call) {
  OCOP_TRY(open, service.open_matters(call.actor, call.input, call.language()));
  json::Writer out;
  out.begin_object().field("account", open.from).field("office", office_text(open.office));
  write_office(out, open.office);
  out.field("waiting", open.waiting).member("own").begin_array();
  for (const identity::OpenMatter& one : open.own) out.begin_object().field("words", one.words).field("path", one.path).end_object();
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> hand_over(Service& service, const Call<HandOver>& call) {
  OCOP_TRY(given, service.hand_over(call.actor, call.input));
  json::Writer out;
  out.begin_object().field("state", given == identity::Offices::Given::waits ? "waiting" : "given").end_object();
  return Response::json(out.take());
}

constexpr std::string_view kOwn =
    R"({"type":"object","properties":{"offices":{"type":"array","items":{"type":"object"}},"delegations":{"type":"array",)"
    R"("description":"given and received, with what was done: by, for","items":{"type":"object"}}}})";
constexpr std::string_view kGivenDelegation = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kOpen =
    R"({"type":"object","properties":{"office":{"type":"string"},"waiting":{"type":"integer","description":"work of the place"},)"
    R"("own":{"type":"array","description":"what does not pass on","items":{"type":"object"}}}})";
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
            {.answers = kAccepted})
      .get("/api/v1/offices", kOfficials, own, "Offices that the caller holds, lends and stands in for", {.answers = kOwn})
      .post("/api/v1/offices/delegations", kLenders, delegate_fields(), delegate,
            "Let an official of the province stand in for some days; every act bears both names",
            {.answers = kGivenDelegation, .gives = http::Gives::created})
      .post("/api/v1/offices/delegations/{id}/end", kOfficials, end_delegation, "End a delegation at once, or give it back",
            {.gives = http::Gives::nothing})
      .get("/api/v1/offices/handover", kPassers, which_office(), open_matters,
           "What is open in an office before it is handed over; an administrator names the account", {.answers = kOpen})
      .post("/api/v1/offices/handover", kPassers, handover_fields(), hand_over,
            "Hand an office over from a day on; an administrator confirms it, another one than who asked", {.answers = kAccepted});
}

}  // namespace ocop::offices
