// What the program is told of sites: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "kernel/web/sitemap.h"
#include "modules/sites/api.h"
#include "modules/sites/messages.h"
#include "modules/sites/migrations.h"
#include "modules/sites/pages.h"
#include "modules/sites/service.h"
#include "modules/sites/store.h"
#include "modules/sites/store_personal.h"

namespace ocop::sites {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  const manifest::Ports& ports = context.ports;
  const auto service = std::make_shared<Service>(Service::Parts{.database = context.database,
                                                                .blobs = context.blobs,
                                                                .studio = context.studio,
                                                                .clock = context.clock,
                                                                .random = context.random,
                                                                .places = ports.get<const places::Index>(),
                                                                .producers = ports.get<const producers::Producers>(),
                                                                .products = ports.get<const products::Products>(),
                                                                .items = ports.get<const items::Items>(),
                                                                .identity = ports.get<const identity::Identity>(),
                                                                .library = ports.get<const rulebooks::Library>()});
  context.ports.publish<Service>(*service);   // for the demo
  offer(context.offers, *service);
  context.offers.add(products::MoreMedia{.rank = 10, .encoding = [&service = *service](db::Reader& reader, std::string_view sha256) {
                                               return service.encoding_of(reader, sha256);
                                             }});
  context.offers.add(identity::RoleEnded{
      .rank = 30, .then = [&service = *service](act::Moment& act, AccountId account, const Grant& grant, AccountId) {
        service.role_ended(act, account, grant);
      }});
  context.offers.add(producers::Use{.rank = 20, .held = [](db::Reader& reader, ProducerId producer) {
                                      return store::find(reader, producer).has_value();
                                    }});
  context.offers.add(producers::TaxCodeSaid{.rank = 10, .of = [](db::Reader& reader, ProducerId producer) {
                                              const auto site = store::find(reader, producer);
                                              return site ? site->contact.tax_code : std::string();
                                            }});
  context.offers.add(producers::ContactsSaid{.rank = 10, .of = [](db::Reader& reader, ProducerId producer) {
                                               const auto site = store::find(reader, producer);
                                               std::vector<std::string> out;
                                               if (site)
                                                 for (const std::string& said : {site->contact.phone, site->contact.zalo})
                                                   if (!said.empty()) out.push_back(said);
                                               return out;
                                             }});
  context.offers.add(web::Addresses{.rank = 45, .name = "sites", .pages = [&service = *service] { return service.count(); },
                                    .listed = [&service = *service](std::size_t from, std::size_t most) {
                                      return service.addresses(from, most);
                                    }});
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);

  manifest::Wiring out;
  out.holds = service;
  out.routes = [&service = *service, &site = context.site, &random = context.random, &offers = context.offers](http::Router& router) {
    service.reserve([&router](std::string_view segment) { return router.names_first(segment); });
    add_api(router, service);
    add_pages(router, service, site, random, offers);
  };
  out.navigation.add(web::Entry{.path = "/sites",
                                .label = msg::my_page,
                                .positions = {{web::Spot::account, 12}},
                                .policy = Policy::roles(Role::producer_member, Role::helper)});
  out.navigation.add(web::Section{"/sites", "/sites"});
  out.navigation.add(web::Entry{.path = "/sites/published", .label = msg::makers_title, .positions = {{web::Spot::programme, 26}}});
  out.recheck_files = [&blobs = context.blobs](db::Reader& reader) { return Service::recheck(reader, blobs); };
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "sites", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::sites
