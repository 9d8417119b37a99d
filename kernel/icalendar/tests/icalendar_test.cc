#include "kernel/icalendar/icalendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/base/text.h"

namespace ocop::icalendar {
namespace {

// What a reader does (§3.1): a line end with a blank behind it is none.
std::string unfolded(std::string text) {
  for (std::size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) text.erase(at, 3);
  return text;
}

TEST(Icalendar, WritesDaysMomentsAndTexts) {
  EXPECT_EQ(day(*Date::of(2026, 12, 2)), "20261202");
  EXPECT_EQ(moment(Instant{0}), "19700101T000000Z");
  EXPECT_EQ(escaped("Chè; mật, ong\\\nhai"), "Chè\\; mật\\, ong\\\\\\nhai");
  EXPECT_EQ(escaped("một\r\thai"), "mộthai");
  std::string out;
  begin(out, "work", "Việc, của tôi");
  end(out);
  EXPECT_EQ(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Ocop//work//VI\r\nNAME:Việc\\, của tôi\r\nEND:VCALENDAR\r\n");
}

RC_GTEST_PROP(Icalendar, ALineIsNeverLongerThanAReaderTakesAndNeverCutInACharacter, ()) {
  std::string words;
  for (int i = *rc::gen::inRange(0, 200); i > 0; --i) words += *rc::gen::elementOf(std::vector<std::string>{"a", "ề", "đ", "🍵", " "});
  std::string out;
  line(out, "SUMMARY:", words);
  RC_ASSERT(unfolded(out) == "SUMMARY:" + words + "\r\n");
  for (std::size_t from = 0; from < out.size();) {
    const std::size_t to = out.find("\r\n", from);
    RC_ASSERT(to != std::string::npos && to - from <= 75);
    RC_ASSERT(text::is_valid_utf8(std::string_view(out).substr(from, to - from)));
    from = to + 2;
  }
}

}  // namespace
}  // namespace ocop::icalendar
