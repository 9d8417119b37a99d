#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/sessions/service.h"

namespace ocop::sessions {

inline constexpr Policy kReaders = Policy::roles(Role::provincial_body, Role::council_member, Role::council_chair, Role::secretary);
inline constexpr Policy kOffice = Policy::roles(Role::provincial_body);

inline constexpr std::string_view kSessionSchema =
    R"({"type":"object","required":["id","title","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("province":{"type":"string"},"title":{"type":"string"},"state":{"type":"string","enum":["draft","called","held","cancelled"],)"
    R"("description":"held also where each dossier of a called session is closed"},"day":{"type":"string","format":"date"},)"
    R"("hour":{"type":"string"},"place":{"type":"string"},"advice":{"type":"string","enum":["not_asked","asked"]},)"
    R"("called":{"type":["string","null"],"format":"date-time"},"ended":{"type":["string","null"],"format":"date-time"},)"
    R"("version":{"type":"integer"}}})";
void write_session(json::Writer& out, const Session& session);
void add_api(http::Router& router, Service& service);

}  // namespace ocop::sessions
