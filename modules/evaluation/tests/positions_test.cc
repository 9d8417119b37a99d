#include "modules/evaluation/store_positions.h"
#include "modules/evaluation/tests/positions_desk.h"

// Renewals are evaluated in writing (article 7.6d), and are done 45 days after the full file (article 7.6g).
namespace ocop::evaluation::test {
namespace {

using http::Method;
using rules::Tick;

class EvaluationPositions : public PositionsDesk {};
OCOP_ON_BOTH_ENGINES(EvaluationPositions);

// Two of three differ: the council meets, scores blind as for a first evaluation, and all is done before the 45 days end on 07/01/2027.
TEST_P(EvaluationPositions, TwoDifferSoTheCouncilMeetsAndTheRenewalEndsInItsFortyFiveDays) {
  const DossierId id = asked();
  EXPECT_EQ(phase(id), Positions::asked);
  EXPECT_EQ(view(world.province, id).dossier.positions_until, Date::of(2026, 12, 2));
  ASSERT_EQ(world.notices.count("position.awaited"), 1);
  for (const auto& told : world.notices.told)
    if (told.news.kind == "position.awaited") {
      EXPECT_EQ(told.audience.accounts.size(), 3u);
      EXPECT_EQ(told.news.arguments.at(2), "02/12/2026");
      EXPECT_EQ(told.news.link, path(id, "/position"));
    }
  EXPECT_TRUE(listed(world.members[0]));
  EXPECT_TRUE(has(get(world.province, path(id, "")), "07/01/2027")) << "the 45 days are shown";
  EXPECT_TRUE(has(get(world.members[0], path(id, "/position")), "07/01/2027"));
  EXPECT_FALSE(has(get(world.maker, path(id, "")), "07/01/2027")) << "they bind the offices";

  const auto early = service().save_sheet_answer(world.members[0], id, {"1.1", 1});
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().problems.at(0).field, "positions") << "no sheets while views are asked for";
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict);
  on("2026-11-30");
  ASSERT_TRUE(give(id, 0, {Stand::differ, "Tiêu chí 2.1 phải là 25 điểm."}).ok());
  EXPECT_FALSE(listed(world.members[0])) << "his turn is over";
  agree(id, 1);
  ASSERT_TRUE(give(id, 2, {Stand::differ, "Tiêu chí 3.1 chưa rõ."}).ok());
  EXPECT_EQ(phase(id), Positions::meeting);
  EXPECT_EQ(world.notices.count("positions.meeting"), 2) << "members, and the chair";
  EXPECT_TRUE(listed(world.members[0])) << "a sheet";
  for (const Actor* reader : {&world.members[0], &world.members[1]}) {
    const auto sheet = get(*reader, path(id, "/sheet"));
    ocop::test::expect_sound(sheet);
    EXPECT_TRUE(has(sheet, "Tiêu chí 2.1 phải là 25 điểm.")) << "the views beside the sheets";
  }
  EXPECT_EQ(give(id, 1, {Stand::differ, "Nghĩ lại."}).error().kind, ErrorKind::conflict);

  on("2026-12-21");
  for (std::size_t member = 0; member < 3; ++member) hand_in(id, world.members[member], kThreeStars);
  const auto result = close(id);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->total, Rational(50)) << "of the sheets, not of the report";
  EXPECT_EQ(result->sheets, 3);
  EXPECT_NE(last_entry().find(R"("way":"meeting")"), std::string::npos);
  on("2027-01-05");
  ASSERT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
  const auto ends = rules::renewal_deadline(*view(world.province, id).dossier.forwarded_at, service().today(), world.holidays).on;
  EXPECT_EQ(ends.iso(), "2027-01-07");
  EXPECT_LE(vietnam_date(*view(world.province, id).dossier.decided_at), ends);
  EXPECT_EQ(leaf_kinds(), (std::vector<std::string>{"dossier.submitted", "dossier.forwarded", "scoring.opened", "position.given",
                                                    "position.given", "position.given", "positions.settled", "sheet.submitted",
                                                    "sheet.submitted", "sheet.submitted", "scoring.closed", "decision.recorded"}));
}

