#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/listings/service.h"

namespace ocop::listings {

void add_api(http::Router& router, Service& service);
// A row of the list's API; also what a product's own listings are written by.
void write_listing(json::Writer& out, const Service& service, const Listing& listing);
extern const std::string_view kListingSchema;

}  // namespace ocop::listings
