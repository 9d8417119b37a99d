#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/items/service.h"

namespace ocop::items {

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random);
// What is sold at which price, on the page of the product; with the way to its maker's form for whoever may go there.
void price_panel(web::Html& out, const http::Request& request, const Service& service, const products::Product& product);

}  // namespace ocop::items
