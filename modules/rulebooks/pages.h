#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {

// /rulebooks, /rulebooks/{code}/{set}, /rulebooks/{code}/{set}/try. `library` and `site` must outlive the router.
void add_pages(http::Router& router, const Library& library, const web::Site& site, const Settings& settings);

}  // namespace ocop::rulebooks
