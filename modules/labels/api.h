#pragma once
#include "kernel/http/http.h"
#include "modules/labels/service.h"

namespace ocop::labels {

// POST /api/v1/products/{id}/labels: a PDF, or ZPL.
void add_api(http::Router& router, const Service& service);

}  // namespace ocop::labels
