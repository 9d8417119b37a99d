#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/operations/service.h"

namespace ocop::operations {

// /jobs and what is below it. `service` and `site` outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::operations
