#include <gtest/gtest.h>

#include "modules/evaluation/notice_kinds.h"
#include "modules/evaluation/rules_centre.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/world.h"

// The level of the centre: what a province sends by article 7.3e, what the Ministry does with it (7.4), what comes back (7.4g).
namespace ocop::evaluation::test {
namespace {

using rules::Act;
using rules::Capacity;
using rules::Tick;

class EvaluationCentre : public Evaluation {
 protected:
  void SetUp() override {
    Evaluation::SetUp();
    if (IsSkipped()) return;
    ministry = {account(60), "Cơ quan OCOP của Bộ", {{Role::ministry, "", "", {}}}};
    chair = {account(61), "Chủ tịch Hội đồng trung ương", {{Role::council_chair, std::string(kCentre), "", {}}}};
    for (std::uint8_t n = 0; n < 3; ++n)
      council.push_back({account(static_cast<std::uint8_t>(62 + n)), "Thành viên trung ương",
                         {{Role::council_member, std::string(kCentre), "", {}}}});
    world.identity.add(ministry);
    world.identity.add(chair);
    for (const Actor& member : council) world.identity.add(member);
  }
  // Scored by the province and approved for the Ministry.
  DossierId approved() {
    const DossierId id = open_draft();
    answer(id, world.maker, kAllTop);
    submit(id);
    name_council(id);
    for (int n = 0; n < 3; ++n) hand_in(id, world.members[static_cast<std::size_t>(n)], kAllTop);
    EXPECT_TRUE(close(id).ok());
    EXPECT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
    return id;
  }
  Date today() { return vietnam_date(world.clock.now()); }
  Result<DossierId> send(DossierId id, const Actor& actor, std::string letter = "15/UBND-NN") {
    const Letter request{std::move(letter), today(), view(world.province, id).dossier.version};
    return service().acts().run(actor, [&](act::Act& act) { return service().send(act, id, request, today()); });
  }
  DossierId sent() {
    const auto file = send(approved(), world.province);
    EXPECT_TRUE(file.ok());
    return file.value();
  }
  void receive(DossierId file) { ASSERT_TRUE(service().receive(ministry, file, view(ministry, file).dossier.version).ok()); }
  Result<Dossier> open_central(DossierId file) {
    NameCouncil names{view(ministry, file).dossier.version, {}, chair.account};
    for (const Actor& member : council) names.members.push_back(*member.account);
    return service().open_council(ministry, file, names);
  }
  // Each member the same.
  StoredResult judged(DossierId file, const std::map<std::string, int>& options) {
    receive(file);
    EXPECT_TRUE(open_central(file).ok());
    for (const Actor& member : council) hand_in(file, member, options);
    const auto closed = service().close(chair, file, {view(chair, file).dossier.of_council(), Tick::absent});
    EXPECT_TRUE(closed.ok());
    return closed.value();
  }
  DossierId given_back(DossierId file) {
    EXPECT_TRUE(decide(file, view(ministry, file).dossier.version).ok());
    const auto back = service().acts().run(ministry, [&](act::Act& act) { return service().give_back(act, file); });
    EXPECT_TRUE(back.ok());
    return back.value();
  }
  std::vector<std::string> findings() {
    return database().read([&](db::Reader& reader) { return service().recheck(reader); });
  }
  Actor ministry, chair;
  std::vector<Actor> council;
};
OCOP_ON_BOTH_ENGINES(EvaluationCentre);

const std::map<std::string, int> kFourStars{{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 1}};   // 80 points

// Điều 7 khoản 3 điểm e: "UBND cấp tỉnh có văn bản và gửi hồ sơ theo quy định tại khoản 3 Điều 6 … đề nghị Bộ Nông nghiệp và Môi trường
// đánh giá, phân hạng sản phẩm OCOP 5 sao".
TEST_P(EvaluationCentre, AFileIsSentOnceWithItsLetter) {
  const DossierId id = approved();
  EXPECT_EQ(send(id, world.province, " ").error().problems.at(0).field, "letter");
  const auto file = send(id, world.province);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(leaf_kinds().back(), "file.sent");
  EXPECT_EQ(send(id, world.province).error().kind, ErrorKind::conflict) << "once";
  const auto seen = view(ministry, *file);
  EXPECT_EQ(seen.dossier.number, "01/PTN-TW-2026");
  EXPECT_EQ(seen.dossier.letter, "15/UBND-NN");
  EXPECT_EQ(seen.dossier.sent_by, "68");
  EXPECT_EQ(seen.dossier.state, State::forwarded);
  EXPECT_EQ(seen.self.answers.size(), kAllTop.size());
  EXPECT_EQ(seen.dossier_papers, view(world.province, id).dossier_papers);
  EXPECT_EQ(seen.deadline.value().on.iso(), "2027-03-29") << "article 5.2: sent before 30/01, held before 30/03";
  EXPECT_EQ(world.notices.count(kToldSent), 1);
  const auto& told = world.notices.told.back().audience.holders;
  for (const Grant& one : {Grant{Role::ministry, "", "", {}}, Grant{Role::provincial_body, "68", "", {}},
                           Grant{Role::commune_officer, "68", "24988", {}}, Grant{Role::producer_member, "", "", world.producer}})
    EXPECT_NE(std::ranges::find(told, one), told.end()) << name(one.role);
  const auto at = database().read([&](db::Reader& reader) { return service().at_centre(reader, id); });
  EXPECT_EQ(at.value().file, *file);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().at_centre(reader, *file); })->origin, id);
  EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_P(EvaluationCentre, WhatIsNotDecidedOrNotThereIsNotSent) {
  const DossierId id = open_draft();
  const auto early =
      service().acts().run(world.province, [&](act::Act& act) { return service().send(act, id, {"1", today(), 1}, today()); });
  EXPECT_EQ(early.error().kind, ErrorKind::not_found);
}

