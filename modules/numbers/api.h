#pragma once
#include "kernel/http/http.h"
#include "modules/numbers/service.h"

namespace ocop::numbers {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::numbers
