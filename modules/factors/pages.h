#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/factors/service.h"

namespace ocop::factors {

void add_pages(http::Router& router, Service& service, const web::Site& site);
// Its parts of the pages of identity: /sign-in, /me, an account.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::factors