// Who sees what: the whole table of the level.
TEST_P(EvaluationCentre, ThoseItCameFromSeeWhereItStandsAndNoSheet) {
  const DossierId file = sent();
  for (const Actor* actor : {&world.maker, &world.officer, &world.province}) {
    EXPECT_TRUE(service().view(*actor, file).ok()) << actor->display_name;
    EXPECT_EQ(service().receive(*actor, file, 1).error().kind, ErrorKind::forbidden) << actor->display_name;
    EXPECT_EQ(service().ask_completion(*actor, file, {}).error().kind, ErrorKind::forbidden) << actor->display_name;
  }
  for (const Actor* actor :
       {&world.other_maker, &world.other_officer, &world.other_province, &world.chair, &world.members[0], &world.administrator})
    EXPECT_EQ(service().view(*actor, file).error().kind, ErrorKind::not_found) << actor->display_name;
  const DossierId origin = *view(ministry, file).dossier.origin;
  EXPECT_EQ(service().view(ministry, origin).error().kind, ErrorKind::not_found) << "the province's dossier is the province's";
  ASSERT_TRUE(service().sent_file(ministry, file).ok()) << "what it sent is the Ministry's to read";
  EXPECT_EQ(service().sent_file(ministry, file)->stored.stars, 5);
  EXPECT_EQ(service().sent_file(world.province, file).error().kind, ErrorKind::not_found);
  judged(file, kAllTop);
  for (const Actor* actor : {&world.maker, &world.officer, &world.province}) {
    EXPECT_EQ(view(*actor, file).dossier.state, State::closed);
    EXPECT_FALSE(service().result(*actor, file).ok()) << actor->display_name << ": of the result it is told by the decision";
    EXPECT_TRUE(view(*actor, file).seats.empty()) << actor->display_name;
    EXPECT_FALSE(service().closing(*actor, file).ok()) << actor->display_name;
  }
  ASSERT_TRUE(service().result(ministry, file).ok());
  database().read([&](db::Reader& reader) {   // what decisions are recorded by
    for (const Actor* actor : {&world.maker, &world.officer, &world.province})
      EXPECT_FALSE(service().closed(reader, scope_of(*actor), file).has_value()) << actor->display_name;
    EXPECT_TRUE(service().closed(reader, scope_of(ministry), file).has_value());
  });
  ASSERT_TRUE(decide(file, view(ministry, file).dossier.version).ok());
  for (const Actor* actor : {&world.maker, &world.officer, &world.province}) EXPECT_FALSE(service().result(*actor, file).ok());
}

// Điều 7 khoản 4 điểm a: "tiếp nhận hồ sơ … kiểm tra hồ sơ"; a council is named for what is whole.
TEST_P(EvaluationCentre, AFileIsCompletedThenReceivedThenJudged) {
  const DossierId file = sent();
  EXPECT_EQ(open_central(file).error().problems.at(0).field, "received");
  const AskCompletion letter{view(ministry, file).dossier.version, "", today().plus_days(7), {{"1.1", "Minh chứng"}}, {}};
  ASSERT_TRUE(service().ask_completion(ministry, file, letter).ok());
  EXPECT_EQ(service().receive(ministry, file, view(ministry, file).dossier.version).error().problems.at(0).field, "completion");
  const auto asked = view(world.maker, file);
  EXPECT_TRUE(asked.relation.is(Capacity::producer)) << "while it is asked";
  const auto answered = service().answer_completion(world.maker, file, 1, {asked.self.version, "Đã bổ sung.", Tick::given, Tick::given});
  ASSERT_TRUE(answered.ok());
  EXPECT_FALSE(answered->conflict.has_value());
  EXPECT_FALSE(view(world.maker, file).relation.is(Capacity::producer));
  receive(file);
  EXPECT_EQ(leaf_kinds().back(), "file.received");
  EXPECT_EQ(service().receive(ministry, file, view(ministry, file).dossier.version).error().problems.at(0).field, "received");
  const auto seen = view(ministry, file);
  for (const Act act : {Act::return_back, Act::correct_field, Act::adopt})
    EXPECT_EQ(rules::may(act, seen.dossier, seen.relation).error().kind, ErrorKind::forbidden) << rules::name(act);
  ASSERT_TRUE(open_central(file).ok());
  EXPECT_EQ(findings(), std::vector<std::string>{});
}

