#pragma once
#include "kernel/lists/list.h"
#include "modules/operations/service.h"

namespace ocop::operations {

// /jobs and /api/v1/jobs, with the schedules below the list. `service` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::operations
