#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/councils/service.h"

namespace ocop::councils {

inline constexpr Policy kReaders = Policy::roles(Role::provincial_body, Role::council_chair, Role::council_member);
// "1.25": two decimals, as pages and files have them; never "-0.00".
std::string decimals(double value);
void write_report(json::Writer& out, const Report& report);
void add_api(http::Router& router, const Service& service);

}  // namespace ocop::councils
