#pragma once
#include "kernel/lists/list.h"
#include "modules/sessions/service.h"

namespace ocop::sessions {

// /sessions with its files, and /api/v1/sessions.
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::sessions
