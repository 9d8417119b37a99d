#pragma once
#include <string>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/operations/service.h"

namespace ocop::operations {

// /jobs/{id} and what may be done there; the list is in lists.cc. `service` and `site` outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

// ---- shared with the list
std::string path_of(const jobs::Job& job, std::string_view act = {});
// "đang đọc: 40 trên 100", of a job that runs.
std::string progress(const Service& service, const jobs::Job& job, Language language);
// The buttons of what may be done about it.
void acts(web::Html& out, const http::Request& request, const jobs::Job& job);

}  // namespace ocop::operations
