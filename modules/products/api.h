#pragma once
#include "kernel/http/http.h"
#include "modules/products/service.h"

namespace ocop::products {

// /api/v1/products, /api/v1/products/{id}. Public, read only. docs: README.md, "API".
void add_api(http::Router& router, Service& service);

}  // namespace ocop::products
