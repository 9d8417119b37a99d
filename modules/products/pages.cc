#include "modules/products/pages.h"

#include <algorithm>
#include <memory>
#include <ranges>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/sitemap.h"
#include "modules/marks/marks.h"
#include "modules/products/messages.h"
#include "modules/products/pages_product.h"
#include "modules/products/pages_share.h"
#include "modules/products/parts.h"
#include "modules/products/query.h"
#include "modules/products/requests.h"
#include "modules/work/work.h"

namespace ocop::products {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;


// "/" in words: search, map, figures, a few products.
void write_home_search(Html& out, const Request& request) {
  out << "<div class=\"hero\"><h1>"_h << msg::home_title << "</h1><p class=\"lead\">"_h << msg::home_lead
      << "</p><form class=\"search large\" role=\"search\" method=\"get\" action=\""_h << web::link(request, "/products")
      << "\"><label class=\"unseen\" for=\"home-search\">"_h << msg::home_search
      << "</label><input id=\"home-search\" type=\"search\" name=\"q\" maxlength=\""_h << kQueryLimit << "\" placeholder=\""_h
      << msg::home_search_hint << "\"><button type=\"submit\">"_h << msg::home_search_button << "</button></form></div>"_h;
}

void write_figures(Html& out, const Request& request, const Figures& counts, Instant now) {
  const auto number = [&](long long n) { return text::group_digits(n, out.language()); };
  const auto by = [&](Validity v) { return counts.validity[static_cast<std::size_t>(v)]; };
  std::vector<web::Figure> figures{{number(counts.total), msg::figure_total, web::link(request, "/products")}};
  // Every way to stand, so that the figures add up to the total; of the rare ones only what there is.
  struct Line { Validity validity; Message label; };
  const std::array<Line, 8> lines{{{Validity::valid, msg::figure_valid},
                                   {Validity::renewal_window, msg::figure_renewal},
                                   {Validity::extended, msg::figure_extended},
                                   {Validity::reported, msg::figure_reported},
                                   {Validity::lapsed, msg::figure_lapsed},
                                   {Validity::withdrawn, msg::figure_withdrawn},
                                   {Validity::not_verified, msg::figure_not_verified},
                                   {Validity::none, msg::figure_none}}};
  for (const Line& line : lines) {
    if (by(line.validity) == 0 && line.validity != Validity::valid) continue;
    figures.push_back(
        {number(by(line.validity)), line.label, web::link(request, "/products?validity=" + std::string(name(line.validity)))});
  }
  figures.push_back({number(static_cast<long long>(counts.province.size())), msg::figure_provinces, web::link(request, "/map")});
  out << "<h2>"_h << msg::home_figures << "</h2>"_h;
  web::figures(out, figures);
  out << "<p class=\"small\">"_h << format(msg::home_as_of, out.language(), {show(now, out.language())}) << "</p>"_h;
}

// Search and figures on one side, the map on the other; one below the other on a phone.
void write_home_top(Html& out, const Request& request, const Service& service, const Figures& counts) {
  std::vector<places::MapFigure> figures;
  for (const places::Province& province : service.places().provinces()) {
    const auto found = counts.province.find(province.code);
    figures.push_back(
        {province.code, found == counts.province.end() ? 0 : found->second, web::link(request, "/products?province=" + province.code)});
  }
  out << "<div class=\"home-map\"><div class=\"stack\">"_h;
  write_home_search(out, request);
  write_figures(out, request, counts, request.received);
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::home_try, "/rulebooks", web::ButtonKind::quiet);
  web::link_button(out, msg::home_verify, "/verify", web::ButtonKind::quiet);
  out << "</p></div><div class=\"stack\"><h2>"_h << msg::home_map << "</h2>"_h;
  places::draw_map(out, service.places(), figures);
  out << "<p><a href=\""_h << web::link(request, "/map") << "\">"_h << msg::home_map_table << "</a></p></div></div>"_h;
}

constexpr int kMovedPermanently = 301;

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const manifest::Offers& offers) : service_(service), site_(site), offers_(offers) {}

  Result<Response> home(const Call<>& call) const {
    const Request& request = call.request;
    const auto home = service_.home();
    auto options = page_options(in(msg::home_title, request.language), in(msg::home_lead, request.language));
    return web::page(site_, request, options, [&](Html& out) {
      if (home.figures.total == 0) {
        write_home_search(out, request);
        web::empty_state(out, msg::register_empty, msg::register_empty_teach);
        return;
      }
      write_home_top(out, request, service_, home.figures);
      out << "<h2>"_h << msg::home_featured << "</h2>"_h;
      tiles(out, home.featured, service_.places(), service_.today());
      out << "<div class=\"acts\">"_h;
      web::link_button(out, msg::home_all_products, "/products", web::ButtonKind::quiet);
      out << "</div>"_h;
    });
  }

  Result<Response> product(const Call<>& call, std::string_view id_or_code) const {
    const Request& request = call.request;
    OCOP_TRY(shown_product, service_.show(id_or_code));
    const Product& product = shown_product.product;
    if (shown_product.by == Service::Shown::By::merged) {
      Response moved = Response::redirect(web::link(request, product_path(product)), kMovedPermanently);
      moved.headers.emplace_back("Cache-Control", "max-age=60");   // a merge can be taken back
      return moved;
    }
    auto options = page_options(std::string(product.name_in(request.language)),
                                product.name + ", " + service_.places().show(product.province, product.commune, request.language));
    options.motif = &marks::motif_of_group(product.group);
    options.share_picture = share_path(product);
    options.canonical = product_path(product);   // it is shown by its id too
    return web::page(site_, request, options,
                     [&](Html& out) { write_product(out, request, service_, shown_product, offers_.all<Panel>()); });
  }

  Result<Response> edit(const Call<>& call, std::string_view id_or_code) const {
    OCOP_TRY(product, own(call.actor, id_or_code));
    auto options = page_options(format(msg::edit_title, call.language(), {product.name}), {});
    options.width = web::Width::text;
    return web::page(site_, call.request, options, [&](Html& out) { write_edit_form(out, call, product); });
  }

  Result<Response> save(const Call<Wording>& call, std::string_view id_or_code) const {
    OCOP_TRY(product, own(call.actor, id_or_code));
    OCOP_CHECK(service_.change_wording(call.actor, product.id, call.input));
    return web::redirect_with_flash(site_, call.request, product_path(product), msg::saved);
  }

 private:
  static web::PageOptions page_options(std::string title, std::string description) {
    web::PageOptions options;
    options.title = std::move(title);
    options.description = std::move(description);
    options.width = web::Width::wide;
    return options;
  }
  // The member's own product by id or code; another's is not found.
  Result<Product> own(const Actor& actor, std::string_view id_or_code) const {
    OCOP_TRY(shown_product, service_.show(id_or_code));
    return service_.own(actor, shown_product.product.id);
  }

  Service& service_;
  const web::Site& site_;
  const manifest::Offers& offers_;
};

