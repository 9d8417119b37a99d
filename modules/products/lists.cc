#include "modules/products/lists.h"

#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/marks/marks.h"
#include "modules/products/api.h"
#include "modules/products/messages.h"
#include "modules/products/parts.h"
#include "modules/products/units.h"

namespace ocop::products {
namespace {

using lists::Cell;
using lists::Filter;

constexpr std::string_view kUnknownGroup = "none";   // group=none: not classified
constexpr std::array kValidities{Validity::valid,  Validity::renewal_window, Validity::extended,     Validity::reported,
                                 Validity::lapsed, Validity::withdrawn,      Validity::not_verified, Validity::none};
constexpr std::array kKinds{producers::Kind::unknown,   producers::Kind::cooperative, producers::Kind::cooperative_group,
                            producers::Kind::enterprise, producers::Kind::household,   producers::Kind::farm,
                            producers::Kind::other};


// ---- what narrows the catalogue
Filter words(const Service& service) {
  constexpr std::int64_t kMostTyped = 2'000;   // pasted by mistake; look_for takes its beginning
  Filter out = lists::text("q", msg::filter_words);
  out.style = Filter::Style::none;             // the site's search box is its control
  out.field.options.most = kMostTyped;
  out.means = [&service](lists::Question& question, const lists::Source&, const input::Value& value, const http::Asked&) {
    service.look_for(question, value.text);
  };
  return out;
}

Filter province(const Service& service) {
  Filter out = lists::options("province", msg::facet_province,
                              [&service](Language language) { return lists::named(service.places().provinces(), language); });
  out.style = Filter::Style::facets;
  return out;
}

Filter commune(const Service& service) {
  Filter out = lists::text("commune", msg::export_commune);
  out.style = Filter::Style::none;
  out.called = [&service](std::string_view word, Language language) -> std::optional<std::string> {
    const places::Commune* found = service.places().commune(word);   // with its province: two provinces have a "Xã Tân Tiến"
    return found ? std::optional<std::string>(service.places().show({}, found->code, language)) : std::nullopt;
  };
  return out;
}

Filter stars() {
  Filter out = lists::choice("stars", msg::facet_stars,
                             std::vector<input::Choice>{{"5", msg::five_stars},
                                                        {"4", msg::four_stars},
                                                        {"3", msg::three_stars},
                                                        {"2", msg::two_stars},
                                                        {"1", msg::one_star},
                                                        {"0", msg::stars_none}});
  out.style = Filter::Style::facets;
  out.value = [](std::string_view word) { return lists::Value(std::int64_t{word[0] - '0'}); };
  return out;
}

Filter validity() {
  std::vector<input::Choice> standings;
  for (const Validity one : kValidities) standings.push_back({std::string(name(one)), marks::word(one)});
  Filter out = lists::choice("validity", msg::facet_validity, std::move(standings));
  out.style = Filter::Style::facets;
  out.value = [](std::string_view word) { return lists::Value(static_cast<std::int64_t>(parse_validity(word).value_or(Validity::none))); };
  return out;
}

Filter group() {
  std::vector<input::Choice> groups{{std::string(kUnknownGroup), group_label("")}};
  for (const char* code : {"I", "II", "III", "IV", "V", "VI"}) groups.push_back({code, group_label(code)});
  Filter out = lists::choice("group", msg::facet_group, std::move(groups));
  out.style = Filter::Style::facets;
  out.value = [](std::string_view word) { return lists::Value(word == kUnknownGroup ? std::string() : std::string(word)); };
  return out;
}

Filter kind() {
  Filter out = lists::choice("kind", msg::facet_kind, kKinds, [](producers::Kind one) { return producers::label(one); });
  out.style = Filter::Style::facets;
  out.value = [](std::string_view word) {
    return lists::Value(static_cast<std::int64_t>(producers::parse_kind(word).value_or(producers::Kind::unknown)));
  };
  return out;
}

// ---- addresses that were given out before, and what a search understood: each becomes a filter that can be taken away again
constexpr std::string_view kOldPage = "page", kRelevance = "relevance";

void add_understood(http::Fields& out, const Understood& understood) {
  if (understood.province) out.add("province", *understood.province);
  if (understood.stars) out.add("stars", std::to_string(*understood.stars));
  if (understood.validity) out.add("validity", std::string(name(*understood.validity)));
}

bool is_replaced(std::string_view word, const Understood& by) {
  return (by.province && (word == "province" || word == "commune")) || (by.stars && word == "stars") || (by.validity && word == "validity");
}

// The query with what was understood as its own words. What was typed says more than a filter that was chosen before it.
http::Fields in_words(const http::Fields& query, const Understood& understood) {
  http::Fields out;
  if (!understood.text.empty()) out.add("q", understood.text);
  for (const auto& [word, value] : query.items())
    if (!value.empty() && word != "q" && !is_replaced(word, understood)) out.add(word, value);
  add_understood(out, understood);
  return out;
}

// For programs: their cursor is of what was understood, so it stays.
std::optional<http::Fields> understood(const Service& service, const http::Asked& call) {
  const Understood understood = service.understand(call.request.query.get("q"));
  return understood.anything() ? std::optional(in_words(call.request.query, understood)) : std::nullopt;
}

std::optional<http::Fields> lead(const Service& service, const http::Asked& call) {
  const http::Fields& query = call.request.query;
  const Understood understood = service.understand(query.get("q"));
  // The order by likeness was the usual one of every address, also of those that search for nothing.
  const bool by_nothing = query.get("sort") == kRelevance && text::fold(understood.text).empty();
  if (!understood.anything() && !query.find(kOldPage) && !by_nothing) return std::nullopt;
  http::Fields kept;
  for (const auto& [word, value] : query.items())
    if (word != kOldPage && word != "cursor" && !(word == "sort" && by_nothing)) kept.add(word, value);
  return in_words(kept, understood);
}

// Each a link that keeps what else the list is narrowed by.
void propose(web::Html& out, const Service& service, const http::Asked& call) {
  using web::operator""_h;
  const auto meant = service.meant(call.request.query.get("q"));
  if (meant.empty()) return;
  out << "<div class=\"panel\" role=\"status\"><p>"_h << msg::did_you_mean << "</p><ul class=\"chips\">"_h;
  for (const std::string& words : meant) {
    http::Fields query;
    for (const auto& [word, value] : call.request.query.items())
      if (word != "cursor" && !value.empty()) query.add(word, word == "q" ? words : value);
    out << "<li><a href=\""_h << web::link(call.request, "/products?" + query.to_query()) << "\">"_h << words << "</a></li>"_h;
  }
  out << "</ul></div>"_h;
}

void write_meant(json::Writer& out, const Service& service, const http::Asked& call) {
  out.member("did_you_mean").begin_array();
  for (const std::string& words : service.meant(call.request.query.get("q"))) out.text(words);
  out.end_array();
}

// ---- what a row shows
void write_name(web::Html& out, const Item& item) {
  using web::operator""_h;
  out << "<span class=\"product-line\"><a href=\""_h << web::link(out.language(), product_path(item.product)) << "\">"_h
      << item.product.name_in(out.language()) << "</a>"_h;
  if (!item.maker.empty()) out << "<span class=\"small\">"_h << item.maker << "</span>"_h;
  out << "</span>"_h;
}

std::vector<lists::Column<Item>> page_columns(const Service& service) {
  using lists::Shown;
  return {{{.label = msg::column_product, .shown = Shown::page},
           [](const Item& one, Language language) {
             return Cell{std::string(one.product.name_in(language)), product_path(one.product)};
           },
           write_name},
          {{.label = msg::column_place, .shown = Shown::page},
           [&service](const Item& one, Language language) {
             return Cell{place_words(service.places(), one.product, language)};
           }},
          {{.label = msg::column_standing, .shown = Shown::page},
           [&service](const Item& one, Language language) {
             return Cell{in(marks::word(products::validity(one.product.standing, service.today())), language)};
           },
           [&service](web::Html& out, const Item& one) { standing(out, one.product, service.today()); }}};
}

Cell commune_of(const places::Index& places, const Item& one, Language language) {
  const places::Commune* commune = places.commune(one.product.commune);
  return {commune ? std::string(commune->full_name_in(language)) : std::string()};
}
Cell province_of(const places::Index& places, const Item& one, Language language) {
  const places::Province* province = places.province(one.product.province);
  return {province ? std::string(province->name_in(language)) : one.product.province};
}
// Where only the year is printed, the year.
Cell decided(const Item& one, Language language) {
  const Standing& standing = one.product.standing;
  if (standing.decided) return lists::day(standing.decided, language);
  return {standing.year ? std::to_string(*standing.year) : std::string()};
}

// The columns of the files since the first version: programs of offices read them by their names.
std::vector<lists::Column<Item>> file_columns(const Service& service) {
  using lists::Shown;
  constexpr double kNameWidth = 36;
  const places::Index& places = service.places();
  return {
      {{.label = msg::export_name, .shown = Shown::exports, .width = kNameWidth},
       [](const Item& one, Language) { return Cell{one.product.name}; }},
      {{.label = msg::export_maker, .shown = Shown::exports, .width = kNameWidth},
       [](const Item& one, Language) { return Cell{one.maker}; }},
      {{.label = msg::export_kind, .shown = Shown::exports},
       [](const Item& one, Language language) { return Cell{in(producers::label(one.maker_kind), language)}; }},
      {{.label = msg::export_commune, .shown = Shown::exports},
       [&places](const Item& one, Language language) { return commune_of(places, one, language); }},
      {{.label = msg::export_province, .shown = Shown::exports},
       [&places](const Item& one, Language language) { return province_of(places, one, language); }},
      {{.label = msg::export_stars, .shown = Shown::exports},
       [](const Item& one, Language language) {
         return one.product.standing.stars ? lists::number(one.product.standing.stars, language) : Cell{};
       }},
      {{.label = msg::export_standing, .shown = Shown::exports},
       [&service](const Item& one, Language language) {
         return Cell{in(marks::word(products::validity(one.product.standing, service.today())), language)};
       }},
      {{.label = msg::export_decision, .shown = Shown::exports},
       [](const Item& one, Language) { return Cell{one.product.standing.decision}; }},
      {{.label = msg::export_decided, .shown = Shown::exports}, decided},
      {{.label = msg::export_until, .shown = Shown::exports},
       [](const Item& one, Language language) { return lists::day(one.product.standing.valid_until, language); }},
      {{.label = msg::export_group, .shown = Shown::exports},
       [](const Item& one, Language language) { return Cell{in(group_label(one.product.group), language)}; }},
      {{.label = msg::export_code, .shown = Shown::exports}, [](const Item& one, Language) { return Cell{one.product.code}; }},
      {{.label = msg::export_source, .shown = Shown::exports},
       [](const Item& one, Language) { return Cell{one.product.standing.source_url}; }}};
}

std::string choices_in_words(const places::Index& places, const Item& one, Language language) {
  return place_words(places, one.product, language);
}

}  // namespace

lists::List<Item> unsettled(const Service& service) {
  const places::Index& places = service.places();
  return {.name = "products-units",
          .rows = unsettled_rows(),
          .words = {.caption = msg::units_title, .empty = msg::units_none, .empty_teach = msg::units_none_teach},
          .columns = {{{.label = msg::column_product},
                       [](const Item& one, Language language) {
                         return Cell{std::string(one.product.name_in(language)), product_path(one.product)};
                       }},
                      {{.label = msg::export_maker}, [](const Item& one, Language) { return Cell{one.maker}; }},
                      {{.label = msg::fact_place_printed}, [](const Item& one, Language) { return Cell{one.product.place_as_printed}; }},
                      {{.label = msg::units_given},
                       [&places](const Item& one, Language language) {
                         return Cell{one.product.commune.empty() ? std::string() : places.show({}, one.product.commune, language)};
                       }},
                      {{.label = msg::units_may_be},
                       [&places](const Item& one, Language language) {
                         return Cell{choices_in_words(places, one, language), product_path(one.product) + "/unit"};
                       }}},
          .filters = {province(service).as(Filter::Style::control)},
          .orders = {{"name", msg::sort_name}, {"newest", msg::sort_newest}},
          .json = [&service](json::Writer& out, const Item& one) { write_product(out, one, service.today()); },
          .json_schema = kProductSchema};
}

lists::List<Item> catalogue(const Service& service) {
  std::vector<lists::Column<Item>> columns = page_columns(service);
  for (lists::Column<Item>& one : file_columns(service)) columns.push_back(std::move(one));
  return {.name = "products",
          .rows = service.catalogue(),
          .complete = [&service](std::vector<Item>& items) { service.settle(items); },
          .words = {.caption = msg::catalogue_title,
                    .empty = msg::register_empty,
                    .empty_teach = msg::register_empty_teach,
                    .found_one = msg::catalogue_found_one,
                    .found_many = msg::catalogue_found,
                    .unmatched = msg::nothing_found,
                    .unmatched_teach = msg::nothing_found_teach},
          .columns = std::move(columns),
          .filters = {words(service), commune(service), province(service), stars(), validity(), group(), kind()},
          .orders = {{std::string(kRelevance), msg::sort_relevance},
                     {"name", msg::sort_name},
                     {"stars", msg::sort_stars},
                     {"newest", msg::sort_newest}},
          .json = [&service](json::Writer& out, const Item& one) { write_product(out, one, service.today()); },
          .json_schema = kProductSchema,
          .json_of_all = [&service](json::Writer& out) { out.field("as_of", service.today().iso()); },
          .json_of_none = [&service](json::Writer& out, const http::Asked& call) { write_meant(out, service, call); }};
}

Scope unsettled_scope(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  lists::add(router, host, unsettled(service),
             {.page = "/products/units",
              .api = "/api/v1/products/units",
              .policy = Policy::roles(Role::provincial_body),
              .scope = unsettled_scope,
              .summary = "Products of the province whose printed place may be several units of today",
              .description = msg::units_description});
  lists::add(router, host, catalogue(service),
             {.page = "/products",
              .api = "/api/v1/products",
              .policy = Policy::anyone(),
              .scope = [](const Actor&) { return Scope::everything(); },
              .summary = "Products; q, province, commune, stars, group, kind, validity narrow",
              .description = msg::catalogue_description,
              .understood = [&service](const http::Asked& call) { return understood(service, call); },
              .lead = [&service](const http::Asked& call) { return lead(service, call); },
              .dress = [](web::PageOptions& options, const http::Asked& call) {
                const std::string_view group = call.request.query.get("group");
                if (!group.empty()) options.motif = &marks::motif_of_group(group);   // of "none" the common one
              },
              .unmatched = [&service](web::Html& out, const http::Asked& call) { propose(out, service, call); }});
}

}  // namespace ocop::products
