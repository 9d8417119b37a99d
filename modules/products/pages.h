#pragma once
#include "kernel/web/page.h"
#include "modules/products/service.h"

namespace ocop::products {

// /, /products, /products/{id}, /products/{id}/edit, /products.csv, /products.xlsx. `service` and `site` must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

// What the pages of places and of producers show of products (the slots places::Panel and producers::Panel).
void list_of_place(web::Html& out, const Service& service, std::string_view province, std::string_view commune);   // commune "*" = all
void list_of_producer(web::Html& out, const Service& service, ProducerId producer);

}  // namespace ocop::products
