#include "modules/notices/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/notices/requests.h"

namespace ocop::notices {
namespace {

using http::Call;
using http::Response;

Result<Response> read(Service& service, const Call<>& call, NoticeId id) {
  OCOP_CHECK(service.open(call.actor, id));
  return http::done();
}

Result<Response> read_all(Service& service, const Call<>& call) {
  OCOP_TRY(count, service.read_all(call.actor));
  json::Writer out;
  out.begin_object().field("read", count).end_object();
  return Response::json(out.take());
}

Result<Response> settings(Service& service, const Call<>& call) {
  OCOP_TRY(found, service.settings(call.actor));
  const Person& person = found.person;
  json::Writer out;
  out.begin_object().field("address", person.address).field("phone", person.phone).field("mail", person.mail == Mail::wanted);
  out.field("language", code(person.language)).field("digest_hour", person.digest_hour).field("digest_days", name(person.digest_days));
  out.member("channels").begin_object();
  for (const KindChoice& choice : found.kinds) out.field(choice.kind->name, name(choice.chosen.value_or(choice.kind->usual)));
  out.end_object().member("links").begin_array();
  for (const Link& link : found.links) {
    out.begin_object().field("id", link.id.text()).field("purpose", name(link.purpose)).field("made", link.made.iso());
    out.field("expires", link.expires.iso()).end_object();
  }
  out.end_array().field("version", person.version).end_object();
  return http::versioned(out.take(), person.version);
}

Result<Response> save(Service& service, const Call<SetChannels>& call) {
  OCOP_CHECK(service.set_channels(call.actor, call.input));
  return settings(service, Call<>{{call.request, call.actor}, {}});
}

Result<Response> set_address(Service& service, const Call<AskAddress>& call) {
  OCOP_CHECK(service.ask_address(call.actor, call.input.address, call.language()));
  return http::done();
}

Result<Response> set_phone(Service& service, const Call<AskPhone>& call) {
  OCOP_CHECK(service.ask_phone(call.actor, call.input.phone, call.language()));
  return http::done();
}

Result<Response> forget(Service& service, const Call<>& call) {
  OCOP_CHECK(service.forget(call.actor));
  return http::done();
}

Result<Response> end_link(Service& service, const Call<>& call, LinkId id) {
  OCOP_CHECK(service.end_link(call.actor, id));
  return http::done();
}

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kHolder = Policy::signed_in();
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  http::Table(router, service)
      .post("/api/v1/notices/{id}/read", kHolder, read, "mark one notice as read", kDone)
      .post("/api/v1/notices/read-all", kHolder, read_all, "mark all own notices as read")
      .get("/api/v1/notices/settings", kHolder, settings, "how the account is told: address, channels, digest, links that need no sign-in")
      .put("/api/v1/notices/settings", kHolder, set_channels(), save, "choose channels, hour and language")
      .post("/api/v1/notices/settings/address", kHolder, ask_address(), set_address,
            "send a link to a mail address that shall be confirmed", kDone)
      .post("/api/v1/notices/settings/phone", kHolder, ask_phone(), set_phone, "send a link to a mobile number that shall be confirmed",
            kDone)
      .remove("/api/v1/notices/settings/address", kHolder, forget, "delete address, number, links and what waits to be sent",
              kDone)
      .remove("/api/v1/notices/settings/links/{id}", kHolder, end_link, "take back a link that needs no sign-in", kDone);
}

}  // namespace ocop::notices
