#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/operations/service.h"

namespace ocop::operations {

// /api/v1/jobs/… beside the list, which is in lists.cc. `service` outlives the router.
void add_api(http::Router& router, Service& service);
// A job as JSON. No payload: it may hold an address until the job has ended.
void write_job(json::Writer& out, const jobs::Job& job);

}  // namespace ocop::operations
