#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/producers/service.h"

namespace ocop::producers {

// /api/v1/producers/{id} (public), /api/v1/producers/{id}/papers (the member, officials of its place; POST by the member).
void add_api(http::Router& router, Service& service);
void write_producer(json::Writer& out, const Producer& producer);
// JSON Schema of what write_producer writes.
inline constexpr std::string_view kProducerSchema =
    R"({"type":"object","required":["id","name","kind"],"properties":{"id":{"type":"string","format":"uuid"},"name":{"type":"string"},)"
    R"("name_en":{"type":"string"},"kind":{"type":"string"},"province":{"type":"string"},"commune":{"type":"string"},)"
    R"("address_as_printed":{"type":"string"},"source":{"type":"string"},"story":{"type":"string"},"story_en":{"type":"string"},)"
    R"("listed":{"type":"boolean","description":"false: it waits for its commune and is seen by its members and offices alone"},)"
    R"("formerly":{"type":"array","description":"of one producer: what it was before, the latest first","items":{"type":"object"}}}})";

void add_merge_api(http::Router& router, Service& service);   // /api/v1/producers/likely, …/{id}/merge, …/{id}/part

}  // namespace ocop::producers
