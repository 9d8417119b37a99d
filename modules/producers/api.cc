#include "modules/producers/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "modules/producers/requests.h"

namespace ocop::producers {
namespace {

using http::Call;
using http::Response;

void begin_producer(json::Writer& out, const Producer& producer) {
  out.begin_object();
  out.field("id", producer.id).field("name", producer.name).field("name_en", producer.name_en).field("kind", name(producer.kind));
  out.field("province", producer.province).field("commune", producer.commune).field("address_as_printed", producer.address_as_printed);
  out.field("source", producer.source).field("story", producer.story).field("story_en", producer.story_en);
  out.field("listed", producer.presence == Presence::listed);
}

void write_paper(json::Writer& out, const Paper& paper) {
  out.begin_object();
  out.field("id", paper.id).field("kind", name(paper.kind)).field("title", paper.title).field("issuer", paper.issuer);
  out.field("number", paper.number).field("issued", paper.issued).field("expires", paper.expires);
  out.field("file_name", paper.file_name).field("content_type", paper.content_type).field("sha256", paper.sha256).field("size", paper.size);
  out.end_object();
}

Result<Response> one(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(producer, service.show(call.actor, id));
  json::Writer out;
  begin_producer(out, producer);
  out.member("formerly").begin_array();
  for (const Former& former : service.formerly(id))
    out.begin_object().field("name", former.name).field("kind", name(former.kind)).field("until", former.until).end_object();
  out.end_array();
  if (const auto real = service.leads_to(id)) out.field("merged_into", *real);
  out.end_object();
  auto answer = http::content(out.take());
  if (producer.presence == Presence::waiting) return std::move(answer).with("Cache-Control", "private, no-store");
  return answer;
}

Result<Response> papers(const Service& service, const Call<>& call, ProducerId id) {
  OCOP_TRY(found, service.papers(call.actor, id));
  json::Writer out;
  out.begin_object().member("papers").begin_array();
  for (const Paper& paper : found.papers) write_paper(out, paper);
  out.end_array().end_object();
  return Response::json(out.take()).with("Cache-Control", "private, no-store");
}

Response paper_made(ProducerId id, const act::Made<PaperId>& made) {
  json::Writer out;
  out.begin_object().field("id", made.id).end_object();
  auto answer = http::created(out.take(), "/producers/" + id.text() + "/papers/" + made.id.text());
  if (made.how == idempotency::Outcome::How::before) answer.status = 200;
  return answer;
}

Result<Response> add_paper(Service& service, const Call<PaperForm>& call, ProducerId id) {
  PaperForm form = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  form.attempt = std::move(attempt);
  OCOP_TRY(added, service.add_paper(call.actor, id, form));
  return paper_made(id, added);
}

Result<Response> replace_paper(Service& service, const Call<PaperForm>& call, ProducerId id, PaperId paper) {
  PaperForm form = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  form.attempt = std::move(attempt);
  OCOP_TRY(made, service.replace_paper(call.actor, id, paper, form));
  return paper_made(id, made);
}

Result<Response> remove_paper(Service& service, const Call<>& call, ProducerId id, PaperId paper) {
  OCOP_CHECK(service.remove_paper(call.actor, id, paper));
  return http::done();
}

}  // namespace

void write_producer(json::Writer& out, const Producer& producer) {
  begin_producer(out, producer);
  out.end_object();
}

void add_api(http::Router& router, Service& service) {
  constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, service)
      .get("/api/v1/producers/{id}", Policy::anyone(), one, "A producer", {.answers = kProducerSchema})
      .get("/api/v1/producers/{id}/papers", kReaders, papers, "Papers of a producer, without files")
      .post("/api/v1/producers/{id}/papers", kMember, paper_form(), add_paper,
            "Add a paper: multipart/form-data with kind, title, issuer, number, issued, expires, file",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .post("/api/v1/producers/{id}/papers/{paper}/replacement", kMember, paper_form(), replace_paper,
            "Replace a paper: multipart/form-data as for a new one; without a file it keeps the old one's. Drafts follow",
            {.gives = http::Gives::created, .repeats = http::Repeats::once_a_key})
      .remove("/api/v1/producers/{id}/papers/{paper}", kMember, remove_paper,
              "Remove a paper; drafts lose it, dossiers that were handed in keep it", {.gives = http::Gives::nothing});
}

}  // namespace ocop::producers
