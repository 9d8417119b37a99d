#pragma once
#include "kernel/http/http.h"
#include "modules/orders/service.h"

namespace ocop::orders {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::orders
