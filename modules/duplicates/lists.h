#pragma once
#include "kernel/lists/list.h"
#include "modules/duplicates/types.h"

namespace ocop::duplicates {
void add_lists(http::Router& router, const lists::Host& host);
}  // namespace ocop::duplicates
