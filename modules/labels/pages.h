#pragma once
#include "kernel/web/page.h"
#include "modules/labels/service.h"

namespace ocop::labels {

// /products/{id}/labels: the form, and what it makes.
void add_pages(http::Router& router, const Service& service, const web::Site& site);
// /products/{id}/labels/check, and the same of the API (pages_check.cc).
void add_check(http::Router& router, const Service& service, const web::Site& site);
// On a product's page, for whoever may print its labels.
products::Panel panel();

}  // namespace ocop::labels
