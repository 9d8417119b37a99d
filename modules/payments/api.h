#pragma once
#include "kernel/http/http.h"
#include "modules/payments/service.h"

namespace ocop::payments {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::payments
