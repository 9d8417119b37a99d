#include "modules/notices/pages.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/notices/messages.h"

// What is done with a notice, and what /me shows of the module. The list is in lists.cc.
namespace ocop::notices {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPath = "/notices";

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
      .post("/notices/{id}/open", kHolder, open, "Mark a notice as read and go where it leads")
      .post("/notices/{id}/read", kHolder, read, "Mark a notice as read")
      .post("/notices/read-all", kHolder, read_all, "Mark all own notices as read");
  add_settings_pages(router, pages);
  add_link_pages(router, pages);
}

}  // namespace ocop::notices
