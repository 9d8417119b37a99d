#pragma once
#include "kernel/http/http.h"
#include "modules/factors/service.h"

namespace ocop::factors {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::factors
