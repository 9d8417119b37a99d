#pragma once
#include "kernel/http/http.h"
#include "modules/pricing/service.h"

namespace ocop::pricing {

// POST /api/v1/products/{id}/pricing.
void add_api(http::Router& router, const Service& service);

}  // namespace ocop::pricing
