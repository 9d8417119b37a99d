#pragma once
#include "kernel/lists/list.h"
#include "modules/claims/service.h"

namespace ocop::claims {

// /claims and /api/v1/claims, for the offices of a place. `service` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::claims
