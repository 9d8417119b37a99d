#include "modules/waits/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/waits/requests.h"

namespace ocop::waits {

std::string_view name(evaluation::Moved::To step) {
  using To = evaluation::Moved::To;
  switch (step) {
    case To::producer: break;
    case To::commune: return "commune";
    case To::province: return "province";
    case To::council: return "council";
    case To::closed: return "closed";
    case To::decided: return "decided";
  }
  return "producer";
}

namespace {

using http::Call;
using http::Response;

void write_days(json::Writer& out, const std::optional<Spread>& days) {
  out.member("days");
  if (!days) {
    out.null();
    return;
  }
  constexpr int kPlaces = 1;   // halves
  out.begin_object().field("median", days->median.cut(kPlaces)).field("least", days->least).field("most", days->most).end_object();
}

Result<Response> report(const Service& service, const Call<>& call, std::string_view province) {
  (void)call;
  OCOP_TRY(report, service.report(province));
  return http::content(write_report, report);
}

Result<Response> wait(const Service& service, const Call<>& call, DossierId dossier) {
  OCOP_TRY(waiting, service.waiting(call.actor, dossier));
  json::Writer out;
  out.begin_object().field("dossier", dossier).member("wait");
  if (const auto& one = waiting.wait) {
    out.begin_object().field("step", name(one->step)).field("before", one->before).field("results_before", one->results_before);
    out.field("plan", one->plan).field("late", one->late).field("measured", one->measured.n);
    write_days(out, one->measured.days);
    out.end_object();
  } else {
    out.null();
  }
  out.end_object();
  return http::content(out.take()).with("Cache-Control", "private, no-store");
}

Response told(const Opinion& opinion, int status) {
  json::Writer out;
  out.begin_object();
  if (opinion.grade > 0) out.field("grade", opinion.grade);   // the producer's own people
  out.field("words", opinion.words).field("given", opinion.given).end_object();
  Response answer = http::content(out.take()).with("Cache-Control", "private, no-store");
  answer.status = status;
  return answer;
}
Result<Response> opinion(const Service& service, const Call<>& call, DossierId dossier) {
  OCOP_TRY(asked, service.opinion(call.actor, dossier));
  if (!asked.opinion) return Error::of(ErrorKind::not_found, "opinion on " + dossier.text());
  constexpr int kFound = 200;
  return told(*asked.opinion, kFound);
}
Result<Response> give(Service& service, const Call<GiveOpinion>& call, DossierId dossier) {
  OCOP_TRY(said, service.give(call.actor, dossier, call.input));
  constexpr int kFound = 200;
  return told(said, kFound);
}
Result<Response> add(Service& service, const Call<AddRound>& call, std::string_view province) {
  OCOP_CHECK(service.add_round(call.actor, province, call.input));
  return http::done();
}

Result<Response> remove(Service& service, const Call<>& call, std::string_view province, std::string_view day) {
  const auto results_before = Date::parse_iso(day);
  if (!results_before) return Error::of(ErrorKind::not_found, "no day of a round");
  OCOP_CHECK(service.remove_round(call.actor, province, *results_before));
  return http::done();
}
Result<Response> take_words(Service& service, const Call<>& call, DossierId dossier) {
  OCOP_CHECK(service.take_words(call.actor, dossier));
  return http::done();
}

}  // namespace

void write_report(json::Writer& out, const Report& report) {
  out.begin_object().field("province", report.province).field("fewest", static_cast<std::int64_t>(kFewest)).field("months", kMonths);
  out.field("untold", report.untold).member("rounds").begin_array();
  for (const OfRound& one : report.rounds) {
    out.begin_object().field("results_before", one.results_before).field("n", one.n);
    write_days(out, one.days);
    out.end_object();
  }
  out.end_array().member("offices").begin_array();
  for (const Quality& one : report.offices) {
    out.begin_object().field("province", one.province).field("commune", one.commune).field("n", one.n);
    write_days(out, one.days);
    out.field("on_time", one.days ? std::optional(one.on_time) : std::nullopt);
    out.field("returned", one.days ? std::optional(one.returned) : std::nullopt).field("opinions", one.opinions);
    constexpr int kPlaces = 2;
    out.field("satisfaction", one.satisfaction ? std::optional(one.satisfaction->cut(kPlaces)) : std::nullopt).end_object();
  }
  out.end_array().end_object();
}

void add_api(http::Router& router, Service& service) {
  http::Table(router, service)
      .get("/api/v1/waits/{province}", Policy::anyone(), report, "How long dossiers wait in a province, and how its offices serve")
      .post("/api/v1/waits/{province}/rounds", Policy::roles(Role::provincial_body), add_round(), add,
            "A round beside the two of article 5.1, by the province's plan", {.gives = http::Gives::nothing})
      .remove("/api/v1/waits/{province}/rounds/{day}", Policy::roles(Role::provincial_body), remove,
              "Take out a round that was entered with a wrong day", {.gives = http::Gives::nothing})
      .get("/api/v1/dossiers/{id}/wait", kConcerned, wait, "Where a dossier stands in its office's row, and what was measured")
      .get("/api/v1/dossiers/{id}/opinion", kConcerned, opinion, "What a producer said of how its dossier was dealt with")
      .post("/api/v1/dossiers/{id}/opinion", kMakers, give_opinion(), give,
            "Say once, after the decision, how the own dossier was dealt with")
      .remove("/api/v1/dossiers/{id}/opinion/words", kMakers, take_words,
              "Take back the words of the own opinion; its grade stays in means", {.gives = http::Gives::nothing});
}

}  // namespace ocop::waits
