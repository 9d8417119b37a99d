#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/complaints/service.h"

namespace ocop::complaints {

// /dossiers/{id}/complaint (the form), /complaints/{id} and its steps, /complaints/terms. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On the page of a dossier: the way to complain, for its producer; what was filed, for both.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::complaints
