#pragma once
#include "kernel/http/http.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// /api/v1/dossiers…, /api/v1/evaluation-settings/{province}. `service` must outlive the router.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::evaluation