void list_of_place(Html& out, const Service& service, std::string_view province, std::string_view commune) {
  constexpr int kShown = 8;
  out << "<h2>"_h << msg::heading_of_place << "</h2>"_h;
  const auto items = service.of_place(province, commune, kShown);
  if (items.empty()) {
    out << "<p>"_h << msg::no_products_here << "</p>"_h;
    return;
  }
  tiles(out, items, service.places(), service.today());
  if (items.size() < kShown) return;
  const std::string total = text::group_digits(service.count_of_place(province, commune), out.language());
  const std::string all = "/products?province=" + std::string(province) + (commune == "*" ? "" : "&commune=" + std::string(commune));
  out << "<p><a href=\""_h << web::link(out.language(), all) << "\">"_h << format(msg::all_here, out.language(), {total})
      << "</a></p>"_h;
}

void list_of_producer(Html& out, const Service& service, ProducerId producer) {
  out << "<h2>"_h << msg::heading_of_producer << "</h2>"_h;
  const std::vector<Item> items = service.of_producer(producer);
  if (items.empty()) out << "<p>"_h << msg::no_products_here << "</p>"_h;
  tiles(out, items, service.places(), service.today());
}

// On the first page of a producer's member: its products, each with what can be done to it.
void own_products(Html& out, const Service& service, const Request& request) {
  const Scope scope = Scope::for_task(request.actor, Task::products);
  const std::vector<Item> items = service.of_producers(scope.producers);
  for (const ProducerId producer : scope.producers) {
    const auto is_own = [&](const Item& item) { return item.product.producer == producer; };
    if (std::ranges::none_of(items, is_own)) continue;
    out << "<section class=\"stack\"><h2>"_h << msg::own_products << "</h2><ul class=\"own\">"_h;
    for (const Item& item : items | std::views::filter(is_own)) {
      const std::string path = product_path(item.product);
      out << "<li><a class=\"own-name\" href=\""_h << web::link(request, path) << "\">"_h << item.product.name_in(out.language())
          << "</a>"_h;
      standing(out, item.product, service.today());
      out << "<span class=\"links row\">"_h;
      const auto link = [&](const Message& label, const std::string& to) {
        out << "<a href=\""_h << web::link(request, to) << "\">"_h << label << "<span class=\"unseen\">: "_h
            << item.product.name_in(out.language()) << "</span></a>"_h;
      };
      link(msg::photos_manage, path + "/photos");
      link(msg::edit_product, path + "/edit");
      link(msg::open_dossier, "/dossiers/new?product=" + item.product.id.text());
      out << "</span></li>"_h;
    }
    out << "</ul></section>"_h;
  }
}

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(service, site, offers))
      .get("/", Policy::anyone(), &Pages::home, "Home: search, map, figures")
      .get("/products/{id}", Policy::anyone(), &Pages::product, "A product by its public code or id")
      .get("/products/{id}/edit", kMember, &Pages::edit, "The maker's words and GTIN: form")
      .form("/products/{id}/edit", kMember, wording_fields(), &Pages::save, &Pages::edit, "The maker's words and GTIN: save");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(web::Addresses{.rank = 20, .name = "products", .pages = [&service] { return service.count(); },
                            .listed = [&service](std::size_t from, std::size_t most) { return service.addresses(from, most); }});
  offers.add(places::Figures{.by_province = [&service] { return service.figures().province; },
                             .by_commune = [&service](std::string_view province) { return service.by_commune(province); }});
  offers.add(places::Panel{.rank = 10, .show = [&service](web::Html& out, std::string_view province, std::string_view commune) {
                             list_of_place(out, service, province, commune);
                           }});
  offers.add(
      work::Panel{.rank = 20, .show = [&service](web::Html& out, const http::Request& request) { own_products(out, service, request); }});
  offers.add(
      producers::Panel{.rank = 10, .show = [&service](web::Html& out, const http::Request&, const producers::Producer& producer) {
        list_of_producer(out, service, producer.id);
      }});
}

}  // namespace ocop::products
