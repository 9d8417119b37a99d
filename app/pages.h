#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"

namespace ocop::app {

// Pages about the program itself: /about/data (sources and licences) and /api (for developers, its table made from the router). Both
// references must outlive the router.
void add_about_pages(http::Router& router, const web::Site& site);
web::Navigation about_navigation();

}  // namespace ocop::app
