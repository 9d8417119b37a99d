#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/waits/service.h"

namespace ocop::waits {

// /waits, /waits/{province}…, /dossiers/{id}/opinion. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On a dossier's page: how many are before it, when its round ends, and what was measured.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::waits
