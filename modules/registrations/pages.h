#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/registrations/service.h"

namespace ocop::registrations {

// /start, /registrations/{id}…; and the forms /producers/new, /products/new, /producers/{id}/legal-form, /producers/{id}/profile.
// Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);
void add_form_pages(http::Router& router, Service& service, const web::Site& site);

// What stands on a producer's page for its members and offices.
void offer(manifest::Offers& offers, Service& service);

}  // namespace ocop::registrations
