#include "modules/enquiries/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/enquiries/requests.h"

namespace ocop::enquiries {
namespace {

using http::Call;
using http::Response;

Result<Response> ask(Service& service, const Call<Ask>& call, ProducerId producer) {
  OCOP_CHECK(service.ask(producer, call.input, call.request.peer));
  return http::done();
}

Result<Response> list(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(mine, service.of_maker(call.actor, producer));
  json::Writer out;
  out.begin_object().member("enquiries").begin_array();
  for (const Enquiry& one : mine.enquiries) {
    out.begin_object().field("id", one.id).field("name", one.name).field("contact", one.contact).field("words", one.words);
    out.field("asked", one.asked).field("answered", one.answered).field("version", one.version).end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> answered(Service& service, const Call<Answered>& call, ProducerId producer, EnquiryId id) {
  OCOP_CHECK(service.answered(call.actor, producer, id, call.input));
  return http::done();
}

constexpr std::string_view kList = R"({"type":"object","properties":{"enquiries":{"type":"array","items":{"type":"object"}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMaker = Policy::roles(Role::producer_member, Role::helper);
  constexpr http::Also kDone{.gives = http::Gives::nothing};
  // A visitor's program has no page to take a form's token from, and no session that another site could borrow.
  constexpr http::Also kAsked{.csrf = http::Csrf::not_needed, .gives = http::Gives::nothing};
  http::Table(router, service)
      .post("/api/v1/producers/{id}/enquiry", Policy::anyone(), ask_fields(), ask, "Ask a producer something, without an account",
            kAsked)
      .get("/api/v1/producers/{id}/enquiries", kMaker, list, "What visitors asked a producer: what is not answered first",
           {.answers = kList})
      .post("/api/v1/producers/{id}/enquiries/{enquiry}/answered", kMaker, answered_fields(), answered,
            "Note that an enquiry was answered", kDone);
}

}  // namespace ocop::enquiries
