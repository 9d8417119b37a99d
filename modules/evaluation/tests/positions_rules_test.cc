#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <tuple>

#include "modules/evaluation/rules_positions.h"
#include "modules/evaluation/tests/world.h"

// Article 7.6d of Decision 26/2026/QĐ-TTg: "Hội đồng cấp tỉnh thực hiện đánh giá thông qua hình thức lấy ý kiến bằng văn bản; chỉ tổ chức
// họp trực tiếp khi có nhiều ý kiến đánh giá khác nhau hoặc có nội dung phức tạp cần thảo luận".
namespace ocop::evaluation {
namespace {

using rules::Act;
using rules::Capacity;
using rules::Tally;

Date day(int year, int month, int d) { return Date::of(year, month, d).value(); }
const Date kUntil = *Date::of(2027, 4, 20);

Dossier asked(int differing_least = 1, int quorum = 100) {
  Dossier out;
  out.kind = Kind::renewal;
  out.state = State::scoring;
  out.positions = Positions::asked;
  out.positions_until = kUntil;
  out.settings.differing_least = differing_least;
  out.settings.quorum_percent = quorum;
  return out;
}

// "wait", or what they come to.
std::string come_to(const Dossier& dossier, const Tally& tally, Date today) {
  const auto to = rules::settled(dossier, tally, today);
  if (!to) {
    EXPECT_EQ(to.error().kind, ErrorKind::conflict);
    return "wait";
  }
  return std::string(name(*to));
}

TEST(EvaluationPositionsRules, WhatTheViewsComeTo) {
  struct Row { Tally tally; int least, quorum; Date today; std::string_view to; };
  const Date before = day(2027, 4, 19), after = day(2027, 4, 21);
  const Row rows[] = {
      // seats, in, differing, complex
      {{5, 5, 0, 0}, 1, 100, before, "agreed"},   // every view agrees
      {{5, 5, 1, 0}, 1, 100, before, "meeting"},  // one is many, as is usual
      {{5, 5, 1, 0}, 2, 100, before, "agreed"},   // by a regulation that calls two many
      {{5, 5, 2, 0}, 2, 100, before, "meeting"},
      {{5, 5, 0, 1}, 1, 100, before, "meeting"},  // "nội dung phức tạp cần thảo luận", though all agree
      {{5, 5, 0, 1}, 5, 100, before, "meeting"},  // one is enough, whatever is many
      {{5, 4, 0, 0}, 1, 75, before, "wait"},      // a quorum, and the last day is still to come
      {{5, 4, 0, 0}, 1, 75, kUntil, "wait"},      // "đến hết ngày": the last day is theirs to its end
      {{5, 4, 0, 0}, 1, 75, after, "agreed"},
      {{5, 4, 1, 0}, 1, 75, after, "meeting"},
      {{5, 3, 0, 0}, 1, 75, after, "wait"},       // 75 % of five are four
      {{5, 4, 0, 0}, 1, 100, after, "wait"},
      {{5, 0, 0, 0}, 1, 1, after, "wait"},        // nobody
      {{0, 0, 0, 0}, 1, 100, after, "wait"},
      {{2, 2, 0, 0}, 1, 100, after, "wait"},      // fewer than the regulation's three sit in it: a stand-in first
      {{5, 4, 0, 0, 1}, 1, 75, before, "agreed"}, // the fifth may give none any more: nobody is awaited
      {{5, 3, 0, 0, 1}, 1, 60, before, "wait"},   // one may, and the quorum is in
      {{5, 3, 0, 0, 2}, 1, 75, after, "wait"},    // no quorum without stand-ins
  };
  for (const Row& row : rows)
    EXPECT_EQ(come_to(asked(row.least, row.quorum), row.tally, row.today), row.to)
        << row.tally.in << "/" << row.tally.seats << " " << row.tally.differing << " " << row.tally.complex << " " << row.today.iso();
}

// By itself when there is nothing to wait for; whatever settles by itself, a chair may settle.
TEST(EvaluationPositionsRules, WhatSettlesItself) {
  struct Row { Tally tally; int quorum; bool itself; };
  const Row rows[] = {{{3, 3, 0, 0}, 100, true}, {{3, 2, 0, 0}, 50, false}, {{2, 2, 0, 0}, 100, false}, {{0, 0, 0, 0}, 100, false},
                      {{4, 3, 0, 0, 1}, 75, true}, {{4, 3, 0, 0, 1}, 100, false}, {{4, 2, 0, 0, 2}, 75, false}};
  for (const Row& row : rows) {
    const Dossier dossier = asked(1, row.quorum);
    EXPECT_EQ(rules::settles_itself(dossier, row.tally), row.itself) << row.tally.in << "/" << row.tally.seats << " " << row.quorum;
    EXPECT_EQ(rules::settled(dossier, row.tally, day(2027, 4, 1)).ok(), row.itself);
  }
}

// Asked again: whoever sat there before had the views of all before him.
TEST(EvaluationPositionsRules, OnlySeatsNamedAfterwardsGiveAViewWhenAskedAgain) {
  Dossier dossier = asked(1, 75);
  EXPECT_TRUE(rules::check_not_shut_out(dossier, 1).ok()) << "asked once: everybody";
  dossier.positions_after = 4;
  const std::vector<Seat> seats{{1, test::account(1), {}}, {2, test::account(2), {}}, {4, test::account(4), {}}, {5, test::account(5), {}}};
  EXPECT_EQ(rules::check_not_shut_out(dossier, 4).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(rules::check_not_shut_out(dossier, 5).ok());
  std::vector<Position> given(3);
  for (int i = 0; i < 3; ++i) given[static_cast<std::size_t>(i)].seat = i + 1;   // of seat 3, which was given up, as well
  const Tally tally = rules::tally(dossier, seats, given);
  EXPECT_EQ(tally.in, 2);
  EXPECT_EQ(tally.shut_out, 1) << "seat 4";
  EXPECT_EQ(rules::awaited(tally), 1) << "seat 5";
}

// Nothing waits for a person who left before he judged.
TEST(EvaluationPositionsRules, ASeatWhoseMemberLeftAwaitsAnother) {
  for (const auto& [phase, view, sheet, awaits] :
       {std::tuple{Positions::none, false, false, true}, {Positions::none, false, true, false}, {Positions::asked, false, false, true},
        {Positions::asked, true, false, false}, {Positions::agreed, false, false, false}, {Positions::meeting, true, false, true},
        {Positions::meeting, true, true, false}}) {
    Dossier dossier = asked();
    dossier.positions = phase;
    Seat seat{1, test::account(1), {}};
    if (view) seat.position_at = Instant{1};
    if (sheet) seat.state = SheetState::submitted;
    EXPECT_FALSE(rules::awaits_another(dossier, seat)) << "he is there";
    seat.left = true;
    EXPECT_EQ(rules::awaits_another(dossier, seat), awaits) << name(phase) << view << sheet;
  }
}

// Whatever is said, a view more that differs or calls it complex never makes a meeting unneeded.
RC_GTEST_PROP(EvaluationPositionsRules, AnotherDoubtNeverTakesAMeetingAway, ()) {
  const int seats = *rc::gen::inRange(3, 30), least = *rc::gen::inRange(1, 30);
  const int differing = *rc::gen::inRange(0, seats), complex = *rc::gen::inRange(0, seats);
  const Dossier dossier = asked(least);
  const auto plain = rules::settled(dossier, {seats, seats, differing, complex}, kUntil).value();
  const auto more = rules::settled(dossier, {seats, seats, differing + 1, complex}, kUntil).value();
  const auto complexer = rules::settled(dossier, {seats, seats, differing, complex + 1}, kUntil).value();
  RC_ASSERT(plain != Positions::meeting || (more == Positions::meeting && complexer == Positions::meeting));
  RC_ASSERT(complexer == Positions::meeting);
  RC_ASSERT((plain == Positions::agreed) == (differing < least && complex == 0));
}

TEST(EvaluationPositionsRules, ADifferenceAndWhatIsComplexNeedWords) {
  const auto fields = [](Stand stand, std::string words, Matter matter, std::string complexity) {
    std::string out;
    const auto checked = rules::check_position(
        {.stand = stand, .words = std::move(words), .matter = matter, .complexity = std::move(complexity)});
    if (!checked)
      for (const Problem& one : checked.error().problems) out += one.field + " ";
    return out;
  };
  EXPECT_EQ(fields(Stand::agree, "", Matter::plain, ""), "");
  EXPECT_EQ(fields(Stand::agree, "Đồng ý.", Matter::complex, "Đổi nhà máy"), "");
  EXPECT_EQ(fields(Stand::differ, "Tiêu chí 1.1 chỉ đạt 10 điểm", Matter::plain, ""), "");
  EXPECT_EQ(fields(Stand::differ, " ", Matter::plain, ""), "words ");
  EXPECT_EQ(fields(Stand::differ, "", Matter::complex, ""), "words complexity ") << "all at once";
  EXPECT_EQ(fields(Stand::agree, "", Matter::plain, "Đổi nhà máy"), "complex ") << "words without the tick are not lost in silence";
  EXPECT_EQ(fields(Stand::agree, std::string(kPositionLimit, 'x'), Matter::plain, ""), "");
  EXPECT_EQ(fields(Stand::agree, std::string(kPositionLimit + 1, 'x'), Matter::plain, ""), "words ");
}

// Nothing is scored while views are asked for, nothing is scored after they agreed, and a council that was named before scores as it did.
TEST(EvaluationPositionsRules, WhatIsRefusedInWhichPhase) {
  struct Row { Act act; std::string_view none, asked, agreed, meeting; };
  constexpr Row rows[] = {{Act::save_sheet, "+", "-", "-", "+"},    {Act::submit_sheet, "+", "-", "-", "+"},
                          {Act::reopen_sheet, "+", "-", "-", "+"},  {Act::close, "+", "-", "+", "+"},
                          {Act::save_position, "-", "+", "-", "-"}, {Act::settle_positions, "-", "+", "-", "-"},
                          {Act::declare_conflict, "+", "+", "+", "+"}, {Act::name_stand_in, "+", "+", "+", "+"},
                          {Act::read_own_sheet, "+", "+", "+", "+"}, {Act::see_progress, "+", "+", "+", "+"}};
  for (const Row& row : rows)
    for (const auto& [phase, cell] : {std::pair{Positions::none, row.none}, {Positions::asked, row.asked}, {Positions::agreed, row.agreed},
                                      {Positions::meeting, row.meeting}}) {
      Dossier dossier = asked();
      dossier.positions = phase;
      rules::Relation relation;
      relation.add(Capacity::council_member);
      relation.add(Capacity::council_chair);
      const auto may = rules::may(row.act, dossier, relation);
      EXPECT_EQ(may.ok(), cell == "+") << rules::name(row.act) << " " << name(phase);
      if (!may.ok()) {
        EXPECT_EQ(may.error().kind, ErrorKind::conflict);
      }
    }
}

TEST(EvaluationPositionsRules, NobodyReadsAViewBeforeAllAreInAndTheProducerNever) {
  for (const Positions phase : {Positions::none, Positions::asked, Positions::agreed, Positions::meeting})
    for (int c = 0; c < rules::kCapacityCount; ++c) {
      Dossier dossier = asked();
      dossier.positions = phase;
      rules::Relation relation;
      relation.add(static_cast<Capacity>(c));
      const auto capacity = static_cast<Capacity>(c);
      const bool council = capacity == Capacity::council_member || capacity == Capacity::council_chair ||
                           capacity == Capacity::provincial_body || capacity == Capacity::secretary;
      EXPECT_EQ(rules::may_read_positions(dossier, relation), council && (phase == Positions::agreed || phase == Positions::meeting))
          << rules::name(capacity) << " " << name(phase);
      // An officer who is of the producer as well reads none before it is closed, and no names.
      relation.of_producer = true;
      EXPECT_FALSE(rules::may_read_positions(dossier, relation)) << rules::name(capacity) << " " << name(phase);
      EXPECT_FALSE(rules::may_see_member_names(dossier, relation)) << rules::name(capacity);
      dossier.state = State::closed;
      EXPECT_EQ(rules::may_see_member_names(dossier, relation), council) << rules::name(capacity);
    }
}

// Article 7.6c: "Cơ quan tham mưu quản lý OCOP cấp tỉnh … lập báo cáo đánh giá về hồ sơ gửi Chủ tịch Hội đồng cấp tỉnh".
TEST(EvaluationPositionsRules, TheReportOfARenewalIsTheOfficesAndProposesOnEachCriterion) {
  Dossier dossier = asked();
  dossier.state = State::forwarded;
  rules::Relation office, group;
  office.add(Capacity::provincial_body);
  group.add(Capacity::advisory_group);
  EXPECT_TRUE(rules::may(Act::save_advice, dossier, office).ok());
  EXPECT_TRUE(rules::may(Act::save_advice, dossier, group).ok());
  for (const Kind kind : {Kind::first, Kind::upgrade}) {
    dossier.kind = kind;
    EXPECT_EQ(rules::may(Act::save_advice, dossier, office).error().kind, ErrorKind::forbidden) << "article 7.3c";
    EXPECT_TRUE(rules::may(Act::save_advice, dossier, group).ok());
    EXPECT_FALSE(rules::are_positions_asked_of(dossier));
  }
  dossier.kind = Kind::renewal;
  EXPECT_TRUE(rules::are_positions_asked_of(dossier));
  dossier.origin = DossierId{};
  EXPECT_TRUE(rules::are_positions_asked_of(dossier)) << "come back: by its own right, article 7.4g";
  dossier.province = kCentre;
  EXPECT_FALSE(rules::are_positions_asked_of(dossier)) << "the Ministry's council scores in sheets, decision 151";
  EXPECT_EQ(rules::may(Act::save_advice, dossier, office).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(rules::may(Act::save_advice, dossier, group).ok());

  const auto library = test::small_library();
  const rulebooks::Table& table = *library.rulebooks_[0].tables[0];
  std::vector<Proposal> proposals{{"1.1", 2}, {"1.2", 2}, {"2.1", 0}};
  EXPECT_EQ(rules::check_report_to_agree_with(table, std::nullopt, proposals).error().problems.at(0).got, "none");
  EXPECT_EQ(rules::check_report_to_agree_with(table, Advice{}, proposals).error().problems.at(0).got, "3.1");
  EXPECT_EQ(rules::check_report_to_agree_with(table, Advice{}, {}).error().problems.at(0).got, "1.1, 1.2, 2.1, 3.1");
  proposals.push_back({"3.1", 1});
  EXPECT_TRUE(rules::check_report_to_agree_with(table, Advice{}, proposals).ok()) << "none applies is a proposal too";
}

TEST(EvaluationPositionsRules, TheViewsAreDueWithinTheFortyFiveDays) {
  const test::World world;
  Settings settings;
  const Date today = day(2026, 11, 23);   // Monday; 08/12 is a holiday
  EXPECT_EQ(rules::positions_until(settings, today, day(2027, 1, 7), world.holidays).iso(), "2026-12-02") << "seven working days";
  settings.position_days = 15;
  EXPECT_EQ(rules::positions_until(settings, today, day(2027, 1, 7), world.holidays).iso(), "2026-12-15");
  EXPECT_EQ(rules::positions_until(settings, today, day(2026, 12, 1), world.holidays).iso(), "2026-12-01") << "not after the 45 days";
  EXPECT_EQ(rules::positions_until(settings, today, today, world.holidays).iso(), "2026-12-15") << "they are over: it is late anyway";
}

TEST(EvaluationPositionsRules, WhoseTurnItIs) {
  std::vector<Seat> seats{{1, test::account(1), {}, SheetState::open, 1, {}, Instant{1}},
                          {2, test::account(2), {}, SheetState::open, 1, {}}};
  Dossier dossier = asked(1, 50);
  dossier.chair = test::account(9);
  const auto turns_of = [&](Positions phase) {
    dossier.positions = phase;
    std::map<AccountId, rules::Waiting> out;
    for (const rules::Turn& turn : rules::turns(dossier, seats))
      if (turn.account) out[*turn.account] = turn.waiting;
    return out;
  };
  using enum rules::Waiting;
  using Turns = std::map<AccountId, rules::Waiting>;
  EXPECT_EQ(turns_of(Positions::asked),
            (Turns{{test::account(1), others}, {test::account(2), give_position}, {test::account(9), settle_positions}}));
  dossier.settings.quorum_percent = 100;
  EXPECT_EQ(turns_of(Positions::asked).at(test::account(9)), others);
  dossier.settings.quorum_percent = 50;
  dossier.positions_after = 2;
  EXPECT_EQ(turns_of(Positions::asked).at(test::account(2)), others) << "he may give none any more";
  dossier.positions_after = 0;
  EXPECT_EQ(turns_of(Positions::agreed), (Turns{{test::account(1), others}, {test::account(2), others}, {test::account(9), close}}));
  EXPECT_EQ(turns_of(Positions::meeting), (Turns{{test::account(1), score}, {test::account(2), score}, {test::account(9), others}}));
  EXPECT_EQ(turns_of(Positions::none), turns_of(Positions::meeting));
  seats[1].left = true;
  for (const Positions phase : {Positions::asked, Positions::meeting})
    EXPECT_EQ(turns_of(phase).at(test::account(9)), name_stand_in) << "the second one's role ended";
  EXPECT_EQ(turns_of(Positions::agreed).at(test::account(9)), close) << "nothing waits for him";
  for (const bool declared : {true, false}) {
    dossier.chair_declared = declared ? std::optional(Instant{2}) : std::nullopt;
    dossier.chair_left = !declared;
    for (const Positions phase : {Positions::asked, Positions::agreed, Positions::meeting}) {
      EXPECT_FALSE(turns_of(phase).contains(test::account(9))) << "he leads no more";
      rules::Relation office;
      office.add(Capacity::provincial_body);
      EXPECT_EQ(rules::waiting(dossier, office, nullptr, {}), name_chair) << name(phase);
    }
  }
}

// A chair who sits in the council: where it scores, his own sheet comes first and two more hide it; in writing there is no sheet to hide.
TEST(EvaluationPositionsRules, AChairWhoSitsInTheCouncilWaitsForTheQuorumOfViews) {
  rules::Relation chair;
  chair.add(Capacity::council_member);
  chair.add(Capacity::council_chair);
  chair.seat = 1;
  const std::vector<Seat> seats{{1, test::account(1), {}, SheetState::open, 1, {}}};
  for (const auto& [phase, needed, closes] : {std::tuple{Positions::none, 3, false}, {Positions::asked, 1, true},
                                              {Positions::agreed, 1, true}, {Positions::meeting, 3, false}}) {
    Dossier dossier = asked(1, 20);
    dossier.positions = phase;
    EXPECT_EQ(rules::needed_to_close(dossier, chair, 5), needed) << name(phase);
    EXPECT_EQ(rules::own_sheet_first(dossier, chair, seats).ok(), closes) << name(phase);
  }
}

}  // namespace
}  // namespace ocop::evaluation
