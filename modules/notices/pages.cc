#include "modules/notices/pages.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/notices/messages.h"
#include "modules/notices/requests.h"

// The list of notices.
namespace ocop::notices {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/notices";

void line(Html& out, const Pages& pages, const Request& request, const Notice& notice) {
  const Kind* kind = pages.service.kind(notice.kind);
  const std::string path = std::string(kPath) + "/" + notice.id.text();
  out << "<li><div><p>"_h << when(!notice.read, "<strong>"_h) << pages.service.sentence(notice, out.language())
      << when(!notice.read, "</strong>"_h) << "</p><p class=\"small\">"_h;
  if (!notice.read) out << "<span class=\"nav-count\">"_h << msg::is_new << "</span> "_h;
  out << show(notice.created, out.language()) << "</p></div><div class=\"acts\">"_h;
  web::act(out, request, {path + "/open", kind ? kind->act : msg::open_it, notice.read ? web::ButtonKind::quiet : web::ButtonKind::main});
  if (!notice.read) web::act(out, request, {path + "/read", msg::mark_read});
  out << "</div></li>"_h;
}

Result<Response> list(const Pages& pages, const Call<NoticeQuery>& call) {
  OCOP_TRY(page, pages.service.list(call.actor, call.input.which, call.input.cursor, call.input.limit));
  const long long unread = pages.service.unread(call.actor);
  return web::page(pages.site, call.request, {.title = std::string(translate(msg::title, call.language()))}, [&](Html& out) {
    out << "<h1>"_h << msg::title << "</h1>"_h;
    if (page.rows.empty() && !call.input.cursor)
      web::empty_state(out, msg::none_heading, msg::none_teach, "/notices/settings", &msg::settings_link);
    else out << "<p class=\"lead\">"_h << msg::lead << "</p>"_h;
    if (page.rows.empty()) return;
    if (unread > 0) web::act(out, call.request, {"/notices/read-all", msg::mark_all_read});
    out << "<ul class=\"work\">"_h;
    for (const Notice& notice : page.rows) line(out, pages, call.request, notice);
    out << "</ul><p class=\"acts\">"_h;
    if (page.next) web::link_button(out, msg::older, "/notices?cursor=" + page.next->text(), web::ButtonKind::quiet);
    web::link_button(out, msg::settings_link, "/notices/settings", web::ButtonKind::quiet);
    out << "</p>"_h;
  });
}

Result<Response> open(const Pages& pages, const Call<>& call, NoticeId id) {
  OCOP_TRY(notice, pages.service.open(call.actor, id));
  return Response::redirect(web::link(call.request, notice.link));
}

Result<Response> read(const Pages& pages, const Call<>& call, NoticeId id) {
  OCOP_CHECK(pages.service.open(call.actor, id));
  return Response::redirect(web::link(call.request, kPath));
}

Result<Response> read_all(const Pages& pages, const Call<>& call) {
  OCOP_CHECK(pages.service.read_all(call.actor));
  return web::redirect_with_flash(pages.site, call.request, kPath, msg::all_were_read);
}

}  // namespace

identity::ProfilePart profile_part(const Service& service) {
  return {.rank = 10, .show = [&service](Html& out, const Request& request) {
            const auto settings = service.settings(request.actor);
            if (!settings) return;
            out << "<h2>"_h << msg::profile_heading << "</h2><p>"_h;
            if (settings->person.address.empty()) out << msg::profile_none;
            else out.write(msg::profile_address, {settings->person.address});
            if (!settings->links.empty())
              out << " "_h << format(msg::profile_links, out.language(), {std::to_string(settings->links.size())});
            out << "</p><p class=\"acts\">"_h;
            web::link_button(out, msg::settings_link, "/notices/settings", web::ButtonKind::quiet);
            out << "</p>"_h;
          }};
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kHolder = Policy::signed_in();
  const auto pages = std::make_shared<const Pages>(Pages{service, site});
  http::Table(router, pages)
      .get(kPath, kHolder, notice_query(), list, "Own notices, newest first")
      .post("/notices/{id}/open", kHolder, open, "Mark a notice as read and go where it leads")
      .post("/notices/{id}/read", kHolder, read, "Mark a notice as read")
      .post("/notices/read-all", kHolder, read_all, "Mark all own notices as read");
  add_settings_pages(router, pages);
  add_link_pages(router, pages);
}

}  // namespace ocop::notices
