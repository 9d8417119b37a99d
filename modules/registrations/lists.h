#pragma once
#include "kernel/lists/list.h"
#include "modules/registrations/service.h"

namespace ocop::registrations {

// /registrations and /api/v1/registrations: a maker's own, an office's of its place.
void add_lists(http::Router& router, const lists::Host& host, const places::Index& places);

}  // namespace ocop::registrations
