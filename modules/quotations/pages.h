#pragma once
#include "kernel/manifest/manifest.h"
#include "modules/quotations/service.h"

namespace ocop::quotations {

// Buyers: GET, POST /producers/{id}/quotation; GET, POST /quotations/{number}; its paper. Makers: below /producers/{id}/quotations.
void add_pages(http::Router& router, Service& service, const web::Site& site);
void add_maker_pages(http::Router& router, Service& service, const web::Site& site);
// The ways to them from pages of lower modules.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::quotations
