#pragma once
#include <string>

#include "kernel/lists/list.h"
#include "modules/resolver/types.h"

namespace ocop::resolver {

// /reports and /api/v1/reports: what visitors say, for the province.
void add_lists(http::Router& router, const lists::Host& host);
// The product's name, or the code that is of none.
std::string about(const Report& report, Language language);

}  // namespace ocop::resolver
