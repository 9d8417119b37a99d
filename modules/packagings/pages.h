#pragma once
#include "kernel/http/table.h"
#include "kernel/web/page.h"
#include "modules/packagings/service.h"

namespace ocop::packagings {

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random);
// Parts of add_pages, one file each: what is seen, and what its maker writes.
void add_shown_pages(http::Router& router, Service& service, const web::Site& site);
void add_edit_pages(http::Router& router, Service& service, const web::Site& site, Random& random);
// The title and the way to a page of the module.
http::Response page(const web::Site& site, const http::Asked& call, const Shown& shown, const std::string& title,
                    const std::function<void(web::Html&)>& body);
// One packaging: facts and photos, and what may be done with it. Shown again when a form on it was refused.
http::Response one_page(const web::Site& site, const http::Asked& call, const Service::One& one, Date today);
// On the page of the product: what is in use, until when others were; with the way to the maker's forms for whoever may go there.
void product_panel(web::Html& out, const http::Request& request, const Service& service, const products::Product& product);
// On the page of a scan: what is in use now, the same for everybody.
void scan_panel(web::Html& out, const http::Request& request, const Service& service, const products::Product& product);

}  // namespace ocop::packagings
