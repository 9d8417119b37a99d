#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/identity/service.h"

namespace ocop::identity {

// /sign-in, /sign-out, /me and what is below it; /accounts for administrators. `service` and `site` outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::identity
