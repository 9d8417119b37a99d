#pragma once
#include "kernel/http/http.h"
#include "kernel/json/json.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// /api/v1/certificates/{number}…, /api/v1/decisions. `service` must outlive the router.
void add_api(http::Router& router, Service& service);
// /certificates/{number}/credential.json, /credentials/status/{list}, /.well-known/did.json.
void add_credentials(http::Router& router, const Service& service);
std::string decision_json(const DecisionView& view, Date today);
void write_certificate(json::Writer& out, const Issued& issued, Date today);
// JSON Schema of what write_certificate writes.
inline constexpr std::string_view kCertificateSchema =
    R"({"type":"object","required":["number","validity","product","stars","decided","valid_until","log_index"],"properties":{)"
    R"("number":{"type":"string"},"validity":{"type":"string","enum":["valid","renewal_window","extended","lapsed","withdrawn"]},)"
    R"("stage":{"type":"string","enum":["valid","renewal_window","late_window","filed_in_time","filed_late","extended","lapsed",)"
    R"("withdrawn","replaced"]},"extended_until":{"type":["string","null"],"format":"date"},"replaced_by":{"type":["string","null"]},)"
    R"("renewal":{"type":["object","null"]},)"
    R"("product":{"type":"string"},"product_id":{"type":"string","format":"uuid"},"producer":{"type":"string"},)"
    R"("producer_id":{"type":"string","format":"uuid"},"province":{"type":"string"},"place":{"type":"string"},"group":{"type":"string"},)"
    R"("stars":{"type":"integer"},"decision":{"type":"string"},"decided":{"type":"string","format":"date"},"signer":{"type":"string"},)"
    R"("issued":{"type":"string"},"valid_until":{"type":"string","format":"date"},"renewal_opens":{"type":"string","format":"date"},)"
    R"("renewal_closes":{"type":"string","format":"date"},"rulebook":{"type":"string"},"product_set":{"type":"string"},)"
    R"("log_index":{"type":"integer"},"withdrawal":{"type":["object","null"]}}})";

}  // namespace ocop::certificates
