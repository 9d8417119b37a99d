#pragma once
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/crypto/crypto.h"
#include "kernel/json/json.h"

// W3C Data Integrity EdDSA Cryptosuites 1.0, eddsa-jcs-2022: a JSON document signed over its canonical text (RFC 8785). Pure.
namespace ocop::certificates {

struct ProofOptions {
  Instant created;
  std::string method;                  // where the key is said: "did:web:ocop.example.vn#credentials"
};
// The document with its proof. Precondition: `unsigned_document` is a JSON object without one.
std::string add_proof(std::string_view unsigned_document, const ProofOptions& options, const crypto::SigningKey& key);

// Whether the document's proof is one of that key, over what stands in it. malformed_request: no such proof; invalid_input: another key or
// another text.
Result<void> verify_proof(std::string_view document, const std::array<std::uint8_t, 32>& public_key);

}  // namespace ocop::certificates
