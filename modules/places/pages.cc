#include "modules/places/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "modules/places/map.h"
#include "modules/places/messages.h"

namespace ocop::places {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::size_t kSearchResults = 30;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}
long long count_of(const std::map<std::string, long long>& counts, const std::string& code) {
  const auto found = counts.find(code);
  return found == counts.end() ? 0 : found->second;
}

class Pages {
 public:
  Pages(const Index& index, const web::Site& site, const manifest::Offers& offers) : index_(index), site_(site), offers_(offers) {}

  Result<Response> map(const Call<>& call) const {
    const Request& request = call.request;
    std::map<std::string, long long> counts;
    for (const Figures& offer : offers_.all<Figures>()) counts.merge(offer.by_province());
    std::vector<MapFigure> figures;
    for (const Province& province : index_.provinces())
      figures.push_back({province.code, count_of(counts, province.code), web::link(request, "/places/" + province.code)});
    return page(request, in(msg::map_title, request.language), in(msg::map_intro, request.language), [&](Html& out) {
      out << "<h1>"_h << msg::map_title << "</h1><p class=\"lead\">"_h << msg::map_intro << "</p>"_h;
      search_form(out, request);
      out << "<div class=\"home-map\">"_h;
      draw_map(out, index_, figures);
      out << "<div>"_h;
      province_table(out, request, counts);
      out << "</div></div>"_h;
    });
  }

  Result<Response> search(const Call<>& call) const {
    const Request& request = call.request;
    const std::string typed = text::clean(request.query.get("q"));
    const auto found = index_.search(typed, kSearchResults);
    const Resolved::Answer answer = index_.resolve(typed).answer;
    const NamedProvince meant = index_.province_meant(typed);
    return page(request, in(msg::search_title, request.language), {}, web::PageOptions::Found::by_links, [&](Html& out) {
      out << "<h1>"_h << msg::search_title << "</h1>"_h;
      search_form(out, request);
      if (typed.empty()) return;
      if (found.empty() && !meant.province)
        out << "<p role=\"status\">"_h << format(msg::search_none, out.language(), {typed}) << "</p>"_h;
      proposals(out, request, typed);
      if (found.empty() && !meant.province) return;
      out << "<h2>"_h << format(msg::search_results, out.language(), {typed}) << "</h2>"_h;
      if (answer == Resolved::Answer::choose) out << "<p role=\"status\">"_h << msg::search_choose << "</p>"_h;
      out << "<ul class=\"stack\">"_h;
      if (meant.province) province_result(out, request, meant);
      for (const Found& hit : found) result(out, request, hit);
      out << "</ul>"_h;
    });
  }

  Result<Response> province(const Call<>& call, std::string_view code) const {
    const Request& request = call.request;
    const Province* province = index_.province(code);
    if (!province) return Error::of(ErrorKind::not_found, "no such province");
    const Language language = request.language;
    const std::string title = language == Language::vi ? province->full_name : province->full_name_en;
    std::map<std::string, long long> counts;
    for (const Figures& offer : offers_.all<Figures>()) counts.merge(offer.by_commune(province->code));
    return page(request, title, format(msg::province_description, request.language, {title}), [&](Html& out) {
      crumbs(out, request, *province, nullptr);
      out << "<h1>"_h << title << "</h1>"_h;
      const bool merged = province->former_provinces.size() > 1;
      const auto communes = index_.communes_of(province->code);
      out << "<p class=\"lead\">"_h;
      if (merged) out << format(msg::merged_from, language, {joined(province->former_provinces)});
      else out << msg::not_merged;
      out << "</p>"_h;
      namings(out, province->namings);
      panels(out, province->code, "*");
      out << "<h2>"_h << format(msg::number_of_units, language, {text::group_digits(static_cast<long long>(communes.size()), language)})
          << "</h2>"_h;
      commune_table(out, request, *province, communes, counts);
    });
  }

