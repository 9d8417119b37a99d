#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/checks/service.h"

namespace ocop::checks {

// /products/{id}/check (the form), /checks/{id} and its steps. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// /checks/plans/new, /checks/plans/{id} and its steps.
void add_plan_pages(http::Router& router, Service& service, const web::Site& site);
// On the pages of a product and of a certificate: what the log says was kept, for anybody; the way to a check, for the province.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::checks
