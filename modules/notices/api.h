#pragma once
#include "kernel/http/http.h"
#include "modules/notices/service.h"

namespace ocop::notices {

// /api/v1/notices. `service` outlives the router.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::notices
