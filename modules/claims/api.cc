#include "modules/claims/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/claims/requests.h"

namespace ocop::claims {
namespace {

using http::Call;
using http::Response;

Result<Response> use(Service& service, const Call<UseCode>& call) {
  OCOP_TRY(claim, service.use_code(call.actor, call.input.code, call.request.peer));
  return http::versioned(write_claim, claim);
}
Result<Response> ask(Service& service, const Call<InWords>& call, ProducerId id) {
  OCOP_TRY(claim, service.ask(call.actor, id, call.input));
  return http::versioned(write_claim, claim);
}
Result<Response> one(const Service& service, const Call<>& call, ClaimId id) {
  OCOP_TRY(shown, service.show(call.actor, id));
  return http::versioned(write_claim, shown.claim);
}
Result<Response> accept(Service& service, const Call<Accept>& call, ClaimId id) {
  OCOP_TRY(claim, service.accept(call.actor, id, call.input));
  return http::versioned(write_claim, claim);
}
Result<Response> refuse(Service& service, const Call<Refuse>& call, ClaimId id) {
  OCOP_TRY(claim, service.refuse(call.actor, id, call.input));
  return http::versioned(write_claim, claim);
}

// The code is in this answer and nowhere else.
Result<Response> print(Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(printed, service.print_letter(call.actor, id));
  json::Writer out;
  out.begin_object().field("id", printed.letter.id).field("code", printed.code).field("url", printed.url);
  out.field("ends", printed.letter.ends).end_object();
  return Response::json(out.take(), 201).with("Cache-Control", "private, no-store");
}

Result<Response> letters(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(shown, service.of_producer(call.actor, id));
  json::Writer out;
  out.begin_object().member("letters").begin_array();
  for (const Service::Row& one : shown.letters) {
    out.begin_object().field("id", one.letter.id).field("printed", one.letter.printed).field("printed_by", one.printed_by);
    out.field("ends", one.letter.ends).field("used", one.letter.used).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

constexpr std::string_view kPrinted =
    R"({"type":"object","properties":{"id":{"type":"string","format":"uuid"},"code":{"type":"string"},"url":{"type":"string"},)"
    R"("ends":{"type":"string"}}})";
constexpr std::string_view kLetters = R"({"type":"object","properties":{"letters":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void write_claim(json::Writer& out, const Claim& one) {
  out.begin_object().field("id", one.id).field("producer", one.producer).field("province", one.province).field("commune", one.commune);
  out.field("account", one.account).field("by", one.letter ? "letter" : "words").field("words", one.words).field("state", name(one.state));
  out.field("asked", one.asked).field("accepted", one.accepted).field("decided", one.decided).field("answer", one.answer);
  out.field("version", one.version).end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
  constexpr http::Also kOne{.answers = kClaimSchema};
  http::Table(router, service)
      .post("/api/v1/claims", Policy::signed_in(), use_code(), use, "Take over a producer with the code of its letter", kOne)
      .post("/api/v1/producers/{id}/claims", Policy::signed_in(), in_words(), ask, "Say in words that a producer is one's own", kOne)
      .post("/api/v1/producers/{id}/letters", kOffices, print, "A claim letter's code, told once; those of before end",
            {.answers = kPrinted, .gives = http::Gives::created})
      .get("/api/v1/producers/{id}/letters", kOffices, letters, "Claim letters of a producer, without their codes", {.answers = kLetters})
      .get("/api/v1/claims/{id}", kOffices, one, "One claim", kOne)
      .post("/api/v1/claims/{id}/accept", kOffices, accept_fields(), accept, "Accept a claim that waits", kOne)
      .post("/api/v1/claims/{id}/refuse", kOffices, refuse_fields(), refuse, "Refuse a claim; its membership ends", kOne);
}

}  // namespace ocop::claims
