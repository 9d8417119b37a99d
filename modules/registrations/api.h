#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/registrations/service.h"

namespace ocop::registrations {

// POST /api/v1/producers, /api/v1/products, /api/v1/producers/{id}/legal-form, …/profile; /api/v1/registrations/{id}…
void add_api(http::Router& router, Service& service);
void write_registration(json::Writer& out, const Registration& registration);
inline constexpr std::string_view kRegistrationSchema =
    R"({"type":"object","required":["id","subject","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("subject":{"type":"string","enum":["producer","product","legal_form"]},)"
    R"("state":{"type":"string","enum":["waiting","returned","confirmed","withdrawn"]},"producer":{"type":"string","format":"uuid"},)"
    R"("product":{"type":["string","null"],"description":"the id that it has once it is confirmed"},"name":{"type":"string"},)"
    R"("name_en":{"type":"string"},"kind":{"type":"string"},"province":{"type":"string"},"commune":{"type":"string"},)"
    R"("address":{"type":"string"},"group":{"type":"string"},"gtin":{"type":"string"},"reason":{"type":"string"},)"
    R"("former_name":{"type":"string"},"former_kind":{"type":"string"},"words":{"type":"string","description":"why it was returned"},)"
    R"("asked":{"type":"string"},"sent":{"type":"string"},"decided":{"type":["string","null"]},"log_index":{"type":["integer","null"]},)"
    R"("version":{"type":"integer"}}})";

}  // namespace ocop::registrations
