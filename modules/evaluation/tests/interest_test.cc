#include "kernel/package/package.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/store_personal.h"
#include "modules/evaluation/tests/desk.h"
#include "modules/work/tests/listed.h"

// Conflicts of interest, the advisory group's proposals, what is shown of deciding criteria, and the papers of a meeting.
namespace ocop::evaluation::test {
namespace {

using http::Method;
using rules::Tick;

class EvaluationInterest : public Desk {
 protected:
  void SetUp() override {
    Desk::SetUp();
    if (IsSkipped()) return;
    desk_.people.add("group", group_);
  }
  DossierId scored_by(int members = 3) {
    const DossierId id = open_draft();
    answer(id, world.maker, kAllTop);
    submit(id);
    name_council(id, members);
    return id;
  }
  int seat_of(DossierId id, const Actor& member) { return service().own_sheet(member, id)->sheet.seat; }
  std::string path(DossierId id, const std::string& rest) { return "/dossiers/" + id.text() + rest; }
  std::string word_text(const http::Response& file) {
    const auto opened = package::Package::open(package::Source::bytes(file.body), {});
    return opened ? opened->read("word/document.xml", 1u << 20).value() : std::string();
  }
  Actor group_{account(60), "Tổ tư vấn", {{Role::advisory_group, "68", "", {}}}};
};
OCOP_ON_BOTH_ENGINES(EvaluationInterest);

TEST_P(EvaluationInterest, WhoSaysAConflictHasNoSheetFromThenOn) {
  const DossierId id = scored_by();
  const Actor& member = world.members[0];
  const int seat = seat_of(id, member);
  EXPECT_EQ(service().declare_conflict(member, id, {"  "}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service().declare_conflict(world.members[3], id, {"x"}).error().kind, ErrorKind::not_found) << "no seat";
  EXPECT_EQ(service().declare_conflict(world.maker, id, {"x"}).error().kind, ErrorKind::forbidden);
  hand_in(id, member, kAllTop);
  ASSERT_TRUE(service().declare_conflict(member, id, {"Em gái làm kế toán ở hợp tác xã."}).ok());
  EXPECT_EQ(leaf_kinds().back(), "conflict.declared");
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*world.chair.account});
  // A vote of his is refused with the reason; nothing is left to read.
  const auto refused = service().save_sheet_answer(member, id, {"1.1", 1});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_NE(std::string(refused.error().problems.at(0).message.vi).find("xung đột lợi ích"), std::string::npos);
  EXPECT_EQ(service().submit_sheet(member, id, {1, Tick::given, Tick::given}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().own_sheet(member, id).error().kind, ErrorKind::not_found);
  const auto entries = leaf_kinds().size();
  EXPECT_TRUE(service().declare_conflict(member, id, {"x"}).ok()) << "a second click is no second one";
  EXPECT_EQ(leaf_kinds().size(), entries);
  EXPECT_EQ(service().closing(world.chair, id)->conflicts.size(), 1u);
  EXPECT_TRUE(work::tests::listed(database(), member, work::State::waiting).empty());

  hand_in(id, world.members[1], kThreeStars);
  hand_in(id, world.members[2], kThreeStars);
  const auto small = close(id, Tick::given);
  ASSERT_FALSE(small.ok()) << "two are fewer than the province's three";
  EXPECT_EQ(small.error().problems.at(0).field, "seats");
  // The chair names a stand-in, who gets a number of his own.
  EXPECT_FALSE(service().name_stand_in(world.province, id, seat, {*world.members[3].account}).ok());
  EXPECT_EQ(service().name_stand_in(world.chair, id, 99, {*world.members[3].account}).error().kind, ErrorKind::not_found);
  for (const Actor* wrong : std::vector<const Actor*>{&member, &world.members[1], &world.maker, &world.other_province})
    EXPECT_EQ(service().name_stand_in(world.chair, id, seat, {*wrong->account}).error().kind, ErrorKind::invalid_input)
        << wrong->display_name;
  const auto filled = service().name_stand_in(world.chair, id, seat, {*world.members[3].account});
  ASSERT_TRUE(filled.ok());
  EXPECT_EQ(*filled, 4);
  EXPECT_EQ(service().name_stand_in(world.chair, id, seat, {*world.members[3].account}).error().kind, ErrorKind::conflict);
  hand_in(id, world.members[3], kThreeStars);
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->sheets, 3);
  EXPECT_EQ(closed->total, Rational(50)) << "the sheet of 100 points counts no more";
  // Who it was and why, the offices and the council read; the producer reads that a seat was given up.
  const auto official = service().result(world.province, id).value();
  ASSERT_EQ(official.conflicts.size(), 1u);
  EXPECT_EQ(official.conflicts[0].ground, "Em gái làm kế toán ở hợp tác xã.");
  EXPECT_EQ(official.conflicts[0].stand_in, 4);
  EXPECT_TRUE(has(get(world.province, path(id, "/result")), "Em gái"));
  EXPECT_FALSE(has(get(world.maker, path(id, "/result")), "Em gái"));
  EXPECT_TRUE(has(get(world.maker, path(id, "/result")), "xung đột lợi ích"));
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

TEST_P(EvaluationInterest, PagesAndApiOfAConflict) {
  const DossierId id = scored_by();
  const int seat = seat_of(id, world.members[0]);
  ocop::test::expect_sound(get(world.members[0], path(id, "/sheet")));
  EXPECT_EQ(post(world.members[0], path(id, "/sheet/conflict"), {{"ground", ""}}).status, 422);
  post_and_follow(world.members[0], path(id, "/sheet/conflict"), {{"ground", "Có góp vốn"}});
  const auto closing = get(world.chair, path(id, "/closing"));
  ocop::test::expect_sound(closing);
  EXPECT_TRUE(has(closing, "Có góp vốn"));
  EXPECT_TRUE(has(closing, world.members[3].display_name)) << "who may stand in";
  EXPECT_FALSE(has(closing, ">" + world.members[0].display_name + "</option>")) << "not who gave it up";
  const std::string api_path = "/api/v1" + path(id, "/sheets/");
  EXPECT_EQ(api(Method::post, world.members[1], api_path + "own/conflict", R"({"ground":"Bạn thân"})").status, 204);
  EXPECT_EQ(api(Method::post, world.members[1], api_path + "own/conflict", R"({"ground":"Bạn thân"})").status, 204) << "a second click";
  EXPECT_EQ(post(world.members[0], path(id, "/sheet/conflict"), {{"ground", "Có góp vốn"}}).status, 303) << "a second click";
  const std::string given_up = std::to_string(seat);
  EXPECT_EQ(api(Method::post, world.members[0], api_path + given_up + "/conflict", R"({"ground":"x"})").status, 204) << "by its number";
  EXPECT_EQ(api(Method::post, world.members[0], api_path + "9/conflict", R"({"ground":"x"})").status, 404) << "not his seat";
  EXPECT_EQ(api(Method::post, world.members[3], api_path + "own/conflict", R"({"ground":"x"})").status, 404) << "no seat";
  const std::string body = R"({"member":")" + world.members[3].account->text() + R"("})";
  EXPECT_EQ(api(Method::post, world.members[2], api_path + std::to_string(seat) + "/stand-in", body).status, 403);
  EXPECT_EQ(api(Method::post, world.chair, api_path + std::to_string(seat) + "/stand-in", body).status, 200);
  const auto told = json::parse(api(Method::get, world.chair, "/api/v1" + path(id, "/sheets")).body).value();
  EXPECT_EQ(told.root()["conflicts"].size(), 2u);
}

TEST_P(EvaluationInterest, TiesAreNamedToTheOfficeThatNamesTheCouncil) {
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  EXPECT_TRUE(service().council_choice(world.province, id)->ties.empty());
  world.identity.former = {{world.producer, {*world.members[0].account, Role::producer_member}},
                           {world.producer, {*world.members[1].account, Role::helper}},
                           {world.other_producer, {*world.members[2].account, Role::helper}}};
  const auto ties = service().council_choice(world.province, id)->ties;
  EXPECT_EQ(ties, (std::vector<Tie>{{*world.members[0].account, Tie::Kind::was_member}, {*world.members[1].account, Tie::Kind::helped}}));
  const auto page = get(world.province, path(id, "/council"));
  EXPECT_TRUE(has(page, "từng là thành viên của chủ thể này"));
  EXPECT_TRUE(has(page, "từng giúp chủ thể này"));
  ocop::test::expect_sound(page);
  name_council(id);   // a warning: the office decides
}

// Whoever names a stand-in is warned as whoever names the council.
TEST_P(EvaluationInterest, TiesAreNamedToWhoeverNamesAStandIn) {
  const DossierId id = scored_by();
  const auto warned = [&](const Actor& reader) { return has(get(reader, path(id, "/closing")), "từng giúp chủ thể này"); };
  world.identity.former = {{world.producer, {*world.members[3].account, Role::helper}}};
  EXPECT_FALSE(warned(world.chair)) << "nobody is to be named";
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Có góp vốn"}).ok());
  EXPECT_EQ(service().closing(world.chair, id)->ties, (std::vector<Tie>{{*world.members[3].account, Tie::Kind::helped}}));
  EXPECT_TRUE(warned(world.chair));
  ocop::test::expect_sound(get(world.chair, path(id, "/closing")));
  EXPECT_TRUE(service().closing(world.province, id)->ties.empty()) << "who names nobody";
}

TEST_P(EvaluationInterest, ATelephoneThatTheProducerPublishesIsATie) {
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  Service::Parts parts = service().parts();
  parts.contacts = [this](db::Reader&, ProducerId producer) {   // in the fake the name is the login
    if (producer != world.producer) return std::vector<std::string>{};
    return std::vector<std::string>{"0912 000 000", world.members[2].display_name};
  };
  Service with_contacts(parts);
  EXPECT_EQ(with_contacts.council_choice(world.province, id)->ties,
            (std::vector<Tie>{{*world.members[2].account, Tie::Kind::same_contact}}));
}

TEST_P(EvaluationInterest, WhoDepartsFromTheAdvisoryGroupSaysWhy) {
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  const auto wrong = service().save_advice(group_, id, {0, "Đủ hồ sơ.", {{"1.1", 9}}});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().problems.at(0).field, "proposals.1.1");
  post_and_follow(group_, path(id, "/advice"), {{"version", "0"}, {"words", "Đủ hồ sơ."}, {"proposal.1.1", "1"}, {"proposal.2.1", ""}});
  const auto shown = get(group_, path(id, ""));
  ocop::test::expect_sound(shown);
  EXPECT_EQ(view(group_, id).advice->proposals, (std::vector<Proposal>{{"1.1", 1}}));
  const auto propose = [&](const std::string& proposals) {
    return api(Method::put, group_, "/api/v1" + path(id, "/advice"), R"({"words":"Đủ.","version":1,"proposals":)" + proposals + "}").status;
  };
  EXPECT_EQ(propose(R"({"1.1":"x"})"), 422);
  EXPECT_EQ(propose(R"({"1.1":"1","3.1":"2"})"), 200);
  name_council(id);
  const Actor& member = world.members[0];
  EXPECT_TRUE(has(get(member, path(id, "/sheet/A")), "Tổ tư vấn đề xuất"));
  answer(id, member, {{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 0}});
  const auto version = [&] { return service().own_sheet(member, id)->sheet.version; };
  const auto refused = service().submit_sheet(member, id, {version(), Tick::given, Tick::given});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  ASSERT_EQ(refused.error().problems.size(), 2u) << "the list of criteria";
  EXPECT_EQ(refused.error().problems[0].field, "answers.1.1");
  EXPECT_EQ(refused.error().problems[1].field, "answers.3.1");
  const auto before = get(member, path(id, "/sheet"));
  EXPECT_TRUE(has(before, "Các tiêu chí cần ghi lý do"));
  ocop::test::expect_sound(before);
  // The reason is typed beside the criterion.
  const auto part = get(member, path(id, "/sheet/A"));
  post_and_follow(member, path(id, "/sheet/A"),
                  {{"version", field(part, "version")}, {"answer.1.1", "3"}, {"note.1.1", "Đã xem vùng nguyên liệu"}, {"answer.1.2", "2"}});
  EXPECT_EQ(service().own_sheet(member, id)->sheet.find("1.1")->note, "Đã xem vùng nguyên liệu");
  answer(id, member, {{"3.1", 1}});   // one option away
  EXPECT_TRUE(service().submit_sheet(member, id, {version(), Tick::given, Tick::given}).ok());
}

// Before closing nothing of who gave what: the chair sees how far sheets are apart, a member once his own is in.
// Why he does not judge is of a member's own life, and could not be taken out again.
TEST_P(EvaluationInterest, TheGroundGoesWithThePerson) {
  const DossierId id = scored_by(4);
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Vợ tôi có góp vốn"}).ok());
  ASSERT_TRUE(service().declare_conflict(world.members[1], id, {"Tôi là họ hàng"}).ok());
  const auto conflicts = [&] { return database().read([&](db::Reader& reader) { return store::all_conflicts(reader); }); };
  const auto before = conflicts();
  const auto erase = [&](const Actor& whom) {
    return database().write([&](db::Transaction& transaction) -> Result<void> {
      store::erase({transaction, *whom.account, world.clock.now(), world.random});
      return {};
    });
  };
  ASSERT_TRUE(erase(world.members[0]).ok());
  const auto after = conflicts();
  ASSERT_EQ(after.size(), 2u);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const bool gone = after[i].member == *world.members[0].account;
    EXPECT_EQ(after[i].is_erased(), gone);
    EXPECT_EQ(after[i].ground, gone ? "" : "Tôi là họ hàng");
    EXPECT_EQ(after[i].commitment, before[i].commitment) << "that it was declared stays, as logged";
  }
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().recheck(reader); }), std::vector<std::string>{});
  // The seals of all rows are checked after the test. What is only half taken out was taken out by no program.
  const auto half = database().write([&](db::Transaction& transaction) -> Result<void> {
    const db::Statement blank{"test.half", "UPDATE evaluation_conflict SET ground = '' WHERE member = $1"};
    transaction.execute(blank, *world.members[1].account);
    return {};
  });
  ASSERT_TRUE(half.ok());
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().recheck(reader); }).size(), 1u);
}

