#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/products/service.h"

namespace ocop::products {

// /, /products/{id}, /products/{id}/edit. Of `offers` the product's page shows Panel. All must
// outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);

// What the pages of places and of producers show of products (the slots places::Figures, places::Panel, producers::Panel and work::Panel).
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::products
