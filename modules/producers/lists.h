#pragma once
#include "kernel/lists/list.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"

namespace ocop::producers {

// /producers and /api/v1/producers: every producer, for anyone. `places` outlives the router.
void add_lists(http::Router& router, const lists::Host& host, const places::Index& places);

}  // namespace ocop::producers
