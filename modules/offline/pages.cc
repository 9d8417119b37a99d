#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/page.h"
#include "modules/offline/messages.h"
#include "modules/offline/service.h"

// The person's side: both versions, and which is to stand.
namespace ocop::offline {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;


void both(Html& out, const http::Request& request, const Shown& shown) {
  if (shown.lines.empty()) return;
  const Message caption{shown.title, shown.title};
  const web::Table table{.caption = caption, .columns = {{"about", msg::about}, {"mine", msg::mine}, {"now", msg::now}}};
  web::table(out, request, table, [&](Html& rows) {
    for (const Line& line : shown.lines) {
      web::open_row(rows);
      web::open_cell(rows, table.columns[0], web::Cell::heading);
      rows << line.label;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, table.columns[1], line.mine);
      web::text_cell(rows, table.columns[2], line.now);
      web::close_row(rows);
    }
  });
}

// What the island says of photos, in the page's language.
void photo_texts(Html& out, AccountId account) {
  out << " data-account=\""_h << account.text() << "\" data-preparing=\""_h << msg::photo_preparing << "\" data-kept=\""_h
      << msg::photo_kept << "\" data-unreadable=\""_h << msg::photo_unreadable << "\" data-full=\""_h << msg::photo_full
      << "\" data-most=\""_h << msg::photo_most << "\" data-removed=\""_h << msg::photo_removed << "\" data-waiting=\""_h
      << msg::photo_waiting << "\" data-sent=\""_h << msg::photo_sent << "\" data-unlinked=\""_h << msg::photo_unlinked
      << "\" data-refused=\""_h << msg::photo_refused << "\" data-again=\""_h << msg::photo_again << "\" data-remove=\""_h
      << msg::photo_remove << "\" data-remove-ask=\""_h << msg::photo_remove_ask << "\" data-remove-tried=\""_h << msg::photo_remove_tried
      << "\" hidden"_h;
}
constexpr web::Markup kPhotoList = "<p class=\"small\" role=\"status\" tabindex=\"-1\" data-said></p><ul class=\"kept-photos\"></ul>"_h;

// Every photo of this account in this phone, drawn by the island.
void photos_of(Html& out, AccountId account) {
  out << "<section class=\"stack\" data-photos"_h;
  photo_texts(out, account);
  out << "><h2>"_h << msg::photo_heading << "</h2>"_h << kPhotoList << "</section>"_h;
}

// The island takes it away while a photo needs its person.
void nothing(Html& out) {
  out << "<div data-nothing>"_h;
  web::empty_state(out, msg::nothing, msg::nothing_teach);
  out << "</div>"_h;
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> list(const http::Call<>& call) const {
    const auto waiting = service_.waiting(call.actor);
    const web::PageOptions options{.title = in(msg::title, call.language()), .width = web::Width::wide, .islands = {std::string(kIsland)}};
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::title << "</h1>"_h;
      outbox_line(out);
      photos_of(out, *call.actor.account);
      if (call.refused) web::error_summary(out, web::Form{call.request, call.refused, nullptr});
      if (waiting.empty()) return nothing(out);
      out << "<p class=\"lead\">"_h << msg::lead << "</p>"_h;
      for (const sync::Answer& act : waiting) one(out, call, act);
    });
  }

  Result<Response> settle(const http::Call<Decide>& call, ActId id) const {
    OCOP_CHECK(service_.decide(call.actor, id, call.input.decision));
    const bool taken = call.input.decision == sync::Sync::Decision::insist;
    return web::redirect_with_flash(site_, call.request, kPath, taken ? msg::taken : msg::dropped);
  }

  // The list again, when a decision was refused.
  Result<Response> again(const http::Call<>& call, ActId) const { return list(call); }

 private:
  void one(Html& out, const http::Asked& call, const sync::Answer& act) const {
    const Shown shown = service_.show(call.actor, act, out.language());
    out << "<section class=\"panel stack\"><h2>"_h;
    if (shown.path.empty()) out << shown.title;
    else out << "<a href=\""_h << web::link(call.request, shown.path) << "\">"_h << shown.title << "</a>"_h;
    out << "</h2><p>"_h << (out.language() == Language::vi ? act.reason_vi : act.reason_en) << "</p><p class=\"small\">"_h;
    out.write(msg::written, {ocop::show(act.made, out.language())}) << "</p>"_h;
    both(out, call.request, shown);
    web::open_form(out, web::Form{call.request}, std::string(kPath) + "/" + act.id.text() + "/decision");
    out << "<p class=\"acts\">"_h;
    web::button(out, msg::insist, web::ButtonKind::quiet, "decision", "insist");
    web::button(out, msg::drop, web::ButtonKind::danger, "decision", "drop");
    out << "</p>"_h;
    web::close_form(out);
    out << "</section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void outbox_line(Html& out) {
  out << "<p class=\"small\" role=\"status\" data-outbox data-waiting=\""_h << msg::outbox_waiting << "\" data-sent=\""_h
      << msg::outbox_sent << "\" data-needs-you=\""_h << msg::outbox_needs_you << "\" data-refused=\""_h << msg::outbox_refused
      << "\" data-signed-out=\""_h << msg::outbox_signed_out << "\" data-other=\""_h << msg::outbox_other << "\" data-keep=\""_h
      << msg::outbox_keep << "\" data-kept=\""_h << msg::outbox_kept << "\" data-full=\""_h << msg::outbox_full << "\" data-page=\""_h
      << web::link(out.language(), kPath) << "\"></p>"_h;
}

void open_kept_form(Html& out, const KeptForm& form) {
  out << "<div class=\"stack\" data-kept-form=\""_h << form.kind << "\" data-subject=\""_h << form.subject << "\" data-acts=\""_h
      << (form.acts == KeptForm::Acts::one ? "one"_h : "many"_h) << "\" data-account=\""_h << form.account.text() << "\" data-pages=\""_h;
  for (const std::string& path : form.pages) out << web::link(out.language(), path) << " "_h;
  out << "\" data-kept=\""_h << form.kept << "\" data-full=\""_h << form.full << "\""_h;
  if (form.beyond) out << " data-beyond=\""_h << *form.beyond << "\""_h;
  out << " data-most=\""_h << std::to_string(form.most) << "\" data-long=\""_h << msg::form_long << "\""_h;
  if (form.place)
    out << " data-place-wrong=\""_h << form.place->wrong << "\" data-place-unagreed=\""_h << form.place->not_agreed << "\""_h;
  out << ">"_h;
}

void close_kept_form(Html& out) { out << "<p role=\"status\" data-kept-said></p></div>"_h; }

void photo_box(Html& out, const PhotoBox& box) {
  out << "<div class=\"field photo-box\" data-photos data-producer=\""_h << box.producer.text() << "\" data-title=\""_h << box.title
      << "\""_h;
  photo_texts(out, box.account);
  out << "><label class=\"button quiet\"><input class=\"unseen\" type=\"file\" id=\"photo\" accept=\"image/*\" capture=\"environment\""_h
      << " aria-describedby=\"photo-hint\">"_h << msg::photo_label << "</label><p class=\"hint\" id=\"photo-hint\">"_h << msg::photo_hint
      << "</p>"_h << kPhotoList << "</div>"_h;
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kSignedIn = Policy::signed_in();
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get(kPath, kSignedIn, &Pages::list, "Acts done without a network that wait for their person")
      .form("/offline/{id}/decision", kSignedIn, decide(), &Pages::settle, &Pages::again, "Take an act that was set aside, or drop it");
}

}  // namespace ocop::offline
