#include "modules/certificates/pages.h"

#include <memory>

#include "kernel/base/text.h"
#include "kernel/documents/pdf_file.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/pages_rulings.h"
#include "modules/marks/marks.h"

namespace ocop::certificates {

std::string decision_path(DossierId dossier) { return "/decisions/" + dossier.text(); }
std::string log_path(std::int64_t index) { return "/log?from=" + std::to_string(index); }

void add_withdrawal(std::vector<web::Fact>& facts, const Withdrawal& withdrawal, Language language) {
  const std::string index = std::to_string(withdrawal.log_index);
  facts.push_back(
      {msg::fact_withdrawn, format(msg::withdrawn_by, language, {withdrawal.decision_number, withdrawal.decided.show(language)})});
  facts.push_back({msg::fact_ground, in(label(withdrawal.ground), language)});
  facts.push_back({msg::fact_withdrawal_logged, format(msg::logged_at, language, {index}), log_path(withdrawal.log_index)});
}

void write_record(web::Html& out, const Certificate& certificate, const std::optional<Withdrawal>& withdrawal,
                  std::span<const web::Fact> more) {
  const Language language = out.language();
  std::vector<web::Fact> facts{
      {msg::fact_number, certificate.number},
      {msg::fact_product, certificate.product_name, "/products/" + certificate.product.text()},
      {msg::fact_producer, certificate.producer_name, "/producers/" + certificate.producer.text()},
      {msg::fact_place, certificate.place},
      {msg::fact_stars, format(msg::stars_of, language, {std::to_string(certificate.stars)})},
      {msg::fact_decision, certificate.decision_number},
      {msg::fact_decided, certificate.decided.show(language)},
      {msg::fact_signer, certificate.signer},
      {msg::fact_issued, certificate.issued.show(language)},
      {withdrawal ? msg::fact_term_printed : msg::fact_valid_until, certificate.valid_until.show(language)},
      {msg::fact_rulebook, certificate.rulebook + ", " + certificate.product_set,
       "/rulebooks/" + certificate.rulebook + "/" + certificate.product_set}};
  if (withdrawal) add_withdrawal(facts, *withdrawal, language);
  facts.insert(facts.end(), more.begin(), more.end());
  // Ids of product and producer are unknown where the record comes from a proof file.
  if (certificate.product == ProductId{}) facts[1].href.clear();
  if (certificate.producer == ProducerId{}) facts[2].href.clear();
  web::open_record(out, msg::record_heading);
  web::facts(out, facts);
  web::close_record(out, format(msg::record_source, language,
                                {certificate.decision_number, certificate.decided.show(language), std::to_string(certificate.log_index)}),
                    log_path(certificate.log_index));
}

namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr int kPngPixels = 16;                  // a module; a version-4 symbol becomes 656 pixels: 5.5 cm at 300 dpi

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // Where the file of the list was before it had its page's address.
  Result<Response> moved(const Call<>& call) const {
    constexpr int kMovedForGood = 308;
    const std::string query = call.request.query.to_query();
    return Response::redirect(web::link(call.request, "/certificates.csv") + (query.empty() ? "" : "?" + query), kMovedForGood);
  }

