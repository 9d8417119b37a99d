#pragma once
#include "kernel/web/page.h"
#include "modules/offices/service.h"

namespace ocop::offices {

// /offices/…. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::offices
