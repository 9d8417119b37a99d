// Certificates as verifiable credentials: the suite's vectors, and what other programs find in ours.
#include "modules/certificates/credential.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "kernel/crypto/multibase.h"
#include "kernel/json/canonical.h"
#include "modules/certificates/api.h"
#include "modules/certificates/tests/renewal_world.h"
#include "tests/support/other_programs.h"

namespace ocop::certificates::test {
namespace {

using ocop::test::output_of;

crypto::SigningKey some_key() { return crypto::SigningKey::from_seed({9}); }

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// W3C vc-di-eddsa, appendix A.2, when ../shared/data is there: the signed document holds, and signing it again gives its very bytes.
TEST(CertificatesCredential, AgreesWithTheVectorOfTheRecommendation) {
  const std::filesystem::path vectors = OCOP_SOURCE_DIR "/../shared/data/gs1/vc/eddsa";
  if (!std::filesystem::exists(vectors)) GTEST_SKIP() << "no vectors at " << vectors;
  const auto keys = json::parse(read(vectors / "keyPair.json"));
  ASSERT_TRUE(keys);
  const auto public_key = crypto::read_multikey(keys->root()["publicKeyMultibase"].text_or(""));
  const auto secret = crypto::multibase_decode(keys->root()["privateKeyMultibase"].text_or(""));
  ASSERT_TRUE(public_key && secret && secret->size() == 34);
  const std::string signed_text = read(vectors / "eddsa-jcs-2022" / "signedJCS.json");
  EXPECT_TRUE(verify_proof(signed_text, *public_key).ok());
  std::array<std::uint8_t, 32> seed{};
  std::copy(secret->begin() + 2, secret->end(), seed.begin());
  const auto signed_document = json::parse(signed_text);
  const json::Node proof = signed_document->root()["proof"];
  const std::string again = add_proof(read(vectors / "unsigned.json"),
                                      {*Instant::parse_iso(proof["created"].text_or("")),
                                       std::string(proof["verificationMethod"].text_or(""))},
                                      crypto::SigningKey::from_seed(seed));
  const auto ours = json::parse(again);
  ASSERT_TRUE(ours);
  // The recommendation's `created` has no milliseconds and ours has: the rest is the same, and what we sign holds under its key.
  EXPECT_TRUE(verify_proof(again, *public_key).ok());
  EXPECT_EQ(json::canonical(ours->root()["credentialSubject"]), json::canonical(signed_document->root()["credentialSubject"]));
}

TEST(CertificatesCredential, AChangedByteDoesNotHold) {
  const std::string document = add_proof(R"({"@context":["https://www.w3.org/ns/credentials/v2"],"name":"Chè"})",
                                         {{}, "did:web:x#credentials"}, some_key());
  ASSERT_TRUE(verify_proof(document, some_key().public_key).ok());
  EXPECT_EQ(verify_proof(document, crypto::SigningKey::from_seed({8}).public_key).error().kind, ErrorKind::invalid_input);
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string out = document;
    for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size())) out.replace(at, from.size(), to);
    return out;
  };
  EXPECT_FALSE(verify_proof(changed("Chè", "Che"), some_key().public_key).ok());
  EXPECT_FALSE(verify_proof(changed("assertionMethod", "authentication"), some_key().public_key).ok());
  EXPECT_FALSE(verify_proof(changed("#credentials", "#others"), some_key().public_key).ok());
  EXPECT_FALSE(verify_proof(changed("eddsa-jcs-2022", "eddsa-rdfc-2022"), some_key().public_key).ok());
  EXPECT_TRUE(verify_proof("  " + document + "\n", some_key().public_key).ok()) << "white space says nothing";
  EXPECT_FALSE(verify_proof("{}", some_key().public_key).ok());
}

