#pragma once
#include "kernel/http/http.h"
#include "modules/identity/service.h"

namespace ocop::identity {

// /api/v1/me and /api/v1/accounts. `service` outlives the router.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::identity
