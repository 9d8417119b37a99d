#pragma once
#include "kernel/http/http.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {

// GET /api/v1/rulebooks, …/{code}, …/{code}/tables/{set}; POST /api/v1/score. `library` must outlive the router.
void add_api(http::Router& router, const Library& library, const Settings& settings);

}  // namespace ocop::rulebooks
