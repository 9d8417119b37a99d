#pragma once
#include "kernel/lists/list.h"
#include "modules/checks/service.h"

namespace ocop::checks {

// /checks and /checks/plans, with their API.
void add_lists(http::Router& router, const lists::Host& host);

}  // namespace ocop::checks
