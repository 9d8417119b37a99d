#pragma once
#include "kernel/web/page.h"
#include "modules/councils/service.h"

namespace ocop::councils {

// /councils, /councils/{province}. Everything referred to outlives the router.
void add_pages(http::Router& router, const Service& service, const web::Site& site);

}  // namespace ocop::councils
