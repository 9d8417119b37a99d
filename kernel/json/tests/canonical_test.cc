#include "kernel/json/canonical.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ocop::json {
namespace {

std::string canonical_of(std::string_view text) {
  auto done = canonical(text);
  return done ? *done : "refused";
}

// RFC 8785, appendix B: what ECMAScript writes of a double, by its bits.
TEST(JsonCanonical, WritesNumbersAsEcmaScriptDoes) {
  struct Row { std::uint64_t bits; const char* text; };
  const Row rows[] = {{0x0000000000000000, "0"}, {0x8000000000000000, "0"}, {0x0000000000000001, "5e-324"}, {0x8000000000000001, "-5e-324"},
                      {0x7fefffffffffffff, "1.7976931348623157e+308"}, {0xffefffffffffffff, "-1.7976931348623157e+308"},
                      {0x4340000000000000, "9007199254740992"}, {0xc340000000000000, "-9007199254740992"},
                      {0x4430000000000000, "295147905179352830000"}, {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                      {0x44b52d02c7e14af6, "1e+23"}, {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                      {0x444b1ae4d6e2ef4e, "999999999999999700000"}, {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                      {0x444b1ae4d6e2ef50, "1e+21"}, {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"}, {0x3eb0c6f7a0b5ed8d, "0.000001"},
                      {0x41b3de4355555553, "333333333.3333332"}, {0x41b3de4355555554, "333333333.33333325"},
                      {0x41b3de4355555555, "333333333.3333333"}, {0x41b3de4355555556, "333333333.3333334"},
                      {0x41b3de4355555557, "333333333.33333343"}, {0xbecbf647612f3696, "-0.0000033333333333333333"},
                      {0x43143ff3c1cb0959, "1424953923781206.2"}};
  for (const Row& row : rows) {
    std::ostringstream typed;
    typed.precision(17);
    typed << std::scientific << std::bit_cast<double>(row.bits);
    EXPECT_EQ(canonical_of(typed.str()), row.text);
  }
  EXPECT_EQ(canonical_of("[1E30,4.50,2e-3,0.000000000000000000000000001,56.0,-0]"), "[1e+30,4.5,0.002,1e-27,56,0]") << "§3.2.4";
}

TEST(JsonCanonical, OrdersNamesByTheirCodeUnits) {
  // RFC 8785, §3.2.3: the smiling face is beyond U+FFFF and comes before the dalet with dagesh.
  EXPECT_EQ(canonical_of(R"({"€":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","😀":"Emoji",)"
                         R"("\u0080":"Control","ö":"Latin Small Letter O With Diaeresis"})"),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            "\"€\":\"Euro Sign\",\"😀\":\"Emoji\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
  EXPECT_EQ(canonical_of("{\"b\":{\"z\":1,\"a\":[ ]},\"a\":null}"), "{\"a\":null,\"b\":{\"a\":[],\"z\":1}}");
}

TEST(JsonCanonical, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(canonical_of(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")"), "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"") << "§3.2.2.2";
  EXPECT_EQ(canonical_of("\"\\u007f\\b\\f\\t\""), "\"\x7f\\b\\f\\t\"");
  EXPECT_EQ(canonical_of("{\"a\":1,\"a\":2}"), "refused");
}

// The vectors of cyberphone/json-canonicalization, when ../shared/data is there.
TEST(JsonCanonical, AgreesWithTheVectorsOfItsAuthor) {
  const std::filesystem::path vectors = OCOP_SOURCE_DIR "/../shared/data/gs1/vc/jcs";
  if (!std::filesystem::exists(vectors)) GTEST_SKIP() << "no vectors at " << vectors;
  const auto read = [](const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  int asked = 0;
  for (const auto& one : std::filesystem::directory_iterator(vectors / "input")) {
    EXPECT_EQ(canonical_of(read(one.path())), read(vectors / "output" / one.path().filename())) << one.path();
    ++asked;
  }
  EXPECT_GT(asked, 0);
}

// Every double that can be written is read back as the same, and the text of a text is itself.
RC_GTEST_PROP(JsonCanonical, IsReadBackAsTheSame, ()) {
  const double number = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
  RC_PRE(std::isfinite(number));
  std::ostringstream typed;
  typed.precision(17);
  typed << std::scientific << number;
  const std::string once = canonical_of(typed.str());
  RC_ASSERT(std::strtod(once.c_str(), nullptr) == number);
  RC_ASSERT(canonical_of(once) == once);
}

}  // namespace
}  // namespace ocop::json
