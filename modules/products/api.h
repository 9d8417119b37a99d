#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/products/service.h"

namespace ocop::products {

// /api/v1/products/{id}. Public, read only. docs: README.md, "API".
void add_api(http::Router& router, Service& service);
void write_product(json::Writer& out, const Item& item, Date today);
// JSON Schema of what write_product writes, for the OpenAPI document: of one, and of the rows of lists.
inline constexpr std::string_view kProductSchema =
    R"({"type":"object","required":["id","code","name","producer","province","commune","standing"],"properties":{)"
    R"("id":{"type":"string","format":"uuid"},)"
    R"("code":{"type":"string","description":"public code, permanent"},"name":{"type":"string"},"name_en":{"type":"string"},)"
    R"("producer":{"type":"object","properties":{"id":{"type":["string","null"]},"name":{"type":"string"},"kind":{"type":"string"}}},)"
    R"("group":{"type":"string"},"product_set":{"type":"string"},"gtin":{"type":"string","description":"14 digits, or empty"},)"
    R"("province":{"type":"string"},"commune":{"type":"string"},"place_as_printed":{"type":"string"},)"
    R"("units_today":{"type":"array","items":{"type":"string"}},"possible_duplicate_of":{"type":"string","format":"uuid"},)"
    R"("standing":{"type":"object","required":["validity","basis","stars"],"properties":{"validity":{"type":"string","enum":["valid",)"
    R"("renewal_window","reported","lapsed","withdrawn","not_verified","none","extended"]},)"
    R"("basis":{"type":"string","enum":["none","imported","certificate"]},)"
    R"("stars":{"type":["integer","null"]},"decision":{"type":"string"},"decided":{"type":["string","null"]},)"
    R"("year":{"type":["integer","null"]},)"
    R"("valid_until":{"type":["string","null"]},"extended_until":{"type":["string","null"]},)"
    R"("verified":{"type":"boolean"},"recognition":{"type":"string"},)"
    R"("source_url":{"type":"string"},"source_kind":{"type":"string"}}}}})";

}  // namespace ocop::products
