#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "kernel/web/sitemap.h"

namespace ocop::app {

// Pages about the program itself: /about/data (sources and licences), /api (for developers, its table made from the router) and /rights
// (who may do what, from the same policies that decide). Both references must outlive the router.
void add_about_pages(http::Router& router, const web::Site& site);
web::Navigation about_navigation();
// What search engines shall know beside the things of the modules: the beginnings of the public parts.
web::Addresses public_pages();

// The table of /api in the reader's language (pages_api.cc). A route's summary is English; nullopt = it has no Vietnamese yet.
std::optional<std::string_view> what_it_does(std::string_view summary, Language language);
std::string who_may(const Policy& policy, Language language);   // "cơ quan OCOP tỉnh, quản trị viên"
const Message& people(Role role);                               // "thành viên hội đồng"

// What a role may do, or read, beyond everybody: by the policies of the API, in the reader's language and order of words, each once. No
// role: what an account may without any.
enum class Right : std::uint8_t { does, reads };
std::vector<std::string> rights_of(const http::Router& router, std::optional<Role> role, Right right, Language language);
void rights_body(web::Html& out, const http::Router& router);

}  // namespace ocop::app
