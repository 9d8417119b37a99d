#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/places/places.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// /producers/{id}, /producers/{id}/edit, /producers/{id}/papers…. Of `offers` the producer's page shows BuyerAct and
// Panel. All must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers);

// /producers/{id}/papers…
void add_paper_pages(http::Router& router, Service& service, const web::Site& site);

// What the first pages of a producer's member and of an officer show (work::Panel). Both must outlive the offers.
void offer(manifest::Offers& offers, const Service& service, const places::Index& places);

// Of the province: /producers/{id}/merge, and what is done there; /producers/likely.
void add_merge_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places);
// On a producer's page: records that were merged into it, with the way back for its province; and the way to merge it.
void merged_part(web::Html& out, const http::Request& request, const Service& service, const Producer& producer);

}  // namespace ocop::producers
