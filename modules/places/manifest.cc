// What the program is told of places: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/places/api.h"
#include "modules/places/live.h"
#include "modules/places/messages.h"
#include "modules/places/migrations.h"
#include "modules/places/pages.h"
#include "modules/places/sealed.h"
#include "modules/places/service.h"

namespace ocop::places {
namespace {

constexpr std::chrono::seconds kLookEvery{2};   // one number is compared; names hold from days on

struct Held {
  Held(db::Database& database, std::unique_ptr<const Index> first, std::uint64_t state, Date today)
      : index(std::move(first)), follower(database, index, state, today) {}
  Live index;
  Follower follower;
  Recheck recheck;
};

Result<manifest::Wiring> make(manifest::Context& context) {
  context.progress("places");
  OCOP_CHECK(load_reference(context.database));
  const std::uint64_t state = context.database.changes(kPlacesChanged);   // before reading: what comes between is read twice
  const Date today = vietnam_date(context.clock.now());
  OCOP_TRY(made, read_index(context.database, today));
  const auto held = std::make_shared<Held>(context.database, std::move(made), state, today);
  const Live* const index = &held->index;
  context.ports.publish<const Index>(*index);
  context.offers.add(web::few_pages(50, "places", [&index = *index] {
    std::vector<std::string> out;
    for (const Province& province : index.provinces()) out.push_back("/places/" + province.code);
    return out;
  }));

  manifest::Wiring out;
  out.holds = held;
  out.recheck = [held](db::Reader& reader) { return held->recheck(reader); };
  out.ticks.push_back({"places", kLookEvery, [&follower = held->follower, &clock = context.clock] { follower.look(clock.now()); }});
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

manifest::Manifest manifest() { return {.name = "places", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make}; }

}  // namespace ocop::places
