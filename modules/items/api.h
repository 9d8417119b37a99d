#pragma once
#include "kernel/http/http.h"
#include "modules/items/service.h"

namespace ocop::items {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::items
