#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/scans/service.h"

namespace ocop::scans {

// /products/{id}/scans, for the product's people and its province.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// The way there from the product's page.
void offer(manifest::Offers& offers, const Service& service);

// Bars of the days, the same as a table, and the places.
void write_strip(web::Html& out, const http::Request& request, const Strip& strip, const places::Index& places);

}  // namespace ocop::scans
