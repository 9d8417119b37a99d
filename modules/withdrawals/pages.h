#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/withdrawals/service.h"

namespace ocop::withdrawals {

// /products/{id}/withdrawal (the form), /withdrawals/{id} and its steps. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On the page of a product and of a certificate, for whoever may begin or read one.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::withdrawals