// Every view agrees and nobody calls it complex: no meeting, the result is that of the office's report, and the chair closes.
TEST_P(EvaluationPositions, AllAgreeSoTheResultIsThatOfTheReportAndNoMeetingIsHeld) {
  const DossierId id = asked();
  for (std::size_t member = 0; member < 3; ++member) agree(id, member);
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_EQ(world.notices.count("positions.agreed"), 1);
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*world.chair.account});
  EXPECT_TRUE(listed(world.chair));
  EXPECT_FALSE(listed(world.members[0]));
  EXPECT_EQ(service().save_sheet_answer(world.members[0], id, {"1.1", 1}).error().kind, ErrorKind::conflict);
  const auto page = get(world.chair, path(id, "/closing"));
  ocop::test::expect_sound(page);
  EXPECT_TRUE(has(page, "không họp"));
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok()) << closed.error().detail;
  EXPECT_EQ(closed->total, Rational(60));
  EXPECT_EQ(closed->stars, 3);
  EXPECT_EQ(closed->sheets, 3) << "views";
  EXPECT_EQ(closed->spread, Rational(0));
  EXPECT_NE(last_entry().find(R"("way":"agreed")"), std::string::npos);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
  const auto port = database().read([&](db::Reader& reader) { return service().closed(reader, Scope::everything(), id); });
  EXPECT_EQ(port.value().outcome.total, Rational(60)) << "what certificates decide on";
  for (const Actor* reader : {&world.maker, &world.officer, &world.province, &world.chair, &world.members[0]}) {
    const auto result = get(*reader, path(id, "/result"));
    ocop::test::expect_sound(result);
    EXPECT_TRUE(has(result, "không họp")) << reader->display_name;
    EXPECT_EQ(get(*reader, path(id, "/result/sheets/0")).status, 200);
    EXPECT_EQ(get(*reader, path(id, "/result/criteria/1.1")).status, 200);
  }
  EXPECT_EQ(get(world.province, path(id, "/result.json")).body.find(R"("answers":{"1.1":3,)") == std::string::npos, false);
  const std::string minutes = word_text(get(world.province, path(id, "/minutes.docx")));
  for (const char* words : {"BIÊN BẢN TỔNG HỢP Ý KIẾN BẰNG VĂN BẢN", "không họp trực tiếp", "đồng ý với báo cáo", "Theo quy chế của tỉnh"})
    EXPECT_NE(minutes.find(words), std::string::npos) << words;
  EXPECT_EQ(minutes.find("BIÊN BẢN HỌP"), std::string::npos);
  EXPECT_EQ(get(world.province, path(id, "/minutes.pdf")).status, 200);
  const std::string own = word_text(get(world.maker, path(id, "/minutes.docx")));
  EXPECT_NE(own.find("không họp trực tiếp"), std::string::npos);
  EXPECT_EQ(own.find("đồng ý với báo cáo"), std::string::npos) << "a view is not the producer's to read";
}

TEST_P(EvaluationPositions, WhoCallsItComplexIsSaidWithHisReason) {
  const DossierId id = asked();
  agree(id, 0);
  agree(id, 1);
  EXPECT_EQ(give(id, 2, {Stand::agree, "", Tick::given, " "}).error().problems.at(0).field, "complexity");
  ASSERT_TRUE(give(id, 2, {Stand::agree, "", Tick::given, "Chuyển xưởng sang xã khác"}).ok());
  EXPECT_EQ(phase(id), Positions::meeting);
  for (const Actor* reader : {&world.chair, &world.province, &secretary_}) {
    const auto closing = get(*reader, path(id, "/closing"));
    EXPECT_TRUE(has(closing, "Chuyển xưởng sang xã khác")) << reader->display_name;
    EXPECT_TRUE(has(closing, world.members[2].display_name));
  }
  for (std::size_t member = 0; member < 3; ++member) hand_in(id, world.members[member], kAllTop);
  ASSERT_TRUE(close(id).ok());
  const std::string minutes = word_text(get(world.province, path(id, "/minutes.docx")));
  EXPECT_NE(minutes.find("họp trực tiếp và chấm điểm"), std::string::npos);
  EXPECT_NE(minutes.find("Chuyển xưởng sang xã khác"), std::string::npos);
  EXPECT_EQ(word_text(get(world.maker, path(id, "/minutes.docx"))).find("Chuyển xưởng"), std::string::npos);
  const auto told = get(world.maker, "/api/v1" + path(id, "/result"));
  EXPECT_TRUE(has(told, R"("way":"meeting")"));
  EXPECT_FALSE(has(told, "Chuyển xưởng"));
  EXPECT_FALSE(has(told, R"("views")"));
  EXPECT_TRUE(has(get(world.province, "/api/v1" + path(id, "/result")), "Chuyển xưởng"));
}

