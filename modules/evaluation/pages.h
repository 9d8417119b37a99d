#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// /dossiers…, /settings/evaluation. Of `offers` they show Panel. All must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);
// What the page of a product shows of its dossiers to who may read them (products::Panel). `service` must outlive the offers.
void offer(manifest::Offers& offers, Service& service);

}  // namespace ocop::evaluation
