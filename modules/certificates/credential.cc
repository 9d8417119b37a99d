#include "modules/certificates/credential.h"

#include <algorithm>
#include <utility>

#include "kernel/base/text.h"
#include "kernel/crypto/multibase.h"
#include "kernel/http/conditional.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

constexpr std::string_view kCredentials = "https://www.w3.org/ns/credentials/v2";
constexpr std::string_view kConformity = "https://test.uncefact.org/vocabulary/untp/dcc/0.6.0/";   // the release for pilots
constexpr std::string_view kMethodName = "#credentials";
// Gives a type that no vocabulary defines a meaning for readers of JSON-LD: in credentials of a sample register alone.
constexpr std::string_view kUndefinedTerms = "https://www.w3.org/ns/credentials/undefined-terms/v2";
constexpr std::string_view kSampleType = "SampleCredential";
// Where the Government publishes a rulebook's decision. The program has no such address of Decision 1048/QĐ-TTg: left out.
constexpr std::pair<std::string_view, std::string_view> kRegulations[] = {
    {"QD26-2026", "https://vanban.chinhphu.vn/?classid=1&docid=218267&orggroupid=3&pageid=27160"}};
constexpr std::string_view kKeyPurpose = "ocop verifiable credentials 1";

void words(json::Writer& out, std::string_view key, std::initializer_list<std::string_view> values) {
  out.member(key).begin_array();
  for (const std::string_view one : values) out.text(one);
  out.end_array();
}

void regulation_of(json::Writer& out, std::string_view rulebook) {
  for (const auto& [code, address] : kRegulations)
    if (code == rulebook) out.field("id", address);
  out.field("name", rulebook);
}

// A wallet shows who issued it and what it is called: a demonstration says so in both.
std::string worded(const CredentialFacts& facts, std::string name) {
  return facts.worth == CredentialFacts::Worth::none ? format(msg::credential_sample, Language::vi, {name}) : name;
}

void issuer_of(json::Writer& out, const CredentialFacts& facts, const CredentialIssuer& issuer) {
  out.member("issuer").begin_object();
  words(out, "type", {"CredentialIssuer"});
  out.field("id", issuer.did()).field("name", worded(facts, issuer.name)).end_object();
}

// A day begins and ends in Vietnam, whatever clock its reader has.
std::string first_moment(Date day) { return day.iso() + "T00:00:00+07:00"; }
std::string last_moment(Date day) { return day.iso() + "T23:59:59+07:00"; }

void status_of(json::Writer& out, const CredentialIssuer& issuer, std::int64_t ordinal) {
  const StatusPlace place = status_place(ordinal);
  const std::string list = issuer.public_url + "/credentials/status/" + std::to_string(place.list);
  out.member("credentialStatus").begin_object().field("id", list + "#" + std::to_string(place.place));
  out.field("type", "BitstringStatusListEntry").field("statusPurpose", "revocation");
  out.field("statusListIndex", std::to_string(place.place)).field("statusListCredential", list).end_object();
}

// What was assessed, by which regulation, and that it conforms to it.
void assessment(json::Writer& out, const CredentialFacts& facts, std::string_view id) {
  const Certificate& certificate = facts.certificate;
  out.begin_object();
  words(out, "type", {"ConformityAssessment", "Declaration"});
  out.field("id", std::string(id) + "#assessment").field("name", certificate.rulebook + ", " + certificate.product_set);
  out.field("assessmentDate", certificate.decided);
  out.member("referenceRegulation").begin_object();
  words(out, "type", {"Regulation"});
  regulation_of(out, certificate.rulebook);
  out.field("jurisdictionCountry", "VN").end_object();
  out.member("declaredValue").begin_array().begin_object().field("metricName", "OCOP").field("score", std::to_string(certificate.stars));
  out.end_object().end_array().member("conformance").boolean(true);
  out.field("conformityTopic", "governance.compliance");
  out.member("assessedProduct").begin_array().begin_object();
  out.member("product").begin_object().field("id", facts.scan_url).field("name", certificate.product_name);
  out.field("registeredId", certificate.code).end_object().member("IDverifiedByCAB").boolean(true);
  out.end_object().end_array().end_object();
}

