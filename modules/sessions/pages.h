#pragma once
#include "kernel/web/page.h"
#include "modules/sessions/service.h"

namespace ocop::sessions {

// /sessions/new, /sessions/{id}…. Everything referred to outlives the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
void add_plan_pages(http::Router& router, Service& service, const web::Site& site);   // pages_plan.cc

}  // namespace ocop::sessions
