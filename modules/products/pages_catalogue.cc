#include "modules/products/pages_catalogue.h"

#include <functional>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/products/address.h"
#include "modules/products/messages.h"
#include "modules/products/parts.h"

namespace ocop::products {
namespace {

using http::Request;
using web::Html;
using web::operator""_h;

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

std::string stars_label(int stars, Language language) {
  return stars == 0 ? in(msg::stars_none, language) : format(msg::stars_count, language, {std::to_string(stars)});
}

// One filter in words, and what the address is without it.
struct Chip { std::string label; Filter without; };
std::vector<Chip> chips_of(const Filter& filter, const places::Index& places, Language language) {
  std::vector<Chip> chips;
  const auto add = [&](std::string label, const std::function<void(Filter&)>& remove) {
    Filter without = filter;
    without.page = 1;
    remove(without);
    chips.push_back({std::move(label), std::move(without)});
  };
  if (!filter.text.empty()) add(format(msg::filter_text, language, {filter.text}), [](Filter& f) { f.text.clear(); });
  if (filter.commune) add(places.show("", *filter.commune, language), [](Filter& f) { f.commune.reset(); });
  if (filter.province) add(places.show(*filter.province, "", language), [](Filter& f) { f.province.reset(); f.commune.reset(); });
  if (filter.stars) add(stars_label(*filter.stars, language), [](Filter& f) { f.stars.reset(); });
  if (filter.group) add(in(group_label(*filter.group), language), [](Filter& f) { f.group.reset(); });
  if (filter.validity) add(in(marks::word(*filter.validity), language), [](Filter& f) { f.validity.reset(); });
  if (filter.kind) add(in(producers::label(*filter.kind), language), [](Filter& f) { f.kind.reset(); });
  return chips;
}

void write_chips(Html& out, const std::vector<Chip>& chips) {
  if (chips.empty()) return;
  out << "<ul class=\"chips\" aria-label=\""_h << msg::filters << "\">"_h;
  for (const Chip& chip : chips) {
    out << "<li><a href=\""_h << web::link(out.language(), catalogue_path(chip.without)) << "\">"_h << chip.label
        << "<span class=\"unseen\">, "_h << msg::remove_filter << "</span><span class=\"remove\" aria-hidden=\"true\">×</span></a></li>"_h;
  }
  if (chips.size() > 1) out << "<li><a href=\""_h << web::link(out.language(), "/products") << "\">"_h << msg::remove_all << "</a></li>"_h;
  out << "</ul>"_h;
}

void write_sorts(Html& out, const Filter& filter) {
  struct Choice { Sort sort; Message label; };
  const std::array<Choice, 4> choices{{{Sort::relevance, msg::sort_relevance}, {Sort::name, msg::sort_name}, {Sort::stars, msg::sort_stars},
                                       {Sort::newest, msg::sort_newest}}};
  // Without words there is no best match: by name is the usual order.
  const bool by_words = !filter.text.empty();
  const Sort now = !by_words && filter.sort == Sort::relevance ? Sort::name : filter.sort;
  out << "<nav class=\"sorts\" aria-label=\""_h << msg::sort_label << "\"><span>"_h << msg::sort_label << "</span>"_h;
  for (const Choice& choice : choices) {
    if (choice.sort == Sort::relevance && !by_words) continue;
    if (choice.sort == now) {
      out << "<span aria-current=\"true\">"_h << choice.label << "</span>"_h;
      continue;
    }
    Filter sorted = filter;
    sorted.sort = choice.sort;
    sorted.page = 1;
    out << "<a href=\""_h << web::link(out.language(), catalogue_path(sorted)) << "\">"_h << choice.label << "</a>"_h;
  }
  out << "</nav>"_h;
}

void write_facets(Html& out, const Request& request, const Service& service, const Counts& counts) {
  const Language language = out.language();
  std::vector<web::Facet> facets;
  const auto flush = [&](std::string_view parameter, const Message& heading) {
    web::facet_list(out, request, parameter, heading, facets);
    facets.clear();
  };
  for (const places::Province& province : service.places().provinces())
    if (const auto found = counts.province.find(province.code); found != counts.province.end())
      facets.push_back({province.code, std::string(province.name_in(language)), found->second});
  std::ranges::stable_sort(facets, std::greater<>{}, &web::Facet::count);
  flush("province", msg::facet_province);
  for (int stars = 5; stars >= 0; --stars)
    if (const auto found = counts.stars.find(stars); found != counts.stars.end())
      facets.push_back({std::to_string(stars), stars_label(stars, language), found->second});
  flush("stars", msg::facet_stars);
  for (std::size_t i = 0; i < counts.validity.size(); ++i) {
    const auto validity = static_cast<Validity>(i);
    if (counts.validity[i]) facets.push_back({std::string(name(validity)), in(marks::word(validity), language), counts.validity[i]});
  }
  flush("validity", msg::facet_validity);
  for (const auto& [group, count] : counts.group)
    facets.push_back({group.empty() ? std::string(kUnknownGroup) : group, in(group_label(group), language), count});
  flush("group", msg::facet_group);
  for (std::size_t i = 0; i < counts.kind.size(); ++i) {
    const auto kind = static_cast<producers::Kind>(i);
    if (counts.kind[i]) facets.push_back({std::string(producers::name(kind)), in(producers::label(kind), language), counts.kind[i]});
  }
  flush("kind", msg::facet_kind);
}

void write_row(Html& out, const web::Table& table, const Item& item, const Service& service) {
  const Product& product = item.product;
  web::open_row(out);
  web::open_cell(out, table.columns[0], web::Cell::heading);
  out << "<span class=\"product-line\"><a href=\""_h << web::link(out.language(), product_path(product)) << "\">"_h
      << product.name_in(out.language()) << "</a>"_h;
  if (!item.maker.empty()) out << "<span class=\"small\">"_h << item.maker << "</span>"_h;
  out << "</span>"_h;
  web::close_cell(out, web::Cell::heading);
  web::text_cell(out, table.columns[1], service.places().show(product.province, product.commune, out.language()));
  web::open_cell(out, table.columns[2]);
  standing(out, product, service.today());
  web::close_cell(out);
  web::close_row(out);
}

void write_results(Html& out, const Request& request, const Service& service, const Filter& filter, const Service::Catalogue& found) {
  if (found.items.empty()) {
    web::empty_state(out, msg::nothing_found, msg::nothing_found_teach, "/products", &msg::show_all);
    return;
  }
  write_sorts(out, filter);
  const std::string query = query_of(filter);
  const web::Table table{msg::catalogue_caption,
                         {{"product", msg::column_product}, {"place", msg::column_place}, {"standing", msg::column_standing}},
                         {}, web::link(request, query.empty() ? "/products.csv" : "/products.csv?" + query)};
  web::table(out, request, table, [&](Html& rows) { for (const Item& item : found.items) write_row(rows, table, item, service); });
  web::pager(out, request, found.counts.total, filter.page, kPageSize);
}

}  // namespace

std::string filter_sentence(const Filter& filter, const places::Index& places, Language language) {
  std::string sentence;
  for (const Chip& chip : chips_of(filter, places, language)) sentence.append(sentence.empty() ? "" : " · ").append(chip.label);
  return sentence;
}

void write_catalogue(Html& out, const Request& request, const Service& service, const Filter& filter, const Service::Catalogue& found) {
  const Language language = out.language();
  const auto chips = chips_of(filter, service.places(), language);
  if (found.items.empty() && chips.empty()) {
    out << "<h1>"_h << msg::catalogue_title << "</h1>"_h;
    web::empty_state(out, msg::register_empty, msg::register_empty_teach);
    return;
  }
  out << "<h1>"_h << msg::catalogue_title << "</h1><p class=\"lead\" role=\"status\">"_h
      << count(msg::catalogue_found_one, msg::catalogue_found, found.counts.total, language) << "</p>"_h;
  write_chips(out, chips);
  out << "<div class=\"split\"><div class=\"side first\"><details class=\"narrow\"><summary>"_h << msg::narrow << "</summary>"_h;
  write_facets(out, request, service, found.counts);
  out << "</details></div><div class=\"stack\">"_h;
  write_results(out, request, service, filter, found);
  out << "</div></div>"_h;
}

}  // namespace ocop::products
