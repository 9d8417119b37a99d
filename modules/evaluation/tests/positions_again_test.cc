#include <algorithm>
#include <optional>

#include "modules/evaluation/tests/positions_desk.h"

// What becomes of written views when somebody leaves the council: a conflict of interest, a role that ended, a stand-in.
namespace ocop::evaluation::test {
namespace {

using http::Method;

class EvaluationPositionsAgain : public PositionsDesk {
 protected:
  void SetUp() override {
    PositionsDesk::SetUp();
    if (IsSkipped()) return;
    for (const Actor* one : {&fifth_, &next_}) {
      world.identity.add(*one);
      desk_.people.add(one == &fifth_ ? "fifth" : "next", *one);
    }
  }
  void regulate(int quorum_percent, int differing_least = 1) {
    Settings settings;
    settings.valid_from = service().today();
    settings.quorum_percent = quorum_percent;
    settings.differing_least = differing_least;
    ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  }
  int seat_of(DossierId id, const Actor& member) { return service().own_sheet(member, id)->sheet.seat; }
  void leave(DossierId id, const Actor& member) { ASSERT_TRUE(service().declare_conflict(member, id, {"Có góp vốn"}).ok()); }
  Result<int> replace(const Actor& by, DossierId id, int seat, const Actor& member) {
    return service().name_stand_in(by, id, seat, {*member.account});
  }
  std::int64_t version(DossierId id) { return view(world.province, id).dossier.of_council(); }
  std::optional<Date> until(DossierId id) { return view(world.province, id).dossier.positions_until; }
  bool may_give(const Actor& member, DossierId id) { return has(get(member, path(id, "/position")), "name=\"stand\""); }
  // As an administrator takes a role away; what hangs on it is done in the same act.
  void end_role(const Actor& actor, Role role) {
    Grant ended{role, "68", "", {}};
    for (identity::AccountSummary& one : world.identity.accounts)
      if (one.id == *actor.account) std::erase_if(one.grants, [&](const Grant& grant) { return grant.role == role; });
    const auto done = service().acts().run_without_account([&](act::Moment& act) -> Result<void> {
      service().role_ended(act, *actor.account, ended);
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  Actor fifth_{account(30), "Thành viên thứ năm", {{Role::council_member, "68", "", {}}}};
  Actor next_{account(63), "Chủ tịch khác", {{Role::council_chair, "68", "", {}}}};
};
OCOP_ON_BOTH_ENGINES(EvaluationPositionsAgain);

// A says a conflict of interest while views are asked for, B and C give theirs: two are no council, and it waits for the stand-in, who can
// give a view. It was agreed without him, and he could do nothing for ever.
TEST_P(EvaluationPositionsAgain, AConflictThenTheLastViewThenAStandIn) {
  const DossierId id = asked();
  const int seat = seat_of(id, world.members[0]);
  leave(id, world.members[0]);
  agree(id, 1);
  agree(id, 2);
  EXPECT_EQ(phase(id), Positions::asked) << "two of three are no council";
  const auto early = service().settle_positions(world.chair, id, version(id));
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().problems.at(0).field, "seats") << "a stand-in first";
  const auto page = get(world.chair, path(id, "/closing"));
  ocop::test::expect_sound(page);
  EXPECT_FALSE(has(page, "Ý kiến còn thiếu không gửi được nữa")) << "no button that is refused";
  EXPECT_TRUE(has(page, world.members[3].display_name)) << "who may stand in";
  ASSERT_TRUE(replace(world.chair, id, seat, world.members[3]).ok());
  EXPECT_EQ(world.notices.last().news.kind, "position.awaited");
  EXPECT_TRUE(may_give(world.members[3], id));
  EXPECT_TRUE(listed(world.members[3]));
  agree(id, 3);
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_TRUE(close(id).ok());
}

// All agreed, then one has a conflict of interest: the chair cannot settle what two are left of; his stand-in gives a view.
TEST_P(EvaluationPositionsAgain, WhatWasAgreedIsNotSettledAgainBeforeTheStandIn) {
  const DossierId id = asked();
  const int seat = seat_of(id, world.members[0]);
  for (std::size_t member = 0; member < 3; ++member) agree(id, member);
  leave(id, world.members[0]);
  EXPECT_EQ(phase(id), Positions::asked);
  EXPECT_EQ(service().settle_positions(world.chair, id, version(id)).error().problems.at(0).field, "seats");
  EXPECT_EQ(post(world.chair, path(id, "/position/settlement"), {{"version", std::to_string(version(id))}}).status, 409);
  ASSERT_TRUE(replace(world.chair, id, seat, world.members[3]).ok());
  agree(id, 3);
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_TRUE(close(id).ok());
}

// Four sit, three are enough to be a council: the rest agrees, and whoever is named for the fourth afterwards is asked.
TEST_P(EvaluationPositionsAgain, AStandInNamedWhereTheRestAgreedIsAsked) {
  const DossierId id = asked(4);
  const int seat = seat_of(id, world.members[0]);
  leave(id, world.members[0]);
  for (const std::size_t member : {1, 2, 3}) agree(id, member);
  ASSERT_EQ(phase(id), Positions::agreed);
  ASSERT_TRUE(replace(world.chair, id, seat, fifth_).ok());
  EXPECT_EQ(phase(id), Positions::asked);
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict);
  EXPECT_EQ(world.notices.last().news.kind, "position.awaited");
  ASSERT_TRUE(service().give_position(fifth_, id, {Stand::differ, "Tiêu chí 1.1."}).ok());
  EXPECT_EQ(phase(id), Positions::meeting) << "his counts";
}

// D missed the last day and read all the views. Asked again, he gives none: it would not be blind. The stand-in has days of his own.
TEST_P(EvaluationPositionsAgain, WhoReadTheViewsGivesNoneWhenTheyAreAskedForAgain) {
  regulate(75);
  const DossierId id = asked(4);
  EXPECT_EQ(until(id), Date::of(2026, 12, 2));
  const int seat = seat_of(id, world.members[0]);
  ASSERT_TRUE(give(id, 0, {Stand::agree, "LỜI CỦA GHẾ"}).ok());
  agree(id, 1);
  agree(id, 2);
  on("2026-12-03");
  ASSERT_TRUE(service().settle_positions(world.chair, id, version(id)).ok());
  ASSERT_EQ(phase(id), Positions::agreed);
  EXPECT_TRUE(has(get(world.members[3], path(id, "/position")), "LỜI CỦA GHẾ")) << "he knows them";
  leave(id, world.members[0]);
  ASSERT_EQ(phase(id), Positions::asked);
  const auto refused = give(id, 3, {Stand::agree});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(refused.error().problems.at(0).field, "positions");
  EXPECT_FALSE(may_give(world.members[3], id));
  EXPECT_FALSE(listed(world.members[3]));
  const auto page = get(world.members[3], path(id, "/position"));
  ocop::test::expect_sound(page);
  EXPECT_TRUE(has(page, "chỉ người thay gửi ý kiến"));
  EXPECT_FALSE(has(page, "LỜI CỦA GHẾ"));
  ASSERT_TRUE(replace(world.chair, id, seat, fifth_).ok());
  EXPECT_EQ(until(id), Date::of(2026, 12, 15)) << "seven working days from 3 December; 8 December is a holiday here";
  EXPECT_EQ(world.notices.last().news.arguments.at(2), "15/12/2026");
  EXPECT_EQ(give(id, 3, {Stand::agree}).error().kind, ErrorKind::conflict) << "still";
  EXPECT_EQ(service().settle_positions(world.chair, id, version(id)).error().kind, ErrorKind::conflict) << "the stand-in is awaited";
  ASSERT_TRUE(service().give_position(fifth_, id, {Stand::agree}).ok());
  EXPECT_EQ(phase(id), Positions::agreed) << "nobody else is awaited";
  EXPECT_EQ(close(id)->sheets, 3);
  const std::string minutes = word_text(get(world.province, path(id, "/minutes.docx")));
  EXPECT_NE(minutes.find("(0 khác trên 3)"), std::string::npos);
  EXPECT_NE(minutes.find(world.members[3].display_name + " (ghế "), std::string::npos) << "who gave none is named";
  EXPECT_NE(minutes.find(">không có ý kiến<"), std::string::npos);
}

// A stand-in who is named after the last day has a whole term.
TEST_P(EvaluationPositionsAgain, AStandInHasAWholeTerm) {
  const DossierId id = asked();
  const int seat = seat_of(id, world.members[0]);
  leave(id, world.members[0]);
  on("2026-12-03");
  ASSERT_TRUE(replace(world.chair, id, seat, world.members[3]).ok());
  EXPECT_EQ(until(id), Date::of(2026, 12, 15));
  EXPECT_TRUE(has(get(world.members[3], path(id, "/position")), "15/12/2026"));
  for (const std::size_t member : {1, 2, 3}) agree(id, member);
  EXPECT_EQ(phase(id), Positions::agreed);
}

// Nothing waits for a person who left: his role ended before his view, and by the regulation all views are needed.
TEST_P(EvaluationPositionsAgain, ASeatWhoseMemberLeftIsGivenToAnother) {
  const DossierId id = asked();
  const int seat = seat_of(id, world.members[0]), given = seat_of(id, world.members[1]);
  agree(id, 1);
  agree(id, 2);
  EXPECT_EQ(replace(world.chair, id, seat, world.members[3]).error().kind, ErrorKind::not_found) << "he is there";
  EXPECT_EQ(replace(world.province, id, seat, world.members[3]).error().kind, ErrorKind::conflict) << "somebody leads";
  EXPECT_FALSE(listed(world.chair));
  end_role(world.members[0], Role::council_member);
  end_role(world.members[1], Role::council_member);
  EXPECT_TRUE(listed(world.chair)) << "he names another";
  for (const Actor* reader : {&world.chair, &world.province}) {
    const auto page = get(*reader, path(id, "/closing"));
    ocop::test::expect_sound(page);
    EXPECT_TRUE(has(page, "không còn là thành viên hội đồng của tỉnh")) << reader->display_name;
    EXPECT_TRUE(has(page, "/seats/" + std::to_string(seat) + "/stand-in")) << reader->display_name;
    EXPECT_FALSE(has(page, "/seats/" + std::to_string(given) + "/stand-in")) << "his view is in: nothing waits for him";
  }
  EXPECT_EQ(replace(world.chair, id, given, world.members[3]).error().kind, ErrorKind::not_found);
  EXPECT_EQ(replace(world.members[2], id, seat, world.members[3]).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(replace(world.other_province, id, seat, world.members[3]).error().kind, ErrorKind::not_found);
  EXPECT_EQ(replace(world.province, id, seat, world.members[0]).error().kind, ErrorKind::invalid_input) << "he has the role no more";
  const auto named = replace(world.province, id, seat, world.members[3]);
  ASSERT_TRUE(named.ok()) << "the office, though somebody leads";
  EXPECT_EQ(*named, 4);
  EXPECT_EQ(leaf_kinds().back(), "seat.filled");
  EXPECT_FALSE(replace(world.chair, id, seat, fifth_).ok()) << "once";
  agree(id, 3);
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_EQ(close(id)->sheets, 3);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

// The same of sheets: a first evaluation, and the member left before he handed in.
TEST_P(EvaluationPositionsAgain, ASheetWhoseMemberLeftIsGivenToAnother) {
  world.products.rows[0].standing = {};
  const DossierId id = open_draft();
  answer(id, world.maker, kAllTop);
  submit(id);
  name_council(id);
  const int seat = seat_of(id, world.members[0]), handed_in = seat_of(id, world.members[1]);
  hand_in(id, world.members[1], kThreeStars);
  hand_in(id, world.members[2], kThreeStars);
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict) << "all sheets are needed";
  end_role(world.members[0], Role::council_member);
  end_role(world.members[1], Role::council_member);
  EXPECT_TRUE(listed(world.chair));
  EXPECT_EQ(replace(world.chair, id, handed_in, world.members[3]).error().kind, ErrorKind::not_found) << "his sheet is in";
  post_and_follow(world.chair, path(id, "/seats/" + std::to_string(seat) + "/stand-in"), {{"member", world.members[3].account->text()}});
  EXPECT_EQ(leaf_kinds().back(), "seat.filled");
  hand_in(id, world.members[3], kThreeStars);
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->sheets, 3);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

// The chair's role ended and he declared nothing: the office names another.
TEST_P(EvaluationPositionsAgain, AChairWhoseRoleEndedIsReplaced) {
  const DossierId id = asked();
  for (std::size_t member = 0; member < 3; ++member) agree(id, member);
  const auto name = [&](const Actor& actor) { return service().name_chair(actor, id, {version(id), *next_.account}); };
  EXPECT_EQ(name(world.province).error().kind, ErrorKind::conflict) << "somebody leads";
  EXPECT_FALSE(listed(world.province));
  end_role(world.chair, Role::council_chair);
  EXPECT_TRUE(listed(world.province)) << "it names another";
  const auto page = get(world.province, path(id, "/closing"));
  ocop::test::expect_sound(page);
  EXPECT_TRUE(has(page, "không còn vai trò chủ tịch hội đồng"));
  EXPECT_FALSE(has(page, "đã khai xung đột lợi ích")) << "he declared none";
  EXPECT_TRUE(has(page, ">" + next_.display_name + "</option>"));
  EXPECT_TRUE(has(get(secretary_, path(id, "/closing")), "cơ quan OCOP tỉnh cử Chủ tịch khác"));
  EXPECT_EQ(name(world.other_province).error().kind, ErrorKind::not_found);
  EXPECT_EQ(name(world.members[0]).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(name(world.province).ok());
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*next_.account});
  EXPECT_FALSE(listed(world.province));
  EXPECT_TRUE(listed(next_));
  EXPECT_TRUE(service().close(next_, id, {version(id)}).ok());
}

// An officer of the province, or its secretary, who helps the producer as well: no view and no name before it is closed.
TEST_P(EvaluationPositionsAgain, AnOfficerWhoIsOfTheProducerReadsNoViewBeforeItIsClosed) {
  const Grant helps{Role::helper, "", "", world.producer, Tasks::all()};
  const Actor officer{account(71), "Cán bộ của chủ thể", {{Role::provincial_body, "68", "", {}}, helps}};
  const Actor clerk{account(72), "Thư ký của chủ thể", {{Role::secretary, "68", "", {}}, helps}};
  for (const Actor* one : {&officer, &clerk}) world.identity.add(*one);
  desk_.people.add("officer_of_maker", officer);
  desk_.people.add("clerk_of_maker", clerk);
  const DossierId id = asked(4);
  leave(id, world.members[3]);
  ASSERT_TRUE(give(id, 0, {Stand::differ, "BÍ MẬT CỦA GHẾ"}).ok());
  agree(id, 1);
  agree(id, 2);
  ASSERT_EQ(phase(id), Positions::meeting);
  const auto seen = [&](const Actor& actor) {
    const auto closing = get(actor, path(id, "/closing"));
    const auto sheets = api(Method::get, actor, "/api/v1" + path(id, "/sheets"));
    EXPECT_EQ(closing.status, 200);
    EXPECT_EQ(sheets.status, 200);
    return closing.body + sheets.body + get(actor, path(id, "")).body + api(Method::get, actor, "/api/v1" + path(id, "")).body;
  };
  EXPECT_NE(seen(world.province).find("BÍ MẬT"), std::string::npos);
  EXPECT_NE(seen(world.province).find(world.members[0].display_name), std::string::npos);
  for (const Actor* reader : {&officer, &clerk}) {
    const std::string all = seen(*reader);
    EXPECT_EQ(all.find("BÍ MẬT"), std::string::npos) << reader->display_name;
    EXPECT_EQ(all.find("Có góp vốn"), std::string::npos) << reader->display_name;
    for (const Actor& member : world.members) {
      EXPECT_EQ(all.find(member.display_name), std::string::npos) << reader->display_name << " reads " << member.display_name;
      EXPECT_EQ(all.find(member.account->text()), std::string::npos) << reader->display_name << " reads " << member.display_name;
    }
  }
  for (std::size_t member = 0; member < 3; ++member) hand_in(id, world.members[member], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  EXPECT_TRUE(has(get(officer, path(id, "/result")), "BÍ MẬT")) << "closed: what an office reads";
}

// One who differed gives up his seat after the meeting was called: why it was held stays in the minutes.
TEST_P(EvaluationPositionsAgain, MinutesOfAMeetingKeepTheViewOfASeatThatWasGivenUp) {
  const DossierId id = asked(4);
  agree(id, 1);
  agree(id, 2);
  agree(id, 3);
  ASSERT_TRUE(give(id, 0, {Stand::differ, "Tiêu chí 3.1 chưa rõ."}).ok());
  ASSERT_EQ(phase(id), Positions::meeting);
  leave(id, world.members[0]);
  EXPECT_TRUE(has(get(world.members[1], path(id, "/position")), "sau đó đã thôi ghế này"));
  for (const std::size_t member : {1, 2, 3}) hand_in(id, world.members[member], kThreeStars);
  ASSERT_TRUE(close(id).ok());
  const std::string minutes = word_text(get(world.province, path(id, "/minutes.docx")));
  EXPECT_NE(minutes.find("Tiêu chí 3.1 chưa rõ."), std::string::npos);
  EXPECT_NE(minutes.find("Sau đó đã thôi ghế này"), std::string::npos);
  EXPECT_NE(minutes.find(world.members[0].display_name), std::string::npos);
  EXPECT_EQ(word_text(get(world.maker, path(id, "/minutes.docx"))).find("chưa rõ"), std::string::npos);
}

}  // namespace
}  // namespace ocop::evaluation::test
