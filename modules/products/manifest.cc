// What the program is told of products: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/products/api.h"
#include "modules/products/api_photos.h"
#include "modules/products/imports.h"
#include "modules/products/lists.h"
#include "modules/products/merge.h"
#include "modules/products/messages.h"
#include "modules/products/migrations.h"
#include "modules/products/moved_maker.h"
#include "modules/products/pages.h"
#include "modules/products/pages_imports.h"
#include "modules/products/pages_photos.h"
#include "modules/products/pages_share.h"
#include "modules/products/pages_units.h"
#include "modules/products/past_gtin.h"
#include "modules/products/service.h"
#include "modules/products/store_personal.h"
#include "modules/products/store_starred.h"

namespace ocop::products {
namespace {

web::Navigation navigation(db::Database& database) {
  using web::Spot;
  web::Navigation out;
  out.add(web::Entry{.path = "/", .label = msg::nav_home, .icon = web::Icon::home, .positions = {{Spot::bottom, 10}}});
  out.add(web::Entry{.path = "/products",
                     .label = msg::nav_products,
                     .icon = web::Icon::basket,
                     .positions = {{Spot::header, 10}, {Spot::bottom, 20}, {Spot::programme, 10}}});
  out.add(web::Entry{.path = "/products/units",
                     .label = msg::nav_units,
                     .icon = web::Icon::map,
                     .positions = {{Spot::account, 45}, {Spot::duties, 30}},
                     .policy = Policy::roles(Role::provincial_body),
                     .figure = lists::counting(database, unsettled_rows().source, unsettled_scope)});
  out.add(web::Entry{.path = "/imports",
                     .label = msg::nav_imports,
                     .icon = web::Icon::paper,
                     .positions = {{Spot::account, 47}, {Spot::duties, 32}},
                     .policy = kMayImport});
  constexpr Policy kAtHome = Policy::roles(Role::programme_manager, Role::ministry);
  constexpr Policy kReaders = Policy::roles(Role::programme_manager, Role::ministry, Role::auditor);
  out.add(web::Entry{.path = "/imports/register",
                     .label = msg::register_title,
                     .icon = web::Icon::paper,
                     .positions = {{Spot::header, 43, kReaders}, {Spot::bottom, 53, kAtHome}, {Spot::account, 11, kReaders},
                                   {Spot::duties, 20, kReaders}},
                     .policy = kMayReadRegister,
                     .home = kAtHome});
  out.set(web::SearchBox{.path = "/products", .label = msg::nav_search, .example = msg::nav_search_example, .own_page = "/"});
  return out;
}

// The demo's sample register: 833 products from public pages.
Result<void> seed(Service& service) {
  OCOP_CHECK(
      service.import_register(sheets::Source::bytes(sample_register()), {.mode = ImportMode::apply, .source = std::string(kSampleSource)}));
  return {};
}

constexpr std::chrono::seconds kRenew{1};   // the database answers for what has changed since

// Products follow their maker when its two records become one.
producers::MergeUse follow_maker(const Products& products) {
  return {.rank = 10,
          .merged = [&products](act::Act& act, const Uuid& merge, const producers::Alias& alias) {
            return moved_makers::move(act, products, merge, alias);
          },
          .parted = [&products](act::Act& act, const Uuid& merge, const producers::Alias& alias) {
            return moved_makers::move_back(act, products, merge, alias);
          }};
}

// What the routes refer to.
struct Held {
  std::shared_ptr<Service> service;
  std::shared_ptr<Photos> photos;
  std::shared_ptr<SharePictures> pictures;
  std::shared_ptr<Imports> imports;
  std::shared_ptr<StoredStars> stars;
};

// What other modules, commands and the demo ask for.
void publish(manifest::Ports& ports, Service& service, Photos& photos) {
  ports.publish<const Products>(service.port());
  ports.publish<const Merges>(service.merges());
  ports.publish<const Tallies>(service.tallies());
  ports.publish<Photos>(photos);     // for the demo
  ports.publish<Service>(service);   // for the commands that bring registers in and out
}

Photographer photographer(const Photos& photos) {
  return [&photos](const std::string& sha256, PhotoSize size) { return photos.pixels(sha256, size.width, size.height); };
}

Result<manifest::Wiring> make(manifest::Context& context) {
  const auto service = std::make_shared<Service>(context.database, context.clock, context.random, context.ports.get<const places::Index>(),
                                                 context.ports.get<const producers::Producers>());
  const auto photos = std::make_shared<Photos>(Photos::Parts{.database = context.database,
                                                             .blobs = context.blobs,
                                                             .studio = context.studio,
                                                             .clock = context.clock,
                                                             .random = context.random,
                                                             .products = service->port(),
                                                             .offers = context.offers});
  const auto pictures = std::make_shared<SharePictures>(print::PdfFonts{std::string(print::kDebianFonts)}, photographer(*photos));
  const auto imports = std::make_shared<Imports>(Imports::Parts{.database = context.database,
                                                                .blobs = context.blobs,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .places = service->places(),
                                                                .producers = service->producers(),
                                                                .store = service->store(),
                                                                .offers = context.offers});
  publish(context.ports, *service, *photos);
  const auto stars = std::make_shared<StoredStars>();
  context.ports.publish<const Starred>(*stars);
  offer(context.offers, *service);
  context.offers.add(follow_maker(service->port()));
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  manifest::Wiring out;
  out.holds = std::make_shared<Held>(Held{service, photos, pictures, imports, stars});
  out.recheck = [&service = *service](db::Reader& reader) { return service.recheck(reader); };
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Photos::recheck(reader, blobs); };
  out.routes = [&service = *service, &photos = *photos, &pictures = *pictures, &imports = *imports, &random = context.random,
                host = lists::host_of(context)](http::Router& router) {
    add_photo_api(router, photos);
    add_photo_pages(router, photos, host.site, random);
    add_import_api(router, imports);
    add_import_lists(router, host);
    add_register_list(router, host, service.places());
    add_import_pages(router, imports, host, random);
    add_share_pages(router, service, pictures, host.site);
    add_api(router, service);
    add_lists(router, host, service);
    add_unit_pages(router, service, host.site);
    add_pages(router, service, host.site, host.offers);
  };
  out.navigation = navigation(context.database);
  out.jobs = imports->job_kinds();
  out.ready = [&service = *service, &offers = context.offers] {
    for (const Logged& logged : offers.all<Logged>()) service.believe(*logged.recognitions);
    const auto copy = [](const auto all) { return std::vector(all.begin(), all.end()); };
    service.know(copy(offers.all<OtherGtins>()));
    service.hear(copy(offers.all<Imported>()), copy(offers.all<MergeCheck>()), copy(offers.all<Apart>()));
    service.look_at_units();
  };
  out.ticks = {{"products.catalogue", kRenew, [&service = *service] { service.renew_catalogue(); }}};
  out.seed = [&service = *service, progress = context.progress] {
    progress("the sample register: 833 products from public pages");
    return seed(service);
  };
  return out;
}

}  // namespace

constexpr tlog::Sealed kSealed[] = {kSealedProduct, kSealedSettlement, kSealedPastGtin, kSealedImport, kSealedMerge};
constexpr tlog::Kind kLeaves[] = {kUnitSettled, kUnitReopened, kGtinGivenUp, kImported, kImportUndone, kProductMerged, kProductParted};
manifest::Manifest manifest() {
  return {.name = "products", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::products
