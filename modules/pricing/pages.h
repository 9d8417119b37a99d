#pragma once
#include "kernel/web/page.h"
#include "modules/pricing/service.h"

namespace ocop::pricing {

// /products/{id}/pricing.
void add_pages(http::Router& router, const Service& service, const web::Site& site);
// On a product's page, for whoever sets its prices.
products::Panel panel();

}  // namespace ocop::pricing