TEST(CertificatesCredential, TheIssuerIsTheHost) {
  EXPECT_EQ((CredentialIssuer{"https://ocop.example.vn", ""}.did()), "did:web:ocop.example.vn");
  EXPECT_EQ((CredentialIssuer{"http://localhost:8080/", ""}.method()), "did:web:localhost%3A8080#credentials");
  const auto key = crypto::SigningKey::from_seed({1});
  EXPECT_NE(credential_key(key).public_key, key.public_key) << "what signs the log signs nothing else";
  EXPECT_EQ(credential_key(key).public_key, credential_key(key).public_key);
}

// The bit of each place, and no other.
RC_GTEST_PROP(CertificatesCredential, AListHasTheBitsOfItsPlaces, ()) {
  const auto places = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 200));
  const std::string one = write_status_list({"https://x.vn", ""}, 0, places, {}, some_key());
  RC_ASSERT(verify_proof(one, some_key().public_key).ok());
  RC_ASSERT((one == write_status_list({"https://x.vn", ""}, 0, {}, {}, some_key())) == places.empty());
}

class CertificatesCredentials : public RenewalWorld {
 protected:
  void SetUp() override {
    RenewalWorld::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    add_credentials(desk_.router, service());
  }
  // Another implementation: Python's own JSON in the order of RFC 8785 (every name here is of the first plane), and OpenSSL's Ed25519.
  std::string checked_elsewhere(const std::string& document, const std::string& did) {
    const auto write = [&](const char* name, const std::string& text) {
      const std::string path = folder_.path() + "/" + name;
      std::ofstream(path, std::ios::binary) << text;
      return path;
    };
    return output_of("python3 " OCOP_SOURCE_DIR "/modules/certificates/tests/check_credential.py " + write("vc.json", document) + " " +
                     write("did.json", did));
  }
  http::Response got(const std::string& path) { return desk_.get(path); }

  ocop::test::TemporaryFolder folder_;
};
OCOP_ON_BOTH_ENGINES(CertificatesCredentials);

TEST_P(CertificatesCredentials, ACredentialSaysWhatTheCertificateSays) {
  const std::string number = issue(1);
  const auto answer = got("/certificates/" + number + "/credential.json");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/vc");
  const auto document = json::parse(answer.body);
  ASSERT_TRUE(document);
  const json::Node root = document->root(), subject = root["credentialSubject"];
  EXPECT_EQ(root["issuer"]["id"].text_or(""), "did:web:ocop.example.vn");
  EXPECT_EQ(root["validFrom"].text_or(""), "2026-11-20T00:00:00+07:00");
  EXPECT_EQ(root["validUntil"].text_or(""), "2029-11-20T23:59:59+07:00") << "the last valid day, in Vietnam";
  EXPECT_EQ(subject["issuedToParty"]["name"].text_or(""), "HTX Nông nghiệp Tân Hà");
  EXPECT_EQ(subject["assessment"].at(0)["assessedProduct"].at(0)["product"]["id"].text_or(""), "https://ocop.example.vn/s/code1");
  EXPECT_EQ(subject["assessment"].at(0)["declaredValue"].at(0)["score"].text_or(""), "4");
  EXPECT_EQ(root["credentialStatus"]["statusListIndex"].text_or(""), "0");
  EXPECT_EQ(got("/certificates/" + number + "/credential.json").body, answer.body) << "the same bytes each time";
  EXPECT_EQ(got("/certificates/OCOP-68-2026-999999/credential.json").status, 404);
}

// A buyer abroad took a credential of a demonstration for one of a province: its signature is as good.
TEST_P(CertificatesCredentials, ACredentialOfASampleRegisterSaysSo) {
  const std::string number = issue(1);
  const auto types_of = [](const json::Node& root) {
    std::string out;
    for (std::size_t i = 0; i < root["type"].size(); ++i) out += std::string(root["type"].at(i).text_or("")) + " ";
    return out;
  };
  const auto real = json::parse(service().credential(number).value());
  EXPECT_EQ(types_of(real->root()), "DigitalConformityCredential VerifiableCredential ");
  Service::Parts parts = service().parts();
  parts.register_kind = Service::Parts::Register::sample;
  Service sample(std::move(parts));
  sample.follow();
  const std::string body = sample.credential(number).value();
  EXPECT_TRUE(verify_proof(body, credential_key(service().parts().log_key).public_key).ok());
  const auto document = json::parse(body);
  const json::Node root = document->root();
  EXPECT_EQ(types_of(root), "DigitalConformityCredential SampleCredential VerifiableCredential ");
  EXPECT_EQ(root["@context"].size(), 3u) << "a type that the others do not define";
  for (const json::Node& name : {root["name"], root["issuer"]["name"], root["credentialSubject"]["name"]})
    EXPECT_TRUE(name.text_or("").starts_with("BẢN TRÌNH DIỄN, không có giá trị pháp lý")) << name.text_or("");
}

