#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/samples/service.h"

namespace ocop::samples {

// /dossiers/{id}/samples. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On a dossier's page and above the form that forwards it: what was counted.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::samples
