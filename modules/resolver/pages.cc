#include "modules/resolver/pages.h"

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/picture.h"
#include "modules/marks/marks.h"
#include "modules/resolver/messages.h"
#include "modules/resolver/resolver.h"

namespace ocop::resolver {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;


web::PageOptions scan_options(std::string title) {
  web::PageOptions options;
  options.title = std::move(title);
  options.frame = web::Frame::scan;
  return options;
}

// Whose answer it is. The site's header stands below on a scan page, and a shopper has to know whom to believe.
void whose_site(Html& out, const web::Site& site) {
  std::string_view host = site.public_url;   // "https://ocop.example.vn"
  if (const auto slashes = host.find("//"); slashes != std::string_view::npos) host.remove_prefix(slashes + 2);
  out << "<p class=\"small\">"_h << format(msg::whose_site, out.language(), {host}) << "</p>"_h;
}

// The record: who decided what, when, and where it can be read. Never mixed with the maker's words.
void record(Html& out, const ScanView& view, const places::Index& places, Instant now) {
  const Language language = out.language();
  const products::Standing& standing = view.product.standing;
  std::vector<web::Fact> facts;
  const auto add = [&](const Message& label, std::string value, std::string href = {}) {
    if (!value.empty()) facts.push_back({label, std::move(value), std::move(href)});
  };
  if (view.certificate) add(msg::fact_certificate, view.certificate->number, "/certificates/" + view.certificate->number);
  const auto& confirmed = view.confirmed;   // a decision on paper: no certificate of ours
  add(msg::fact_decision, view.certificate ? view.certificate->decision_number : standing.decision,
      confirmed ? certificates::confirmation_path(confirmed->id) : std::string());
  if (confirmed) add(msg::fact_issuer, confirmed->issuer);
  if (view.certificate) add(msg::fact_signer, view.certificate->signer);
  if (standing.decided) add(msg::fact_decided, standing.decided->show(language));
  else if (standing.year) add(msg::fact_decided_year, std::to_string(*standing.year));
  // Of a withdrawn one the day on which it ended: a term that is printed no longer holds, and would be read as if it did.
  std::optional<Date> withdrawn = view.certificate ? view.certificate->withdrawn : std::nullopt;
  if (confirmed && confirmed->withdrawn) {
    withdrawn = confirmed->withdrawn->decided;
    add(msg::fact_withdrawn_by, confirmed->withdrawn->number + ", " + confirmed->withdrawn->issuer);
  }
  if (withdrawn) add(msg::fact_withdrawn, withdrawn->show(language));
  else if (standing.valid_until && !standing.withdrawn)
    add(msg::fact_valid_until, products::until_words(standing, vietnam_date(now), language));
  add(msg::fact_gtin, view.product.gtin);
  add(msg::fact_checked, show(now, language));
  const bool imported = standing.basis == products::Standing::Basis::imported;
  const Message& source = view.certificate ? msg::source_certificate : imported ? msg::source_import : msg::source_none;
  web::open_record(out, msg::record_heading);
  web::facts(out, facts);
  if (confirmed)
    return web::close_record(out, certificates::confirmed_sentence(*confirmed, places, language),
                             certificates::confirmation_path(confirmed->id));
  web::close_record(out, translate(source, language), imported ? std::string_view(standing.source_url) : std::string_view{});
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const manifest::Offers& offers) : service_(service), site_(site), offers_(offers) {}

  Result<Response> scan(const http::Call<>& call, std::string_view code) const {
    const Request& request = call.request;
    const auto view = service_.scan(code, request.query.get(certificates::kCopyWord));
    if (!view) return unknown_page(site_, request, rules::may_be_code(code) ? code : std::string_view{});
    const rules::Verdict verdict = rules::verdict(*view, service_.today());
    const std::string sentence = rules::sentence(verdict, request.language);
    web::PageOptions options = scan_options(std::string(view->product.name_in(request.language)));
    options.description = sentence;
    options.motif = &marks::motif_of_group(view->product.group);
    Response response = web::page(site_, request, options, [&](Html& out) { write(out, request, code, *view, verdict, sentence); });
    service_.tell_page(*view, request);
    // Today's truth may change at midnight and by an act: a minute holds off a crowd of scans without showing yesterday's.
    response.headers.emplace_back("Cache-Control", "public, max-age=60");
    return response;
  }

