#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "kernel/web/sitemap.h"

namespace ocop::app {

// Pages about the program itself: /about/data (sources and licences) and /api (for developers, its table made from the router). Both
// references must outlive the router.
void add_about_pages(http::Router& router, const web::Site& site);
web::Navigation about_navigation();
// What search engines shall know beside the things of the modules: the beginnings of the public parts.
web::Addresses public_pages();

// The table of /api in the reader's language (pages_api.cc). A route's summary is English; nullopt = it has no Vietnamese yet.
std::optional<std::string_view> what_it_does(std::string_view summary, Language language);
std::string who_may(const Policy& policy, Language language);   // "cơ quan OCOP tỉnh, quản trị viên"

}  // namespace ocop::app
