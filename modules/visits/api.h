#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/visits/service.h"

namespace ocop::visits {

// Who may ask; what each reads is the service's.
inline constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body,
                                                 Role::advisory_group, Role::secretary, Role::council_member, Role::council_chair);
inline constexpr Policy kWholeReaders = Policy::roles(Role::provincial_body, Role::advisory_group, Role::secretary, Role::council_member,
                                                      Role::council_chair);
inline constexpr Policy kWriters = Policy::roles(Role::provincial_body, Role::advisory_group);

void write_visit(json::Writer& out, const Visit& visit, Service::Sees sees);
// A photo as it goes out: nobody keeps a copy that would outlive it.
Result<http::Response> photo_answer(Result<std::string> jpeg);
void add_api(http::Router& router, Service& service);

}  // namespace ocop::visits
