#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/products/service.h"

namespace ocop::products {

// /api/v1/products/{id}. Public, read only. docs: README.md, "API".
void add_api(http::Router& router, Service& service);
void write_product(json::Writer& out, const Item& item, Date today);

}  // namespace ocop::products