// The same address stood for whatever regulation a product was assessed by.
TEST(CertificatesCredential, NamesTheRegulationOfItsRulebookOrNoAddress) {
  Certificate certificate;
  certificate.decided = certificate.issued = certificate.valid_until = *Date::of(2026, 11, 20);
  const std::pair<const char*, bool> rows[] = {{"QD26-2026", true}, {"QD1048-2019", false}, {"X", false}};
  for (const auto& [rulebook, known] : rows) {
    certificate.rulebook = rulebook;
    const std::string body = write_credential({"https://x.vn", "UBND"}, {certificate, {}, 0, "s", "p", "n"}, some_key());
    const auto document = json::parse(body);
    const json::Node subject = document->root()["credentialSubject"];
    for (const json::Node& one : {subject["scope"], subject["assessment"].at(0)["referenceRegulation"]}) {
      EXPECT_EQ(one["name"].text_or(""), rulebook);
      EXPECT_EQ(one["id"].text_or(""), known ? "https://vanban.chinhphu.vn/?classid=1&docid=218267&orggroupid=3&pageid=27160" : "");
    }
  }
}

TEST_P(CertificatesCredentials, AnotherProgramFindsItsSignatureGood) {
  if (output_of("python3 -c 'import cryptography; print(1)'") != "1\n") GTEST_SKIP() << "python3-cryptography is not installed";
  const std::string number = issue(1);
  const std::string did = got("/.well-known/did.json").body, credential = got("/certificates/" + number + "/credential.json").body;
  EXPECT_EQ(checked_elsewhere(credential, did), "good\n");
  EXPECT_EQ(checked_elsewhere(got("/credentials/status/0").body, did), "good\nnot in force:\n");
  std::string forged = credential;
  forged.replace(forged.find("\"score\":\"4\""), 11, "\"score\":\"5\"");
  EXPECT_EQ(checked_elsewhere(forged, did), "bad signature\n");
  issue(2);
  ASSERT_TRUE(service().withdraw(official(), number, withdrawal()).ok());
  EXPECT_EQ(checked_elsewhere(got("/credentials/status/0").body, did), "good\nnot in force: 0\n");
}

TEST_P(CertificatesCredentials, TheListFollowsTheDays) {
  if (output_of("python3 -c 'import cryptography; print(1)'") != "1\n") GTEST_SKIP() << "python3-cryptography is not installed";
  const std::string first = issue(1), second = issue(2);
  const std::string did = got("/.well-known/did.json").body;
  on("2029-08-01");
  file(some_id<ProductId>(2), 90, *Date::of(2029, 11, 20));
  on("2029-11-21");
  EXPECT_EQ(checked_elsewhere(got("/credentials/status/0").body, did), "good\nnot in force: 0\n") << "the second goes on (article 12.3)";
  const std::string body = got("/certificates/" + second + "/credential.json").body;
  const auto document = json::parse(body);
  EXPECT_EQ(document->root()["validUntil"].text_or(""), "2030-05-19T23:59:59+07:00");
  EXPECT_EQ(checked_elsewhere(body, did), "good\n");
  on("2030-05-20");
  EXPECT_EQ(checked_elsewhere(got("/credentials/status/0").body, did), "good\nnot in force: 0 1\n");
  EXPECT_EQ(got("/credentials/status/1").status, 404);
  EXPECT_EQ(got("/credentials/status/-1").status, 404);
}

}  // namespace
}  // namespace ocop::certificates::test
