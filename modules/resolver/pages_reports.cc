#include "kernel/i18n/translate.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/pages.h"
#include "modules/resolver/resolver.h"

// A visitor's report of a fake, and the province's list of them.
namespace ocop::resolver {
namespace {

using http::Method;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

web::PageOptions titled(std::string title) {
  web::PageOptions options;
  options.title = std::move(title);
  return options;
}

class Reports {
 public:
  Reports(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Response form(const Request& request) const { return form_page(request, nullptr); }

  Response send(const Request& request) const {
    const ReportInput typed{std::string(request.form.get("what")), std::string(request.form.get("where")),
                            std::string(request.form.get("contact")), std::string(request.form.get("province"))};
    const auto report = service_.report(request.value("code"), typed, request.peer);
    if (!report) return form_page(request, &report.error());
    const std::string text = format(msg::report_thanks, request.language, {report->number});
    web::PageOptions options = titled(in(msg::report_thanks_title, request.language));
    return web::page(site_, request, options, [&](Html& out) {
      out << "<h1>"_h << msg::report_thanks_title << "</h1><p class=\"lead\">"_h << text << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::back_to_scan, scan_path(request.value("code")), web::ButtonKind::quiet);
      out << "</p>"_h;
    });
  }

  Response list(const Request& request) const {
    const auto waiting = service_.reports(request.actor, ReportState::open);
    const auto closed = service_.reports(request.actor, ReportState::closed);
    web::PageOptions options = titled(in(msg::reports_title, request.language));
    options.width = web::Width::wide;
    return web::page(site_, request, options, [&](Html& out) {
      out << "<h1>"_h << msg::reports_title << "</h1>"_h;
      if (waiting.empty() && closed.empty()) {
        web::empty_state(out, msg::reports_none, msg::reports_none_teach);
        return;
      }
      table(out, request, msg::reports_open, waiting);
      table(out, request, msg::reports_closed, closed);
    });
  }

  Response one(const Request& request) const { return one_page(request, nullptr); }

  Response close(const Request& request) const {
    const auto id = ReportId::parse(request.value("id"));
    if (!id) return failed(Error::of(ErrorKind::not_found, "no such report"), request);
    const std::int64_t version = std::atoll(std::string(request.form.get("version")).c_str());
    const auto report = service_.close_report(request.actor, *id, version, request.form.get("finding"));
    if (!report) return one_page(request, &report.error());
    return web::redirect_with_flash(site_, request, "/reports", msg::report_was_closed);
  }

 private:
  Response failed(const Error& error, const Request& request) const { return web::error_page(site_, error, request); }

  Response form_page(const Request& request, const Error* error) const {
    const std::string_view code = request.value("code");
    if (!rules::may_be_code(code)) return unknown_page(site_, request, {});
    const auto view = service_.scan(code);
    web::PageOptions options = titled(in(msg::report_title, request.language));
    if (error) options.status = traits(error->kind).status;
    return web::page(site_, request, options, [&](Html& out) {
      const web::Form form{request, error, error ? &request.form : nullptr};
      out << "<h1>"_h << msg::report_title << "</h1><p class=\"lead\">"_h << msg::report_lead << "</p><p><strong>"_h;
      if (view) out << view->product.name_in(request.language);
      else out << msg::scanned_code << ": "_h << code;
      out << "</strong></p>"_h;
      web::open_form(out, form, scan_path(code) + "/report");
      web::error_summary(out, form);
      web::text_area(out, form, {.name = "what", .label = msg::field_what, .hint = msg::field_what_hint, .limit = rules::kMaxWhat}, 5);
      web::text_field(out, form, {.name = "where", .label = msg::field_where, .required = false, .limit = rules::kMaxWhere});
      if (!view) province_field(out, form);
      web::text_field(out, form, {.name = "contact", .label = msg::field_contact, .hint = msg::field_contact_hint, .required = false,
                                  .limit = rules::kMaxContact});
      web::button(out, msg::send_report);
      web::close_form(out);
    });
  }
  void province_field(Html& out, const web::Form& form) const {
    std::vector<web::Option> options;
    for (const places::Province& province : service_.parts().places.provinces())
      options.push_back({province.code, std::string(province.name_in(out.language()))});
    web::select_field(out, form, {.name = "province", .label = msg::field_province}, options);
  }

