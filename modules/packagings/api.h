#pragma once
#include "kernel/http/http.h"
#include "modules/packagings/service.h"

namespace ocop::packagings {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::packagings
