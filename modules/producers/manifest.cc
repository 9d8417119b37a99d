// What the program is told of producers: docs/a-module.md, "Wiring: the manifest".
#include <algorithm>

#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/identity/identity.h"
#include "modules/producers/api.h"
#include "modules/producers/lists.h"
#include "modules/producers/messages.h"
#include "modules/producers/migrations.h"
#include "modules/producers/pages.h"
#include "modules/producers/service.h"
#include "modules/producers/store_personal.h"

namespace ocop::producers {
namespace {

// For the roles that hold at a producer: the account's page says its name.
identity::ProducerNames names(db::Database& database, const Producers& producers) {
  return {.rank = 10, .of = [&database, &producers](std::span<const ProducerId> ids) {
            std::vector<identity::ProducerName> out;
            for (const Producer& one : database.read([&](db::Reader& reader) { return producers.by_ids(reader, ids); }))
              out.push_back({one.id, one.name, one.name_en});
            return out;
          }};
}

Result<manifest::Wiring> make(manifest::Context& context) {
  OCOP_TRY(moved, move_paper_files(context.database, context.blobs, context.clock));
  if (moved.moved > 0) context.progress(std::to_string(moved.moved) + " files of papers were moved out of the database");
  if (moved.damaged > 0)
    context.progress(std::to_string(moved.damaged) + " files of papers do not fit their digest and stayed in the database");
  const auto service = std::make_shared<Service>(context.database, context.blobs, context.clock, context.random, context.offers);
  context.ports.publish<const Producers>(service->port());
  context.ports.publish<Service>(*service);   // for the demo
  context.offers.add(names(context.database, service->port()));
  context.offers.add(identity::SameProducers{.rank = 10, .of = [](db::Reader& reader, std::span<const ProducerId> ids) {
    std::vector<identity::SameProducers::Same> out;
    for (const Merge& one : merges::concerning(reader, ids)) {
      if (std::ranges::find(ids, one.producer) != ids.end()) out.push_back({one.producer, one.target});
      if (std::ranges::find(ids, one.target) != ids.end()) out.push_back({one.target, one.producer});
    }
    return out;
  }});
  offer(context.offers, *service, context.ports.get<const places::Index>());
  context.offers.add(web::Addresses{.rank = 40, .name = "producers", .pages = [&service = *service] { return service.count(); },
                                    .listed = [&service = *service](std::size_t from, std::size_t most) {
                                      return service.addresses(from, most);
                                    }});

  for (const auto& all : {store::personal_holdings(), merges::personal_holdings()})
    for (const personal::Holding& one : all) context.offers.add(one);
  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, host = lists::host_of(context),
                &places = context.ports.get<const places::Index>()](http::Router& router) {
    add_api(router, service);
    add_lists(router, host, places);
    add_pages(router, service, host.site, places, host.offers);
    add_merge_api(router, service);
    add_merge_pages(router, service, host.site, places);
  };
  out.navigation.add(
      web::Entry{.path = "/producers", .label = msg::producers_title, .positions = {{web::Spot::programme, 25}, {web::Spot::duties, 60}}});
  out.navigation.add(web::Entry{.path = "/producers/likely",
                                .label = msg::likely_title,
                                .positions = {{web::Spot::duties, 61}},
                                .policy = Policy::roles(Role::provincial_body)});
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return recheck_paper_files(reader, blobs); };
  return out;
}

}  // namespace

constexpr tlog::Sealed kSealed[] = {kSealedPaper, kSealedMerge};
constexpr tlog::Kind kLeaves[] = {kProducerMerged, kProducerParted};
manifest::Manifest manifest() {
  return {.name = "producers", .migrations = kMigrations, .leaves = kLeaves, .sealed = kSealed, .make = make};
}

}  // namespace ocop::producers
