#pragma once
#include <memory>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/identity/identity.h"
#include "modules/notices/service.h"

namespace ocop::notices {

// /notices and what is below it. `service` and `site` outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);
// On a person's own page (/me): where notices go and how many links work without signing in.
identity::ProfilePart profile_part(const Service& service);

// What every page of the module needs.
struct Pages {
  Service& service;
  const web::Site& site;
};
void add_settings_pages(http::Router& router, const std::shared_ptr<const Pages>& pages);   // pages_settings.cc
void add_link_pages(http::Router& router, const std::shared_ptr<const Pages>& pages);       // pages_links.cc

}  // namespace ocop::notices
