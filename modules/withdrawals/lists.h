#pragma once
#include "kernel/lists/list.h"
#include "modules/withdrawals/service.h"

namespace ocop::withdrawals {

// /withdrawals and /api/v1/withdrawals. `service` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::withdrawals
