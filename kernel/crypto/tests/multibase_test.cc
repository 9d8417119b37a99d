#include "kernel/crypto/multibase.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocop::crypto {
namespace {

TEST(CryptoMultibase, Base58AsItsDraftSays) {   // draft-msporny-base58-03, section 5, and zeros in front
  const std::pair<std::string, std::string> rows[] = {{"Hello World!", "2NEpo7TZRRrLZSi2U"},
                                                      {"The quick brown fox jumps over the lazy dog.",
                                                       "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"},
                                                      {std::string("\x00\x00\x28\x7f\xb4\xcd", 6), "11233QC4"},
                                                      {"", ""},
                                                      {std::string(1, '\0'), "1"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base58(bytes), text);
    EXPECT_EQ(base58_decode(text), bytes);
  }
  for (const char* wrong : {"0", "O", "I", "l", "a b", "ế"}) EXPECT_FALSE(base58_decode(wrong)) << wrong;
  EXPECT_FALSE(multibase_decode("uAA"));
  EXPECT_FALSE(multibase_decode(""));
}

TEST(CryptoMultibase, AMultikeySaysWhichKeyItIs) {
  const auto key = read_multikey("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");   // W3C vc-di-eddsa, appendix A
  ASSERT_TRUE(key);
  EXPECT_EQ(multikey(*key), "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
  EXPECT_FALSE(read_multikey("z6Mkr"));
  EXPECT_FALSE(read_multikey("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")) << "a secret key is no public one";
}

RC_GTEST_PROP(CryptoMultibase, BytesComeBack, (const std::string& bytes)) { RC_ASSERT(base58_decode(base58(bytes)) == bytes); }

}  // namespace
}  // namespace ocop::crypto
