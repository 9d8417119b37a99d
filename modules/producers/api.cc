#include "modules/producers/api.h"

#include <charconv>

#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"
#include "modules/producers/messages.h"

namespace ocop::producers {
namespace {

using http::Request;
using http::Response;

constexpr int kUsualLimit = 50, kMostLimit = 200;
constexpr std::size_t kEtagDigits = 16;

void write_producer(json::Writer& out, const Producer& producer) {
  out.begin_object();
  out.field("id", producer.id.text()).field("name", producer.name).field("name_en", producer.name_en).field("kind", name(producer.kind));
  out.field("province", producer.province).field("commune", producer.commune).field("address_as_printed", producer.address_as_printed);
  out.field("source", producer.source).field("story", producer.story).field("story_en", producer.story_en);
  out.end_object();
}

void write_paper(json::Writer& out, const Paper& paper) {
  const auto date = [](const std::optional<Date>& day) { return day ? std::optional<std::string>(day->iso()) : std::nullopt; };
  out.begin_object();
  out.field("id", paper.id.text()).field("kind", name(paper.kind)).field("title", paper.title).field("issuer", paper.issuer);
  out.field("number", paper.number).field("issued", date(paper.issued)).field("expires", date(paper.expires));
  out.field("file_name", paper.file_name).field("content_type", paper.content_type).field("sha256", paper.sha256).field("size", paper.size);
  out.end_object();
}

Response answer(json::Writer& out) {
  Response response = Response::json(out.take());
  response.etag = crypto::sha256_hex(response.body).substr(0, kEtagDigits);
  return response;
}

Error wrong(std::string_view field, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input, Problem{std::string(field), std::string(got.substr(0, kMaxProblemText)), std::move(expected), msg::wrong_parameter});
}

struct Page { std::optional<ProducerId> after; int limit = kUsualLimit; };
Result<Page> read_page(const Request& request) {
  Page page;
  if (const auto cursor = request.query.find("cursor"); cursor && !cursor->empty()) {
    page.after = ProducerId::parse(*cursor);
    if (!page.after) return wrong("cursor", *cursor, "next_cursor of the page before");
  }
  if (const auto typed = request.query.find("limit"); typed && !typed->empty()) {
    const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), page.limit);
    if (error != std::errc() || end != typed->data() + typed->size() || page.limit < 1 || page.limit > kMostLimit)
      return wrong("limit", *typed, "1.." + std::to_string(kMostLimit));
  }
  return page;
}

Response list(const Service& service, const Request& request) {
  const auto page = read_page(request);
  if (!page) return http::problem(page.error(), request);
  // One more than asked tells whether another page follows.
  auto producers = service.list(request.query.get("province"), page->after, page->limit + 1);
  const bool more = producers.size() > static_cast<std::size_t>(page->limit);
  if (more) producers.pop_back();
  json::Writer out;
  out.begin_object().member("producers").begin_array();
  for (const Producer& producer : producers) write_producer(out, producer);
  out.end_array();
  if (more) out.field("next_cursor", producers.back().id.text());
  else out.member("next_cursor").null();
  out.end_object();
  return answer(out);
}

Response one(const Service& service, const Request& request) {
  const auto id = ProducerId::parse(request.value("id"));
  const auto producer = id ? service.show(*id) : Result<Producer>(Error::of(ErrorKind::not_found, "producer"));
  if (!producer) return http::problem(producer.error(), request);
  json::Writer out;
  write_producer(out, *producer);
  return answer(out);
}

Response papers(const Service& service, const Request& request) {
  const auto id = ProducerId::parse(request.value("id"));
  const auto found = id ? service.papers(request.actor, *id) : Result<Service::Papers>(Error::of(ErrorKind::not_found, "producer"));
  if (!found) return http::problem(found.error(), request);
  json::Writer out;
  out.begin_object().member("papers").begin_array();
  for (const Paper& paper : found->papers) write_paper(out, paper);
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

// Multipart: the fields of the page's form, with or without a file. 201 and where the papers are.
Response add_paper(Service& service, const Request& request) {
  const auto id = ProducerId::parse(request.value("id"));
  if (!id) return http::problem(Error::of(ErrorKind::not_found, "producer"), request);
  const auto added = service.add_paper(request.actor, *id, read_paper_form(request));
  if (!added) return http::problem(added.error(), request);
  json::Writer out;
  out.begin_object().field("id", added->text()).end_object();
  return Response::json(out.take(), 201).with("Location", "/producers/" + id->text() + "/papers/" + added->text());
}

}  // namespace

PaperForm read_paper_form(const Request& request) {
  const auto& f = request.form;
  PaperForm form{std::string(f.get("kind")),   std::string(f.get("title")),   std::string(f.get("issuer")), std::string(f.get("number")),
                 std::string(f.get("issued")), std::string(f.get("expires")), {},                           {}};
  for (const http::UploadedFile& file : request.files) {
    if (file.field != "file" || file.content.empty()) continue;
    form.file_name = file.file_name;
    form.content = file.content;
  }
  return form;
}

void add_api(http::Router& router, Service& service) {
  router.add({.method = http::Method::get, .pattern = "/api/v1/producers", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return list(service, request); }, .summary = "Producers by id; province, cursor, limit"});
  router.add({.method = http::Method::get, .pattern = "/api/v1/producers/{id}", .policy = Policy::anyone(),
              .handler = [&service](const Request& request) { return one(service, request); }, .summary = "A producer"});
  router.add({.method = http::Method::get, .pattern = "/api/v1/producers/{id}/papers",
              .policy = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body),
              .handler = [&service](const Request& request) { return papers(service, request); }, .summary = "Papers of a producer, without files"});
  router.add({.method = http::Method::post, .pattern = "/api/v1/producers/{id}/papers", .policy = Policy::roles(Role::producer_member),
              .handler = [&service](const Request& request) { return add_paper(service, request); },
              .summary = "Add a paper: multipart/form-data with kind, title, issuer, number, issued, expires, file",
              .body_limit = http::kUploadBodyLimit});
}

}  // namespace ocop::producers
