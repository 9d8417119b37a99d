#pragma once
#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/privacy/service.h"

namespace ocop::privacy {

void add_breach_pages(http::Router& router, Service& service, const web::Site& site);   // /privacy/breaches…
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::privacy
