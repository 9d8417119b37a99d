#pragma once
#include "kernel/http/http.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/channels/service.h"

namespace ocop::channels {

// A filled workbook as a file to be kept; how many items it lacks is in its name ("shopee-12-14.xlsx") and in X-Left-Out.
http::Response workbook(Workbook filled);
void add_pages(http::Router& router, const Service& service, const web::Site& site);
// The way to it from the producer's page, for its people; what it sells as a file, for everybody.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::channels
