#pragma once
#include "kernel/lists/list.h"
#include "modules/listings/service.h"

namespace ocop::listings {

// /listings/links and /api/v1/listings: each link; /listings/missing and /api/v1/listings/missing: products with a star and without one.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::listings
