#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/payments/service.h"

namespace ocop::payments {

void add_pages(http::Router& router, Service& service, const web::Site& site);
// The way to it from the producer's page, for its members.
void offer(manifest::Offers& offers);

}  // namespace ocop::payments
