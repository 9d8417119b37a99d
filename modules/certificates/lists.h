#pragma once
#include "kernel/lists/list.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// /certificates and /api/v1/certificates: every certificate, for anyone. /decisions and /api/v1/decisions: what waits for a province's
// decision. `service` must outlive the router.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);
void add_copies(http::Router& router, const lists::Host& host);   // a part of add_lists()

}  // namespace ocop::certificates
