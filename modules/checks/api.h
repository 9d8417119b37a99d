#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/checks/service.h"

namespace ocop::checks {

// /api/v1/check-plans…, POST /api/v1/products/{id}/checks, /api/v1/checks/{id}…
void add_api(http::Router& router, Service& service);
void write_plan(json::Writer& out, const Plan& plan);
// Without its findings and words, which its own answer has; nor why it was a surprise.
void write_listed(json::Writer& out, const Check& check);
inline constexpr std::string_view kPlanSchema =
    R"({"type":"object","required":["id","title","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("title":{"type":"string"},"first":{"type":"string"},"last":{"type":"string"},"who":{"type":"string"},"size":{"type":"integer"},)"
    R"("seed":{"type":"string"},"drawn_from":{"type":"string"},"state":{"type":"string","enum":["draft","issued"]},)"
    R"("issued":{"type":["string","null"]},"sample":{"type":"array","items":{"type":"object"}},"log_index":{"type":"integer"},)"
    R"("version":{"type":"integer"}}})";
inline constexpr std::string_view kCheckSchema =
    R"({"type":"object","required":["id","product","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("product":{"type":"string","format":"uuid"},"product_name":{"type":"string"},"producer":{"type":"string","format":"uuid"},)"
    R"("province":{"type":"string"},"commune":{"type":"string"},"kind":{"type":"string","enum":["periodic","surprise"]},)"
    R"("day":{"type":"string"},"state":{"type":"string"},"inspectors":{"type":"string"},"mend_by":{"type":["string","null"]},)"
    R"("mend":{"type":"string"},"evidence":{"type":"string"},"handed_in":{"type":["string","null"]},"conclusion":{"type":"string"},)"
    R"("ended":{"type":["string","null"]},"proposal":{"type":["string","null"]},"findings":{"type":"array","items":{"type":"object"}},)"
    R"("log_index":{"type":"integer"},"version":{"type":"integer"}}})";

}  // namespace ocop::checks
