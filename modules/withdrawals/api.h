#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/withdrawals/service.h"

namespace ocop::withdrawals {

// POST /api/v1/products/{id}/withdrawals; /api/v1/withdrawals/{id} and its steps.
void add_api(http::Router& router, Service& service);
// Without what was found, which offices read on its page.
void write_proposal(json::Writer& out, const Proposal& proposal);
inline constexpr std::string_view kProposalSchema =
    R"({"type":"object","required":["id","product","state","version"],"properties":{"id":{"type":"string","format":"uuid"},)"
    R"("product":{"type":"string","format":"uuid"},"product_name":{"type":"string"},"producer":{"type":"string","format":"uuid"},)"
    R"("province":{"type":"string"},"commune":{"type":"string"},"stars":{"type":"integer"},"certificate":{"type":"string"},)"
    R"("moved_from":{"type":"string","description":"what it was about before: a certificate's number or a confirmation's id"},)"
    R"("ground":{"type":"string"},"state":{"type":"string","enum":["found","concluded","submitted","withdrawn","dropped"]},)"
    R"("proposed":{"type":"string"},"concluded":{"type":["string","null"]},"organ":{"type":"string"},"conclusion":{"type":"string"},)"
    R"("due":{"type":["string","null"]},"submission":{"type":"string"},"decision":{"type":"string"},"decided":{"type":["string","null"]},)"
    R"("answer":{"type":"string"},"log_index":{"type":"integer"},"version":{"type":"integer"}}})";

}  // namespace ocop::withdrawals
