#include "modules/payments/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/payments/requests.h"
#include "modules/payments/rules.h"

namespace ocop::payments {
namespace {

using http::Call;
using http::Response;

void write(json::Writer& out, const Service& service, const ReceivingAccount& account) {
  out.begin_object().field("bin", account.bin).field("bank", service.bank_name(account.bin)).field("number", account.number);
  out.field("holder", account.holder).field("set", account.set).field("ended", account.ended);
  if (const auto payload = payload_of(account); payload && !account.ended) out.field("vietqr", *payload);
  out.end_object();
}

Response answer(const Service& service, const Own& own) {
  json::Writer out;
  out.begin_object().field("producer", own.producer.id).field("version", own.version()).member("account");
  if (own.current) write(out, service, *own.current);
  else out.null();
  out.member("former").begin_array();
  for (const ReceivingAccount& one : own.former) write(out, service, one);
  out.end_array().end_object();
  return http::versioned(out.take(), own.version()).with("Cache-Control", "private, no-store");
}

Result<Response> shown(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(own, service.own(call.actor, producer));
  return answer(service, own);
}
Result<Response> set(Service& service, const Call<SetAccount>& call, ProducerId producer) {
  OCOP_TRY(own, service.set(call.actor, producer, call.input));
  return answer(service, own);
}
Result<Response> end(Service& service, const Call<EndAccount>& call, ProducerId producer) {
  OCOP_CHECK(service.end(call.actor, producer, call.input));
  return http::done();
}

Result<Response> banks(const Service& service, const Call<>&) {
  json::Writer out;
  out.begin_object().member("banks").begin_array();
  for (const Bank& bank : service.banks())
    out.begin_object().field("bin", bank.bin).field("name", bank.name).field("legal_name", bank.legal_name).end_object();
  out.end_array().end_object();
  return http::content(out.take());
}

constexpr std::string_view kAccount =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"version":{"type":"integer"},)"
    R"("account":{"type":["object","null"],"properties":{"vietqr":{"type":"string","description":"the payload of the code"}}},)"
    R"("former":{"type":"array","items":{"type":"object"}}}})";
constexpr std::string_view kBanks =
    R"({"type":"object","properties":{"banks":{"type":"array","items":{"type":"object","properties":{"bin":{"type":"string"}}}}}})";

}  // namespace

void add_api(http::Router& router, Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member);
  http::Table(router, service)
      .get("/api/v1/producers/{id}/payments", kMember, shown, "Where a producer is paid, and where it was", {.answers = kAccount})
      .put("/api/v1/producers/{id}/payments", kMember, set_account(), set, "Where a producer is paid from now on; all its members are told",
           {.answers = kAccount})
      .post("/api/v1/producers/{id}/payments/end", kMember, end_account(), end, "A producer takes no transfers any more",
            {.gives = http::Gives::nothing})
      .get("/api/v1/payments/banks", Policy::anyone(), banks, "Banks that take transfers by VietQR", {.answers = kBanks});
}

}  // namespace ocop::payments
