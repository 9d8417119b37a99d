#include "kernel/sources/source.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"
#include "kernel/sources/tests/things.h"

namespace ocop::lists {
namespace {

using tests::kThings;

bool reads(const std::string& text, std::string_view sort, Direction direction) {
  return read_cursor(text, kThings, *kThings.sort(sort), direction).has_value();
}

TEST(SourcesCursor, IsGoodForItsOwnOrderOnly) {
  const std::string text =
      write_cursor({Cursor::Side::after, Value(std::int64_t{7}), Value("k")}, *kThings.sort("seen"), Direction::descending);
  EXPECT_TRUE(reads(text, "seen", Direction::descending));
  EXPECT_FALSE(reads(text, "seen", Direction::ascending));
  EXPECT_FALSE(reads(text, "name", Direction::descending));
}

TEST(SourcesCursor, RefusesWhatItDidNotWrite) {
  const std::string order = text::base64url("a+name"), number_order = text::base64url("a+seen");
  for (const std::string& wrong :
       {std::string(), std::string("."), std::string(".."), order, order + ".YQ", order + ".YQ.YQ.YQ", order + ".Y.YQ", order + ".!.YQ",
        order + "." + text::base64url("\xff") + ".YQ", order + "." + text::base64url({"a\0b", 3}) + ".YQ"})
    EXPECT_FALSE(reads(wrong, "name", Direction::ascending)) << wrong;
  for (const char* wrong : {"", "x", "1x", "9223372036854775808", " 1", "+1"})
    EXPECT_FALSE(reads(number_order + "." + text::base64url(wrong) + ".YQ", "seen", Direction::ascending)) << wrong;
  EXPECT_TRUE(reads(order + "." + text::base64url("") + ".YQ", "name", Direction::ascending)) << "an empty text is a place, too";
}

RC_GTEST_PROP(SourcesCursor, ReadsWhatItWrote, (std::int64_t number, const std::string& key)) {
  const Cursor cursor{*rc::gen::element(Cursor::Side::after, Cursor::Side::before), Value(number), Value(key)};
  const auto read =
      read_cursor(write_cursor(cursor, *kThings.sort("seen"), Direction::ascending), kThings, *kThings.sort("seen"), Direction::ascending);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->side == cursor.side && read->sort == cursor.sort && read->key == cursor.key);
  RC_ASSERT(!read->then);
}

RC_GTEST_PROP(SourcesCursor, HoldsBothValuesOfAnOrderThatHasTwo, (std::int64_t number, std::int64_t then, const std::string& key)) {
  const Sort& near = *kThings.sort("near");
  const Cursor cursor{Cursor::Side::after, Value(number), Value(key), Value(then)};
  const std::string text = write_cursor(cursor, near, Direction::descending);
  const auto read = read_cursor(text, kThings, near, Direction::descending);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->sort == cursor.sort && read->then == cursor.then && read->key == cursor.key);
  RC_ASSERT(!read_cursor(write_cursor({Cursor::Side::after, Value(number), Value(key)}, near, Direction::descending), kThings, near,
                         Direction::descending));
}

}  // namespace
}  // namespace ocop::lists
