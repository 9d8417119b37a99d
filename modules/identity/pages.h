#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/identity/service.h"

namespace ocop::identity {

// /sign-in, /sign-out, /me and what is below it; /accounts for administrators. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);

}  // namespace ocop::identity
