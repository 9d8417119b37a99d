#include "modules/certificates/data_integrity.h"

#include <utility>
#include <vector>

#include "kernel/crypto/multibase.h"
#include "kernel/json/canonical.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kType = "DataIntegrityProof", kSuite = "eddsa-jcs-2022";
constexpr std::size_t kSignatureBytes = 64;

// Members of an object but one, as JSON.
std::string without(const json::Node& object, std::string_view left_out) {
  json::Writer out;
  out.begin_object();
  for (std::size_t i = 0; i < object.size(); ++i)
    if (object.key_at(i) != left_out) out.member(object.key_at(i)).raw(json::canonical(object.at(i)));
  out.end_object();
  return out.take();
}

// §3.3.4: the hash of the proof's own members stands before that of the document.
std::string signed_bytes(std::string_view configuration, std::string_view document) {
  const auto hash = [](std::string_view text) { return crypto::sha256(json::canonical(text).value()); };
  const crypto::Digest first = hash(configuration), second = hash(document);
  return std::string(crypto::view(first)) + std::string(crypto::view(second));
}

Error malformed(std::string_view what) { return Error::of(ErrorKind::malformed_request, std::string(what)); }

}  // namespace

std::string add_proof(std::string_view unsigned_document, const ProofOptions& options, const crypto::SigningKey& key) {
  const auto document = json::parse(unsigned_document);
  const json::Node context = document.value().root()["@context"];
  json::Writer configuration;
  configuration.begin_object().field("type", kType).field("cryptosuite", kSuite).field("created", options.created.iso());
  configuration.field("verificationMethod", options.method).field("proofPurpose", "assertionMethod");
  if (context) configuration.member("@context").raw(json::canonical(context));   // §3.3.1: the proof is of these words
  configuration.end_object();
  const std::string proof = configuration.take();
  const auto signature = crypto::sign(key, signed_bytes(proof, unsigned_document));
  std::string out(unsigned_document.substr(0, unsigned_document.rfind('}')));
  out += ",\"proof\":" + proof.substr(0, proof.size() - 1) + ",\"proofValue\":\"" +
         crypto::multibase({reinterpret_cast<const char*>(signature.data()), signature.size()}) + "\"}}";
  return out;
}

Result<void> verify_proof(std::string_view text, const std::array<std::uint8_t, 32>& public_key) {
  OCOP_TRY(document, json::parse(text));
  const json::Node proof = document.root()["proof"];
  if (proof["type"].text_or("") != kType || proof["cryptosuite"].text_or("") != kSuite) return malformed("no proof of eddsa-jcs-2022");
  if (proof["proofPurpose"].text_or("") != "assertionMethod") return malformed("the proof is for another purpose");
  if (json::canonical(proof["@context"]) != json::canonical(document.root()["@context"])) return malformed("the proof is of other words");
  const auto signature = crypto::multibase_decode(proof["proofValue"].text_or(""));
  if (!signature || signature->size() != kSignatureBytes) return malformed("the proof has no signature");
  if (!crypto::verify(public_key, signed_bytes(without(proof, "proofValue"), without(document.root(), "proof")), *signature))
    return Error::of(ErrorKind::invalid_input, "the signature is not of this key over this document");
  return {};
}

}  // namespace ocop::certificates
