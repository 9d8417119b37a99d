#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/places/places.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// /producers/{id}, /producers/{id}/edit, /producers/{id}/papers…. Of `offers` the producer's page shows Panel. All must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places, const manifest::Offers& offers);

// /producers/{id}/papers…
void add_paper_pages(http::Router& router, Service& service, const web::Site& site);

// What the first pages of a producer's member and of an officer show (work::Panel). Both must outlive the offers.
void offer(manifest::Offers& offers, const Service& service, const places::Index& places);

}  // namespace ocop::producers
