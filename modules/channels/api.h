#pragma once
#include "kernel/http/http.h"
#include "modules/channels/service.h"

namespace ocop::channels {

void add_api(http::Router& router, const Service& service);

}  // namespace ocop::channels