void subject(json::Writer& out, const CredentialFacts& facts, const CredentialIssuer& issuer) {
  const Certificate& certificate = facts.certificate;
  const std::string stars = std::to_string(certificate.stars);
  out.member("credentialSubject").begin_object();
  words(out, "type", {"ConformityAttestation", "Attestation"});
  out.field("id", facts.page_url).field("name", worded(facts, format(msg::credential_name, Language::vi, {certificate.number})));
  const std::string decided = certificate.decided.show(Language::vi);
  out.field("description", format(msg::paper_rank, Language::vi, {stars, certificate.decision_number, decided}));
  out.field("assessorLevel", "3rdParty").field("assessmentLevel", "GovtApproval").field("attestationType", "certification");
  out.member("issuedToParty").begin_object().field("id", issuer.public_url + "/producers/" + certificate.producer.text());
  out.field("name", certificate.producer_name).end_object();
  out.member("conformityCertificate").begin_object().field("linkURL", facts.page_url + "/proof.json");
  out.field("linkName", certificate.number).end_object();
  out.member("scope").begin_object();
  words(out, "type", {"ConformityAssessmentScheme", "Standard"});
  regulation_of(out, certificate.rulebook);
  out.end_object();
  out.member("assessment").begin_array();
  assessment(out, facts, facts.page_url);
  out.end_array().end_object();
}

}  // namespace

std::string CredentialIssuer::did() const {
  std::string_view host = public_url;
  if (const auto slashes = host.find("//"); slashes != std::string_view::npos) host.remove_prefix(slashes + 2);
  host = host.substr(0, host.find('/'));
  std::string out = "did:web:";
  for (const char letter : host) {
    if (letter == ':') out += "%3A";
    else out += letter;
  }
  return out;
}
std::string CredentialIssuer::method() const { return did() + std::string(kMethodName); }

crypto::SigningKey credential_key(const crypto::SigningKey& log_key) {
  const std::string_view seed(reinterpret_cast<const char*>(log_key.seed.data()), log_key.seed.size());
  return crypto::SigningKey::from_seed(crypto::hmac_sha256(seed, kKeyPurpose));
}

std::string did_document(const CredentialIssuer& issuer, const crypto::SigningKey& key) {
  json::Writer out;
  out.begin_object();
  words(out, "@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"});
  out.field("id", issuer.did()).member("verificationMethod").begin_array().begin_object();
  out.field("id", issuer.method()).field("type", "Multikey").field("controller", issuer.did());
  out.field("publicKeyMultibase", crypto::multikey(key.public_key)).end_object().end_array();
  words(out, "assertionMethod", {issuer.method()});
  out.end_object();
  return out.take();
}

StatusPlace status_place(std::int64_t ordinal) { return {ordinal / kPlacesOfList, ordinal % kPlacesOfList}; }

std::string write_credential(const CredentialIssuer& issuer, const CredentialFacts& facts, const crypto::SigningKey& key) {
  const Certificate& certificate = facts.certificate;
  const Date last = certificate.renewal ? rules::extended_until(certificate.valid_until) : certificate.valid_until;
  json::Writer out;
  out.begin_object();
  const bool sample = facts.worth == CredentialFacts::Worth::none;
  if (sample) words(out, "@context", {kCredentials, kConformity, kUndefinedTerms});
  else words(out, "@context", {kCredentials, kConformity});
  if (sample) words(out, "type", {"DigitalConformityCredential", kSampleType, "VerifiableCredential"});
  else words(out, "type", {"DigitalConformityCredential", "VerifiableCredential"});
  out.field("id", facts.page_url + "/credential.json");
  if (sample) out.field("name", worded(facts, format(msg::credential_name, Language::vi, {certificate.number})));
  issuer_of(out, facts, issuer);
  out.field("validFrom", first_moment(certificate.issued)).field("validUntil", last_moment(last));
  status_of(out, issuer, facts.ordinal);
  subject(out, facts, issuer);
  out.end_object();
  return add_proof(out.take(), {facts.logged, issuer.method()}, key);
}

std::string write_status_list(const CredentialIssuer& issuer, std::int64_t list, const std::vector<std::int64_t>& revoked, Instant now,
                              const crypto::SigningKey& key) {
  std::string bits(static_cast<std::size_t>(kPlacesOfList / 8), '\0');
  for (const std::int64_t place : revoked)   // the first place is the highest bit of the first byte
    bits[static_cast<std::size_t>(place / 8)] = static_cast<char>(bits[static_cast<std::size_t>(place / 8)] | (0x80 >> (place % 8)));
  const std::string id = issuer.public_url + "/credentials/status/" + std::to_string(list);
  json::Writer out;
  out.begin_object();
  words(out, "@context", {kCredentials});
  words(out, "type", {"VerifiableCredential", "BitstringStatusListCredential"});
  out.field("id", id).field("issuer", issuer.did()).field("validFrom", now.iso());
  out.member("credentialSubject").begin_object().field("id", id + "#list").field("type", "BitstringStatusList");
  out.field("statusPurpose", "revocation").field("encodedList", "u" + text::base64url(http::gzip(bits))).end_object();
  out.end_object();
  return add_proof(out.take(), {now, issuer.method()}, key);
}

}  // namespace ocop::certificates
