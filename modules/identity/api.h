#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/identity/service.h"

namespace ocop::identity {

// /api/v1/me and /api/v1/accounts/{id}…. `service` outlives the router.
void add_api(http::Router& router, Service& service);
void write_account(json::Writer& out, const AccountRow& row);

}  // namespace ocop::identity
