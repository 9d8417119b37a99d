#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/duplicates/service.h"

namespace ocop::duplicates {
void write_pair(json::Writer& out, const Pair& pair);
void add_api(http::Router& router, Service& service);
}  // namespace ocop::duplicates
