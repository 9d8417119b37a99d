#pragma once
#include "kernel/web/page.h"
#include "modules/products/service.h"

namespace ocop::products {

// /products/{id}/unit: which of several units a product is in. For the provincial body. `service` and `site` outlive the router.
void add_unit_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::products
