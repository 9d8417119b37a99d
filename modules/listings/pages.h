#pragma once
#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/listings/service.h"

namespace ocop::listings {

void add_pages(http::Router& router, Service& service, const web::Site& site);
// The share of places, its CSV.
void add_share_pages(http::Router& router, Service& service, const web::Site& site);
// On the page of a product: where it is sold online, for everybody; for its officials the way to its listings.
products::Panel panel(const Service& service);
// The maker's way there.
products::Panel makers_panel();
// "kiểm tra ngày 12/11/2026", "chưa kiểm tra".
std::string state_words(const Listing& listing, Date today, Language language);
// A link as people read it: without the scheme, shortened.
std::string short_link(std::string_view link);

}  // namespace ocop::listings