// "Nhiều" by the province's regulation is two here, and three quarters of the members are enough after the last day. The papers
// say what was said: one differs, and one said nothing.
TEST_P(EvaluationPositions, AQuorumAfterTheLastDayIsSettledByTheChair) {
  Settings settings;
  settings.valid_from = service().today();
  settings.quorum_percent = 75;
  settings.differing_least = 2;
  settings.position_days = 3;
  ASSERT_TRUE(service().add_settings(world.province, "68", settings).ok());
  const DossierId id = asked(4);
  EXPECT_EQ(view(world.province, id).dossier.positions_until, Date::of(2026, 11, 26));
  const auto version = [&] { return view(world.chair, id).dossier.of_council(); };
  agree(id, 0);
  ASSERT_TRUE(give(id, 1, {Stand::differ, "Tiêu chí 1.1."}).ok());
  EXPECT_FALSE(listed(world.chair));
  on("2026-11-26");
  EXPECT_EQ(service().settle_positions(world.chair, id, version()).error().kind, ErrorKind::conflict) << "two of four";
  on("2026-11-25");
  const std::int64_t seen = version();
  agree(id, 2);
  EXPECT_TRUE(listed(world.chair));
  EXPECT_EQ(service().settle_positions(world.chair, id, version()).error().kind, ErrorKind::conflict) << "the day before";
  for (const char* day : {"2026-11-25", "2026-11-26"}) {
    on(day);
    EXPECT_EQ(service().settle_positions(world.chair, id, version()).error().kind, ErrorKind::conflict) << day << ": theirs to its end";
    EXPECT_FALSE(has(get(world.chair, path(id, "/closing")), "Ý kiến còn thiếu không gửi được nữa")) << day;
  }
  EXPECT_TRUE(has(get(world.members[3], path(id, "/position")), "đến hết ngày 26/11/2026"));
  on("2026-11-27");
  EXPECT_EQ(service().settle_positions(world.chair, id, seen).error().kind, ErrorKind::conflict) << "a view came in since";
  EXPECT_EQ(service().settle_positions(world.members[0], id, version()).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().settle_positions(world.province, id, version()).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().settle_positions(world.other_province, id, version()).error().kind, ErrorKind::not_found);
  const auto page = get(world.chair, path(id, "/closing"));
  ocop::test::expect_sound(page);
  EXPECT_TRUE(has(page, "Ý kiến còn thiếu không gửi được nữa"));
  const auto after = post_and_follow(world.chair, path(id, "/position/settlement"), {{"version", std::to_string(version())}});
  EXPECT_EQ(phase(id), Positions::agreed) << "one that differs is not many here";
  EXPECT_TRUE(has(after, "Tiêu chí 1.1."));
  EXPECT_EQ(give(id, 3, {Stand::agree}).error().kind, ErrorKind::conflict) << "too late";
  EXPECT_EQ(close(id)->sheets, 3);
  for (const Actor* reader : {&world.province, &world.members[0]}) {
    const std::string minutes = word_text(get(*reader, path(id, "/minutes.docx")));
    EXPECT_NE(minutes.find("không có nhiều ý kiến khác (1 khác trên 3)"), std::string::npos) << reader->display_name;
    EXPECT_NE(minutes.find(">không có ý kiến<"), std::string::npos) << reader->display_name;
    EXPECT_EQ(minutes.find("thống nhất"), std::string::npos) << reader->display_name;
  }
  const std::string own = word_text(get(world.maker, path(id, "/minutes.docx")));
  EXPECT_NE(own.find("không có nhiều ý kiến khác nên không họp"), std::string::npos);
  EXPECT_EQ(own.find(">không có ý kiến<"), std::string::npos);
  EXPECT_FALSE(has(get(world.maker, path(id, "/result")), "thống nhất"));
}

