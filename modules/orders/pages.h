#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/orders/service.h"

namespace ocop::orders {

// Of buyers. What else they can do with the maker (producers::BuyerAct) stands below the form.
void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers);
void add_maker_pages(http::Router& router, Service& service, const web::Site& site);
void add_paper_pages(http::Router& router, Service& service, const web::Site& site);    // of both: PDF, and what they say of the maker
void add_sales_pages(http::Router& router, Service& service, const web::Site& site);    // of the maker: what was sold, and its invoices
// On the producer's page: order here; and its orders, for its people. On their first page: how many wait.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::orders
