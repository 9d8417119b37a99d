#include "modules/certificates/pages.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/query.h"
#include "modules/marks/marks.h"

namespace ocop::certificates {

std::string certificate_path(std::string_view number) { return "/certificates/" + http::percent_encode(number); }
std::string decision_path(DossierId dossier) { return "/decisions/" + dossier.text(); }
std::string log_path(std::int64_t index) { return "/log?from=" + std::to_string(index); }

void write_record(web::Html& out, const Certificate& certificate, const std::optional<Withdrawal>& withdrawal) {
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
      {msg::fact_valid_until, certificate.valid_until.show(language)},
      {msg::fact_rulebook, certificate.rulebook + ", " + certificate.product_set,
       "/rulebooks/" + certificate.rulebook + "/" + certificate.product_set}};
  if (withdrawal) {
    const std::string day = withdrawal->decided.show(language);
    facts.push_back({msg::fact_withdrawn, format(msg::withdrawn_by, language, {withdrawal->decision_number, day})});
    facts.push_back({msg::fact_ground, in(label(withdrawal->ground), language)});
  }
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

constexpr int kPageSize = 50;
constexpr std::int64_t kExportRows = 200'000;   // above all certificates of the country in a decade; bounds the memory of one request
constexpr int kPngPixels = 16;                  // a module; a version-4 symbol becomes 656 pixels: 5.5 cm at 300 dpi

std::string star_label(int stars, Language language) { return format(msg::stars_of, language, {std::to_string(stars)}); }

// The filter as a sentence: "Tỉnh Lâm Đồng · 4 sao · còn hiệu lực".
std::string sentence(const Filter& filter, const places::Index& places, Language language) {
  std::string out;
  const auto add = [&out](std::string_view part) { out.append(out.empty() ? "" : " · ").append(part); };
  if (!filter.province.empty()) add(places.show(filter.province, "", language));
  if (filter.stars != 0) add(star_label(filter.stars, language));
  if (filter.validity) add(translate(marks::word(*filter.validity), language));
  return out;
}

// How many rows each choice of one facet would leave, the other choices being kept.
void write_facets(Html& out, const Request& request, const Listing& listing, const Filter& filter, const places::Index& places) {
  const Language language = out.language();
  std::map<std::string, long long> by_province;
  std::map<int, long long, std::greater<>> by_stars;
  std::map<products::Validity, long long> by_validity;
  for (const Count& count : listing.counts) {
    const bool province = filter.province.empty() || filter.province == count.province;
    const bool stars = filter.stars == 0 || filter.stars == count.stars;
    const bool validity = !filter.validity || *filter.validity == count.validity;
    if (stars && validity) by_province[count.province] += count.count;
    if (province && validity) by_stars[count.stars] += count.count;
    if (province && stars) by_validity[count.validity] += count.count;
  }
  std::vector<web::Facet> facets;
  for (const auto& [validity, count] : by_validity) {
    facets.push_back({std::string(products::name(validity)), in(marks::word(validity), language), count});
  }
  web::facet_list(out, request, "validity", msg::facet_validity, facets);
  facets.clear();
  for (const auto& [stars, count] : by_stars) facets.push_back({std::to_string(stars), star_label(stars, language), count});
  web::facet_list(out, request, "stars", msg::facet_stars, facets);
  facets.clear();
  for (const auto& [province, count] : by_province) {
    const auto* found = places.province(province);
    facets.push_back({province, found ? std::string(found->name_in(language)) : province, count});
  }
  std::ranges::stable_sort(facets, std::greater<>{}, &web::Facet::count);
  web::facet_list(out, request, "province", msg::facet_province, facets);
}

void write_row(Html& out, const web::Table& table, const Issued& issued, Date today) {
  const Certificate& certificate = issued.certificate;
  web::open_row(out);
  web::link_cell(out, table.columns[0], certificate.number, certificate_path(certificate.number));
  web::text_cell(out, table.columns[1], certificate.product_name);
  web::text_cell(out, table.columns[2], certificate.producer_name);
  web::text_cell(out, table.columns[3], certificate.place);
  web::open_cell(out, table.columns[4]);
  marks::stars(out, certificate.stars, validity(certificate, today), certificate.valid_until);
  web::close_cell(out);
  web::close_row(out);
}

std::string to_csv(const std::vector<Issued>& rows, Date today, Language language) {
  std::string out = "\xEF\xBB\xBF";   // spreadsheets take UTF-8 for granted only with it
  const Message* headings[] = {&msg::fact_number,  &msg::fact_product,  &msg::fact_producer, &msg::fact_place,  &msg::column_province,
                               &msg::fact_stars,   &msg::fact_decision, &msg::fact_decided,  &msg::fact_signer, &msg::fact_issued,
                               &msg::fact_valid_until, &msg::facet_validity};
  std::vector<std::string> cells;
  for (const Message* heading : headings) cells.push_back(in(*heading, language));
  out += csv::write(cells);
  for (const Issued& issued : rows) {
    const Certificate& certificate = issued.certificate;
    out += csv::write({certificate.number, certificate.product_name, certificate.producer_name, certificate.place, certificate.province,
                       std::to_string(certificate.stars), certificate.decision_number, certificate.decided.iso(), certificate.signer,
                       certificate.issued.iso(), certificate.valid_until.iso(),
                       in(marks::word(validity(certificate, today)), language)});
  }
  return out;
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> list(const Call<>& call) const {
    const Request& request = call.request;
    OCOP_TRY(query, read_list_query(request.query));
    const auto listing = service_.list(query.filter, kPageSize, static_cast<std::int64_t>(query.page - 1) * kPageSize);
    const std::string words = sentence(query.filter, service_.parts().places, request.language);
    web::PageOptions options;
    options.title = words.empty() ? in(msg::list_title, request.language) : words + " · " + in(msg::list_title, request.language);
    options.description = in(msg::list_description, request.language);
    options.width = web::Width::wide;
    return web::page(site_, request, options, [&](Html& out) {
      out << "<h1>"_h << msg::list_title << "</h1>"_h;
      if (listing.counts.empty()) return web::empty_state(out, msg::list_empty, msg::list_empty_teach, "/products", &msg::list_empty_go);
      out << "<p class=\"lead\" role=\"status\">"_h << count(msg::list_found_one, msg::list_found, listing.total, out.language());
      if (!words.empty()) out << ": "_h << words;
      out << "</p><div class=\"split\"><div class=\"side first\"><h2 class=\"unseen\">"_h << msg::narrow << "</h2>"_h;
      write_facets(out, request, listing, query.filter, service_.parts().places);
      out << "</div><div class=\"stack\">"_h;
      table(out, request, query, listing);
      out << "</div></div>"_h;
    });
  }

  Result<Response> csv(const Call<>& call) const {
    OCOP_TRY(query, read_list_query(call.request.query));
    return Response::file(to_csv(service_.list(query.filter, kExportRows, 0).rows, service_.today(), call.language()), "text/csv; charset=utf-8",
                          "ocop-certificates.csv");
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
      marks::stars(out, certificate.stars, view.validity, certificate.valid_until);
      out << "<p class=\"lead\">"_h << today_in_words(view, out.language()) << "</p><div class=\"split\"><div class=\"stack\">"_h;
      write_record(out, certificate, view.issued.withdrawal);
      write_renewal(out, view);
      write_province_acts(out, request, view);
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
  Result<Response> pdf(const Call<>&, std::string_view number) const { return file(number, service_.pdf(number), "application/pdf", ".pdf"); }
  Result<Response> proof(const Call<>&, std::string_view number) const {
    return file(number, service_.proof_file(number), "application/json", ".ocop-proof.json");
  }

 private:
  static Result<Response> file(std::string_view number, Result<std::string> content, std::string type, std::string_view ending) {
    OCOP_TRY(bytes, std::move(content));
    return Response::file(std::move(bytes), std::move(type), std::string(number) + std::string(ending));
  }

  void table(Html& out, const Request& request, const ListQuery& query, const Listing& listing) const {
    if (listing.rows.empty()) return web::empty_state(out, msg::list_none, msg::list_none_teach, "/certificates", &msg::list_all);
    const std::string chosen = write_list_query(query.filter);
    const web::Table table{msg::list_title,
                           {{"number", msg::fact_number},
                            {"product", msg::fact_product},
                            {"producer", msg::fact_producer},
                            {"place", msg::fact_place},
                            {"stars", msg::column_standing}},
                           {},
                           web::link(request, chosen.empty() ? "/certificates/export" : "/certificates/export?" + chosen)};
    web::table(out, request, table, [&](Html& rows) {
      for (const Issued& issued : listing.rows) write_row(rows, table, issued, service_.today());
    });
    web::pager(out, request, listing.total, query.page, kPageSize);
  }

  std::string today_in_words(const CertificateView& view, Language language) const {
    const Certificate& certificate = view.issued.certificate;
    const std::string today = service_.today().show(language), until = certificate.valid_until.show(language);
    switch (view.validity) {
      case products::Validity::withdrawn:
        return format(msg::today_withdrawn, language, {certificate.withdrawn.value_or(Date{}).show(language)});
      case products::Validity::lapsed: return format(msg::today_lapsed, language, {today, until});
      case products::Validity::renewal_window: return format(msg::today_renewal, language, {today, until});
      default: return format(msg::today_valid, language, {today, until});
    }
  }

  static void write_renewal(Html& out, const CertificateView& view) {
    if (view.validity != products::Validity::valid && view.validity != products::Validity::renewal_window) return;
    const auto window = rules::renewal_window(view.issued.certificate.valid_until);
    out << "<section class=\"panel\"><h2>"_h << msg::renewal_heading << "</h2><p>"_h
        << format(msg::renewal_window, out.language(), {window.opens.show(out.language()), window.closes.show(out.language())})
        << "</p></section>"_h;
  }

  static void write_province_acts(Html& out, const Request& request, const CertificateView& view) {
    const Certificate& certificate = view.issued.certificate;
    const Scope scope = Scope::of(request.actor, {Role::provincial_body});
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
    out << "</div></section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kAnyone = Policy::anyone();
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/certificates", kAnyone, &Pages::list, "Certificates with filters in the address")
      .get("/certificates/export", kAnyone, &Pages::csv, "What the list shows, as CSV")
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