TEST_P(EvaluationPositions, BlindUntilAllAreIn) {
  const DossierId id = asked();
  const auto seen = [&](const Actor& actor) {
    std::string out;
    for (const char* page : {"", "/position", "/sheet", "/closing"}) out += get(actor, path(id, page)).body;
    for (const char* rest : {"", "/position", "/sheets", "/sheets/own"}) out += api(Method::get, actor, "/api/v1" + path(id, rest)).body;
    return out + std::to_string(view(actor, id).dossier.version);
  };
  const auto told_in_the_list = [&](const Actor& actor) {
    const auto found = service().work_items(std::vector<Listed>{
        {id, actor.has(Role::commune_officer) ? work::Holder{.commune = "24988"} : work::Holder{.account = actor.account}}});
    return found.at(0).value().progress.submitted;
  };
  const std::int64_t version = view(world.maker, id).dossier.version;
  const Actor* const others[] = {&world.maker, &world.officer, &world.members[1], &world.province, &world.chair};
  ASSERT_TRUE(give(id, 0, {Stand::differ, "BÍ MẬT CỦA GHẾ", Tick::given, "PHỨC TẠP LẮM"}).ok());
  for (const Actor* reader : {&world.chair, &world.province}) {   // whom these show who gave one
    EXPECT_EQ(get(*reader, path(id, "/closing")).status, 200) << reader->display_name;
    EXPECT_EQ(api(Method::get, *reader, "/api/v1" + path(id, "/sheets")).status, 200) << reader->display_name;
  }
  EXPECT_EQ(api(Method::get, world.members[1], "/api/v1" + path(id, "/sheets/own")).status, 200);
  EXPECT_EQ(api(Method::get, world.members[1], "/api/v1" + path(id, "/position")).status, 200);
  for (const Actor* reader : others) {
    const std::string all = seen(*reader);
    EXPECT_EQ(all.find("BÍ MẬT"), std::string::npos) << reader->display_name;
    EXPECT_EQ(all.find("PHỨC TẠP LẮM"), std::string::npos) << reader->display_name;
  }
  EXPECT_TRUE(has(get(world.members[0], path(id, "/position")), "BÍ MẬT")) << "the own one";
  EXPECT_EQ(told_in_the_list(world.chair), 1);
  for (const Actor* reader : {&world.officer, &world.members[1]})
    EXPECT_EQ(told_in_the_list(*reader), 0) << reader->display_name << ": the list of work tells no number";
  EXPECT_TRUE(service().closing(world.chair, id)->positions.empty());
  EXPECT_EQ(service().closing(world.chair, id)->submitted, 1) << "that it is in";
  EXPECT_EQ(last_entry().find("BÍ MẬT"), std::string::npos) << "the log has a commitment";
  for (const Actor* reader : {&world.maker, &world.officer, &world.members[1]})
    EXPECT_EQ(view(*reader, id).dossier.version, version) << "who reads the dossier does not learn that a view came in";
  agree(id, 1);
  agree(id, 2);
  EXPECT_EQ(view(world.maker, id).dossier.version, version) << "nor that they are settled";
  EXPECT_NE(seen(world.members[1]).find("BÍ MẬT"), std::string::npos) << "all are in";
  for (const Actor* reader : {&world.chair, &world.province})
    EXPECT_TRUE(has(api(Method::get, *reader, "/api/v1" + path(id, "/sheets")), "BÍ MẬT")) << reader->display_name;
  for (const Actor* reader : {&world.maker, &world.officer}) EXPECT_EQ(seen(*reader).find("BÍ MẬT"), std::string::npos);
  EXPECT_EQ(service().position(world.maker, id).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service().position(world.other_province, id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().position(world.members[3], id).error().kind, ErrorKind::not_found) << "no seat";
  for (std::size_t member = 0; member < 3; ++member) hand_in(id, world.members[member], kAllTop);
  ASSERT_TRUE(close(id).ok());
  for (const Actor* reader : {&world.maker, &world.officer})
    for (const std::string prefix : {"", "/api/v1"})
      EXPECT_FALSE(has(get(*reader, prefix + path(id, "/result")), "BÍ MẬT")) << "never";
}

// Whoever has a conflict of interest has no view: what he gave counts no more, and whoever comes instead gives his, also where all had
// agreed.
TEST_P(EvaluationPositions, AConflictOfInterestTakesTheViewAway) {
  const DossierId id = asked();
  ASSERT_TRUE(give(id, 0, {Stand::differ, "Có ý kiến"}).ok());
  const int seat = service().own_sheet(world.members[0], id)->sheet.seat;
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Có góp vốn"}).ok());
  EXPECT_EQ(give(id, 0, {Stand::agree}).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service().name_stand_in(world.chair, id, seat, {*world.members[3].account}).ok());
  EXPECT_EQ(world.notices.last().news.kind, "position.awaited");
  for (const std::size_t member : {1, 2, 3}) agree(id, member);
  EXPECT_EQ(phase(id), Positions::agreed) << "the view of the seat that was given up does not count";
  const int other = service().own_sheet(world.members[1], id)->sheet.seat;
  ASSERT_TRUE(service().declare_conflict(world.members[1], id, {"Bạn thân"}).ok());
  EXPECT_EQ(phase(id), Positions::asked) << "one of those who agreed is gone";
  EXPECT_EQ(close(id).error().kind, ErrorKind::conflict);
  world.identity.add({account(30), "Thành viên mới", {{Role::council_member, "68", "", {}}}});
  ASSERT_TRUE(service().name_stand_in(world.chair, id, other, {account(30)}).ok());
  ASSERT_TRUE(service().give_position({account(30), "Thành viên mới", {{Role::council_member, "68", "", {}}}}, id, {Stand::agree}).ok());
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_TRUE(close(id).ok());
  EXPECT_EQ(service().result(world.province, id)->positions.size(), 3u);
}

// One who leads and sits: his view counts like any other, and with a conflict of interest he gives up both. The office names another chair
// and a stand-in, whose view settles them.
TEST_P(EvaluationPositions, AChairWhoSitsInTheCouncilHasAViewAndGivesBothUp) {
  const Actor both{account(62), "Chủ tịch có ghế", {{Role::council_chair, "68", "", {}}, {Role::council_member, "68", "", {}}}};
  const Actor next{account(63), "Chủ tịch khác", {{Role::council_chair, "68", "", {}}}};
  for (const Actor* one : {&both, &next}) world.identity.add(*one);
  const DossierId id = forwarded();
  report(id);
  const NameCouncil ask{view(world.province, id).dossier.version, {*both.account, *world.members[0].account, *world.members[1].account},
                        both.account};
  ASSERT_TRUE(service().open_council(world.province, id, ask).ok());
  ASSERT_TRUE(service().give_position(both, id, {Stand::agree}).ok());
  agree(id, 0);
  agree(id, 1);
  ASSERT_EQ(phase(id), Positions::agreed);
  const int seat = service().own_sheet(both, id)->sheet.seat;
  const auto version = [&] { return view(world.province, id).dossier.of_council(); };
  ASSERT_TRUE(service().declare_conflict(both, id, {"Có góp vốn"}).ok());
  EXPECT_EQ(phase(id), Positions::asked) << "his view is gone";
  EXPECT_EQ(service().close(both, id, {version()}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().settle_positions(both, id, version()).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(listed(world.province)) << "it names another chair";
  ASSERT_TRUE(service().name_stand_in(world.province, id, seat, {*world.members[2].account}).ok()) << "while nobody leads";
  ASSERT_TRUE(service().name_chair(world.province, id, {version(), *next.account}).ok());
  agree(id, 2);
  EXPECT_EQ(phase(id), Positions::agreed);
  EXPECT_EQ(world.notices.last().audience.accounts, std::vector<AccountId>{*next.account}) << "not the one who leads no more";
  EXPECT_EQ(service().closing(next, id)->needed, 3);
  EXPECT_TRUE(service().close(next, id, {version()}).ok());
}

// Where the council agreed there is no sheet, and so no own one that comes first.
TEST_P(EvaluationPositions, AChairWhoSitsInTheCouncilClosesWhatItAgreedOn) {
  const Actor both{account(62), "Chủ tịch có ghế", {{Role::council_chair, "68", "", {}}, {Role::council_member, "68", "", {}}}};
  world.identity.add(both);
  desk_.people.add("both", both);
  const DossierId id = forwarded();
  report(id);
  const NameCouncil ask{view(world.province, id).dossier.version, {*both.account, *world.members[0].account, *world.members[1].account},
                        both.account};
  ASSERT_TRUE(service().open_council(world.province, id, ask).ok());
  ASSERT_TRUE(service().give_position(both, id, {Stand::agree}).ok());
  agree(id, 0);
  agree(id, 1);
  const auto page = get(both, path(id, "/closing"));
  EXPECT_TRUE(has(page, "Khóa điểm"));
  EXPECT_FALSE(has(page, "hãy nộp phiếu của mình trước")) << "no sheet of his own is missing";
  EXPECT_TRUE(service().close(both, id, {view(world.province, id).dossier.of_council()}).ok());
}

TEST_P(EvaluationPositions, ARenewalIsAskedForOnItsReportAndOthersAreScoredAtOnce) {
  const DossierId id = forwarded();
  const auto name = [&] {
    NameCouncil ask{view(world.province, id).dossier.version, {}, world.chair.account};
    for (std::size_t i = 0; i < 3; ++i) ask.members.push_back(*world.members[i].account);
    return service().open_council(world.province, id, ask);
  };
  EXPECT_EQ(name().error().problems.at(0).got, "none") << "article 7.6c: a report first";
  const auto page = get(world.province, path(id, ""));
  ocop::test::expect_sound(page);
  post_and_follow(world.province, path(id, "/advice"), {{"version", "0"}, {"words", "Đủ."}, {"proposal.1.1", "3"}, {"proposal.1.2", "2"}});
  EXPECT_EQ(name().error().problems.at(0).got, "2.1, 3.1");
  EXPECT_EQ(view(world.province, id).dossier.state, State::forwarded);
  ASSERT_TRUE(service().save_advice(world.province, id, {1, "Đủ.", {{"1.1", 3}, {"1.2", 2}, {"2.1", 0}, {"3.1", 1}}}).ok());
  EXPECT_TRUE(name().ok());
  EXPECT_EQ(phase(id), Positions::asked);
}

TEST_P(EvaluationPositions, AFirstEvaluationIsScoredInAMeeting) {
  world.products.rows[0].standing = {};
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  EXPECT_EQ(service().save_advice(world.province, id, {0, "Đủ.", {}}).error().kind, ErrorKind::forbidden) << "article 7.3c";
  name_council(id);
  EXPECT_EQ(phase(id), Positions::none);
  EXPECT_EQ(give(id, 0, {Stand::agree}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service().position(world.members[0], id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(get(world.members[0], path(id, "/position")).status, 303) << "to the dossier";
  hand_in(id, world.members[0], kAllTop);
}

// A renewal whose council was named before there were written views goes on as it began.
TEST_P(EvaluationPositions, WhatWasOpenedBeforeIsScoredAsItWas) {
  const DossierId id = asked();
  tampered_ = true;   // as the column's default leaves it
  const auto before = database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(db::Statement{"test.before", "UPDATE evaluation_dossier SET positions = 'none', positions_until = NULL"});
    return {};
  });
  ASSERT_TRUE(before.ok());
  service().renew_work();
  for (std::size_t member = 0; member < 3; ++member) {
    answer(id, world.members[member], {{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}});
    ASSERT_TRUE(service().submit_sheet(world.members[member], id, {service().own_sheet(world.members[member], id)->sheet.version,
                                                                   Tick::given, Tick::given}).ok());
  }
  ASSERT_TRUE(close(id).ok());
  EXPECT_EQ(last_entry().find(R"("way")"), std::string::npos);
  EXPECT_FALSE(has(get(world.province, path(id, "/result")), "bằng văn bản"));
}

TEST_P(EvaluationPositions, PagesAndApi) {
  const DossierId id = asked();
  const Actor& member = world.members[0];
  for (const char* language : {"", "/en"}) {
    const auto page = get(member, language + path(id, "/position"));
    ocop::test::expect_sound(page);
    EXPECT_TRUE(has(page, Date::of(2026, 12, 2)->show(*language ? Language::en : Language::vi)));
    EXPECT_TRUE(has(page, *language ? "Report on the dossier" : "Cơ sở không thay đổi quy mô."));
  }
  EXPECT_EQ(get(member, path(id, "/sheet")).status, 200) << "the written view in its place";
  EXPECT_TRUE(has(get(member, path(id, "/sheet")), "Ý kiến bằng văn bản"));
  EXPECT_EQ(post(member, path(id, "/position"), {{"words", "x"}}).status, 422) << "neither agrees nor differs";
  const auto refused = post(member, path(id, "/position"), {{"stand", "differ"}, {"words", ""}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "Hãy ghi ý kiến khác ở điểm nào"));
  EXPECT_EQ(post(member, path(id, "/sheet/conflict"), {{"ground", ""}}).status, 422) << "shown again where he is";
  const auto sent = post_and_follow(member, path(id, "/position"), {{"stand", "differ"}, {"words", "Tiêu chí <1.1>"}});
  ocop::test::expect_sound(sent);
  EXPECT_TRUE(has(sent, "Tiêu chí &lt;1.1&gt;"));
  EXPECT_EQ(post(member, path(id, "/position"), {{"stand", "differ"}, {"words", "Tiêu chí <1.1>"}}).status, 303) << "a double click";
  EXPECT_EQ(post(member, path(id, "/position"), {{"stand", "agree"}}).status, 409);
  const auto api_path = "/api/v1" + path(id, "/position");
  EXPECT_EQ(api(Method::put, world.maker, api_path, R"({"stand":"agree"})").status, 403);
  EXPECT_EQ(api(Method::put, world.other_province, api_path, R"({"stand":"agree"})").status, 403);
  EXPECT_EQ(api(Method::put, world.members[3], api_path, R"({"stand":"agree"})").status, 404);
  EXPECT_EQ(api(Method::put, world.members[1], api_path, R"({"stand":"perhaps"})").status, 422);
  EXPECT_EQ(api(Method::put, world.members[1], api_path, R"({"stand":"agree","complex":true})").status, 422);
  const auto given = json::parse(api(Method::put, world.members[1], api_path, R"({"stand":"agree"})").body).value();
  EXPECT_EQ(given.root()["positions"].text_or(""), "asked");
  EXPECT_EQ(given.root()["until"].text_or(""), "2026-12-02");
  EXPECT_EQ(given.root()["renewal_ends"].text_or(""), "2027-01-07");
  EXPECT_EQ(given.root()["own"]["stand"].text_or(""), "agree");
  EXPECT_EQ(given.root()["views"].size(), 0u) << "one is missing";
  const auto last = json::parse(api(Method::put, world.members[2], api_path, R"({"stand":"agree"})").body).value();
  EXPECT_EQ(last.root()["positions"].text_or(""), "meeting");
  EXPECT_EQ(last.root()["views"].size(), 3u);
  EXPECT_EQ(api(Method::put, world.members[2], api_path, R"({"stand":"agree"})").status, 200) << "the last one sent again";
  const auto seats = json::parse(api(Method::get, world.chair, "/api/v1" + path(id, "/sheets")).body).value();
  EXPECT_EQ(seats.root()["views"].size(), 3u);
  EXPECT_EQ(api(Method::post, world.chair, api_path + "/settlement", "{}",
                {{"If-Match", "\"" + std::to_string(view(world.chair, id).dossier.of_council()) + "\""}}).status, 409)
      << "they are settled";
}

// A view that was changed behind the program is found.
TEST_P(EvaluationPositions, AChangedViewDoesNotMatchItsCommitment) {
  const DossierId id = asked();
  agree(id, 0);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return recheck_positions(reader); }).empty());
  tampered_ = true;
  lift_protection("evaluation_position");
  const auto changed = database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(db::Statement{"test.tamper", "UPDATE evaluation_position SET stand = 'differ', words = 'x'"});
    return {};
  });
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(database().read([&](db::Reader& reader) { return recheck_positions(reader); }).size(), 1u);
}

}  // namespace
}  // namespace ocop::evaluation::test
