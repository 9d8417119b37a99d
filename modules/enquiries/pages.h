#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/enquiries/service.h"

namespace ocop::enquiries {

void add_pages(http::Router& router, Service& service, const web::Site& site);
// On the producer's page: ask here; and what was asked, for its people.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::enquiries
