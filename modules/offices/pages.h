#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/offices/service.h"

namespace ocop::offices {

// /offices/…. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);          // invitations
void add_office_pages(http::Router& router, Service& service, const web::Site& site);   // what one holds, and handing it over
// What stands on an administrator's page of an account. `service` outlives the offers.
void offer(manifest::Offers& offers, const Service& service);

// Whose offices there are to look at, and whose pass on.
inline constexpr Policy kOfficials =
    Policy::roles(Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group, Role::council_member,
                  Role::council_chair, Role::programme_manager, Role::ministry, Role::auditor, Role::administrator);
inline constexpr Policy kLenders = Policy::roles(Role::commune_officer, Role::provincial_body, Role::secretary);
const Message& words_of_act(std::string_view what);   // "hồ sơ được chuyển lên tỉnh" of "dossier.forward"
inline constexpr Policy kPassers =
    Policy::roles(Role::commune_officer, Role::provincial_body, Role::secretary, Role::advisory_group, Role::programme_manager,
                  Role::ministry, Role::auditor, Role::administrator);

}  // namespace ocop::offices
