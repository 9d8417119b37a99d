#include "kernel/crypto/crypto.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"
#include "kernel/crypto/devices.h"

namespace ocop::crypto {
namespace {

std::string raw(std::string_view hex) { return hex_decode(hex).value(); }
std::array<std::uint8_t, 32> bytes32(std::string_view hex) {
  const std::string bytes = raw(hex);
  std::array<std::uint8_t, 32> out{};
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

// A test key of 2048 bits, and what it signed: "ocop".
constexpr std::string_view kRsaModulus =
    "94b7f952248da8c8b40a25381ce8801deef69a8b373603c02b02bbe4032750f582c0f9efeaada2b722a9872dac63f5ce3b5b0d2023364090"
    "ae7e545ea88bf2e398f5ecb150d9b31b73ba494cd2677fc2df08c4fb71d8ae45b8a9a2f39f2dc304af93a6b2e50166eaa277dafefe8e19f3"
    "d3353a642ad7113eaa45255348b1496d9b90cbbf87a85f0b0d7f61006ac03d2f8f96b6772145dc1f570d2cfae9abfabf8d58ef299baa8f34"
    "80c7e09cb642c0686c0cc7077567fd6f04083e92c8fa200df190b9a1536501e98aaf0380a18dd5752c6c2bab276d8b77bcf31ae128d6c584"
    "d35c41fff2858a9e8b3ff90d522cb48e4b05005dcff52c51bb5dce0976a88c03";
constexpr std::string_view kRsaSignature =
    "3db733ba4ad1103b5dc035c7ffcc00079f2178b5e25c7bc750ea6e37dd91d33e799c7f8a1fc7cf7137de80f416be17c1d07b707367469b3c"
    "7a96dcc05e817fb9a60d4df154b7ad6542e67b3dde4d6e11fddc3dd32b5257b0c474ff0202ebb9d9ea36367d36a647a84317404e7d4e9b4f"
    "8cfef989177b1e68f0e4590ca370ac721c894b989beccae303e63c589fc2bf80c914b472f77b607d13837406d02c76ad94c0fb88f8a5e038"
    "128b8a8e71624bf41c6fcfa5570aeee52f862a7fd6fdad2b492aaa118fb4190ccacc32f6aa1e2fc4578e3d62cfb18847d78d55944adeb074"
    "f2cc857a41567ba0b294f71351b14bb83ea46f50778a3a474476f4d8cc84583e";

class Crypto : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(initialise()); }
};

TEST_F(Crypto, Sha256GivesTheNistExamples) {   // FIPS 180-4 example values
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_F(Crypto, HmacGivesTheVectorsOfRfc4231) {   // §4.2, 4.3, 4.4, 4.7 (a key longer than a block), 4.8
  const auto hmac = [](std::string_view key, std::string_view data) { return text::hex(view(hmac_sha256(key, data))); };
  EXPECT_EQ(hmac(std::string(20, '\x0b'), "Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac("Jefe", "what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hmac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hmac(std::string(131, '\xaa'),
                 "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
                 "before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

struct SignatureVector { std::string_view seed, public_key, message, signature; };

TEST_F(Crypto, Ed25519GivesTheVectorsOfRfc8032) {   // §7.1 TEST 1, 2, 3
  const SignatureVector vectors[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
       "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
       "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
       "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const auto& vector : vectors) {
    const SigningKey key = SigningKey::from_seed(bytes32(vector.seed));
    EXPECT_EQ(key.public_key, bytes32(vector.public_key));
    const auto signature = sign(key, raw(vector.message));
    const std::string_view text(reinterpret_cast<const char*>(signature.data()), signature.size());
    EXPECT_EQ(text::hex(text), vector.signature);
    EXPECT_TRUE(verify(key.public_key, raw(vector.message), text));
    EXPECT_FALSE(verify(key.public_key, raw(vector.message) + "x", text));
    EXPECT_FALSE(verify(key.public_key, raw(vector.message), text.substr(1)));
  }
}

RC_GTEST_PROP(CryptoProperty, AChangedBitOfASignatureIsRefused, (const std::string& message)) {
  SeededRandom random(7);
  const SigningKey key = SigningKey::generate(random);
  auto signature = sign(key, message);
  const auto bit = *rc::gen::inRange<std::size_t>(0, signature.size() * 8);
  signature[bit / 8] = static_cast<std::uint8_t>(signature[bit / 8] ^ (1u << (bit % 8)));
  RC_ASSERT_FALSE(verify(key.public_key, message, {reinterpret_cast<const char*>(signature.data()), signature.size()}));
}

TEST_F(Crypto, Base64GivesTheVectorsOfRfc4648) {   // §10
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(text::base64(plain), coded);
    EXPECT_EQ(base64_decode(coded), std::string(plain));
    const std::string_view bare = coded.substr(0, coded.find('='));
    EXPECT_EQ(text::base64url(plain), bare);
    EXPECT_EQ(base64url_decode(bare), std::string(plain));
  }
}

TEST_F(Crypto, EncodingsRefuseWhatIsNotCanonical) {
  for (const char* bad : {"Zg", "Zg=", "Zg===", "Z g=", "Zm9v\n", "Zh==", "Zm9=", "Zm-_", "=", "Zg==Zg=="}) {
    EXPECT_FALSE(base64_decode(bad)) << bad;
  }
  for (const char* bad : {"Zg==", "Zh", "Z", "Zm+/", "Zm9v "}) EXPECT_FALSE(base64url_decode(bad)) << bad;
  for (const char* bad : {"0", "0g", "0x", "00 00", "000"}) EXPECT_FALSE(hex_decode(bad)) << bad;
  for (int byte = 0; byte < 256; ++byte) {   // each byte that is not of the alphabet, in the place of one that is
    const char letter = static_cast<char>(byte);
    const bool common = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    EXPECT_EQ(base64_decode(std::string("Zm") + letter + "v").has_value(), common || letter == '+' || letter == '/') << byte;
    EXPECT_EQ(base64url_decode(std::string("Zm") + letter + "v").has_value(), common || letter == '-' || letter == '_') << byte;
    const bool hexadecimal = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
    EXPECT_EQ(hex_decode(std::string("0") + letter).has_value(), hexadecimal) << byte;
  }
  EXPECT_EQ(hex_decode("00fFaB"), std::string("\x00\xff\xab", 3));
}

RC_GTEST_PROP(CryptoProperty, EncodingsGoThereAndBack, (const std::string& bytes)) {
  RC_ASSERT(base64_decode(text::base64(bytes)) == bytes);
  RC_ASSERT(base64url_decode(text::base64url(bytes)) == bytes);
  RC_ASSERT(hex_decode(text::hex(bytes)) == bytes);
}

TEST_F(Crypto, PasswordsVerifyAndTellWhenTheirCostIsOld) {
  const auto cheap = PasswordCost::for_tests();
  const auto stored = hash_password("mật khẩu dài", cheap);
  ASSERT_TRUE(stored.ok());
  EXPECT_TRUE(stored->starts_with("$argon2id$v=19$"));
  EXPECT_TRUE(verify_password(*stored, "mật khẩu dài"));
  EXPECT_FALSE(verify_password(*stored, "mật khẩu dai"));
  EXPECT_FALSE(verify_password("", ""));
  EXPECT_FALSE(verify_password("$argon2id$v=19$m=8,t=1,p=1$", "x"));
  EXPECT_FALSE(verify_password(std::string(500, 'a'), "x"));
  EXPECT_NE(*stored, *hash_password("mật khẩu dài", cheap));   // a salt of its own
  EXPECT_FALSE(needs_rehash(*stored, cheap));
  EXPECT_TRUE(needs_rehash(*stored, PasswordCost{}));
  EXPECT_FALSE(needs_rehash("$argon2id$v=19$m=131072,t=4,p=1$c2FsdA$aGFzaA", PasswordCost{}));   // dearer than today's: kept
  EXPECT_TRUE(needs_rehash("$2y$10$abc", cheap));
}

TEST_F(Crypto, HmacSha1GivesTheVectorsOfRfc2202) {   // §3, 1, 2, 3, 6
  const auto hmac = [](std::string_view key, std::string_view data) {
    const Sha1Digest digest = hmac_sha1(key, data);
    return text::hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
  };
  EXPECT_EQ(hmac(std::string(20, '\x0b'), "Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(hmac("Jefe", "what do ya want for nothing?"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hmac(std::string(20, '\xaa'), std::string(50, '\xdd')), "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
  EXPECT_EQ(hmac(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST_F(Crypto, WhatIsSealedOpensWithItsKeyForItsOwnerAlone) {
  SeededRandom random(7);
  const std::string key(32, 'k'), sealed = seal(random, key, "bí mật", "row 1");
  EXPECT_EQ(sealed.find("bí mật"), std::string::npos);
  EXPECT_EQ(unseal(key, sealed, "row 1"), "bí mật");
  EXPECT_FALSE(unseal(key, sealed, "row 2"));
  EXPECT_FALSE(unseal(std::string(32, 'l'), sealed, "row 1"));
  EXPECT_FALSE(unseal("short", sealed, "row 1"));
  EXPECT_NE(seal(random, key, "bí mật", "row 1"), sealed) << "two of one text do not tell that they are";
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(unseal(key, changed, "row 1")) << i;
    EXPECT_FALSE(unseal(key, sealed.substr(0, i), "row 1")) << i;
  }
}

// Vectors of the WebAuthn standard lie in modules/factors; here what they do not have: a key that is none, and RSA (made by OpenSSL 3.0:
// openssl genrsa 2048; openssl dgst -sha256 -sign).
TEST_F(Crypto, SignaturesOfOtherDevicesAreVerified) {
  const std::string x = raw("3b8176b7504489cc593046d7988abb7905a742de6ac2cdc748a873c663e90cb1");
  const std::string y = raw("1436d5edc9a75f23999eef9d5950a5c2455514ee1014084720f841a06b828a11");
  EXPECT_FALSE(verify_es256(x, y, "m", "no signature"));
  EXPECT_FALSE(verify_es256(x, x, "m", "no signature")) << "on no curve";
  EXPECT_FALSE(verify_es256(x.substr(1), y, "m", ""));
  const std::string n = raw(kRsaModulus), e = raw("010001"), signature = raw(kRsaSignature);
  EXPECT_TRUE(verify_rs256(n, e, "ocop", signature));
  EXPECT_FALSE(verify_rs256(n, e, "ocoq", signature));
  EXPECT_FALSE(verify_rs256(n, raw("03"), "ocop", signature));
  EXPECT_FALSE(verify_rs256(n.substr(128), e, "ocop", signature.substr(128))) << "1024 bits are too few";
  EXPECT_FALSE(verify_rs256(n, "", "ocop", signature));
}

TEST_F(Crypto, ComparesAndWipes) {
  EXPECT_TRUE(equal_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_constant_time("abc", "ab"));
  std::string secret = "secret";
  wipe(secret);
  EXPECT_TRUE(secret.empty());
}

TEST_F(Crypto, TokensAreLongAndDiffer) {
  SeededRandom random(1);
  const std::string first = random_token(random), second = random_token(random);
  EXPECT_EQ(first.size(), 43u);   // 32 bytes in base64url
  EXPECT_NE(first, second);
  EXPECT_EQ(base64url_decode(first).value().size(), 32u);
}

}  // namespace
}  // namespace ocop::crypto
