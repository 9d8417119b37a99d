#pragma once
#include "modules/quotations/service.h"

namespace ocop::quotations {

void add_api(http::Router& router, Service& service);

}  // namespace ocop::quotations
