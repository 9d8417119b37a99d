#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/lists.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/requests.h"
#include "modules/resolver/resolver.h"

// A visitor's report of a fake, and what the province makes of it. The list is in lists.cc.
namespace ocop::resolver {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

class Reports {
 public:
  Reports(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> form(const http::Call<>& call, std::string_view code) const {
    if (!rules::may_be_code(code)) return unknown_page(site_, call.request, {});
    const auto view = service_.scan(code);
    return page(call, in(msg::report_title, call.language()), [&](Html& out) {
      const web::Form form = web::form(call);
      out << "<h1>"_h << msg::report_title << "</h1><p class=\"lead\">"_h << msg::report_lead << "</p><p><strong>"_h;
      if (view) out << view->product.name_in(call.language());
      else out << msg::scanned_code << ": "_h << code;
      out << "</strong></p>"_h;
      web::open_form(out, form, scan_path(code) + "/report");
      web::error_summary(out, form);
      web::control(out, form, report_input().shape(), "what");
      web::control(out, form, report_input().shape(), "where");
      if (!view) web::control(out, form, report_input().shape(), "province", {.options = provinces(out.language())});
      web::control(out, form, report_input().shape(), "contact");
      web::button(out, msg::send_report);
      web::close_form(out);
    });
  }

  Result<Response> send(const http::Call<ReportInput>& call, std::string_view code) const {
    OCOP_TRY(report, service_.report(code, call.input, call.request.peer));
    return page(call, in(msg::report_thanks_title, call.language()), [&](Html& out) {
      out << "<h1>"_h << msg::report_thanks_title << "</h1><p class=\"lead\">"_h;
      out.write(msg::report_thanks, {report.number}) << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::back_to_scan, scan_path(code), web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Result<Response> one(const http::Call<>& call, ReportId id) const {
    OCOP_TRY(report, service_.find_report(call.actor, id));
    return web::page(site_, call.request, {.title = report.number}, [&](Html& out) {
      out << "<h1>"_h << report.number << "</h1>"_h;
      told(out, report);
      if (report.state == ReportState::open) closing_form(out, call, report);
    });
  }

  Result<Response> close(const http::Call<CloseReport>& call, ReportId id) const {
    OCOP_CHECK(service_.close_report(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/reports", msg::report_was_closed);
  }

 private:
  Response page(const http::Asked& call, std::string title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = std::move(title)}, body);
  }
  std::vector<web::Option> provinces(Language language) const {
    std::vector<web::Option> options;
    for (const places::Province& province : service_.parts().places.provinces())
      options.push_back({province.code, std::string(province.name_in(language))});
    return options;
  }

  static void told(Html& out, const Report& report) {
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::column_product, about(report, language), report.product ? scan_path(report.code) : ""},
                                 {msg::column_reported, show(report.reported, language)},
                                 {msg::field_what, report.what}};
    if (!report.seen_where.empty()) facts.push_back({msg::column_where, report.seen_where});
    if (!report.contact.empty()) facts.push_back({msg::field_contact, report.contact});
    if (report.closed) facts.push_back({msg::report_closed_on, show(*report.closed, language)});
    if (!report.finding.empty()) facts.push_back({msg::report_finding, report.finding});
    web::facts(out, facts);
  }
  static void closing_form(Html& out, const http::Asked& call, const Report& report) {
    const http::Fields shown = close_report().show({report.version, {}});
    const web::Form form = web::form(call, &shown);
    web::open_form(out, form, "/reports/" + report.id.text() + "/close");
    web::error_summary(out, form);
    web::fields(out, form, close_report().shape());
    web::button(out, msg::close_report);
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_report_routes(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  constexpr http::Also kScanned{.language = http::LanguageFrom::accept_header};   // whoever scans has chosen no language yet
  http::Table(router, std::make_shared<const Reports>(service, site))
      .get("/s/{code}/report", Policy::anyone(), &Reports::form, "report a fake: form", kScanned)
      .form("/s/{code}/report", Policy::anyone(), report_input(), &Reports::send, &Reports::form, "report a fake", kScanned)
      .get("/reports/{id}", kProvince, &Reports::one, "one report of a fake")
      .form("/reports/{id}/close", kProvince, close_report(), &Reports::close, &Reports::one, "close a report with what was found");
}

}  // namespace ocop::resolver
