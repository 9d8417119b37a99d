#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/claims/service.h"

namespace ocop::claims {

// POST /api/v1/claims, /api/v1/producers/{id}/claims, /api/v1/producers/{id}/letters; /api/v1/claims/{id}…
void add_api(http::Router& router, Service& service);
void write_claim(json::Writer& out, const Claim& claim);
inline constexpr std::string_view kClaimSchema =
    R"({"type":"object","required":["id","producer","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("producer":{"type":"string","format":"uuid"},"province":{"type":"string"},"commune":{"type":"string"},)"
    R"("account":{"type":"string","format":"uuid"},"by":{"type":"string","enum":["letter","words"]},"words":{"type":"string"},)"
    R"("state":{"type":"string","enum":["waiting","accepted","refused"]},"asked":{"type":"string"},"accepted":{"type":["string","null"]},)"
    R"("decided":{"type":["string","null"]},"answer":{"type":"string"},"version":{"type":"integer"}}})";

}  // namespace ocop::claims
