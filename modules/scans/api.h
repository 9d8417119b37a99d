#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/scans/service.h"

namespace ocop::scans {

void add_api(http::Router& router, Service& service);
void write_day(json::Writer& out, const Day& day);

}  // namespace ocop::scans
