// What the program is told of work: docs/a-module.md, "Wiring: the manifest".
#include "kernel/manifest/manifest.h"
#include "modules/work/calendar.h"
#include "modules/work/lists.h"
#include "modules/work/messages.h"
#include "modules/work/migrations.h"
#include "modules/work/store_personal.h"

namespace ocop::work {
namespace {

Result<manifest::Wiring> make(manifest::Context& context) {
  using web::Spot;
  constexpr Policy kWorking = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body,
                                            Role::council_member, Role::council_chair, Role::ministry);
  for (const personal::Holding& one : store::personal_holdings()) context.offers.add(one);
  context.offers.add(personal::Hindrance{.stands = store::hindrance});
  manifest::Wiring out;
  out.routes = [host = lists::host_of(context)](http::Router& router) {
    add_lists(router, host);
    add_calendar(router, host);
  };
  out.navigation.add(web::Entry{.path = std::string(kPath),
                                .label = msg::nav_work,
                                .icon = web::Icon::work,
                                .positions = {{Spot::header, 40, kWorking}, {Spot::bottom, 50, kWorking}, {Spot::account, 10}},
                                .policy = Policy::signed_in(),
                                .count = [&database = context.database](const http::Request& request) {
                                  return waiting(database, request.actor);
                                },
                                .count_words = msg::count_words,
                                .home = kWorking});
  return out;
}

}  // namespace

manifest::Manifest manifest() { return {.name = "work", .migrations = kMigrations, .make = make}; }

}  // namespace ocop::work
