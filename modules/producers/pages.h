#pragma once
#include <functional>

#include "kernel/web/page.h"
#include "modules/places/places.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// What these pages show of products; app connects it (products depends on producers).
struct Neighbours {
  std::function<void(web::Html& out, ProducerId producer)> list_products;
};

// /producers/{id}, /producers/{id}/edit, /producers/{id}/papers…. All it is given must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places, Neighbours neighbours);

}  // namespace ocop::producers
