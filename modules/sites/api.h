#pragma once
#include "kernel/http/http.h"
#include "modules/sites/service.h"

namespace ocop::sites {

// /api/v1/sites…
void add_api(http::Router& router, Service& service);

}  // namespace ocop::sites
