#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// /dossiers…, /settings/evaluation. `service` and `site` must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::evaluation
