#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/resolver/service.h"

namespace ocop::resolver {

// GET /s/{code}: the scan page (phone first, no script, cacheable, sets no cookie). GET and POST /s/{code}/report. /reports of a province.
// GS1 Digital Links of every primary key and /.well-known/gs1resolver (links.cc).
// `offers`: Panel of higher modules.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);

// The page of a code that is of no product, 404; or of a link that no product could have, 400. It says what the shopper can do.
enum class Unknown : std::uint8_t { of_no_product, unreadable };
http::Response unknown_page(const web::Site& site, const http::Request& request, std::string_view code,
                            Unknown why = Unknown::of_no_product);
// Parts of add_pages, one file each.
void add_link_routes(http::Router& router, Service& service, const web::Site& site);
void add_report_routes(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::resolver
