#pragma once
#include "kernel/lists/list.h"
#include "modules/work/work.h"

namespace ocop::work {

// The rows of /work that an actor covers: of the places and producers of his roles, and of his own account where he sits in councils.
Scope scope_of(const Actor& actor);
// /work, its files and /api/v1/work. Everything referred to outlives the router.
void add_lists(http::Router& router, const lists::Host& host);
// Each source tells of its own, all of them at once.
void complete(const std::vector<Source>& sources, std::vector<Item>& items);
// How much waits for the actor, for the badge beside the page's name.
long long waiting(db::Database& database, const Actor& actor);

}  // namespace ocop::work