// A province's people do not sit at the centre, nor the centre's at a province.
TEST_P(EvaluationCentre, TheCouncilIsTheCentres) {
  const DossierId file = sent();
  receive(file);
  NameCouncil names{view(ministry, file).dossier.version, {}, chair.account};
  for (int n = 0; n < 3; ++n) names.members.push_back(*world.members[static_cast<std::size_t>(n)].account);
  EXPECT_EQ(service().open_council(ministry, file, names).error().problems.at(0).field, "members");
  const auto choice = service().council_choice(ministry, file);
  ASSERT_TRUE(choice.ok());
  EXPECT_EQ(choice->members.size(), council.size());
  EXPECT_EQ(service().council_choice(world.province, file).error().kind, ErrorKind::forbidden);
}

// The Ministry's regulation is a dated setting as a province's is.
TEST_P(EvaluationCentre, TheRegulationOfTheCentreHolds) {
  Settings settings;
  settings.valid_from = today();
  settings.council_size_min = 4;
  EXPECT_EQ(service().add_settings(world.province, kCentre, settings).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().add_settings(ministry, "68", settings).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service().add_settings(ministry, kCentre, settings).ok());
  const DossierId file = sent();
  receive(file);
  EXPECT_EQ(open_central(file).error().problems.at(0).field, "members") << "three of four";
}

// Điều 7 khoản 4 điểm g, the first way: "căn cứ vào kết quả đánh giá của Hội đồng cấp trung ương".
TEST_P(EvaluationCentre, BelowNinetyTheProvinceMayTakeTheCentralResult) {
  const DossierId file = sent();
  const StoredResult central = judged(file, kFourStars);
  EXPECT_EQ(central.total, Rational(80));
  EXPECT_EQ(central.stars, 4);
  const DossierId back = given_back(file);
  EXPECT_EQ(leaf_kinds().back(), "file.returned");
  EXPECT_EQ(view(world.province, back).dossier.number, "01/PĐK-68-24988-2026-2");
  EXPECT_FALSE(view(world.province, back).deadline.has_value()) << "the article names no day";
  EXPECT_EQ(service().adopt(ministry, back, 1).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().adopt(world.maker, back, 1).error().kind, ErrorKind::forbidden);
  const auto adopted = service().adopt(world.province, back, view(world.province, back).dossier.version);
  ASSERT_TRUE(adopted.ok());
  EXPECT_EQ(leaf_kinds().back(), "result.adopted");
  EXPECT_EQ(adopted->total, Rational(80));
  const auto seen = service().result(world.maker, back);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->outcome.stars, 4);
  EXPECT_TRUE(seen->members.empty()) << "the centre's sheets are the centre's";
  for (const auto& criterion : seen->outcome.criteria) EXPECT_TRUE(criterion.points.empty());
  const auto closed = database().read([&](db::Reader& reader) { return service().closed(reader, Scope::everything(), back); });
  EXPECT_EQ(closed.value().outcome.total, Rational(80));
  EXPECT_EQ(closed->potential_five, PotentialFive::province) << "it is not sent there again";
  EXPECT_EQ(service().view(chair, back).error().kind, ErrorKind::not_found) << "the central chair has nothing to do there";
  EXPECT_EQ(findings(), std::vector<std::string>{});
}

// … the second: "hoặc tổ chức đánh giá và phân hạng sản phẩm theo thẩm quyền".
TEST_P(EvaluationCentre, OrItScoresAnew) {
  const DossierId file = sent();
  judged(file, kFourStars);
  const DossierId back = given_back(file);
  name_council(back);
  for (int n = 0; n < 3; ++n) hand_in(back, world.members[static_cast<std::size_t>(n)], kThreeStars);
  const auto closed = close(back);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->stars, 3);
  EXPECT_EQ(service().result(world.maker, back)->members.size(), 3u);
  EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_P(EvaluationCentre, WhileItIsThereNoOtherDossierOfTheProductIsOpen) {
  sent();
  const auto other = service().open_dossier(world.maker, {.product = world.product, .kind = Kind::first, .product_set = "QD26-13"});
  EXPECT_EQ(other.error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace ocop::evaluation::test
