#pragma once
#include "kernel/lists/list.h"
#include "modules/identity/service.h"

namespace ocop::identity {

// Whose look at accounts shows any.
Scope list_scope(const Actor& actor);
// /accounts and /api/v1/accounts, for administrators; each look is written down. `service` must outlive the router.
void add_lists(http::Router& router, const lists::Host& host, Service& service);

void add_audit(http::Router& router, const lists::Host& host, Service& service);   // lists_audit.cc

}  // namespace ocop::identity
