#pragma once
#include <functional>
#include <map>

#include "kernel/web/page.h"
#include "modules/places/places.h"

namespace ocop::places {

// What these pages show of products. Products depends on places, so the arrow cannot point there: app connects them.
struct Neighbours {
  std::function<std::map<std::string, long long>()> by_province;                              // code -> products
  std::function<std::map<std::string, long long>(std::string_view province)> by_commune;      // code ("" = unknown) -> products
  // Tiles of products of a province (commune "*") or of a commune, best first.
  std::function<void(web::Html& out, std::string_view province, std::string_view commune)> list_products;
};

// /map, /places/search, /places/{province}, /places/{province}/{commune}. All it is given must outlive the router.
void add_pages(http::Router& router, const Index& index, const web::Site& site, Neighbours neighbours);

}  // namespace ocop::places
