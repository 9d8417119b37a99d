#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/filters/service.h"

namespace ocop::filters {

// /api/v1/filters beside the list, which is in lists.cc. `service` outlives the router.
void add_api(http::Router& router, Service& service);
void write_filter(json::Writer& out, const Service& service, const SavedFilter& filter, const http::Asked& call);

}  // namespace ocop::filters
