#pragma once
#include "kernel/http/http.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// /api/v1/producers, /api/v1/producers/{id} (public), /api/v1/producers/{id}/papers (the member, officials of its place; POST by the member).
void add_api(http::Router& router, Service& service);
// The fields and the file of an upload, of the page's form or of the API; nothing is checked yet.
PaperForm read_paper_form(const http::Request& request);

}  // namespace ocop::producers
