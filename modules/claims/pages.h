#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/claims/service.h"

namespace ocop::claims {

// /claim, /producers/{id}/claim, /producers/{id}/letters, /claims/{id}. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

// What stands on a producer's page: "is this yours?", and the office's letters.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::claims
