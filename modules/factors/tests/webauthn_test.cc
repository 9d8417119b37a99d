// What a relying party verifies, by the test vectors of Web Authentication Level 3, §16 (W3C, https://www.w3.org/TR/webauthn-3/), used
// under the W3C Software and Document License. Relying party example.org, origin https://example.org.
#include "modules/factors/webauthn.h"

#include <gtest/gtest.h>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "modules/factors/cbor.h"
#include "modules/factors/challenge.h"

namespace ocop::factors::webauthn {
namespace {

std::string raw(std::string_view hex) { return crypto::hex_decode(hex).value(); }
const Party kParty = Party::of("https://example.org");

// The hash of "example.org", with which every authenticator data of the vectors begins.
constexpr std::string_view kHash = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b5";

struct Vector {
  std::string key, data, client_data, signature;
  std::string_view flags;
  Assertion assertion() const { return {client_data, data, signature}; }
};

std::string es256(std::string_view x, std::string_view y) {
  return raw("a5010203262001215820" + std::string(x) + "225820" + std::string(y));
}

// §16.2 ES256 without attestation: present, not verified.
const std::string kCreated = raw(
    "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0"
    "f01452b2e4b559000000008446"
    "ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a501020326200121"
    "5820afefa16f97ca9b2d23eb86"
    "ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220");
const std::string kCreatedData = raw(
    "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d507434557878475453746e636471"
    "34313759447742466938767049"
    "612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967"
    "696e223a66616c73652c226578"
    "74726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c"
    "206669656c647320696e207468"
    "65206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551227d");
const Vector kPresent{
    es256("afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61",
          "930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220"),
    raw(std::string(kHash) + "1900000000"),
    raw("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f"
        "334a5558543049393770767a7a5942503974"
        "5a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e"
        "223a66616c73657d"),
    raw("3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f5"
        "75bf11a1dd5d78c6e486013f937295ea13"
        "653e331e87"),
    "present"};
// §16.6 ES256 with a long credential id: present and verified.
const Vector kVerified{
    es256("3b8176b7504489cc593046d7988abb7905a742de6ac2cdc748a873c663e90cb1",
          "1436d5edc9a75f23999eef9d5950a5c2455514ee1014084720f841a06b828a11"),
    raw(std::string(kHash) + "0d00000000"),
    raw("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22377833727057334f53505a307045"
        "664d396a75566d53574d36485a4935634f57"
        "3875384d6f647047446a73222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e"
        "223a66616c73657d"),
    raw("304502203ecef83fb12a0cae7841055f9f87103a99fd14b424194bbf06c4623d3ee6e3fd022100d2ace346db262b1374a6b7"
        "0faa51f518a42ddca13a4125ce6f5052a7"
        "5bac9fb6"),
    "verified"};
// §16.4 ES256 from a frame in another site's page.
const Vector kFramed{
    es256("22200a473f90b11078851550d03b4e44a2279f8c4eca27b3153dedfe03e4e97d",
          "cbd0be95e746ad6f5a8191be11756e4c0420e72f65b466d39bc56b8b123a9c6e"),
    raw(std::string(kHash) + "0500000000"),
    raw("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a226832716c463771445f65356c5f50"
        "5f62796b7945377135645650674547685f49"
        "584a6b655737736e4d5463222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e"
        "223a747275652c226578747261"
        "44617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669"
        "656c647320696e207468652066"
        "75747572652c207375636820617320746869733a2039327063545644304162792d713464746d6a36656667227d"),
    raw("3046022100eb12fcf23b12764c0f122e22371fab92e283879fd798f38ee1841c951b6e40e7022100c76237ff9db77b3c56f3"
        "0837cda6a09acfa2e915544e609c0733b1"
        "184036d1cf"),
    "verified, framed"};
// §16.11 Ed25519: present, not verified.
const Vector kEdwards{
    raw("a401010327200621582044e06ddd331c36a8dc667bab52bcae63486c916aa5e339e6acebaa84934bf832"), raw(std::string(kHash) + "0100000000"),
    raw("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a2269566c583442786a4f6d6d44534b"
        "4c596f7870557439736e364d48454f794341"
        "3135726947514a6e763949222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e"
        "223a66616c73657d"),
    raw("f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cfdfc48f85393bc0d40b011f0d6fecb097d660"
        "7525713223a0dc0d453993dae00b"),
    "present"};

std::string signed_text(const Vector& vector) {
  const crypto::Digest digest = crypto::sha256(vector.client_data);
  return vector.data + std::string(crypto::view(digest));
}

TEST(FactorsWebauthn, SignaturesOfTheStandardsVectorsAreRight) {
  for (const Vector* one : {&kPresent, &kVerified, &kFramed, &kEdwards}) {
    const auto key = read_key(one->key);
    ASSERT_TRUE(key) << one->flags;
    EXPECT_TRUE(verify(*key, signed_text(*one), one->signature)) << one->flags;
    std::string changed = signed_text(*one);
    changed.back() = static_cast<char>(changed.back() ^ 1);
    EXPECT_FALSE(verify(*key, changed, one->signature));
    EXPECT_FALSE(verify(*key, signed_text(*one), one->signature.substr(1)));
  }
  EXPECT_FALSE(verify(*read_key(kPresent.key), signed_text(kVerified), kVerified.signature)) << "of another key";
}

TEST(FactorsWebauthn, APersonMustBeVerified) {
  EXPECT_TRUE(check_assertion(kVerified.assertion(), kVerified.key, 0, kParty).ok());
  for (const Vector* one : {&kPresent, &kEdwards}) {
    const auto refused = check_assertion(one->assertion(), one->key, 0, kParty);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().problems.at(0).expected, "the flag of user verification");
  }
  const auto created = check_creation(kCreated, kParty);
  ASSERT_FALSE(created.ok());
  EXPECT_EQ(created.error().problems.at(0).expected, "the flag of user verification");
}

// What is signed for one site is worth nothing at another: a page that looks like ours gets signatures for its own name.
TEST(FactorsWebauthn, AnotherOriginOrAnotherPartyIsRefused) {
  EXPECT_EQ(challenge_of(kVerified.client_data, Ceremony::get, kParty).value(), "7x3rpW3OSPZ0pEfM9juVmSWM6HZI5cOW8u8ModpGDjs");
  EXPECT_EQ(challenge_of(kCreatedData, Ceremony::create, kParty).value(), "AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA");
  for (const char* url :
       {"https://example.org:8443", "http://example.org", "https://www.example.org", "https://example.org.evil.vn", "https://ocop.vn"})
    EXPECT_FALSE(challenge_of(kVerified.client_data, Ceremony::get, Party::of(url)).ok()) << url;
  EXPECT_FALSE(challenge_of(kVerified.client_data, Ceremony::create, kParty).ok()) << "signing in is no making";
  EXPECT_FALSE(challenge_of(kCreatedData, Ceremony::get, kParty).ok());
  EXPECT_FALSE(challenge_of(kFramed.client_data, Ceremony::get, kParty).ok()) << "from a frame of another site";
  EXPECT_FALSE(check_assertion(kVerified.assertion(), kVerified.key, 0, Party::of("https://example.com")).ok());
  EXPECT_TRUE(check_assertion(kVerified.assertion(), kVerified.key, 0, Party::of("https://example.org:8443")).ok())
      << "a party has no port";
  for (const char* text : {"", "{}", "[]", "null", R"({"type":"webauthn.get","origin":"https://example.org"})",
                           R"({"type":"webauthn.get","origin":"https://example.org","challenge":7})",
                           R"({"type":"webauthn.get","origin":"https://example.org","challenge":"x","crossOrigin":"false"})"})
    EXPECT_FALSE(challenge_of(text, Ceremony::get, kParty).ok()) << text;
}

TEST(FactorsWebauthn, ACounterGoesUpOrCountsNothing) {
  EXPECT_EQ(check_assertion(kVerified.assertion(), kVerified.key, 0, kParty).value(), 0u);
  const auto copied = check_assertion(kVerified.assertion(), kVerified.key, 1, kParty);
  ASSERT_FALSE(copied.ok()) << "it counted once, and says 0 now";
  EXPECT_EQ(copied.error().kind, ErrorKind::conflict);
}

TEST(FactorsWebauthn, ANewCredentialIsReadAsTheStandardWritesIt) {
  const auto bytes = authenticator_data_of(kCreated);
  ASSERT_TRUE(bytes);
  const auto data = read_authenticator_data(*bytes);
  ASSERT_TRUE(data);
  EXPECT_EQ(text::hex(data->credential), "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4");
  EXPECT_EQ(data->key, kPresent.key);
  EXPECT_EQ(data->counter, 0u);
  EXPECT_EQ(text::hex(data->party_hash), kHash);
  // Verified: the same with the flag set, as nothing signs it where no attestation is asked for.
  std::string verified = kCreated;
  const std::size_t flags = verified.find(raw(kHash)) + 32;
  verified[flags] = static_cast<char>(verified[flags] | AuthenticatorData::kVerified);
  EXPECT_EQ(check_creation(verified, kParty)->credential, data->credential);
  EXPECT_FALSE(check_creation(verified, Party::of("https://example.com")).ok());
  for (std::size_t size = 0; size < verified.size(); ++size) EXPECT_FALSE(check_creation(verified.substr(0, size), kParty).ok()) << size;
  EXPECT_FALSE(check_creation(verified + "x", kParty).ok());
}

TEST(FactorsWebauthn, OnlyKeysThatCanBeVerifiedAreTaken) {
  const std::string coordinate = std::string(64, '1');
  struct Row { std::string hex; std::string_view why; };
  for (const Row& row : {Row{"", "nothing"}, Row{"a0", "an empty map"},
                         Row{"a50102032720012158"
                             "20" +
                                 coordinate + "225820" + coordinate,
                             "EdDSA on P-256"},
                         Row{"a5010203262002215820" + coordinate + "225820" + coordinate, "P-384"},
                         Row{"a501020338222001215820" + coordinate + "225820" + coordinate, "ES384"},
                         Row{"a501020326200121581f" + coordinate.substr(2) + "225820" + coordinate, "a short coordinate"},
                         Row{"a4010103272006214120", "a short point"}, Row{"a4010303390100204101214101", "RSA of 8 bits"},
                         Row{"bf0102ff", "of no definite length"},
                         Row{"a10102"
                             "00",
                             "something behind it"}})
    EXPECT_FALSE(read_key(raw(row.hex))) << row.why;
  EXPECT_TRUE(read_key(kPresent.key));
  EXPECT_EQ(read_key(raw("a401030339010020590100" + std::string(512, 'a') + "2143010001"))->algorithm, kRs256);
}

TEST(FactorsWebauthn, CborReadsTheExamplesOfRfc8949) {   // appendix A
  const auto first = [](std::string_view hex) {
    const std::string bytes = raw(hex);
    return cbor::Reader(bytes).next();
  };
  struct Row { std::string_view hex; std::int64_t value; };
  for (const Row& row : {Row{"00", 0}, Row{"17", 23}, Row{"1818", 24}, Row{"1903e8", 1000}, Row{"1a000f4240", 1'000'000},
                         Row{"1b000000e8d4a51000", 1'000'000'000'000}, Row{"20", -1}, Row{"3863", -100}, Row{"3903e7", -1000}})
    EXPECT_EQ(first(row.hex)->integer, row.value) << row.hex;
  EXPECT_EQ(first("83010203")->count, 3u);
  EXPECT_EQ(first("f5")->kind, cbor::Item::Kind::other);
  for (const char* hex : {"", "18", "1c", "1f", "5f", "42", "4201", "62c3", "9f", "bf", "c0", "ff", "3bffffffffffffffff",
                          "9b00ffffffffffffff", "5bffffffffffffffff"})
    EXPECT_FALSE(first(hex)) << hex;
  const auto skips = [](std::string_view hex) {
    const std::string bytes = raw(hex);
    return cbor::Reader(bytes).skip();
  };
  EXPECT_TRUE(skips("8301820203820405"));
  EXPECT_TRUE(skips("8181818100"));
  EXPECT_FALSE(skips("818181818100")) << "deeper than any authenticator writes";
  EXPECT_FALSE(skips("830102")) << "an item is missing";
}

TEST(FactorsWebauthn, AChallengeIsForOnePurposeAndAShortTime) {
  SeededRandom random(3);
  const std::string key(32, 'k');
  const Instant now{1'795'000'000'000};
  const std::string made = challenge::make(random, key, "sign in", now);
  EXPECT_EQ(crypto::base64url_decode(made)->size(), 40u);
  EXPECT_NE(challenge::make(random, key, "sign in", now), made);
  const auto own = [&](std::string_view with, std::string_view purpose, std::int64_t later) {
    return challenge::is_own(made, with, purpose, {now.milliseconds + later});
  };
  EXPECT_TRUE(own(key, "sign in", 0));
  EXPECT_TRUE(own(key, "sign in", challenge::kLife - 1));
  EXPECT_FALSE(own(key, "sign in", challenge::kLife));
  EXPECT_FALSE(own(key, "sign in", -challenge::kLife - 1)) << "from the future";
  EXPECT_FALSE(own(key, "add 1", 0));
  EXPECT_FALSE(own(std::string(32, 'l'), "sign in", 0));
  for (std::size_t i = 0; i < made.size(); ++i) {
    std::string changed = made;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(challenge::is_own(changed, key, "sign in", now)) << i;
  }
  EXPECT_FALSE(challenge::is_own("", key, "sign in", now));
}

TEST(FactorsWebauthn, ASiteIsItsOriginAndItsHost) {
  struct Row { const char *url, *origin, *id; };
  for (const Row& row :
       {Row{"https://ocop.vn", "https://ocop.vn", "ocop.vn"}, Row{"http://localhost:8080", "http://localhost:8080", "localhost"},
        Row{"https://ocop.vn:8443/", "https://ocop.vn:8443", "ocop.vn"}}) {
    EXPECT_EQ(Party::of(row.url).origin, row.origin);
    EXPECT_EQ(Party::of(row.url).id, row.id);
  }
}

}  // namespace
}  // namespace ocop::factors::webauthn
