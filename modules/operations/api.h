#pragma once
#include "kernel/http/http.h"
#include "modules/operations/service.h"

namespace ocop::operations {

// /api/v1/jobs. `service` outlives the router.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::operations
