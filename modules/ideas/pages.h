#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/ideas/service.h"

namespace ocop::ideas {

// /ideas/new, /ideas/{id}…. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On a producer's page: where an idea of it is entered.
void offer(manifest::Offers& offers);

}  // namespace ocop::ideas
