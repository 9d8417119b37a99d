#pragma once
#include "kernel/lists/list.h"
#include "modules/complaints/service.h"

namespace ocop::complaints {

// /complaints and /api/v1/complaints.
void add_lists(http::Router& router, const lists::Host& host);

}  // namespace ocop::complaints