  Result<Response> one(const Call<>& call, std::string_view number) const {
    const Request& request = call.request;
    OCOP_TRY(view, service_.view(number));
    const Certificate& certificate = view.issued.certificate;
    web::PageOptions options;
    options.title = certificate.product_name + ", " + certificate.number;
    options.description = format(msg::page_description, request.language, {certificate.product_name, certificate.producer_name});
    options.width = web::Width::wide;
    options.motif = &marks::motif_of_group(certificate.group);
    return web::page(site_, request, options, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::list_title, request.language), "/certificates"}, {certificate.number}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << certificate.product_name << "</h1>"_h;
      marks::stars(out, certificate.stars, view.validity, shown_until(certificate));
      out << "<p class=\"lead\">"_h << today_in_words(view, out.language()) << "</p><div class=\"split\"><div class=\"stack\">"_h;
      std::vector<web::Fact> more;
      add_ruling(more, view.ruling, out.language());
      for (web::Fact& fact : way_back(request, certificate)) more.push_back(std::move(fact));
      write_record(out, certificate, view.issued.withdrawal, more);
      write_life(out, {view.stage, certificate.valid_until, certificate.renewal});
      if (service_.parts().offers)
        for (const Panel& panel : service_.parts().offers->all<Panel>()) panel.show(out, request, certificate);
      write_office_acts(out, request, view);
      out << "</div><div class=\"side stack\">"_h;
      write_downloads(out, view);
      out << "</div></div>"_h;
    });
  }

  Result<Response> qr_svg(const Call<>&, std::string_view number) const {
    OCOP_TRY(view, service_.view(number));
    OCOP_TRY(symbol, print::qr(view.scan_url, print::QrCorrection::quartile));
    return Response::file(print::qr_svg(symbol, view.scan_url), "image/svg+xml", view.issued.certificate.number + ".svg");
  }
  Result<Response> qr_png(const Call<>&, std::string_view number) const {
    return file(number, service_.qr_png(number, kPngPixels), "image/png", ".png");
  }
  Result<Response> pdf(const Call<>& call, std::string_view number) const {
    OCOP_TRY(paper, service_.print(number, call.actor));
    return file(number, documents::finish_pdf(std::move(paper), Language::vi), "application/pdf", ".pdf");
  }
  Result<Response> proof(const Call<>&, std::string_view number) const {
    return file(number, service_.proof_file(number), "application/json", ".ocop-proof.json");
  }

 private:
  static Result<Response> file(std::string_view number, Result<std::string> content, std::string type, std::string_view ending) {
    OCOP_TRY(bytes, std::move(content));
    return Response::file(std::move(bytes), std::move(type), std::string(number) + std::string(ending));
  }

  // To the dossier and the decision, for whoever may read those.
  std::vector<web::Fact> way_back(const Request& request, const Certificate& certificate) const {
    const auto dossier = service_.dossier_of(request.actor, certificate);
    if (!dossier) return {};
    std::vector<web::Fact> out{{msg::fact_dossier, dossier->number, "/dossiers/" + dossier->id.text()}};
    if (scope_of(request.actor).covers(dossier->province, "", std::nullopt))
      out.push_back({msg::decision_heading, certificate.decision_number, decision_path(dossier->id)});
    return out;
  }

  std::string today_in_words(const CertificateView& view, Language language) const {
    const Certificate& certificate = view.issued.certificate;
    if (view.stage == rules::Stage::replaced) return format(msg::today_replaced, language, {certificate.replaced_by});
    const std::string today = service_.today().show(language), until = certificate.valid_until.show(language);
    switch (view.validity) {
      case products::Validity::withdrawn:
        return format(msg::today_withdrawn, language, {certificate.withdrawn.value_or(Date{}).show(language)});
      case products::Validity::lapsed: return format(msg::today_lapsed, language, {today, until});
      case products::Validity::renewal_window: return format(msg::today_renewal, language, {today, until});
      case products::Validity::extended:
        return format(msg::today_extended, language, {today, marks::until_words(view.validity, certificate.valid_until, language)});
      default: return format(msg::today_valid, language, {today, until});
    }
  }

  static void write_office_acts(Html& out, const Request& request, const CertificateView& view) {
    const Certificate& certificate = view.issued.certificate;
    const Scope scope = Scope::of(request.actor, {decides_withdrawal(certificate.stars)});
    if (view.issued.withdrawal || !scope.covers(certificate.province, "", std::nullopt)) return;
    out << "<div class=\"acts\">"_h;
    web::link_button(out, msg::withdraw_go, certificate_path(certificate.number) + "/withdraw", web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  static void write_downloads(Html& out, const CertificateView& view) {
    const std::string path = certificate_path(view.issued.certificate.number);
    out << "<section class=\"panel stack\"><h2>"_h << msg::downloads_heading << "</h2>"_h;
    if (const auto symbol = print::qr(view.scan_url, print::QrCorrection::quartile)) {
      out.raw_trusted(print::qr_svg(*symbol, format(msg::qr_title, out.language(), {view.scan_url})));
      out << "<p class=\"small\">"_h << msg::qr_leads_to << " <a href=\""_h << view.scan_url << "\">"_h << view.scan_url << "</a></p>"_h;
    }
    out << "<div class=\"acts\">"_h;
    web::link_button(out, msg::download_pdf, path + "/certificate.pdf");
    web::link_button(out, msg::download_qr_png, path + "/qr.png", web::ButtonKind::quiet);
    web::link_button(out, msg::download_qr_svg, path + "/qr.svg", web::ButtonKind::quiet);
    out << "</div></section><section class=\"panel stack\"><h2>"_h << msg::proof_heading << "</h2><p>"_h << msg::proof_teach
        << "</p><div class=\"acts\">"_h;
    web::link_button(out, msg::download_proof, path + "/proof.json", web::ButtonKind::quiet);
    web::link_button(out, msg::verify_go, "/verify", web::ButtonKind::quiet);
    out << "</div></section><section class=\"panel stack\"><h2>"_h << msg::credential_heading << "</h2><p>"_h << msg::credential_teach
        << "</p><div class=\"acts\">"_h;
    web::link_button(out, msg::credential_download, path + "/credential.json", web::ButtonKind::quiet);
    out << "</div></section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAnyone = Policy::anyone();
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/certificates/export", kAnyone, &Pages::moved, "Leads to /certificates.csv")
      .get("/certificates/{number}", kAnyone, &Pages::one, "A certificate: official record, validity today, QR and downloads")
      .get("/certificates/{number}/qr.svg", kAnyone, &Pages::qr_svg, "The certificate's QR as SVG")
      .get("/certificates/{number}/qr.png", kAnyone, &Pages::qr_png, "The certificate's QR as PNG")
      .get("/certificates/{number}/certificate.pdf", kAnyone, &Pages::pdf, "The certificate on A4")
      .get("/certificates/{number}/proof.json", kAnyone, &Pages::proof, "The file that proves the certificate offline");
  add_decision_pages(router, service, site);
  add_verify_pages(router, service, site);
  add_log_pages(router, service, site);
}

}  // namespace ocop::certificates