 private:
  void write(Html& out, const Request& request, std::string_view code, const ScanView& view, const rules::Verdict& verdict,
             const std::string& sentence) const {
    const Language language = request.language;
    const products::Product& product = view.product;
    marks::open_verdict(out, verdict.validity);
    out << "<h1 class=\"verdict\">"_h << sentence << "</h1>"_h;
    marks::stars(out, verdict.stars, verdict.validity, verdict.until);
    marks::close_verdict(out);
    if (!products::is_code_of(code, product)) {
      out << "<p><strong>"_h;
      out.write(msg::scan_merged, {std::string(code), product.code}) << "</strong></p>"_h;
    }
    if (view.copy) out << "<p><strong>"_h << certificates::copy_sentence(*view.copy, language) << "</strong></p>"_h;
    whose_site(out, site_);
    if (view.photo) web::picture(out, products::picture_of(*view.photo, language), web::PictureRoom::alone, web::Loading::when_near);
    else web::motif(out, marks::motif_of_product(product.group, product.name, product.product_set), "");
    out << "<h2>"_h << product.name_in(language) << "</h2><p>"_h;
    if (const std::string_view maker = view.producer.name_in(language); !maker.empty())
      out << msg::made_by << ": <strong>"_h << maker << "</strong>, "_h;
    out << place(product, language) << "</p>"_h;
    record(out, view, service_.parts().places, service_.now());
    for (const Panel& panel : offers_.all<Panel>()) panel.show(out, request, product);
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::see_product, "/products/" + product.code, web::ButtonKind::quiet);
    web::link_button(out, msg::report_fake, scan_path(product.code) + "/report", web::ButtonKind::quiet);
    out << "</p><p class=\"small\">"_h << msg::report_fake_hint << "</p>"_h;
  }
  std::string place(const products::Product& product, Language language) const {
    // While a person has to say which of several units it is, the province alone is sure.
    return service_.parts().places.show(product.province, product.unit_choices.empty() ? std::string_view(product.commune) : "", language);
  }

  Service& service_;
  const web::Site& site_;
  const manifest::Offers& offers_;
};

}  // namespace

Response unknown_page(const web::Site& site, const Request& request, std::string_view code, Unknown why) {
  web::PageOptions options = scan_options(in(msg::scan_title, request.language));
  options.status = why == Unknown::unreadable ? 400 : 404;
  Response response = web::page(site, request, options, [&](Html& out) {
    out << "<h1 class=\"verdict\">"_h << (why == Unknown::unreadable ? msg::verdict_unreadable : msg::verdict_unknown) << "</h1>"_h;
    whose_site(out, site);
    if (!code.empty()) out << "<p>"_h << msg::scanned_code << ": <strong>"_h << code << "</strong></p>"_h;
    out << "<p>"_h << msg::unknown_advice << "</p><p class=\"acts\">"_h;
    web::link_button(out, msg::find_by_name, "/products", web::ButtonKind::quiet);
    if (rules::may_be_code(code)) web::link_button(out, msg::report_fake, scan_path(code) + "/report", web::ButtonKind::quiet);
    out << "</p>"_h;
  });
  response.headers.emplace_back("Cache-Control", "public, max-age=60");
  return response;
}

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Pages>(service, site, offers))
      .get("/s/{code}", Policy::anyone(), &Pages::scan, "scan page: is the star valid today",
           {.language = http::LanguageFrom::accept_header});
  add_report_routes(router, service, site);
  add_link_routes(router, service, site);
}

}  // namespace ocop::resolver
