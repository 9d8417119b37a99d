#pragma once
#include "kernel/web/page.h"
#include "modules/duplicates/service.h"

namespace ocop::duplicates {
// "96,2" of a weight.
std::string percent(int weight, Language language);
void add_pages(http::Router& router, Service& service, const web::Site& site);
}  // namespace ocop::duplicates
