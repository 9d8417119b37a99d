#include <array>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "kernel/web/picture.h"
#include "modules/resolver/api.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/lists.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/requests.h"
#include "modules/resolver/resolver.h"

// A visitor's report of a fake, and what the province makes of it. The list is in lists.cc.
namespace ocop::resolver {
namespace {

using http::Response;
using web::Html;
using web::operator""_h;


void photos(Html& out, const Report& report) {
  if (report.photos.empty()) return;
  out << "<h2>"_h << msg::photos_heading << "</h2><ul class=\"photos\">"_h;
  for (const ReportPhoto& one : report.photos) {
    const std::string path = photo_path(one), number = std::to_string(one.place + 1);
    const web::Picture picture{{{path, images::content_type(images::Encoding::jpeg), one.width}},
                               format(msg::photo_alt, out.language(), {number}), one.width, one.height};
    out << "<li>"_h;
    web::picture(out, picture, web::PictureRoom::gallery, web::Loading::when_near);
    web::link_button(out, Message{format(msg::photo_open, Language::vi, {number}), format(msg::photo_open, Language::en, {number})}, path,
                     web::ButtonKind::quiet);
    out << "</li>"_h;
  }
  out << "</ul><p class=\"small\">"_h << msg::photos_note << "</p>"_h;
}

void told(Html& out, const Report& report) {
  const Language language = out.language();
  web::facts(out, std::array{web::Fact{msg::column_product, about(report, language), report.product ? scan_path(report.code) : ""},
                             web::Fact{msg::column_reported, show(report.reported, language)},
                             web::Fact{msg::column_origin, in(label(report.origin), language)},
                             web::Fact{report.origin == Origin::visitor ? msg::field_what : msg::case_what, words_of(report, language)},
                             web::Fact{msg::column_where, report.seen_where},
                             web::Fact{msg::field_contact, report.contact},
                             web::Fact{msg::report_closed_on, report.closed ? show(*report.closed, language) : ""},
                             web::Fact{msg::report_finding, report.finding}});
  photos(out, report);
}

struct Reports {
  Service& service;
  const web::Site& site;

  Result<Response> form(const http::Call<>& call, std::string_view code) const {
    if (!rules::may_be_code(code)) return unknown_page(site, call.request, {});
    const auto view = service.scan(code);
    return web::page(site, call.request, {.title = in(msg::report_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::report_title << "</h1><p class=\"lead\">"_h << msg::report_lead << "</p><p><strong>"_h;
      if (view) out << view->product.name_in(call.language());
      else out << msg::scanned_code << ": "_h << code;
      out << "</strong></p>"_h;
      const web::Form form = web::form(call);
      web::open_upload_form(out, form, scan_path(code) + "/report");
      web::error_summary(out, form);
      web::control(out, form, report_input().shape(), "what");
      web::control(out, form, report_input().shape(), "where");
      const auto provinces = lists::named(service.parts().places.provinces(), out.language());
      if (!view) web::control(out, form, report_input().shape(), "province", {.options = provinces, .need = input::Need::required});
      for (const std::string_view photo : {"file", "file_2", "file_3"})
        web::control(out, form, report_input().shape(), photo, {.accept = "image/*"});   // a phone offers its camera
      web::control(out, form, report_input().shape(), "contact");
      web::button(out, msg::send_report);
      web::close_form(out);
    });
  }

  Result<Response> send(const http::Call<ReportInput>& call, std::string_view code) const {
    OCOP_TRY(report, service.report(code, call.input, call.request.peer));
    return web::page(site, call.request, {.title = in(msg::report_thanks_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::report_thanks_title << "</h1><p class=\"lead\">"_h;
      out.write(msg::report_thanks, {report.number}) << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::back_to_scan, scan_path(code), web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Result<Response> photo(const http::Call<>& call, ReportId id, ReportPhotoId photo) const {
    return photo_answer(service.photo(call.actor, id, photo));
  }

  Result<Response> one(const http::Call<>& call, ReportId id) const {
    OCOP_TRY(report, service.find_report(call.actor, id));
    return web::page(site, call.request, {.title = report.number}, [&](Html& out) {
      out << "<h1>"_h << report.number << "</h1>"_h;
      told(out, report);
      if (report.state == ReportState::open)
        web::whole_form(out, call, close_report(), {report.version, {}}, {path_of(report) + "/close", msg::close_report});
    });
  }

  Result<Response> close(const http::Call<CloseReport>& call, ReportId id) const {
    OCOP_CHECK(service.close_report(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/reports", msg::report_was_closed);
  }
};

}  // namespace

void add_report_routes(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  constexpr http::Also kScanned{.language = http::LanguageFrom::accept_header};   // whoever scans has chosen no language yet
  http::Table(router, std::make_shared<const Reports>(Reports{service, site}))
      .get("/s/{code}/report", Policy::anyone(), &Reports::form, "report a fake: form", kScanned)
      .form("/s/{code}/report", Policy::anyone(), report_input(), &Reports::send, &Reports::form, "report a fake", kScanned)
      .get("/reports/{id}/photos/{photo}", kProvince, &Reports::photo, "a photo of a report")
      .get("/reports/{id}", kProvince, &Reports::one, "one report of a fake")
      .form("/reports/{id}/close", kProvince, close_report(), &Reports::close, &Reports::one, "close a report with what was found");
}

}  // namespace ocop::resolver
