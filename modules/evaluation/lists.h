#pragma once
#include "kernel/lists/list.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// /dossiers: all that reached a province, for its office, its council's secretary and its advisory group.
inline constexpr Policy kReadsProvince = Policy::roles(Role::provincial_body, Role::secretary, Role::advisory_group, Role::ministry);
void add_lists(http::Router& router, const lists::Host& host, const Service& service);

}  // namespace ocop::evaluation
