#include "modules/listings/lists.h"

#include "modules/listings/api.h"
#include "modules/listings/messages.h"
#include "modules/listings/pages.h"
#include "modules/listings/rules.h"
#include "modules/listings/store.h"

namespace ocop::listings {
namespace {

// As the source has it: the place in the enum.
lists::Filter by_state() {
  lists::Filter out = lists::choice("state", msg::column_state, kStandings);
  out.value = [](std::string_view asked) {
    for (const Standing one : kStandings)
      if (name(one) == asked) return lists::Value(static_cast<std::int64_t>(one));
    return lists::Value(std::int64_t{-1});
  };
  return std::move(out).as(lists::Filter::Style::facets);
}

lists::Filter by_platform(const Service& service) {
  return lists::options("platform", msg::column_platform, [&service](Language) {
    std::vector<web::Option> out;
    for (const Platform& one : service.platforms()) out.push_back({one.key, one.name});
    return out;
  });
}

lists::Filter by_province(const places::Index& places) {
  return lists::options("province", msg::column_place, [&places](Language language) { return lists::named(places.provinces(), language); });
}
lists::Filter by_commune() { return lists::text("commune", msg::column_commune).as(lists::Filter::Style::none); }

std::string platform_of(const Service& service, const Listed& one) {
  const Platform* platform = rules::find(service.platforms(), one.listing.platform);
  return platform ? platform->name : one.listing.platform;
}

void add_links(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  lists::add(
      router, host,
      lists::List<Listed>{
          .name = "listings",
          .rows = store::listings(),
          .words = {msg::links_title, msg::links_none, msg::links_none_teach},
          .columns = {lists::linked({.label = msg::column_product, .sort = "product", .width = 40}, &Listed::title,
                                    [](const Listed& one) { return "/products/" + one.code; }),
                      lists::column<Listed>({msg::column_platform}, [&service](const Listed& one) { return platform_of(service, one); }),
                      lists::column<Listed>({.label = msg::link, .width = 50},
                                            [](const Listed& one) { return lists::Cell{.text = one.listing.link}; }),
                      lists::column<Listed>({msg::column_state},
                                            [&service](const Listed& one) { return label(rules::standing(one.listing, service.today())); }),
                      lists::column<Listed>({msg::since}, [](const Listed& one) { return one.listing.since; }),
                      lists::column<Listed>({msg::last_look, "checked"}, [](const Listed& one) { return one.listing.checked; }),
                      lists::column<Listed>(
                          {.label = msg::column_place, .width = 34},
                          [&places](const Listed& one, Language language) { return places.show(one.province, one.commune, language); })},
          .filters = {by_state(), by_platform(service), by_province(places), by_commune(),
                      lists::id("product", msg::column_product).as(lists::Filter::Style::none)},
          .json =
              [&service](json::Writer& out, const Listed& one) {
                out.begin_object().field("product", one.listing.product).field("code", one.code).field("name", one.title);
                out.field("province", one.province).field("commune", one.commune);
                write_listing(out, service, one.listing);
                out.end_object();
              },
          .json_schema = kListingSchema},
      {.page = "/listings/links",
       .api = "/api/v1/listings",
       .policy = kReadsLinks,
       .scope = scope_of,
       .summary =
           "links under which products are sold: a maker's own, or of an office's place; state, platform, province, commune, product"});
}

void write_without(json::Writer& out, const Without& one) {
  out.begin_object().field("product", one.product).field("code", one.code).field("name", one.title).field("province", one.province);
  out.field("commune", one.commune).field("stars", one.stars).field("last_day", one.last_day).end_object();
}

void add_missing(http::Router& router, const lists::Host& host, const Service& service) {
  const places::Index& places = service.parts().places;
  lists::add(router, host,
             lists::List<Without>{
                 .name = "missing",
                 .rows = store::without(),
                 .words = {msg::missing_title, msg::missing_none, msg::missing_none_teach},
                 .columns = {lists::linked({.label = msg::column_product, .sort = "product", .width = 40}, &Without::title,
                                           [](const Without& one) { return "/products/" + one.code; }),
                             lists::column({msg::column_stars, "stars", lists::Align::number}, &Without::stars),
                             lists::column({msg::column_last_day}, &Without::last_day),
                             lists::column<Without>({.label = msg::column_place, .width = 34},
                                                    [&places](const Without& one, Language language) {
                                                      return places.show(one.province, one.commune, language);
                                                    })},
                 .filters = {by_province(places), by_commune()},
                 .json = write_without},
             {.page = "/listings/missing",
              .api = "/api/v1/listings/missing",
              .policy = Policy::roles(Role::commune_officer, Role::provincial_body, Role::ministry),
              .scope = scope_of_offices,
              .summary = "products with a star that are on no platform, of an office's place; province, commune"});
}

}  // namespace

void add_lists(http::Router& router, const lists::Host& host, const Service& service) {
  add_links(router, host, service);
  add_missing(router, host, service);
}

}  // namespace ocop::listings
