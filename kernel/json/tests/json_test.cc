#include "kernel/json/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/id.h"
#include "kernel/base/text.h"
#include "kernel/base/time.h"

namespace ocop::json {
namespace {

using Kind = Node::Kind;

std::string expected_of(std::string_view text, const Limits& limits = {}) {
  const auto parsed = parse(text, limits);
  return parsed ? "parsed" : parsed.error().problems.at(0).expected;
}
std::string field_of(std::string_view text) {
  const auto parsed = parse(text);
  return parsed ? "parsed" : parsed.error().problems.at(0).field;
}

TEST(Json, ReadsEveryKind) {
  const auto parsed =
      parse(R"( {"null":null,"yes":true,"whole":-7,"real":2.0,"text":"Đường \u0026 \ud83c\udf6f","list":[1,[2]],"object":{"a":0}} )");
  ASSERT_TRUE(parsed.ok());
  const Node root = parsed->root();
  EXPECT_EQ(root.kind(), Kind::object);
  EXPECT_EQ(root.size(), 7u);
  EXPECT_EQ(root["null"].kind(), Kind::null);
  EXPECT_EQ(root["yes"].boolean(), true);
  EXPECT_EQ(root["whole"].integer(), -7);
  EXPECT_EQ(root["real"].integer(), std::nullopt);
  EXPECT_EQ(root["real"].number(), 2.0);
  EXPECT_EQ(root["text"].text(), "Đường & 🍯");
  EXPECT_EQ(root["list"].at(1).at(0).integer(), 2);
  EXPECT_EQ(root["object"]["a"].integer(), 0);
  EXPECT_EQ(root.key_at(2), "whole");
  EXPECT_EQ(root.at(2).integer(), -7);
}

TEST(Json, AMissingNodeAnswersEmpty) {
  const auto parsed = parse("[1]");
  const Node none = parsed->root()["a"]["b"].at(3);
  EXPECT_EQ(none.kind(), Kind::missing);
  EXPECT_FALSE(none);
  EXPECT_EQ(none.text(), std::nullopt);
  EXPECT_EQ(none.text_or("x"), "x");
  EXPECT_EQ(none.integer(), std::nullopt);
  EXPECT_EQ(none.number(), std::nullopt);
  EXPECT_EQ(none.boolean(), std::nullopt);
  EXPECT_EQ(none.size(), 0u);
  EXPECT_EQ(none.key_at(0), "");
  EXPECT_EQ(none.brief(), "nothing");
  EXPECT_EQ(parsed->root().at(1).kind(), Kind::missing);
}

TEST(Json, KeepsTheOrderOfTheText) {
  const auto parsed = parse(R"({"z":1,"a":2,"m":3})");
  std::string order;
  for (std::size_t i = 0; i < parsed->root().size(); ++i) order += parsed->root().key_at(i);
  EXPECT_EQ(order, "zam");
}

TEST(Json, RefusesDuplicateKeysAtAnyDepth) {
  EXPECT_EQ(expected_of(R"({"a":1,"a":2})"), "each key once in an object");
  EXPECT_EQ(expected_of(R"([{"b":{"x":1,"y":2,"x":3}}])"), "each key once in an object");
  EXPECT_EQ(expected_of(R"({"":1,"":2})"), "each key once in an object");
  EXPECT_EQ(expected_of(R"({"a":1,"\u0061":2})"), "each key once in an object") << "an escaped key is the same key";
  EXPECT_EQ(parse(R"({"answers":1,"answers":1})").error().problems[0].got, "answers");
  EXPECT_TRUE(parse(R"({"a":{"a":1},"b":{"a":1}})").ok()) << "the same key in different objects is no duplicate";
  EXPECT_TRUE(parse(R"([{"a":1},{"a":1}])").ok());
}

TEST(Json, RefusesWhatRfc8259DoesNotAllow) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "{a:1}",
                           "'a'",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "NaN",
                           "Infinity",
                           "-",
                           "tru",
                           "nul",
                           "[1 2]",
                           "{\"a\" 1}",
                           "\"\t\"",
                           "\"a",
                           "\"\\x\"",
                           "// c\n1",
                           "/* c */1",
                           "\xEF\xBB\xBF{}",
                           "\"\\ud800\"",
                           "\"\\udc00x\"",
                           "\"\xC3\x28\"",
                           "\"\xED\xA0\x80\"",
                           "\"\xF5\x80\x80\x80\"",
                           "\"\xC0\xAF\"",
                           "1e999",
                           "[1]]",
                           "{} {}",
                           "1 x"}) {
    const auto parsed = parse(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().kind, ErrorKind::malformed_request) << text;
  }
}

TEST(Json, SaysWhere) {
  EXPECT_EQ(field_of("{\"a\": x}"), "byte 6");
  EXPECT_EQ(field_of("[1]  2"), "byte 5");
  EXPECT_EQ(expected_of("[1]  2"), "nothing after the JSON value");
  EXPECT_EQ(parse("[1").error().problems[0].got, "end of text");
  EXPECT_EQ(parse("[1] Đường thốt nốt").error().problems[0].got, "Đường thốt nốt");
}

TEST(Json, ScalarsAreDocuments) {
  EXPECT_EQ(parse("3")->root().integer(), 3);
  EXPECT_EQ(parse(" \"x\"\n")->root().text(), "x");
  EXPECT_EQ(parse("-0.5e1")->root().number(), -5.0);
}

TEST(Json, NumbersBeyondAnIntegerAreReal) {
  EXPECT_EQ(parse("9223372036854775807")->root().integer(), INT64_MAX);
  const auto large = parse("9223372036854775808");
  EXPECT_EQ(large->root().kind(), Kind::real);
  EXPECT_EQ(large->root().integer(), std::nullopt);
  EXPECT_EQ(large->root().number(), 9223372036854775808.0);
}

