#pragma once
#include "kernel/http/http.h"
#include "modules/offices/service.h"

namespace ocop::offices {

// /api/v1/offices/…
void add_api(http::Router& router, Service& service);

}  // namespace ocop::offices
