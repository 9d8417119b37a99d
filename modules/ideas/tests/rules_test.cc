#include "modules/ideas/rules.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "modules/evaluation/evaluation.h"

namespace ocop::ideas::rules {
namespace {

constexpr Sides commune = Sides().add(Side::commune), maker = Sides().add(Side::maker), province = Sides().add(Side::province);

// The twin of the table in rules.cc, written from README.md: a letter a state, in the order of the enum; "-" = not in this state, "." =
// never.
TEST(IdeasWay, IsTheTableOfTheReadme) {
  struct Row { Act act; std::string commune, maker, province; };
  const Row kRows[] = {
      {Act::change, "prw--", "-rw--", "....."},        {Act::enroll, "r----", ".....", "....."},
      {Act::start, "-w---", "-w---", "....."},         {Act::name_product, ".....", "--w--", "....."},
      {Act::open_dossier, ".....", "--d--", "....."},  {Act::give_up, "ggg--", "ggg--", "....."},
  };
  const std::map<char, State> kTo{{'p', State::potential}, {'r', State::registered}, {'w', State::in_work}, {'d', State::dossier},
                                  {'g', State::given_up}};
  static_assert(std::size(kRows) == kActs.size());
  for (const Row& row : kRows)
    for (const auto& [side, words] : {std::pair{commune, row.commune}, {maker, row.maker}, {province, row.province}})
      for (std::size_t i = 0; i < kStates.size(); ++i) {
        const auto got = may(row.act, kStates[i], side);
        const std::string where = std::to_string(static_cast<int>(row.act)) + " in " + std::string(name(kStates[i]));
        if (words[i] == '.') EXPECT_EQ(got.ok() ? ErrorKind::internal : got.error().kind, ErrorKind::forbidden) << where;
        else if (words[i] == '-') EXPECT_EQ(got.ok() ? ErrorKind::internal : got.error().kind, ErrorKind::conflict) << where;
        else ASSERT_TRUE(got.ok() && *got == kTo.at(words[i])) << where;
      }
}

TEST(IdeasWay, NobodyWithoutASideDoesAnything) {
  for (const Act act : kActs)
    for (const State state : kStates) EXPECT_EQ(may(act, state, Sides()).error().kind, ErrorKind::forbidden);
}

TEST(IdeasFacts, AreOfNowAndOfOneMaker) {
  const Date today = *Date::of(2026, 11, 28);
  Facts facts;
  facts.name = "Mật ong";
  EXPECT_TRUE(check(facts, today).ok());
  facts.target = today;
  EXPECT_TRUE(check(facts, today).ok());
  for (const Date wrong : {today.plus_days(-1), today.plus_months(60).plus_days(1)}) {
    facts.target = wrong;
    EXPECT_EQ(check(facts, today).error().problems.at(0).field, "target");
  }
  facts.target.reset();
  facts.producer.emplace();
  facts.maker = "Bà Mẩy";
  EXPECT_EQ(check(facts, today).error().problems.at(0).field, "maker");
}

TEST(IdeasFacts, OfARegisteredOneAreThereAndAllThatIsMissingIsSaidAtOnce) {
  Facts facts;
  ASSERT_EQ(check_registered(facts).error().problems.size(), 4u);
  facts.maker = "Bà Mẩy";
  facts.product_set = "QD26-13";
  facts.mentor = "Phòng Kinh tế xã";
  ASSERT_EQ(check_registered(facts).error().problems.size(), 1u);
  facts.target = Date::of(2027, 4, 1);
  EXPECT_TRUE(check_registered(facts).ok());
}

TEST(IdeasPlan, HasAStepBeforeWorkAndNoneBehindTheTarget) {
  EXPECT_FALSE(check_start({}).ok());
  const Step step;
  EXPECT_TRUE(check_start(std::span(&step, 1)).ok());
  Facts facts;
  facts.target = Date::of(2027, 4, 1);
  EXPECT_TRUE(check_step({1, "Kiểm nghiệm", *facts.target}, facts, kMostSteps - 1).ok());
  EXPECT_EQ(check_step({1, "Kiểm nghiệm", facts.target->plus_days(1)}, facts, 0).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(check_step({1, "Kiểm nghiệm", *facts.target}, facts, kMostSteps).error().kind, ErrorKind::conflict);
}

// "Đợt 01 trước ngày 30 tháng 6 đối với các hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 4; đợt 02 trước ngày 30 tháng 12 đối với các
// hồ sơ được UBND cấp xã đề nghị trước ngày 30 tháng 10" (article 5.1).
TEST(IdeasRound, IsOfTheDayOfTheCommunesRequest) {
  struct Case { const char* asked; const char* asked_before; const char* results_before; };
  for (const Case& one : {Case{"2027-01-01", "2027-04-30", "2027-06-30"}, {"2027-04-29", "2027-04-30", "2027-06-30"},
                          {"2027-04-30", "2027-10-30", "2027-12-30"}, {"2027-06-30", "2027-10-30", "2027-12-30"},
                          {"2027-10-29", "2027-10-30", "2027-12-30"}, {"2027-10-30", "2028-04-30", "2028-06-30"},
                          {"2027-12-31", "2028-04-30", "2028-06-30"}}) {
    const evaluation::Round round = evaluation::round_of(*Date::parse_iso(one.asked));
    EXPECT_EQ(round.asked_before.iso(), one.asked_before) << one.asked;
    EXPECT_EQ(round.results_before.iso(), one.results_before) << one.asked;
  }
}

}  // namespace
}  // namespace ocop::ideas::rules
