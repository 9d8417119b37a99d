#pragma once
#include "kernel/lists/list.h"
#include "modules/privacy/service.h"

namespace ocop::privacy {

inline constexpr Policy kDesk = Policy::roles(Role::administrator);
Scope desk_scope(const Actor& actor);
void add_lists(http::Router& router, const lists::Host& host, const Service& service);
// Breaches: of the desk, and of the auditor, who reads.
Scope breach_scope(const Actor& actor);
void add_breach_lists(http::Router& router, const lists::Host& host);
void write_breach(json::Writer& out, const Breach& one);
extern const std::string_view kBreachSchema;
void write_request(json::Writer& out, const Request& one);

}  // namespace ocop::privacy