  Result<Response> commune(const Call<>& call, std::string_view province_code, std::string_view code) const {
    const Request& request = call.request;
    const Province* province = index_.province(province_code);
    const Commune* commune = index_.commune(code);
    if (!province || !commune || commune->province != province->code) return Error::of(ErrorKind::not_found, "no such commune");
    const std::string title = index_.show(province->code, commune->code, request.language);
    return page(request, title, format(msg::commune_description, request.language, {title}), [&](Html& out) {
      crumbs(out, request, *province, commune);
      out << "<h1>"_h << title << "</h1>"_h;   // with its province: names stand in several
      namings(out, commune->namings);
      if (!commune->formed_from.empty())
        out << "<p class=\"lead\">"_h << format(msg::formed_from, out.language(), {commune->formed_from}) << "</p>"_h;
      panels(out, province->code, commune->code);
      former_table(out, request, *commune);
    });
  }

 private:
  Response page(const Request& request, std::string title, std::string description, const std::function<void(Html&)>& body) const {
    return page(request, std::move(title), std::move(description), web::PageOptions::Found::by_search_engines, body);
  }
  Response page(const Request& request, std::string title, std::string description, web::PageOptions::Found found,
                const std::function<void(Html&)>& body) const {
    web::PageOptions options;
    options.found = found;
    options.title = std::move(title);
    options.description = std::move(description);
    options.width = web::Width::wide;
    return web::page(site_, request, options, body);
  }

  void search_form(Html& out, const Request& request) const {
    out << "<form class=\"panel\" method=\"get\" role=\"search\" aria-labelledby=\"place-label\" action=\""_h
        << web::link(request, "/places/search") << "\"><label id=\"place-label\" for=\"place-search\">"_h << msg::search_label
        << "</label><p class=\"small\" id=\"place-hint\">"_h << msg::search_hint
        << "</p><div class=\"row\"><input id=\"place-search\" type=\"search\" name=\"q\" maxlength=\"400\" "_h
        << "aria-describedby=\"place-hint\" value=\""_h
        << request.query.get("q") << "\">"_h;
    web::button(out, msg::search_button, web::ButtonKind::quiet);
    out << "</div></form>"_h;
  }

  // What may have been meant is offered, never answered in its place.
  void proposals(Html& out, const Request& request, const std::string& typed) const {
    const auto meant = index_.meant(typed);
    if (meant.empty()) return;
    out << "<p>"_h << msg::did_you_mean << "</p><ul class=\"chips\">"_h;
    for (const std::string& words : meant)
      out << "<li><a href=\""_h << web::link(request, "/places/search?q=" + http::percent_encode(words)) << "\">"_h << words
          << "</a></li>"_h;
    out << "</ul>"_h;
  }

  void province_result(Html& out, const Request& request, const NamedProvince& meant) const {
    const Province& province = *meant.province;
    out << "<li><a href=\""_h << web::link(request, "/places/" + province.code) << "\">"_h
        << (out.language() == Language::vi ? province.full_name : province.full_name_en) << "</a>"_h;
    if (!meant.formerly.empty())
      out << " <span class=\"small\">("_h << format(msg::took_in, out.language(), {meant.formerly}) << ")</span>"_h;
    out << "</li>"_h;
  }

  void result(Html& out, const Request& request, const Found& hit) const {
    out << "<li><a href=\""_h << web::link(request, "/places/" + hit.commune->province + "/" + hit.commune->code) << "\">"_h
        << index_.show(hit.commune->province, hit.commune->code, out.language()) << "</a>"_h;
    if (hit.formerly)
      out << " <span class=\"small\">("_h << format(msg::was, out.language(), {printed_name(*hit.formerly)}) << ")</span>"_h;
    if (hit.formerly && hit.formerly->extent != Extent::whole)
      out << " <span class=\"small\">"_h << (hit.formerly->extent == Extent::part ? msg::extent_part : msg::extent_unknown) << "</span>"_h;
    constexpr std::array<const Message*, 4> kDoubts{nullptr, &msg::doubt_words, &msg::doubt_district, &msg::doubt_province};
    if (const Message* doubt = kDoubts[static_cast<std::size_t>(hit.doubt)]) out << " <span class=\"small\">"_h << *doubt << "</span>"_h;
    out << "</li>"_h;
  }

  void crumbs(Html& out, const Request& request, const Province& province, const Commune* commune) const {
    std::vector<web::Crumb> way{{in(msg::map_title, request.language), "/map"}};
    way.push_back({std::string(province.name_in(request.language)), commune ? "/places/" + province.code : std::string()});
    if (commune) way.push_back({std::string(commune->full_name_in(request.language)), {}});
    web::crumbs(out, way);
  }

