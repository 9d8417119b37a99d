#pragma once
#include "kernel/lists/list.h"
#include "modules/products/service.h"

namespace ocop::products {

// The catalogue: what is searched, narrowed, counted and exported. `service` must outlive it.
lists::List<Item> catalogue(const Service& service);
// Products whose unit of today a person has to say: their former unit was split. For the provincial body.
lists::List<Item> unsettled(const Service& service);
Scope unsettled_scope(const Actor& actor);
// /products, its files, /api/v1/products. `service` must outlive the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::products
