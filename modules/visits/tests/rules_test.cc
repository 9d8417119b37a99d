#include "modules/visits/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/visits/messages.h"

namespace ocop::visits::rules {
namespace {

const std::vector<std::string> kCriteria{"1.1", "1.2"};
const Date kToday = *Date::of(2026, 11, 28);
NoteVisit saying(std::string words) { return {.words = std::move(words)}; }
bool is_text(const Result<void>& answer, const Message& message) {
  return !answer && !answer.error().problems.empty() && answer.error().problems[0].message.vi == message.vi;
}

// Article 7.3: the group works before the council is named.
TEST(VisitRules, AVisitIsOfADossierAtTheProvince) {
  using evaluation::State;
  for (const State state : {State::draft, State::submitted, State::scoring, State::closed, State::decided})
    EXPECT_FALSE(at_the_province(state)) << static_cast<int>(state);
  EXPECT_TRUE(at_the_province(State::forwarded));
}

TEST(VisitRules, APlanHasADayAheadAndSomebodyWhoGoes) {
  EXPECT_TRUE(plan({kToday, "Y tế"}, kToday));
  EXPECT_TRUE(plan({kToday.plus_days(kFurthestDays), "Y tế"}, kToday));
  EXPECT_TRUE(is_text(plan({kToday.plus_days(-1), "Y tế"}, kToday), msg::day_wrong));
  EXPECT_TRUE(is_text(plan({kToday.plus_days(kFurthestDays + 1), "Y tế"}, kToday), msg::day_wrong));
  EXPECT_TRUE(is_text(plan({kToday, ""}, kToday), msg::going_missing));
}

TEST(VisitRules, WhatMayBeDoneInWhichState) {
  struct Row { State state; bool off, note, photo; };
  for (const Row& row :
       {Row{State::planned, true, true, false}, {State::made, false, true, true}, {State::called_off, false, false, false}}) {
    EXPECT_EQ(call_off(row.state).ok(), row.off) << name(row.state);
    EXPECT_EQ(may_note(row.state, 0).ok(), row.note) << name(row.state);
    EXPECT_EQ(may_add_photo(row.state, 0).ok(), row.photo) << name(row.state);
  }
  EXPECT_TRUE(may_note(State::made, kMostNotes - 1));
  EXPECT_FALSE(may_note(State::made, kMostNotes));
  EXPECT_TRUE(may_add_photo(State::made, kMostPhotos - 1));
  EXPECT_FALSE(may_add_photo(State::made, kMostPhotos));
}

TEST(VisitRules, ANoteSaysSomethingOfCriteriaThatAreThere) {
  EXPECT_TRUE(note(saying("Nhà xưởng sạch"), kCriteria));
  EXPECT_TRUE(is_text(note(saying(""), kCriteria), msg::words_missing));
  NoteVisit input = saying("Sạch");
  input.remarks = {{"1.2", "Có sổ"}};
  EXPECT_TRUE(note(input, kCriteria));
  input.remarks = {{"9.9", "Có sổ"}};
  EXPECT_TRUE(is_text(note(input, kCriteria), msg::criterion_unknown));
  input.remarks = {{"1.1", "Có sổ"}, {"1.1", "Không có sổ"}};
  EXPECT_TRUE(is_text(note(input, kCriteria), msg::criterion_twice));
  input.remarks = {{"1.1", std::string(kMostRemark + 1, 'a')}};
  EXPECT_TRUE(is_text(note(input, kCriteria), msg::note_too_long));
  EXPECT_TRUE(is_text(note(saying(std::string(kMostWords + 1, 'a')), kCriteria), msg::note_too_long));
  std::string three;   // a letter of three bytes: allowed by its letters, too long for a phone's act by its bytes with the rest
  for (std::size_t i = 0; i < kMostWords; ++i) three += "ạ";
  EXPECT_TRUE(note(saying(three), kCriteria));
  input = saying(three);
  input.tests = std::string(kMostTests, 'a');
  EXPECT_TRUE(note(input, kCriteria));
  input.remarks = {{"1.1", std::string(kMostRemark, 'a')}, {"1.2", std::string(kMostRemark, 'a')}};
  EXPECT_TRUE(is_text(note(input, kCriteria), msg::note_too_long));
}

TEST(VisitRules, FieldsThatSayNothingAreNoRemarks) {
  NoteVisit input = saying("  Sạch ");
  input.remarks = {{"1.2", " có "}, {"1.1", "  "}};
  input = tidy(input);
  EXPECT_EQ(input.words, "Sạch");
  ASSERT_EQ(input.remarks.size(), 1u);
  EXPECT_EQ(input.remarks[0].words, "có");
}

TEST(VisitRules, APlaceIsWholeOnTheEarthAndAgreedTo) {
  struct Row { const char *latitude, *longitude; bool agreed; const Message* wrong; };
  for (const Row& row : {Row{"", "", false, nullptr}, {"", "", true, nullptr}, {"22.8233", "104.98", true, nullptr},
                         {"22.8233", "104.98", false, &msg::place_not_agreed}, {"22.8233", "", true, &msg::place_wrong},
                         {"", "104.98", true, &msg::place_wrong}, {"91", "104", true, &msg::place_wrong},
                         {"22", "180.1", true, &msg::place_wrong}, {"bắc", "104", true, &msg::place_wrong}}) {
    NoteVisit input = saying("Sạch");
    input.latitude = row.latitude;
    input.longitude = row.longitude;
    input.agreed = row.agreed;
    const auto answer = note(input, kCriteria);
    EXPECT_EQ(answer.ok(), row.wrong == nullptr) << row.latitude << " " << row.longitude;
    if (row.wrong) EXPECT_TRUE(is_text(answer, *row.wrong)) << row.latitude << " " << row.longitude;
  }
}

TEST(VisitRules, DegreesAreRoundedToFourDecimals) {
  struct Row { const char* text; std::optional<std::int64_t> value; };
  for (const Row& row : {Row{"22.82331", 228233}, {"22.82335", 228234}, {"22,8233", 228233}, {"-8.5", -85000}, {"90", 900000}, {"0", 0},
                         {"22.823349999", 228233}, {"89.99999", 900000}, {"-0.00005", -1}, {"90.00001", 900000}, {"90.0001", std::nullopt},
                         {"91", std::nullopt}, {"", std::nullopt}, {"-", std::nullopt}, {"1.", std::nullopt}, {".5", std::nullopt},
                         {"1.2.3", std::nullopt}, {"1e1", std::nullopt}, {"99999999999999999999999", std::nullopt},
                         {"1.2345678901234567890123456", std::nullopt}})
    EXPECT_EQ(degrees(row.text, 90), row.value) << row.text;
  EXPECT_EQ(show_degrees(228233), "22.8233");
  EXPECT_EQ(show_degrees(-50), "-0.0050");
}

RC_GTEST_PROP(VisitRules, WhatIsShownIsReadAgain, ()) {
  const std::int64_t value = *rc::gen::inRange<std::int64_t>(-1'800'000, 1'800'001);
  RC_ASSERT(degrees(show_degrees(value), 180) == std::optional(value));
}

}  // namespace
}  // namespace ocop::visits::rules
