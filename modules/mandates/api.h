#pragma once
#include "kernel/http/http.h"
#include "modules/mandates/service.h"

namespace ocop::mandates {

// /api/v1/producers/{id}/helpers…, /api/v1/mandates…
void add_api(http::Router& router, Service& service);

}  // namespace ocop::mandates
