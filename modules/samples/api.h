#pragma once
#include "kernel/http/http.h"
#include "modules/samples/service.h"

namespace ocop::samples {

inline constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
inline constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);

// GET, POST /api/v1/dossiers/{id}/samples.
void add_api(http::Router& router, Service& service);

}  // namespace ocop::samples
