#pragma once
#include "kernel/lists/list.h"
#include "modules/scans/service.h"

namespace ocop::scans {

// /scans, its files and /api/v1/scans: the days of the products that somebody covers.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::scans
