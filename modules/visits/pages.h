#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/visits/service.h"

namespace ocop::visits {

// /dossiers/{id}/visits…. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random);
// On a dossier's page: that a visit is planned, was made or called off. And what becomes of planned ones when the dossier moves.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::visits
