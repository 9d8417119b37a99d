#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// /api/v1/producers/{id} (public), /api/v1/producers/{id}/papers (the member, officials of its place; POST by the member).
void add_api(http::Router& router, Service& service);
void write_producer(json::Writer& out, const Producer& producer);

}  // namespace ocop::producers