TEST_P(EvaluationInterest, WhatDecidesIsSeenOnceEnoughSheetsAreIn) {
  const DossierId id = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 3, "", {world.contract}}).ok());
  submit(id);
  name_council(id);
  hand_in(id, world.members[0], kAllTop);
  hand_in(id, world.members[1], kAllTop);
  EXPECT_TRUE(service().closing(world.chair, id)->decisive.empty());
  EXPECT_TRUE(service().own_sheet(world.members[0], id)->decisive.empty()) << "one is missing";
  hand_in(id, world.members[2], {{"1.1", 2}, {"1.2", 2}, {"2.1", 2}, {"3.1", 2}});
  const auto seen = service().closing(world.chair, id)->decisive;
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen[0].what.missed, 4) << "the mean of 1.1 is under 20";
  EXPECT_EQ(seen[0].what.spread, 10);
  EXPECT_EQ(seen[0].papers, std::vector<PaperId>{world.contract});
  const auto closing = get(world.chair, path(id, "/closing"));
  EXPECT_TRUE(has(closing, "Tiêu chí quyết định hạng sao"));
  EXPECT_TRUE(has(closing, "Hợp đồng liên kết"));
  EXPECT_TRUE(service().closing(world.province, id)->decisive.empty());
  EXPECT_FALSE(service().own_sheet(world.members[0], id)->decisive.empty());
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, seat_of(id, world.members[2]), "xem lại").ok());
  EXPECT_TRUE(service().own_sheet(world.members[2], id)->decisive.empty()) << "an open sheet is scored blind";
  hand_in(id, world.members[2], {{"1.1", 2}});
  ASSERT_TRUE(close(id).ok());
  const auto result = get(world.maker, path(id, "/result"));
  const std::size_t first = result.body.find("Tiêu chí quyết định hạng sao"), rest = result.body.find("Tất cả tiêu chí");
  ASSERT_NE(first, std::string::npos);
  EXPECT_LT(first, rest) << "the others are folded below";
  ocop::test::expect_sound(result);
}

