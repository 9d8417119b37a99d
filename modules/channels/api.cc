#include "modules/channels/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/conditional.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/channels/pages.h"
#include "modules/channels/requests.h"

namespace ocop::channels {
namespace {

using http::Call;
using http::Response;

Result<Response> list(const Service& service, const Call<>&) {
  json::Writer out;
  out.begin_object().member("channels").begin_array();
  for (const Channel& channel : service.channels()) {
    out.begin_object()
        .field("name", channel.name)
        .field("title", channel.title)
        .field("source", channel.source)
        .field("as_of", channel.as_of);
    out.member("files").begin_array();
    for (const Form form : channel.forms) out.text("/channels/" + channel.name + "." + std::string(ending(form)));
    out.end_array().member("fields").begin_array();
    for (const Field& field : channel.fields)
      out.begin_object().field("key", field.key).member("required").boolean(field.need == Need::required).end_object();
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return http::content(out.take());
}

void write(json::Writer& out, const Report& report) {
  out.begin_object().field("items", static_cast<std::int64_t>(report.items)).member("left_out").begin_array();
  for (const LeftOut& one : report.left_out) {
    out.begin_object().field("product", one.product).field("code", one.code).member("missing").begin_array();
    for (const Missing& missing : one.missing) {
      out.begin_object().field("key", missing.key).field("why", missing.why == Missing::Why::star ? "star" : "absent");
      out.field("page", "/products/" + one.code + std::string(rules::page_of(missing.from))).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

Result<Response> complete(const Service& service, const Call<>& call, ProducerId producer) {
  OCOP_TRY(shown, service.complete(call.actor, producer));
  json::Writer out;
  out.begin_object()
      .field("producer", shown.producer.id)
      .field("items", static_cast<std::int64_t>(shown.items))
      .member("channels")
      .begin_array();
  for (const Service::Readiness& one : shown.channels) {
    out.begin_object().field("name", one.channel->name).member("vi");
    write(out, one.by_language[0]);
    out.member("en");
    write(out, one.by_language[1]);
    out.end_object();
  }
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Result<Response> fill(const Service& service, const Call<Blank>& call, ProducerId producer) {
  OCOP_TRY(file, call.input.file.content.whole());
  OCOP_TRY(filled, service.fill_blank(call.actor, producer, call.input.channel, file, call.language()));
  return workbook(std::move(filled));
}

constexpr std::string_view kList =
    R"({"type":"object","properties":{"channels":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},)"
    R"("files":{"type":"array","items":{"type":"string"}}}}}}})";
constexpr std::string_view kWorkbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kComplete =
    R"({"type":"object","properties":{"producer":{"type":"string","format":"uuid"},"items":{"type":"integer"},"channels":{"type":"array",)"
    R"("items":{"type":"object","properties":{"name":{"type":"string"},"vi":{"type":"object"},"en":{"type":"object"}}}}}})";

}  // namespace

void add_api(http::Router& router, const Service& service) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .get("/api/v1/channels", Policy::anyone(), list, "Where products can be sold, with the fields each channel takes", {.answers = kList})
      .get("/api/v1/producers/{id}/channels", kMember, complete, "How complete a producer's products are for each channel and language",
           {.answers = kComplete})
      .post("/api/v1/producers/{id}/channels/workbook", kMember, blank_workbook(), fill,
            "A platform's own blank workbook with the producer's items in it", {.media = kWorkbook});
}

}  // namespace ocop::channels
