// What the program is told of places: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/places/api.h"
#include "modules/places/messages.h"
#include "modules/places/migrations.h"
#include "modules/places/pages.h"
#include "modules/places/service.h"

namespace ocop::places {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  context.progress("places");
  OCOP_CHECK(load_reference(context.database));
  OCOP_TRY(made, read_index(context.database, vietnam_date(context.clock.now())));
  const std::shared_ptr<const Index> index = std::move(made);
  context.ports.publish<const Index>(*index);
  context.offers.add(web::Addresses{.rank = 50, .name = "places", .listed = [&index = *index] {
                                      std::vector<std::string> out;
                                      for (const Province& province : index.provinces()) out.push_back("/places/" + province.code);
                                      return out;
                                    }});

  manifest::Wiring out;
  out.holds = std::const_pointer_cast<Index>(index);
  out.routes = [&index = *index, &site = context.site, &offers = context.offers](http::Router& router) {
    add_api(router, index);
    add_pages(router, index, site, offers);
  };
  out.navigation.add(web::Entry{.path = "/map",
                                .label = msg::nav_map,
                                .icon = web::Icon::map,
                                .positions = {{web::Spot::header, 20}, {web::Spot::bottom, 30}, {web::Spot::programme, 20}}});
  out.navigation.add(web::Section{"/places", "/map"});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "places", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::places
