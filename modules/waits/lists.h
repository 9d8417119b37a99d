#pragma once
#include "kernel/lists/list.h"
#include "modules/waits/service.h"

namespace ocop::waits {

// /waits/opinions and /api/v1/waits/opinions: what producers said, for the offices of the place.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::waits
