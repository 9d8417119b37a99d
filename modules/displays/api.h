#pragma once
#include "kernel/http/http.h"
#include "modules/displays/service.h"

namespace ocop::displays {

void add_api(http::Router& router, const Service& service);

}  // namespace ocop::displays
