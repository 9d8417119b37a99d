#pragma once
#include "kernel/lists/list.h"
#include "modules/filters/service.h"

namespace ocop::filters {

// /filters and /api/v1/filters: the own ones of all lists. `service` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::filters
