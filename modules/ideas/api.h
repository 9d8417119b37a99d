#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/ideas/service.h"

namespace ocop::ideas {

inline constexpr Policy kReaders = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
inline constexpr Policy kWriters = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer);
inline constexpr Policy kMakers = Policy::roles(Role::producer_member, Role::helper);

inline constexpr std::string_view kIdeaSchema =
    R"({"type":"object","required":["id","state","name","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("state":{"type":"string"},"kind":{"type":"string"},"name":{"type":"string"},"province":{"type":"string"},)"
    R"("commune":{"type":"string"},"target":{"type":["string","null"],"format":"date"},)"
    R"("results_before":{"type":["string","null"],"format":"date","description":"of the round that the target day comes into"},)"
    R"("version":{"type":"integer"}}})";
void write_idea(json::Writer& out, const Idea& idea);
void add_api(http::Router& router, Service& service);

}  // namespace ocop::ideas
