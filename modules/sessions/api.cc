#include "modules/sessions/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/sessions/requests.h"

namespace ocop::sessions {
namespace {

using evaluation::AgendaStanding;
using http::Call;
using http::Response;

void write_fields(json::Writer& out, const Session& one) {
  out.field("id", one.id).field("province", one.province).field("title", one.title).field("state", name(one.state));
  out.field("day", one.day).field("hour", one.hour).field("place", one.place).field("advice", name(one.advice));
  out.field("made", one.made).field("called", one.called).field("ended", one.ended).field("version", one.version);
}

std::string_view name_of(AgendaStanding::Own own) {
  switch (own) {
    case AgendaStanding::Own::none: break;
    case AgendaStanding::Own::open: return "open";
    case AgendaStanding::Own::submitted: return "submitted";
  }
  return "none";
}

void write_item(json::Writer& out, const Service::ShownItem& one, Language language) {
  out.begin_object().field("dossier", one.item.dossier).field("place", one.item.place).field("line", name(one.item.line));
  out.field("number", one.dossier.number).field("product_name", one.dossier.product_name).field("commune", one.dossier.commune);
  out.field("product_set", one.dossier.product_set).field("state", evaluation::name(one.dossier.state));
  std::string why = one.item.why(language);
  if (one.hindrance) {
    const rules::Words words = rules::words_of(*one.hindrance);
    why = language == Language::vi ? words.vi : words.en;
  }
  out.field("why", why.empty() ? std::nullopt : std::optional(why)).field("own_sheet", name_of(one.standing.own));
  const auto& sheets = one.standing.sheets;
  out.field("sheets_in", sheets ? std::optional(sheets->in) : std::nullopt);
  out.field("sheets_of", sheets ? std::optional(sheets->of) : std::nullopt).end_object();
}

Result<Response> answer(const Service& service, const http::Asked& call, SessionId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  Session session = shown.session;
  session.state = shown.now;
  json::Writer out;
  out.begin_object();
  write_fields(out, session);
  out.field("chair", session.chair).field("secretary", session.secretary).member("members").begin_array();
  for (const AccountId& member : session.members) out.text(member.text());
  out.end_array();
  out.field("read_ahead", shown.ahead ? std::optional(*shown.ahead == Ahead::in_time) : std::nullopt).member("agenda").begin_array();
  for (const Service::ShownItem& one : shown.items) write_item(out, one, call.language());
  out.end_array().end_object();
  return http::versioned(out.take(), session.version).with("Cache-Control", "private, no-store");
}

Result<Response> one(const Service& service, const Call<>& call, SessionId id) { return answer(service, call, id); }
Result<Response> make(Service& service, const Call<MakeSession>& call) {
  OCOP_TRY(attempt, http::attempt_of(call.request));
  OCOP_TRY(made, service.make(call.actor, call.input, attempt));
  json::Writer out;
  out.begin_object().field("id", made.id).end_object();
  auto response = http::created(out.take(), "/api/v1/sessions/" + made.id.text());
  if (made.how == idempotency::Outcome::How::before) response.status = 200;
  return response;
}
Result<Response> change(Service& service, const Call<ChangeSession>& call, SessionId id) {
  OCOP_CHECK(service.change(call.actor, id, call.input));
  return answer(service, call, id);
}
Result<Response> add(Service& service, const Call<AddDossiers>& call, SessionId id) {
  OCOP_CHECK(service.add(call.actor, id, call.input));
  return answer(service, call, id);
}
Result<Response> add_all(Service& service, const Call<Version>& call, SessionId id) {
  OCOP_CHECK(service.add_all(call.actor, id, call.input));
  return answer(service, call, id);
}
Result<Response> move(Service& service, const Call<MoveDossier>& call, SessionId id, DossierId dossier) {
  OCOP_CHECK(service.move(call.actor, id, dossier, call.input));
  return answer(service, call, id);
}
Result<Response> remove(Service& service, const Call<Version>& call, SessionId id, DossierId dossier) {
  OCOP_CHECK(service.remove(call.actor, id, dossier, call.input));
  return answer(service, call, id);
}
Result<Response> convoke(Service& service, const Call<CallSession>& call, SessionId id) {
  OCOP_CHECK(service.call(call.actor, id, call.input));
  return answer(service, call, id);
}
Result<Response> hold(Service& service, const Call<Version>& call, SessionId id) {
  OCOP_CHECK(service.hold(call.actor, id, call.input));
  return answer(service, call, id);
}
Result<Response> cancel(Service& service, const Call<Version>& call, SessionId id) {
  OCOP_CHECK(service.cancel(call.actor, id, call.input));
  return answer(service, call, id);
}

constexpr std::string_view kMade =
    R"({"type":"object","required":["id"],"properties":{"id":{"type":"string","format":"uuid"}}})";

}  // namespace

void write_session(json::Writer& out, const Session& session) {
  out.begin_object();
  write_fields(out, session);
  out.end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr http::Also kOne{.answers = kSessionSchema};
  http::Table(router, service)
      .post("/api/v1/sessions", kOffice, make_session(), make, "Plan a session of the province's council: a draft",
            {.answers = kMade, .gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .get("/api/v1/sessions/{id}", kReaders, one, "One session with its agenda; to whoever is named in it, once it was called", kOne)
      .put("/api/v1/sessions/{id}", kOffice, change_session(), change, "Change a draft of a session", kOne)
      .post("/api/v1/sessions/{id}/dossiers", kOffice, add_dossiers(), add, "Put dossiers that wait for a council on the agenda", kOne)
      .post("/api/v1/sessions/{id}/fill", kOffice, version_fields(), add_all,
            "Put all dossiers that wait for a council on the agenda, as far as there is room", kOne)
      .post("/api/v1/sessions/{id}/dossiers/{dossier}/move", kOffice, move_dossier(), move, "Move a dossier on the agenda by one place",
            kOne)
      .remove("/api/v1/sessions/{id}/dossiers/{dossier}", kOffice, version_fields(), remove, "Take a dossier off the agenda", kOne)
      .post("/api/v1/sessions/{id}/call", kOffice, call_session(), convoke,
            "Call a session: each dossier of the agenda is given its council; what cannot be opened stays off, or nothing is called", kOne)
      .post("/api/v1/sessions/{id}/held", kOffice, version_fields(), hold, "Note that a session was held", kOne)
      .post("/api/v1/sessions/{id}/cancel", kOffice, version_fields(), cancel, "Cancel a draft of a session", kOne);
}

}  // namespace ocop::sessions
