#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/work/work.h"

namespace ocop::work {

// All sources' work as one: what waits by legal deadline, then by the length of the wait. Error: the first that a source gives.
Result<Work> collect(const std::vector<Source>& sources, const Actor& actor, Language language);

// GET /work. Of `offers` it shows Source. All must outlive the router.
void add_pages(http::Router& router, const web::Site& site, const manifest::Offers& offers);

}  // namespace ocop::work