TEST_P(EvaluationInterest, MinutesAndReportAreForWhoeverReadsTheResult) {
  const DossierId id = scored_by(4);
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Có góp vốn <5%>"}).ok());
  for (std::size_t i = 1; i < 4; ++i) hand_in(id, world.members[i], kThreeStars);
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, seat_of(id, world.members[1]), "Xem lại hợp đồng & giấy").ok());
  hand_in(id, world.members[1], {{"1.1", 3}});
  const std::string papers[] = {"/minutes.pdf", "/minutes.docx", "/council-report.pdf", "/council-report.docx"};
  for (const std::string& paper : papers) EXPECT_EQ(get(world.province, path(id, paper)).status, 409) << paper << ": nothing is fixed yet";
  ASSERT_TRUE(close(id).ok());
  for (const std::string prefix : {"", "/api/v1"})
    for (const std::string& paper : papers) {
      for (const Actor* reader : {&world.maker, &world.province, &world.chair, &world.members[1]})
        EXPECT_EQ(get(*reader, prefix + path(id, paper)).status, 200) << prefix << paper << reader->display_name;
      EXPECT_EQ(get(world.other_maker, prefix + path(id, paper)).status, 404);
    }
  const std::string minutes = word_text(get(world.province, path(id, "/minutes.docx")));
  for (const char* words : {"BIÊN BẢN HỌP", "Có góp vốn &lt;5%&gt;", "Xem lại hợp đồng &amp; giấy", "từ 10 thành 20",
                            "Theo quy chế của tỉnh", "CHỦ TỊCH HỘI ĐỒNG", "Chủ tịch hội đồng"})
    EXPECT_NE(minutes.find(words), std::string::npos) << words;
  const std::string own = word_text(get(world.maker, path(id, "/minutes.docx")));
  EXPECT_EQ(own.find("góp vốn"), std::string::npos) << "the ground is not the producer's to read";
  EXPECT_EQ(own.find(world.members[1].display_name), std::string::npos);
  const std::string report = word_text(get(world.province, path(id, "/council-report.docx")));
  EXPECT_NE(report.find("Kính gửi: Chủ tịch Ủy ban nhân dân"), std::string::npos);
  EXPECT_NE(report.find("quyết định công nhận, cấp giấy chứng nhận 3 sao"), std::string::npos);
}

}  // namespace
}  // namespace ocop::evaluation::test
