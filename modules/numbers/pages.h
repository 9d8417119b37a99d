#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/numbers/service.h"

namespace ocop::numbers {

void add_pages(http::Router& router, Service& service, const web::Site& site);
// The way to it from the producer's page; on a product's page the question when its GTIN is of a foreign prefix. For its people alone.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::numbers
