#pragma once
#include "kernel/http/http.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// /api/v1/certificates…, /api/v1/decisions. `service` must outlive the router.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::certificates
