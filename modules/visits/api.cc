#include "modules/visits/api.h"

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/visits/requests.h"

namespace ocop::visits {
namespace {

using http::Call;
using http::Response;

// When it ended and how often it moved tells how much was written down: of those who read it whole.
void write_fields(json::Writer& out, const Visit& visit, Service::Sees sees) {
  out.field("id", visit.id).field("dossier", visit.dossier).field("day", visit.day).field("going", visit.going);
  out.field("state", name(visit.state));
  if (sees == Service::Sees::all) out.field("ended", visit.ended).field("version", visit.version);
}

void write_note(json::Writer& out, const Note& note) {
  out.begin_object().field("id", note.id).field("words", note.words).member("remarks").begin_object();
  for (const Remark& remark : note.remarks) out.field(remark.criterion, remark.words);
  out.end_object().field("tests", note.tests);
  const auto degrees = [](const std::optional<std::int64_t>& value) {
    return value ? std::optional(rules::show_degrees(*value)) : std::nullopt;
  };
  out.field("latitude", degrees(note.latitude)).field("longitude", degrees(note.longitude));
  out.field("seen", note.seen).field("written", note.written).end_object();
}

void write_one(json::Writer& out, const Service::One& one) {
  out.begin_object();
  write_fields(out, one.visit, one.sees);
  out.member("notes").begin_array();
  for (const Note& note : one.notes) write_note(out, note);
  out.end_array().member("photos").begin_array();
  for (const Photo& photo : one.photos)
    out.begin_object().field("id", photo.id).field("width", photo.width).field("height", photo.height)
        .field("url", path_of(one.visit, photo)).end_object();
  out.end_array().end_object();
}

void write_whole(json::Writer& out, const Visit& visit) { write_visit(out, visit, Service::Sees::all); }

Response personal(std::string json) { return http::content(std::move(json)).with("Cache-Control", "private, no-store"); }

Result<Response> all(const Service& service, const Call<>& call, DossierId dossier) {
  OCOP_TRY(view, service.visits(call.actor, dossier));
  json::Writer out;
  out.begin_object().field("dossier", dossier).member("visits").begin_array();
  for (const Visit& visit : view.visits) write_visit(out, visit, view.sees);
  out.end_array().end_object();
  return personal(out.take());
}

Result<Response> one(const Service& service, const Call<>& call, DossierId dossier, VisitId visit) {
  OCOP_TRY(found, service.visit(call.actor, dossier, visit));
  return personal(json::written(write_one, found));
}

Result<Response> plan(Service& service, const Call<PlanVisit>& call, DossierId dossier) {
  PlanVisit input = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  input.attempt = attempt;
  OCOP_TRY(visit, service.plan(call.actor, dossier, input));
  return http::created(write_whole, visit, "/api/v1" + path_of(visit));
}

Result<Response> off(Service& service, const Call<CallOff>& call, DossierId dossier, VisitId id) {
  OCOP_TRY(visit, service.call_off(call.actor, dossier, id, call.input));
  return http::versioned(write_whole, visit);
}

Result<Response> note(Service& service, const Call<NoteVisit>& call, DossierId dossier, VisitId visit) {
  NoteVisit input = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  input.attempt = attempt;
  OCOP_TRY(noted, service.note(call.actor, dossier, visit, input));
  return http::created(write_note, noted, "/api/v1" + visits_path(dossier) + "/" + visit.text());
}

Result<Response> send_photo(Service& service, const Call<AddPhoto>& call, DossierId dossier, VisitId visit) {
  AddPhoto input = call.input;
  OCOP_TRY(attempt, http::attempt_of(call.request));
  input.attempt = attempt;
  OCOP_TRY(photo, service.add_photo(call.actor, dossier, visit, input));
  json::Writer out;
  out.begin_object().field("id", photo).end_object();
  return http::created(out.take(), "/api/v1" + visits_path(dossier) + "/" + visit.text() + "/photos/" + photo.text());
}

Result<Response> photo(const Service& service, const Call<>& call, DossierId dossier, VisitId visit, PhotoId photo) {
  return photo_answer(service.photo(call.actor, dossier, visit, photo));
}

Result<Response> remove_photo(Service& service, const Call<>& call, DossierId dossier, VisitId visit, PhotoId photo) {
  OCOP_CHECK(service.remove_photo(call.actor, dossier, visit, photo));
  return http::done();
}

Result<Response> take_place(Service& service, const Call<>& call, DossierId dossier, VisitId visit) {
  OCOP_CHECK(service.take_place(call.actor, dossier, visit));
  return http::done();
}

}  // namespace

void write_visit(json::Writer& out, const Visit& visit, Service::Sees sees) {
  out.begin_object();
  write_fields(out, visit, sees);
  out.end_object();
}

Result<Response> photo_answer(Result<std::string> jpeg) {
  OCOP_TRY(bytes, std::move(jpeg));
  Response out;
  out.content_type = images::content_type(images::Encoding::jpeg);
  out.body = std::move(bytes);
  return std::move(out).with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
}

void add_api(http::Router& router, Service& service) {
  constexpr http::Also kMakes{.gives = http::Gives::created, .repeats = http::Repeats::once_a_key};
  http::Table(router, service)
      .get("/api/v1/dossiers/{id}/visits", kReaders, all, "Site visits of a dossier: planned, made, called off (article 7.3c)")
      .post("/api/v1/dossiers/{id}/visits", kWriters, plan_visit(), plan, "Plan a site visit; the producer is told", kMakes)
      .get("/api/v1/dossiers/{id}/visits/{visit}", kWholeReaders, one, "A site visit: its notes and photos")
      .post("/api/v1/dossiers/{id}/visits/{visit}/call-off", kWriters, call_off(), off, "Call off a planned site visit")
      .post("/api/v1/dossiers/{id}/visits/{visit}/notes", kWriters, note_visit(), note,
            "Write down what a site visit saw; a correction is a new note", kMakes)
      .post("/api/v1/dossiers/{id}/visits/{visit}/photos", kWriters, add_photo(), send_photo,
            "Add a photo to a site visit: multipart/form-data; it is drawn again, without metadata", kMakes)
      .get("/api/v1/dossiers/{id}/visits/{visit}/photos/{photo}", kWholeReaders, photo, "A photo of a site visit, as JPEG",
           {.media = "image/jpeg"})
      .remove("/api/v1/dossiers/{id}/visits/{visit}/photos/{photo}", kWriters, remove_photo,
              "Remove a photo of a site visit, at the wish of whoever is in it", {.gives = http::Gives::nothing})
      .remove("/api/v1/dossiers/{id}/visits/{visit}/place", kWriters, take_place, "Take the place out of the notes of a site visit",
              {.gives = http::Gives::nothing});
}

}  // namespace ocop::visits
