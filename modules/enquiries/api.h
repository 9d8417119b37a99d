#pragma once
#include "kernel/http/http.h"
#include "modules/enquiries/service.h"

namespace ocop::enquiries {
void add_api(http::Router& router, Service& service);
}  // namespace ocop::enquiries
