#pragma once
#include "kernel/http/table.h"
#include "modules/ladders/service.h"

namespace ocop::ladders {

// /api/v1/dossiers/{id}/ladder…
void add_api(http::Router& router, Service& service);

}  // namespace ocop::ladders
