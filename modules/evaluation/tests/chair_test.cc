#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/desk.h"
#include "modules/work/tests/listed.h"

// A chair who scores as well, and one who says a conflict of interest.
namespace ocop::evaluation::test {
namespace {

using http::Method;
using rules::Tick;

class EvaluationChair : public Desk {
 protected:
  void SetUp() override {
    Desk::SetUp();
    if (IsSkipped()) return;
    for (const Actor* one : {&both_, &next_}) world.identity.add(*one);
    desk_.people.add("both", both_);
    desk_.people.add("next", next_);
  }
  void regulate(int council_size_min, int quorum_percent) {
    Settings settings;
    settings.valid_from = *Date::of(2026, 11, 23);
    settings.council_size_min = council_size_min;
    settings.quorum_percent = quorum_percent;
    ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  }
  DossierId at_the_council(const Actor& chair, const std::vector<const Actor*>& members) {
    const DossierId id = open_draft();
    answer(id, world.maker, kAllTop);
    submit(id);
    forward(id);
    NameCouncil ask{.version = view(world.province, id).dossier.version, .members = {}, .chair = chair.account};
    for (const Actor* one : members) ask.members.push_back(*one->account);
    const auto opened = service().open_council(world.province, id, ask);
    EXPECT_TRUE(opened.ok()) << opened.error().detail;
    return id;
  }
  Result<StoredResult> close_by(const Actor& chair, DossierId id, Tick tick = Tick::absent) {
    return service().close(chair, id, {view(chair, id).dossier.of_council(), tick});
  }
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
  std::string told(const Actor& actor, DossierId id) { return api(Method::get, actor, "/api/v1" + path(id, "/sheets")).body; }
  // Not one figure of the others' sheets, wherever the chair looks or tries.
  void expect_blind(DossierId id, std::string_view field) {
    const auto seen = service().closing(both_, id);
    ASSERT_TRUE(seen.ok());
    EXPECT_FALSE(seen->spread || seen->spread_wide);
    EXPECT_TRUE(seen->decisive.empty());
    EXPECT_EQ(told(both_, id).find(R"("spread":)"), std::string::npos);
    EXPECT_EQ(told(both_, id).find(R"("decisive")"), std::string::npos);
    const auto page = get(both_, path(id, "/closing"));
    EXPECT_FALSE(has(page, "Chênh lệch giữa phiếu cao nhất"));
    EXPECT_FALSE(has(page, "id=\"decisive\""));
    for (const Tick tick : {Tick::absent, Tick::given}) {
      const auto closed = close_by(both_, id, tick);
      ASSERT_FALSE(closed.ok());
      EXPECT_EQ(closed.error().kind, ErrorKind::conflict);
      EXPECT_EQ(closed.error().problems.at(0).field, field);
    }
  }
  Actor both_{account(61), "Chủ tịch cũng chấm", {{Role::council_chair, "68", "", {}}, {Role::council_member, "68", "", {}}}};
  Actor next_{account(62), "Chủ tịch khác", {{Role::council_chair, "68", "", {}}}};
};
OCOP_ON_BOTH_ENGINES(EvaluationChair);

// Four sit, the regulation asks for half of them: two sheets are in, and the chair's own is open.
TEST_P(EvaluationChair, WhoScoresAsWellSeesNoFigureBeforeTheOwnSheetIsIn) {
  regulate(3, 50);
  const DossierId id = at_the_council(both_, {&both_, &world.members[0], &world.members[1], &world.members[2]});
  hand_in(id, world.members[0], kAllTop);
  hand_in(id, world.members[1], kThreeStars);
  expect_blind(id, "sheet");
  EXPECT_TRUE(has(get(both_, path(id, "/closing")), "hãy nộp phiếu của mình trước"));
  hand_in(id, world.members[2], kAllTop);
  expect_blind(id, "sheet");
  hand_in(id, both_, kThreeStars);
  EXPECT_EQ(service().closing(both_, id)->spread, Rational(50));
  EXPECT_FALSE(service().closing(both_, id)->decisive.empty());
  EXPECT_NE(told(both_, id).find(R"("spread":)"), std::string::npos);
  EXPECT_TRUE(has(get(both_, path(id, "/closing")), "Chênh lệch giữa phiếu cao nhất"));
  // Opened again it is scored blind again.
  ASSERT_TRUE(service().reopen_sheet(both_, id, service().own_sheet(both_, id)->sheet.seat, "Xem lại").ok());
  expect_blind(id, "sheet");
  hand_in(id, both_, {{"1.1", 2}});
  EXPECT_EQ(close_by(both_, id).error().problems.at(0).field, "spread_accepted");
  EXPECT_TRUE(close_by(both_, id, Tick::given).ok());
}

// With two sheets the difference tells the other's total to whoever gave one of them.
TEST_P(EvaluationChair, WhoScoresAsWellSeesNoFigureOfTwoSheetsOfThree) {
  regulate(3, 50);
  const DossierId id = at_the_council(both_, {&both_, &world.members[0], &world.members[1]});
  hand_in(id, both_, kAllTop);
  hand_in(id, world.members[0], kThreeStars);
  EXPECT_EQ(service().closing(both_, id)->needed, 3);
  expect_blind(id, "sheets");
  EXPECT_TRUE(work::tests::listed(database(), both_, work::State::waiting).empty()) << "not yet his turn";
  hand_in(id, world.members[1], kThreeStars);
  EXPECT_EQ(service().closing(both_, id)->spread, Rational(50));
  EXPECT_EQ(work::tests::listed(database(), both_, work::State::waiting).size(), 1u);
  EXPECT_TRUE(close_by(both_, id, Tick::given).ok());
}

TEST_P(EvaluationChair, ACouncilOfTwoClosesAllTheSame) {
  regulate(2, 100);
  const DossierId id = at_the_council(both_, {&both_, &world.members[0]});
  hand_in(id, both_, kAllTop);
  hand_in(id, world.members[0], kAllTop);
  EXPECT_EQ(service().closing(both_, id)->spread, Rational(0));
  EXPECT_TRUE(close_by(both_, id).ok());
}

// One who leads and does not score is no part of what he looks at.
TEST_P(EvaluationChair, WhoOnlyLeadsGoesByTheQuorumAlone) {
  regulate(3, 50);
  const DossierId id = at_the_council(next_, {&world.members[0], &world.members[1], &world.members[2]});
  hand_in(id, world.members[0], kAllTop);
  hand_in(id, world.members[1], kThreeStars);
  EXPECT_EQ(service().closing(next_, id)->spread, Rational(50));
  EXPECT_TRUE(close_by(next_, id, Tick::given).ok());
}

}  // namespace
}  // namespace ocop::evaluation::test
