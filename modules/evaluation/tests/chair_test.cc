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

// He is no chair any more: he reads no figure, opens, closes, writes and names nothing; the province names another, and a stand-in.
TEST_P(EvaluationChair, WhoSaysAConflictLeadsNoMore) {
  const DossierId id = at_the_council(both_, {&both_, &world.members[0], &world.members[1]});
  const int seat = service().own_sheet(both_, id)->sheet.seat;
  hand_in(id, both_, kAllTop);
  hand_in(id, world.members[0], kThreeStars);
  hand_in(id, world.members[1], kThreeStars);
  const std::int64_t version = view(both_, id).dossier.of_council();
  EXPECT_EQ(service().name_chair(world.province, id, {version, *next_.account}).error().kind, ErrorKind::conflict) << "somebody leads";
  ASSERT_TRUE(service().name_chair(world.province, id, {version, *both_.account}).ok()) << "he does";
  EXPECT_EQ(service().name_stand_in(world.province, id, seat, {*world.members[2].account}).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service().declare_conflict(both_, id, {"Em trai làm quản lý ở hợp tác xã."}).ok());
  EXPECT_EQ(world.notices.last().news.kind, "conflict.chair");
  EXPECT_EQ(world.notices.last().audience.holders, (std::vector<Grant>{{Role::provincial_body, "68", "", {}}}));

  EXPECT_EQ(service().closing(both_, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().view(both_, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(api(Method::get, both_, "/api/v1" + path(id, "/sheets")).status, 404);
  const auto told_why = [](const auto& result) {
    return !result.ok() && result.error().kind == ErrorKind::conflict &&
           std::string(result.error().problems.at(0).message.vi).find("xung đột lợi ích") != std::string::npos;
  };
  EXPECT_TRUE(told_why(service().close(both_, id, {version, Tick::given})));
  EXPECT_TRUE(told_why(service().reopen_sheet(both_, id, 1, "x")));
  EXPECT_TRUE(told_why(service().note_discussion(both_, id, {"x"})));
  EXPECT_TRUE(told_why(service().name_stand_in(both_, id, seat, {*world.members[2].account})));
  EXPECT_TRUE(service().declare_conflict(both_, id, {"x"}).ok()) << "a second click";
  EXPECT_TRUE(work::tests::listed(database(), both_, work::State::waiting).empty());
  EXPECT_EQ(work::tests::listed(database(), world.province, work::State::waiting).size(), 1u);
  EXPECT_FALSE(service().closing(world.province, id)->spread) << "it reads no figure before closing";

  const auto page = get(world.province, path(id, "/closing"));
  ocop::test::expect_sound(page);
  EXPECT_TRUE(has(page, "Cử Chủ tịch khác"));
  EXPECT_TRUE(has(page, ">" + next_.display_name + "</option>"));
  EXPECT_FALSE(has(page, ">" + both_.display_name + "</option>"));
  const std::int64_t now = view(world.province, id).dossier.of_council();
  const auto name = [&](const Actor& actor, const Actor& chair, std::int64_t seen) {
    return service().name_chair(actor, id, {seen, *chair.account});
  };
  EXPECT_EQ(name(world.province, both_, now).error().problems.at(0).field, "chair") << "not who said one";
  EXPECT_EQ(name(world.province, world.members[2], now).error().kind, ErrorKind::invalid_input) << "no chair's role";
  EXPECT_EQ(name(world.province, next_, now - 1).error().kind, ErrorKind::conflict);
  EXPECT_EQ(name(world.other_province, next_, now).error().kind, ErrorKind::not_found);
  for (const Actor* wrong : {&world.members[0], &world.maker, &world.officer})
    EXPECT_EQ(name(*wrong, next_, now).error().kind, ErrorKind::forbidden) << wrong->display_name;
  ASSERT_TRUE(service().name_stand_in(world.province, id, seat, {*world.members[2].account}).ok()) << "while nobody leads";
  post_and_follow(world.province, path(id, "/chair"),
                  {{"version", field(get(world.province, path(id, "/closing")), "version")}, {"chair", next_.account->text()}});
  EXPECT_EQ(leaf_kinds().back(), "chair.named");
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*next_.account});
  EXPECT_TRUE(name(world.province, next_, 0).ok()) << "the same again";
  EXPECT_EQ(service().view(both_, id).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service().declare_conflict(both_, id, {"x"}).ok()) << "still said";
  hand_in(id, world.members[2], kThreeStars);
  const auto closed = close_by(next_, id);
  ASSERT_TRUE(closed.ok()) << closed.error().detail;
  EXPECT_EQ(closed->total, Rational(50)) << "his own sheet counts no more";
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

// He has no seat to give up: he gives up the lead.
TEST_P(EvaluationChair, OneWithoutASeatCanSayAConflictToo) {
  const DossierId id = at_the_council(world.chair, {&world.members[0], &world.members[1], &world.members[2]});
  ocop::test::expect_sound(get(world.chair, path(id, "/closing")));
  EXPECT_EQ(post(world.chair, path(id, "/closing/conflict"), {{"ground", ""}}).status, 422);
  EXPECT_EQ(api(Method::post, world.members[0], "/api/v1" + path(id, "/conflict"), R"({"ground":"x"})").status, 403);
  EXPECT_EQ(api(Method::post, both_, "/api/v1" + path(id, "/conflict"), R"({"ground":"x"})").status, 404) << "a chair that leads elsewhere";
  ASSERT_EQ(post(world.chair, path(id, "/closing/conflict"), {{"ground", "Có góp vốn"}}).status, 303);
  EXPECT_EQ(post(world.chair, path(id, "/closing/conflict"), {{"ground", "Có góp vốn"}}).status, 303) << "a second click";
  EXPECT_EQ(get(world.chair, path(id, "/closing")).status, 404);
  EXPECT_EQ(service().name_stand_in(world.province, id, 0, {*world.members[3].account}).error().kind, ErrorKind::not_found) << "no seat";
  // A member says one while nobody leads: the province is told, and named nobody yet.
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Bạn thân"}).ok());
  EXPECT_EQ(world.notices.last().news.kind, "conflict.declared");
  EXPECT_EQ(world.notices.last().audience.holders, (std::vector<Grant>{{Role::provincial_body, "68", "", {}}}));
  const std::string chair = R"("chair":")" + next_.account->text() + R"(")";
  const auto named = [&](const Actor& actor, std::int64_t version) {
    return api(Method::post, actor, "/api/v1" + path(id, "/chair"), "{" + chair + R"(,"version":)" + std::to_string(version) + "}").status;
  };
  EXPECT_EQ(named(next_, view(world.province, id).dossier.of_council()), 403);
  EXPECT_EQ(named(world.province, 0), 409);
  EXPECT_EQ(named(world.province, view(world.province, id).dossier.of_council()), 204);
  // The next one says one as well: both are kept, and a third leads.
  ASSERT_EQ(api(Method::post, next_, "/api/v1" + path(id, "/conflict"), R"({"ground":"Họ hàng"})").status, 204);
  const auto conflicts = service().closing(world.province, id)->conflicts;
  ASSERT_EQ(conflicts.size(), 3u);
  EXPECT_EQ(conflicts[0].seat, -1);
  EXPECT_EQ(conflicts[0].member, *next_.account);
  EXPECT_EQ(conflicts[1].seat, 0);
  EXPECT_TRUE(has(get(world.province, path(id, "/closing")), "Chủ tịch hội đồng thôi chủ trì lúc"));
  const std::int64_t now = view(world.province, id).dossier.of_council();
  ASSERT_TRUE(service().name_chair(world.province, id, {now, *both_.account}).ok());
  ASSERT_TRUE(service().name_stand_in(both_, id, conflicts[2].seat, {*world.members[3].account}).ok());
  for (std::size_t i = 1; i < 4; ++i) hand_in(id, world.members[i], kThreeStars);
  ASSERT_TRUE(close_by(both_, id).ok());
  const auto result = get(world.maker, path(id, "/result"));
  EXPECT_FALSE(has(result, "Có góp vốn"));
  EXPECT_TRUE(has(result, "Chủ tịch hội đồng thôi chủ trì")) << "no number of a seat that was not there";
  ocop::test::expect_sound(result);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

}  // namespace
}  // namespace ocop::evaluation::test