  // What it was called before, until when and by which act that ended.
  void namings(Html& out, const std::vector<Naming>& namings) const {
    for (std::size_t i = 1; i < namings.size(); ++i) {
      out << "<p class=\"small\">"_h
          << format(msg::named_until, out.language(),
                    {namings[i - 1].full_name_in(out.language()), namings[i].from.plus_days(-1).show(out.language()),
                     namings[i].full_name_in(out.language()), namings[i].act})
          << "</p>"_h;
    }
  }

  void panels(Html& out, const std::string& province, const std::string& commune) const {
    for (const Panel& panel : offers_.all<Panel>()) panel.show(out, province, commune);
  }

  void province_table(Html& out, const Request& request, const std::map<std::string, long long>& counts) const {
    const web::Table table{msg::map_table, {{"name", msg::province}, {"former", msg::formerly}, {"communes", msg::communes, true},
                                            {"products", msg::products_count, true}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Province& province : index_.provinces()) {
        web::open_row(rows);
        web::link_cell(rows, table.columns[0], province.name_in(rows.language()), "/places/" + province.code);
        web::text_cell(rows, table.columns[1], province.former_provinces.size() > 1 ? joined(province.former_provinces) : std::string("–"));
        web::text_cell(rows, table.columns[2], std::to_string(index_.communes_of(province.code).size()));
        count_cell(rows, request, table.columns[3], count_of(counts, province.code), "/products?province=" + province.code);
        web::close_row(rows);
      }
    });
  }

  void commune_table(Html& out, const Request& request, const Province& province, const std::vector<const Commune*>& communes,
                     const std::map<std::string, long long>& counts) const {
    const web::Table table{Message{msg::communes}, {{"name", msg::name}, {"code", msg::code}, {"products", msg::products_count, true}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Commune* commune : communes) {
        web::open_row(rows);
        web::link_cell(rows, table.columns[0], commune->full_name_in(rows.language()), "/places/" + province.code + "/" + commune->code);
        web::text_cell(rows, table.columns[1], commune->code);
        count_cell(rows, request, table.columns[2], count_of(counts, commune->code),
                   "/products?province=" + province.code + "&commune=" + commune->code);
        web::close_row(rows);
      }
    });
  }

  void former_table(Html& out, const Request& request, const Commune& commune) const {
    const auto former = index_.former_of(commune.code);
    if (former.empty()) return;
    const std::string title = format(msg::former_units_caption, out.language(),
                                     {index_.show(commune.province, commune.code, out.language())});
    out << "<h2>"_h << msg::former_units << "</h2><p>"_h << msg::former_until << "</p>"_h;
    const web::Table table{Message{title, title},
                           {{"name", msg::former_name},
                            {"district", msg::former_district},
                            {"province", msg::former_province},
                            {"extent", msg::former_extent}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const FormerUnit* unit : former) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << unit->old_name;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], unit->old_district);
        web::text_cell(rows, table.columns[2], unit->old_province);
        constexpr std::array<const Message*, 3> kExtents{&msg::extent_whole, &msg::extent_part, &msg::extent_unknown};
        web::text_cell(rows, table.columns[3], in(*kExtents[static_cast<std::size_t>(unit->extent)], rows.language()));
        web::close_row(rows);
      }
    });
  }

  static void count_cell(Html& rows, const Request& request, const web::Column& column, long long count, const std::string& href) {
    web::open_cell(rows, column);
    if (count == 0) rows << "0"_h;
    else rows << "<a href=\""_h << web::link(request, href) << "\">"_h << text::group_digits(count, rows.language()) << "</a>"_h;
    web::close_cell(rows);
  }

  const Index& index_;
  const web::Site& site_;
  const manifest::Offers& offers_;
};

}  // namespace

void add_pages(http::Router& router, const Index& index, const web::Site& site, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Pages>(index, site, offers))
      .get("/map", Policy::anyone(), &Pages::map, "Map of provinces with their products, and the same as a table")
      .get("/places/search", Policy::anyone(), &Pages::search, "Communes by present or former name")
      .get("/places/{province}", Policy::anyone(), &Pages::province, "A province: its products and communes")
      .get("/places/{province}/{commune}", Policy::anyone(), &Pages::commune, "A commune: its products and the units it was formed of");
}

}  // namespace ocop::places
