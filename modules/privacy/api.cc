#include "modules/privacy/api.h"

#include <charconv>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/requests.h"

namespace ocop::privacy {
namespace {

using http::Call;
using http::Response;

void write_fact(json::Writer& out, const personal::Fact& fact) {
  const bool whole = fact.kind == personal::Kind::moment || fact.kind == personal::Kind::number;
  if (!whole) {
    out.field(fact.word, std::string_view(fact.text));
    return;
  }
  std::int64_t number = 0;
  std::from_chars(fact.text.data(), fact.text.data() + fact.text.size(), number);
  if (fact.kind == personal::Kind::moment) out.field(fact.word, Instant{number});
  else out.field(fact.word, number);
}

Result<Response> show_own(const Service& service, const Call<>& call) {
  OCOP_TRY(data, service.own(call.actor));
  json::Writer out;
  write_data(out, data, call.language());
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> own_requests(const Service& service, const Call<>& call) {
  json::Writer out;
  out.begin_object().member("requests").begin_array();
  for (const Request& one : service.own_requests(call.actor)) write_request(out, one);
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}
Result<Response> made(RequestId id) {
  json::Writer out;
  out.begin_object().field("id", id).end_object();
  return Response::json(out.take(), 201);
}
Result<Response> ask(const Service& service, const Call<Ask>& call) {
  OCOP_TRY(id, service.ask(call.actor, call.input));
  return made(id);
}
Result<Response> take_back(const Service& service, const Call<>& call, RequestId id) {
  OCOP_CHECK(service.take_back(call.actor, id));
  return http::done();
}
Result<Response> notice(const Service& service, const Call<>& call) {
  json::Writer out;
  out.begin_object().member("held").begin_array();
  for (const personal::Holding* one : by_group(service.parts().offers)) {
    out.begin_object().field("what", translate(one->what, call.language())).field("purpose", translate(one->purpose, call.language()));
    out.field("ground", name(one->ground)).field("kept", translate(one->kept, call.language())).field("when_erased", name(one->fate));
    out.end_object();
  }
  out.end_array().member("processors").begin_array();
  for (const manifest::Processor& one : service.parts().processors)
    out.begin_object().field("name", one.name).field("task", one.task).field("place", one.place).end_object();
  out.end_array().end_object();
  return http::content(out.take());
}
Result<Response> consents(const Service& service, const Call<>& call) {
  const auto own = service.consents(call.actor);
  json::Writer out;
  out.begin_object().member("consents").begin_array();
  for (const act::ShownConsent& one : own.given) {
    const act::Consent& consent = one.consent;
    out.begin_object().field("id", consent.id).field("text", consent.text).field("version", consent.version);
    out.field("title", call.language() == Language::vi ? one.title_vi : one.title_en);
    out.field("words", call.language() == Language::vi ? one.vi : one.en).field("how", act::name(consent.how));
    out.field("about", consent.about).field("given", consent.given).field("withdrawn", consent.withdrawn);
    out.field("can_withdraw", own.can_withdraw(consent)).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}
Result<Response> withdraw(const Service& service, const Call<>& call, act::ConsentId id) {
  OCOP_CHECK(service.withdraw(call.actor, id));
  return http::done();
}
Result<Response> erase(const Service& service, const Call<Erase>& call) {
  OCOP_TRY(id, service.erase(call.actor, call.input));
  return made(id);
}
Result<Response> one(const Service& service, const Call<>& call, RequestId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(write_request, shown.request);
}
Result<Response> answer(const Service& service, const Call<Answer>& call, RequestId id) {
  OCOP_CHECK(service.answer(call.actor, id, call.input));
  return http::done();
}
Result<Response> extend(const Service& service, const Call<Extend>& call, RequestId id) {
  OCOP_CHECK(service.extend(call.actor, id, call.input));
  return http::done();
}

constexpr std::string_view kMade = R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"}}})";
constexpr std::string_view kRequest =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"account":{"type":"string","format":"uuid"},)"
    R"("wish":{"type":"string"},"words":{"type":"string"},"state":{"type":"string"},"asked":{"type":"string"},"answer":{"type":"string"},)"
    R"("due":{"type":"string","description":"the day of the clock that runs: reply, then done"},"version":{"type":"integer"}}})";
constexpr std::string_view kRequests = R"({"type":"object","properties":{"requests":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kNotice =
    R"({"type":"object","properties":{"held":{"type":"array","items":{"type":"object","properties":{"what":{"type":"string"},)"
    R"("purpose":{"type":"string"},"ground":{"type":"string"},"kept":{"type":"string"},"when_erased":{"type":"string"}}}},)"
    R"("processors":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"task":{"type":"string"},)"
    R"("place":{"type":"string"}}}}}})";
constexpr std::string_view kConsents =
    R"({"type":"object","properties":{"consents":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string",)"
    R"("format":"uuid"},"text":{"type":"string"},"version":{"type":"integer"},"title":{"type":"string"},"words":{"type":"string"},)"
    R"("how":{"type":"string","enum":["program","link","paper"]},"about":{"type":"string"},"given":{"type":"string"},)"
    R"("withdrawn":{"type":["string","null"]},"can_withdraw":{"type":"boolean"}}}}}})";
constexpr std::string_view kData =
    R"({"type":"object","properties":{"account":{"type":"string","format":"uuid"},"name":{"type":"string"},"held":{"type":"array",)"
    R"("items":{"type":"object","properties":{"table":{"type":"string"},"column":{"type":"string"},"what":{"type":"string"},)"
    R"("purpose":{"type":"string"},"ground":{"type":"string","enum":["duty","account","consent"]},"kept":{"type":"string"},)"
    R"("when_erased":{"type":"string","enum":["goes","stays"]},"rows":{"type":"array","items":{"type":"object"}}}}},)"
    R"("seen":{"type":"array","description":"who looked at it, the latest first","items":{"type":"object"}}}})";

}  // namespace

void write_data(json::Writer& out, const Data& data, Language language) {
  out.begin_object().field("account", data.account).field("name", std::string_view(data.name)).member("held").begin_array();
  for (const Held& one : data.held) {
    const personal::Holding& holding = *one.holding;
    out.begin_object().field("table", holding.table).field("column", holding.column).field("what", translate(holding.what, language));
    out.field("purpose", translate(holding.purpose, language)).field("ground", name(holding.ground));
    out.field("kept", translate(holding.kept, language)).field("when_erased", name(holding.fate)).member("rows").begin_array();
    for (const personal::Row& row : one.rows) {
      out.begin_object();
      for (const personal::Fact& fact : row) write_fact(out, fact);
      out.end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().member("seen").begin_array();
  for (const Seen& one : data.seen) {
    out.begin_object().field("who", std::string_view(one.who)).field("what", std::string_view(one.what)).field("at", one.at);
    out.member("roles").begin_array();
    for (const Role role : one.roles) out.text(name(role));
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

void add_api(http::Router& router, Service& service) {
  http::Table(router, service)
      .get("/api/v1/privacy", Policy::anyone(), notice,
           "What is held of people, why, on what ground and for how long, and who processes it for whoever runs this site",
           {.answers = kNotice})
      .get("/api/v1/me/data", Policy::signed_in(), show_own, "All that is held of the account, and who looked at it", {.answers = kData})
      .get("/api/v1/me/data/requests", Policy::signed_in(), own_requests, "What one asked about the own data, and the answers",
           {.answers = kRequests})
      .post("/api/v1/me/data/requests", Policy::signed_in(), ask_fields(), ask, "Ask something about the own data",
            {.answers = kMade, .gives = http::Gives::created})
      .remove("/api/v1/me/data/requests/{id}", Policy::signed_in(), take_back, "Take an own request back", {.gives = http::Gives::nothing})
      .get("/api/v1/me/data/consents", Policy::signed_in(), consents,
           "What one agreed to: the text that was shown with its version, when, how, and when it was taken back", {.answers = kConsents})
      .post("/api/v1/me/data/consents/{id}/withdraw", Policy::signed_in(), withdraw, "Take an own consent back; what rests on it ends",
            {.gives = http::Gives::nothing})
      .post("/api/v1/me/data/erase", Policy::signed_in(), erase_fields(), erase,
            "Erase the own account in seven days; until then it is taken back as a request",
            {.run = http::Run::on_heavy_worker, .answers = kMade, .gives = http::Gives::created})
      .get("/api/v1/privacy/requests/{id}", kDesk, one, "One request about data; the look is written down", {.answers = kRequest})
      .post("/api/v1/privacy/requests/{id}/answer", kDesk, answer_fields(), answer, "Answer a request, or end it",
            {.gives = http::Gives::nothing})
      .post("/api/v1/privacy/requests/{id}/extend", kDesk, extend_fields(), extend, "Give a request more days, once",
            {.gives = http::Gives::nothing});
}

}  // namespace ocop::privacy
