#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/complaints/service.h"

namespace ocop::complaints {

// POST /api/v1/dossiers/{id}/complaints, /api/v1/complaints/{id}…, /api/v1/complaints/terms
void add_api(http::Router& router, Service& service);
// Who filed, received and answered it is in none: the answer is the office's.
void write_complaint(json::Writer& out, const Complaint& complaint);
inline constexpr std::string_view kComplaintSchema =
    R"({"type":"object","required":["id","dossier","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("dossier":{"type":"string","format":"uuid"},"dossier_number":{"type":"string"},"product":{"type":"string","format":"uuid"},)"
    R"("product_name":{"type":"string"},"producer":{"type":"string","format":"uuid"},"province":{"type":"string"},)"
    R"("decision":{"type":"string"},"state":{"type":"string","enum":["filed","received","upheld","rejected","withdrawn"]},)"
    R"("words":{"type":"string"},"filed":{"type":"string"},"file_by":{"type":"string"},"received":{"type":["string","null"]},)"
    R"("due":{"type":["string","null"]},"basis":{"type":"string"},"follow":{"type":"string"},"answer":{"type":"string"},)"
    R"("ended":{"type":["string","null"]},"log_index":{"type":"integer"},"version":{"type":"integer"}}})";

}  // namespace ocop::complaints
