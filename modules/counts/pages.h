#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/counts/service.h"

namespace ocop::counts {

// /counts and /counts/{place}: a province's code, or "vn". And the same as API. Everything referred to outlives the router.
void add_pages(http::Router& router, const Service& service, const web::Site& site);
void add_api(http::Router& router, const Service& service);
inline constexpr std::string_view kCountry = "vn";

}  // namespace ocop::counts
