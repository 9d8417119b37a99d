#pragma once
#include "kernel/lists/list.h"
#include "modules/privacy/service.h"

namespace ocop::privacy {

inline constexpr Policy kDesk = Policy::roles(Role::administrator);
Scope desk_scope(const Actor& actor);
void add_lists(http::Router& router, const lists::Host& host, const Service& service);
void write_request(json::Writer& out, const Request& one);

}  // namespace ocop::privacy
