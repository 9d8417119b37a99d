#pragma once
#include "kernel/lists/list.h"
#include "modules/notices/service.h"

namespace ocop::notices {

// /notices and /api/v1/notices: the own ones, nobody else's. `service` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::notices