TEST(Json, RealsAreTheNearestDouble) {
  // The first was an ulp off in Boost's own conversion.
  EXPECT_EQ(parse("-118446744073709551616")->root().number(), -118446744073709551616.0);
  EXPECT_EQ(parse("1.18446744073709552e+20")->root().number(), 1.18446744073709552e+20);
  EXPECT_EQ(parse("1e23")->root().number(), 1e23);
  EXPECT_EQ(parse("8.5e-3")->root().number(), 8.5e-3);
  EXPECT_EQ(parse("105.8541666666666714036234")->root().number(), 105.8541666666666714036234);
  EXPECT_EQ(parse("1.7976931348623157e308")->root().number(), 1.7976931348623157e308);
  EXPECT_EQ(parse("5e-324")->root().number(), 5e-324);
  EXPECT_EQ(parse("1e-400")->root().number(), 0.0);
  EXPECT_FALSE(parse("1.8e308").ok());
}

RC_GTEST_PROP(Json, AnyDoubleComesBack, (double value)) {
  char digits[40];
  const int size = std::snprintf(digits, sizeof digits, "[%.17g]", value);
  const auto parsed = parse({digits, static_cast<std::size_t>(size)});
  RC_ASSERT(parsed.ok());
  RC_ASSERT(parsed->root().at(0).number() == value);
}

TEST(Json, HoldsItsLimits) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_TRUE(parse(nested(32)).ok());
  EXPECT_EQ(expected_of(nested(33)), "at most 32 levels");
  EXPECT_EQ(expected_of(nested(100'000)), "at most 32 levels");
  EXPECT_TRUE(parse(nested(3), Limits{.bytes = 6, .depth = 3}).ok());
  const auto large = parse(nested(4), Limits{.bytes = 6});
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().kind, ErrorKind::too_large);
}

TEST(Json, BriefIsShortAndValidUtf8) {
  EXPECT_EQ(parse(R"({"a":[1,true,null,"x"],"b":1.5})")->root().brief(), R"({"a":[1,true,null,"x"],"b":1.5})");
  std::string long_text = "[\"";
  for (int i = 0; i < 10'000; ++i) long_text += "ố";
  const std::string brief = parse(long_text + "\",1]")->root().brief();
  EXPECT_LE(brief.size(), kMaxProblemText);
  EXPECT_TRUE(text::is_valid_utf8(brief));
  EXPECT_TRUE(brief.ends_with("…"));
}

TEST(Json, AMovedDocumentKeepsItsNodes) {
  auto parsed = parse(R"({"a":"text that is too long for any small buffer of a string"})");
  const Node node = parsed->root()["a"];
  const Document moved = std::move(parsed).value();
  EXPECT_EQ(node.text(), moved.root()["a"].text());
}

TEST(JsonWriter, PlacesCommas) {
  Writer writer;
  writer.begin_object().field("total", "x").member("figure").number("78.5").field("stars", 3).field("none", std::optional<int>{});
  writer.field("yes", true)
      .member("list")
      .begin_array()
      .integer(1)
      .begin_array()
      .end_array()
      .begin_object()
      .end_object()
      .null()
      .raw("{}")
      .end_array();
  writer.end_object();
  EXPECT_EQ(writer.view(), R"({"total":"x","figure":78.5,"stars":3,"none":null,"yes":true,"list":[1,[],{},null,{}]})");
  EXPECT_TRUE(parse(writer.view()).ok());
}

enum class Size : std::uint8_t { small, large };
std::string_view name(Size size) { return size == Size::small ? "small" : "large"; }

TEST(JsonWriter, AFieldIsWrittenByItsType) {
  Writer writer;
  writer.begin_object().field("id", ProductId{Uuid{{1}}}).field("day", *Date::of(2026, 11, 26)).field("at", Instant{0});
  writer.field("size", Size::large).field("no_day", std::optional<Date>()).field("no_id", std::optional<ProductId>());
  writer.field("some", std::optional(Size::small)).end_object();
  EXPECT_EQ(writer.view(), R"({"id":"01000000-0000-0000-0000-000000000000","day":"2026-11-26","at":"1970-01-01T00:00:00.000Z",)"
                           R"("size":"large","no_day":null,"no_id":null,"some":"small"})");
}

TEST(JsonWriter, WritesAThingByItsWriter) {
  const auto write = [](Writer& out, const int& thing) { out.begin_object().field("it", thing).end_object(); };
  EXPECT_EQ(written<int>(write, 7), R"({"it":7})");
}

TEST(JsonWriter, EscapesSoThatTheOutputIsAlwaysJson) {
  std::string out;
  append_escaped(out, std::string_view("\"\\\n\t\r\x01\0Đ", 9));
  EXPECT_EQ(out, "\"\\\"\\\\\\n\\t\\r\\u0001\\u0000Đ\"");
  out.clear();
  append_escaped(out, "ok\xC3\x28\xFFố\xE1\xBB");
  EXPECT_EQ(out, "\"ok\xEF\xBF\xBD(\xEF\xBF\xBDố\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

RC_GTEST_PROP(JsonWriter, AnyBytesBecomeJsonAndValidTextComesBack, (const std::string& any)) {
  std::string out;
  append_escaped(out, any);
  const auto parsed = parse(out);
  RC_ASSERT(parsed.ok());
  if (text::is_valid_utf8(any)) RC_ASSERT(parsed->root().text() == std::string_view(any));
}

}  // namespace
}  // namespace ocop::json
