#pragma once
#include "kernel/web/page.h"
#include "modules/displays/service.h"

namespace ocop::displays {

void add_pages(http::Router& router, const Service& service, const web::Site& site);
// What a member finds on the product's page.
products::Panel panel();

}  // namespace ocop::displays
