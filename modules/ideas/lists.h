#pragma once
#include "kernel/lists/list.h"
#include "modules/ideas/service.h"

namespace ocop::ideas {

// /ideas and /ideas/forecast, with their files and /api/v1/….
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::ideas
