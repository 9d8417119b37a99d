#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// /api/v1/certificates/{number}…, /api/v1/decisions. `service` must outlive the router.
void add_api(http::Router& router, Service& service);
std::string decision_json(const DecisionView& view, Date today);
void write_certificate(json::Writer& out, const Issued& issued, Date today);

}  // namespace ocop::certificates