  static void table(Html& out, const Request& request, const Message& caption, const std::vector<Report>& reports) {
    if (reports.empty()) return;
    const web::Table table{caption,
                           {{"number", msg::column_number}, {"product", msg::column_product}, {"where", msg::column_where},
                            {"reported", msg::column_reported}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Report& report : reports) {
        web::open_row(rows);
        web::link_cell(rows, table.columns[0], report.number, "/reports/" + report.id.text());
        web::text_cell(rows, table.columns[1], name_of(report, rows.language()));
        web::text_cell(rows, table.columns[2], report.seen_where);
        web::text_cell(rows, table.columns[3], show(report.reported, rows.language()));
        web::close_row(rows);
      }
    });
  }
  static std::string name_of(const Report& report, Language language) {
    return report.product ? report.product_name : in(msg::product_unknown, language) + " " + report.code;
  }

  Response one_page(const Request& request, const Error* error) const {
    const auto id = ReportId::parse(request.value("id"));
    const auto report = id ? service_.find_report(request.actor, *id) : Result<Report>(Error::of(ErrorKind::not_found, "no such report"));
    if (!report) return failed(report.error(), request);
    web::PageOptions options = titled(report->number);
    if (error) options.status = traits(error->kind).status;
    return web::page(site_, request, options, [&](Html& out) {
      out << "<h1>"_h << report->number << "</h1>"_h;
      told(out, *report);
      if (report->state == ReportState::open) closing_form(out, request, *report, error);
    });
  }
  static void told(Html& out, const Report& report) {
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::column_product, name_of(report, language), report.product ? scan_path(report.code) : ""},
                                 {msg::column_reported, show(report.reported, language)},
                                 {msg::field_what, report.what}};
    if (!report.seen_where.empty()) facts.push_back({msg::column_where, report.seen_where});
    if (!report.contact.empty()) facts.push_back({msg::field_contact, report.contact});
    if (report.closed) facts.push_back({msg::report_closed_on, show(*report.closed, language)});
    if (!report.finding.empty()) facts.push_back({msg::report_finding, report.finding});
    web::facts(out, facts);
  }
  static void closing_form(Html& out, const Request& request, const Report& report, const Error* error) {
    const web::Form form{request, error, error ? &request.form : nullptr};
    web::open_form(out, form, "/reports/" + report.id.text() + "/close");
    web::error_summary(out, form);
    out << "<input type=\"hidden\" name=\"version\" value=\""_h << report.version << "\">"_h;
    web::text_area(out, form, {.name = "finding", .label = msg::report_finding, .hint = msg::report_finding_hint,
                               .limit = rules::kMaxFinding}, 5);
    web::button(out, msg::close_report);
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_report_routes(http::Router& router, Service& service, const web::Site& site) {
  const Reports reports(service, site);
  using Act = Response (Reports::*)(const Request&) const;
  const auto add = [&](Method method, std::string pattern, Policy policy, Act act, std::string summary) {
    http::Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.policy = policy;
    route.handler = [reports, act](const Request& request) { return (reports.*act)(request); };
    route.summary = std::move(summary);
    if (policy.kind() == Policy::Kind::anyone) route.language = http::LanguageFrom::accept_header;
    router.add(std::move(route));
  };
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  add(Method::get, "/s/{code}/report", Policy::anyone(), &Reports::form, "report a fake: form");
  add(Method::post, "/s/{code}/report", Policy::anyone(), &Reports::send, "report a fake");
  add(Method::get, "/reports", kProvince, &Reports::list, "reports of fakes in the province");
  add(Method::get, "/reports/{id}", kProvince, &Reports::one, "one report of a fake");
  add(Method::post, "/reports/{id}/close", kProvince, &Reports::close, "close a report with what was found");
}

}  // namespace ocop::resolver
