#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/places/places.h"

namespace ocop::places {

// /map, /places/search, /places/{province}, /places/{province}/{commune}. Of `offers` they show Figures and Panel. All must outlive the
// router.
void add_pages(http::Router& router, const Index& index, const web::Site& site, const manifest::Offers& offers);

}  // namespace ocop::places
