#include "modules/visits/pages.h"

#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "kernel/web/picture.h"
#include "modules/visits/api.h"
#include "modules/visits/messages.h"
#include "modules/visits/offline.h"
#include "modules/visits/requests.h"

namespace ocop::visits {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr int kWordsRows = 8;
constexpr int kRemarkRows = 2;
constexpr std::size_t kMostKeptBytes = rules::kMostNoteBytes + (2u << 10);   // with the names of its fields

std::string said(const Visit& visit, Language language) {
  const std::string day = visit.day.show(language);
  switch (visit.state) {
    case State::planned: break;
    case State::made: return format(msg::panel_made, language, {day, visit.going});
    case State::called_off: return format(msg::panel_called_off, language, {day});
  }
  return format(msg::panel_planned, language, {day, visit.going});
}

void crumbs(Html& out, const evaluation::Course& course, const std::string& here) {
  // Of a dossier that went back its office reads the visit alone (Service::visit): the links above it would be refused.
  if (!here.empty() && course.state < evaluation::State::forwarded) return;
  std::vector<web::Crumb> all{{course.number, "/dossiers/" + course.id.text()}};
  const std::string title = in(msg::title, out.language());
  if (here.empty()) {
    all.push_back({title, ""});
  } else {
    all.push_back({title, visits_path(course.id)});
    all.push_back({here, ""});
  }
  web::crumbs(out, all);
}

std::string title_of(const rulebooks::Table* table, const std::string& code, Language language) {
  const rulebooks::Criterion* criterion = table ? table->find(code) : nullptr;
  return criterion ? code + " " + criterion->title.in(language) : code;
}

// Each with its link for whoever reads it whole.
void visit_lines(Html& out, const Service::View& view) {
  out << "<ul class=\"links\">"_h;
  for (const Visit& visit : view.visits) {
    out << "<li>"_h << said(visit, out.language());
    if (view.sees == Service::Sees::all)
      out << " <a href=\""_h << web::link(out.language(), path_of(visit)) << "\">"_h << msg::open_visit << "<span class=\"unseen\">: "_h
          << visit.day.show(out.language()) << "</span></a>"_h;
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

// ---- one visit

void note_shown(Html& out, const Service::One& one, const Note& note) {
  const Language language = out.language();
  out << "<section class=\"panel stack\"><p class=\"small\">"_h << format(msg::noted_on, language, {show(note.seen, language)});
  if (note.seen != note.written) out << " · "_h << format(msg::came_in, language, {show(note.written, language)});
  out << "</p><p class=\"prose\">"_h << note.words << "</p>"_h;
  std::vector<web::Fact> facts;
  for (const Remark& remark : note.remarks) {
    const std::string title = title_of(one.table, remark.criterion, language);
    facts.push_back({Message{title, title}, remark.words});
  }
  if (note.latitude && note.longitude)
    facts.push_back({msg::place, rules::show_degrees(*note.latitude) + ", " + rules::show_degrees(*note.longitude)});
  if (!note.tests.empty()) facts.push_back({msg::tests, note.tests});
  if (!facts.empty()) web::facts(out, facts);
  if (!note.tests.empty() && one.plans) {
    out << "<p class=\"small\">"_h << msg::tests_offered << "</p><p class=\"acts\">"_h;
    web::link_button(out, msg::ask_completion, "/dossiers/" + one.visit.dossier.text() + "/completion", web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

void notes_shown(Html& out, const http::Asked& call, const Service::One& one) {
  if (one.notes.empty()) return;
  out << "<h2>"_h << msg::notes_heading << "</h2>"_h;
  bool placed = false;
  for (const Note& note : one.notes) {
    note_shown(out, one, note);
    placed = placed || note.latitude;
  }
  if (placed && one.ends) web::act(out, call.request, {.action = path_of(one.visit) + "/place/remove", .label = msg::take_place});
}

void photos_shown(Html& out, const http::Asked& call, const Service::One& one) {
  if (one.photos.empty()) return;
  out << "<h2>"_h << msg::photos_heading << "</h2><ul class=\"photos\">"_h;
  int number = 0;
  for (const Photo& photo : one.photos) {
    const std::string path = path_of(one.visit, photo);
    const web::Picture picture{{{path, images::content_type(images::Encoding::jpeg), static_cast<int>(photo.width)}},
                               format(msg::photo_alt, out.language(), {std::to_string(++number)}), static_cast<int>(photo.width),
                               static_cast<int>(photo.height)};
    out << "<li>"_h;
    web::picture(out, picture, web::PictureRoom::gallery, web::Loading::when_near);
    if (one.ends) web::act(out, call.request, {.action = path + "/remove", .label = msg::remove_photo});
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

// One field a criterion, folded; empty ones say nothing.
void remark_fields(Html& out, const web::Form& form, const rulebooks::Table* table) {
  if (!table) return;
  out << "<details"_h << web::when(form.error != nullptr, " open"_h) << "><summary>"_h << msg::remarks << "</summary>"_h;
  for (const rulebooks::Criterion* criterion : table->criteria) {
    const std::string title = title_of(table, criterion->code, out.language());
    web::text_area(out, form,
                   {.name = "remarks." + criterion->code, .label = Message{title, title}, .required = false, .limit = rules::kMostRemark},
                   kRemarkRows);
  }
  out << "</details>"_h;
}

void note_form(Html& out, const Call<>& call, const Service::One& one, Random& random) {
  const web::Form form = web::form(call);
  out << "<h2>"_h << (one.notes.empty() ? msg::note_heading : msg::note_again) << "</h2><p>"_h << msg::note_lead << "</p>"_h;
  offline::open_kept_form(out, {.kind = kOfflineNote, .subject = one.visit.dossier.text() + "/" + one.visit.id.text(),
                                .account = *call.actor.account, .kept = msg::kept_in_phone, .full = msg::no_room_in_phone,
                                .most = kMostKeptBytes,
                                .place = offline::KeptPlace{.wrong = msg::place_wrong, .not_agreed = msg::place_not_agreed}});
  web::open_form(out, form, path_of(one.visit) + "/notes");
  web::error_summary(out, form);
  web::attempt_field(out, form, random);
  web::control(out, form, note_visit().shape(), "words", {.rows = kWordsRows});
  remark_fields(out, form, one.table);
  for (const std::string_view key : {"tests", "latitude", "longitude", "agreed"}) web::control(out, form, note_visit().shape(), key);
  offline::outbox_line(out);
  web::button(out, msg::save_note);
  web::close_form(out);
  offline::close_kept_form(out);
}

void photo_form(Html& out, const Call<>& call, const Service::One& one, Random& random) {
  if (!rules::may_add_photo(one.visit.state, one.photos.size())) return;
  const web::Form form = web::form(call);
  web::open_upload_form(out, form, path_of(one.visit) + "/photos");
  web::attempt_field(out, form, random);
  web::control(out, form, add_photo().shape(), "file", {.accept = "image/*"});   // a phone offers its camera
  web::button(out, msg::send_photo, web::ButtonKind::quiet);
  web::close_form(out);
}

struct Pages {
  Service& service;
  const web::Site& site;
  Random& random;

  Result<Response> all(const Call<>& call, DossierId id) const {
    OCOP_TRY(view, service.visits(call.actor, id));
    return web::page(site, call.request, {.title = in(msg::title, call.language())}, [&](Html& out) {
      crumbs(out, view.course, "");
      out << "<h1>"_h << msg::title << "</h1><p class=\"lead\">"_h << view.course.product_name << "</p><p>"_h << msg::lead << "</p>"_h;
      if (view.visits.empty()) out << "<p>"_h << msg::none << " "_h << msg::none_teach << "</p>"_h;
      else visit_lines(out, view);
      if (view.sees != Service::Sees::all) out << "<p class=\"small\">"_h << msg::told_only << "</p>"_h;
      if (!view.plans) return;
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::plan, visits_path(id) + "/new");
      out << "</p>"_h;
    });
  }

  Result<Response> planning(const Call<>& call, DossierId id) const {
    OCOP_TRY(view, service.visits(call.actor, id));
    if (view.sees != Service::Sees::all || (!view.plans && !call.refused)) return Error::of(ErrorKind::not_found, "a visit to plan");
    return web::page(site, call.request, {.title = in(msg::plan, call.language())}, [&](Html& out) {
      crumbs(out, view.course, in(msg::plan, out.language()));
      out << "<h1>"_h << msg::plan << "</h1><p class=\"lead\">"_h << view.course.product_name << "</p>"_h;
      const web::Form form = web::form(call);
      web::open_form(out, form, visits_path(id) + "/new");
      web::error_summary(out, form);
      web::attempt_field(out, form, random);
      web::fields(out, form, plan_visit().shape());
      web::button(out, msg::plan_button);
      web::close_form(out);
    });
  }
  Result<Response> plan(const Call<PlanVisit>& call, DossierId id) const {
    PlanVisit input = call.input;
    OCOP_TRY(attempt, http::attempt_of(call.request));
    input.attempt = attempt;
    OCOP_TRY(visit, service.plan(call.actor, id, input));
    return web::redirect_with_flash(site, call.request, path_of(visit), msg::was_planned);
  }

  Result<Response> one(const Call<>& call, DossierId id, VisitId visit) const {
    OCOP_TRY(one, service.visit(call.actor, id, visit));
    const std::string title = format(msg::visit_of, call.language(), {one.visit.day.show(call.language()), one.visit.number});
    web::PageOptions page{.title = title};
    if (one.plans) page.islands = {std::string(offline::kFormIsland), std::string(offline::kIsland)};
    return web::page(site, call.request, page, [&](Html& out) {
      crumbs(out, one.course, one.visit.day.show(out.language()));
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << one.visit.product_name << "</p>"_h;
      web::facts(out, std::array{web::Fact{msg::state, in(label(one.visit.state), out.language())},
                                 web::Fact{msg::going, one.visit.going}});
      notes_shown(out, call, one);
      photos_shown(out, call, one);
      const bool writes = one.plans && rules::may_note(one.visit.state, one.notes.size());
      if (!writes) web::error_summary(out, web::form(call));
      if (writes) {
        note_form(out, call, one, random);
        photo_form(out, call, one, random);
      }
      if (one.ends && one.visit.state == State::planned)
        web::act(out, call.request, {.action = path_of(one.visit) + "/call-off", .label = msg::call_off, .version = one.visit.version});
    });
  }

  Result<Response> off(const Call<CallOff>& call, DossierId id, VisitId visit) const {
    OCOP_CHECK(service.call_off(call.actor, id, visit, call.input));
    return web::redirect_with_flash(site, call.request, visits_path(id), msg::was_called_off_now);
  }
  Result<Response> note(const Call<NoteVisit>& call, DossierId id, VisitId visit) const {
    NoteVisit input = call.input;
    OCOP_TRY(attempt, http::attempt_of(call.request));
    input.attempt = attempt;
    OCOP_CHECK(service.note(call.actor, id, visit, input));
    return back(call, id, visit, msg::was_noted);
  }
  Result<Response> send_photo(const Call<AddPhoto>& call, DossierId id, VisitId visit) const {
    AddPhoto input = call.input;
    OCOP_TRY(attempt, http::attempt_of(call.request));
    input.attempt = attempt;
    OCOP_CHECK(service.add_photo(call.actor, id, visit, input));
    return back(call, id, visit, msg::photo_was_sent);
  }
  Result<Response> photo(const Call<>& call, DossierId id, VisitId visit, PhotoId photo) const {
    return photo_answer(service.photo(call.actor, id, visit, photo));
  }
  Result<Response> remove_photo(const Call<>& call, DossierId id, VisitId visit, PhotoId photo) const {
    OCOP_CHECK(service.remove_photo(call.actor, id, visit, photo));
    return back(call, id, visit, msg::photo_was_removed);
  }
  Result<Response> take_place(const Call<>& call, DossierId id, VisitId visit) const {
    OCOP_CHECK(service.take_place(call.actor, id, visit));
    return back(call, id, visit, msg::place_taken);
  }

 private:
  Result<Response> back(const http::Asked& call, DossierId id, VisitId visit, const Message& words) const {
    return web::redirect_with_flash(site, call.request, visits_path(id) + "/" + visit.text(), words);
  }
};

// Whoever sees the dossier's page is told of visits; what was written down stands on the page behind a visit's link, for whom it is.
void panel(Html& out, const Service& service, const Actor& actor, DossierId dossier) {
  const auto view = service.visits(actor, dossier);
  if (!view) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::title << "</h2>"_h;
  if (view->visits.empty()) out << "<p>"_h << msg::none << "</p>"_h;
  else visit_lines(out, *view);
  if (view->plans) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::plan, visits_path(dossier) + "/new", web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  out << "<p><a href=\""_h << web::link(out.language(), visits_path(dossier)) << "\">"_h << msg::panel_open << "</a></p></section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(evaluation::WhenReturned{.rank = 10, .then = [&service](act::Act& act, DossierId dossier) {
                                        service.returned(act, dossier);
                                      }});
  offers.add(evaluation::WhenCouncilNamed{.rank = 10, .then = [&service](act::Act& act, DossierId dossier) {
                                            service.council_named(act, dossier);
                                          }});
  offers.add(evaluation::ReaderPanel{.rank = 35, .when = evaluation::Panel::When::handed_in,
                                     .show = [&service](Html& out, const http::Request& request, DossierId dossier) {
                                       panel(out, service, request.actor, dossier);
                                     }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site, random}))
      .get("/dossiers/{id}/visits", kReaders, &Pages::all, "Site visits of a dossier")
      .get("/dossiers/{id}/visits/new", kWriters, &Pages::planning, "Plan a site visit: form")
      .form("/dossiers/{id}/visits/new", kWriters, plan_visit(), &Pages::plan, &Pages::planning, "Plan a site visit of a dossier")
      .get("/dossiers/{id}/visits/{visit}", kWholeReaders, &Pages::one, "A site visit of a dossier")
      .form("/dossiers/{id}/visits/{visit}/call-off", kWriters, call_off(), &Pages::off, &Pages::one, "Call off a site visit")
      .form("/dossiers/{id}/visits/{visit}/notes", kWriters, note_visit(), &Pages::note, &Pages::one, "Write down what a visit saw")
      .form("/dossiers/{id}/visits/{visit}/photos", kWriters, add_photo(), &Pages::send_photo, &Pages::one, "Add a photo to a visit")
      .get("/dossiers/{id}/visits/{visit}/photos/{photo}", kWholeReaders, &Pages::photo, "A photo of a site visit of a dossier")
      .post("/dossiers/{id}/visits/{visit}/photos/{photo}/remove", kWriters, &Pages::remove_photo, "Remove a photo of a visit")
      .post("/dossiers/{id}/visits/{visit}/place/remove", kWriters, &Pages::take_place, "Take the place out of the notes of a visit");
}

}  // namespace ocop::visits
