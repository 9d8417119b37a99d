#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/waits/service.h"

namespace ocop::waits {

inline constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
inline constexpr Policy kMakers = Policy::roles(Role::producer_member, Role::helper);

void write_report(json::Writer& out, const Report& report);
void add_api(http::Router& router, Service& service);
std::string_view name(evaluation::Moved::To step);   // "commune"

}  // namespace ocop::waits
