#include "modules/evaluation/rules_council.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/desk.h"

// A council's meeting on a real table: nước mắm (Appendix II, set 9), five members, under regulations of provinces.
namespace ocop::evaluation::test {
namespace {

using rules::Tick;

class EvaluationCouncil : public Desk {
 protected:
  EvaluationCouncil() {
    world.library = rulebooks::load().value();
    world.members.push_back({account(24), "Thành viên thứ 5", {{Role::council_member, "68", "", {}}}});
    world.identity.add(world.members.back());
  }
  const rulebooks::Table& table() const { return *world.library.find("QD26-2026")->find("QD26-09"); }
  // From the top of the table: what falls, to which points. A criterion that is not named has its maximum.
  std::map<std::string, int> options(const std::map<std::string, int>& fallen) const {
    std::map<std::string, int> out;
    for (const rulebooks::Criterion* criterion : table().criteria) {
      const auto found = fallen.find(criterion->code);
      const int points = found == fallen.end() ? criterion->max : found->second;
      for (std::size_t i = 0; i < criterion->options.size(); ++i)
        if (criterion->options[i].points == points) out[criterion->code] = static_cast<int>(i) + 1;
      EXPECT_TRUE(out.contains(criterion->code)) << criterion->code << " " << points;
    }
    return out;
  }
  void regulate(const Settings& settings) {
    Settings dated = settings;
    dated.valid_from = *Date::of(2026, 11, 23);
    ASSERT_TRUE(service().add_settings(world.province, "68", dated).ok());
  }
  DossierId at_the_council() {
    const auto opened = service().open_dossier(world.maker, {world.product, Kind::first, "QD26-09"});
    EXPECT_TRUE(opened.ok());
    const DossierId id = opened->dossier.id;
    submit(id);
    name_council(id, 5);
    return id;
  }
  int seat_of(DossierId id, std::size_t member) { return service().own_sheet(world.members[member], id)->sheet.seat; }
  std::string path(DossierId id, const std::string& rest) { return "/dossiers/" + id.text() + rest; }

  // Five sheets of 91, 92, 90, 93 and 82 points; criterion 4.1 ("thị trường phân phối", 5 points for five stars) of 5, 5, 3, 3 and 3.
  const std::map<std::string, int> k91{{"8", 2}, {"4.3", 0}, {"10", 1}};
  const std::map<std::string, int> k92{{"8", 2}, {"4.3", 0}};
  const std::map<std::string, int> k90{{"4.1", 3}, {"8", 2}, {"4.3", 0}};
  const std::map<std::string, int> k93{{"4.1", 3}, {"4.3", 0}};
  const std::map<std::string, int> k82{{"4.1", 3}, {"8", 2}, {"4.3", 0}, {"4.2", 0}, {"5.2", 0}, {"6.2", 0}};
  void five_sheets(DossierId id) {
    const std::map<std::string, int>* const sheets[] = {&k91, &k92, &k90, &k93, &k82};
    for (std::size_t i = 0; i < 5; ++i) hand_in(id, world.members[i], options(*sheets[i]));
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationCouncil);

// "Tổng điểm của các thành viên không chênh nhau quá 10 điểm; nếu quá thì thảo luận và chấm lại."
TEST_P(EvaluationCouncil, TenPointsApartIsDiscussedAndScoredAgain) {
  Settings settings = rules::known_regulation("tay-ninh-2020")->settings;
  settings.potential_five = PotentialFive::ministry;
  regulate(settings);
  const DossierId id = at_the_council();
  five_sheets(id);

  for (const Tick tick : {Tick::absent, Tick::given}) {
    const auto stopped = close(id, tick);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().kind, ErrorKind::conflict);
    const Problem& problem = stopped.error().problems.at(0);
    EXPECT_EQ(problem.field, "spread");
    EXPECT_EQ(problem.got, "11");
    EXPECT_EQ(problem.expected, "at most 10");
    EXPECT_NE(std::string(problem.message.vi).find("mở lại phiếu"), std::string::npos) << "which way on";
  }
  const auto seen = get(world.chair, path(id, "/closing"));
  EXPECT_TRUE(has(seen, "chưa khóa điểm được"));
  EXPECT_FALSE(has(seen, "spread_accepted"));

  ASSERT_TRUE(service().note_discussion(world.chair, id, {"Hội đồng xem lại các mục 4.2, 5.2 và 6.2."}).ok());
  const int seat = seat_of(id, 4);
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, seat, "Bỏ sót giấy tờ ở mục 5.2").ok());
  auto again = options(k82);
  again["5.2"] = options({})["5.2"];
  hand_in(id, world.members[4], {{"5.2", again["5.2"]}});
  const auto closed = close(id);
  ASSERT_TRUE(closed.ok()) << closed.error().problems.at(0).expected;
  EXPECT_EQ(closed->total, Rational(90));
  EXPECT_EQ(closed->spread, Rational(9));
  EXPECT_EQ(closed->band, 5);
  EXPECT_EQ(closed->stars, 4);
  EXPECT_FALSE(closed->spread_accepted);

  const auto result = service().result(world.province, id);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->outcome.floors_missed, (std::vector<rulebooks::MissedFloor>{{5, "4.1"}}));
  EXPECT_EQ(result->outcome.criteria[*table().index_of("4.1")].mean, Rational(19, 5)) << "3,80";
  // What article 7.3e leaves open the province's regulation says; certificates ask for it.
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(service().closed(reader, Scope::everything(), id)->potential_five, PotentialFive::ministry);
  });
  EXPECT_TRUE(has(get(world.maker, path(id, "/result")), "Gửi Bộ Nông nghiệp và Môi trường"));
}

TEST_P(EvaluationCouncil, EachVersionOfASheetStaysAndIsShownAfterClosing) {
  regulate(rules::known_regulation("tay-ninh-2020")->settings);
  const DossierId id = at_the_council();
  five_sheets(id);
  const int seat = seat_of(id, 4);
  ASSERT_TRUE(service().note_discussion(world.chair, id, {"  Cả hội đồng nếm lại mẫu.  "}).ok());
  ASSERT_TRUE(service().note_discussion(world.chair, id, {"Cả hội đồng nếm lại mẫu."}).ok()) << "a double click";
  ASSERT_TRUE(service().reopen_sheet(world.chair, id, seat, "Bỏ sót giấy tờ <5.2>").ok());
  hand_in(id, world.members[4], {{"5.2", options({})["5.2"]}});
  // Before closing the notes are the chair's: they may say who gave what.
  EXPECT_EQ(service().closing(world.chair, id)->discussions.size(), 2u);
  EXPECT_TRUE(service().closing(world.province, id)->discussions.empty());
  EXPECT_FALSE(has(get(world.province, path(id, "/closing")), "nếm lại mẫu"));
  EXPECT_TRUE(has(get(world.chair, path(id, "/closing")), "nếm lại mẫu"));
  ASSERT_TRUE(close(id).ok());

  for (const Actor* reader : {&world.maker, &world.officer, &world.province, &world.members[0], &world.chair}) {
    const auto result = service().result(*reader, id);
    ASSERT_TRUE(result.ok()) << reader->display_name;
    ASSERT_EQ(result->discussions.size(), 2u);
    EXPECT_FALSE(result->discussions[0].seat.has_value());
    EXPECT_EQ(result->discussions[1].seat, seat);
    EXPECT_EQ(result->discussions[1].opened, 1);
    for (const MemberResult& member : result->members) {
      ASSERT_EQ(member.versions.size(), member.seat == seat ? 2u : 1u);
      EXPECT_EQ(Rational(member.versions.back().total), member.outcome.total) << "the last version is the one that counts";
      if (member.seat != seat) continue;
      EXPECT_EQ(member.versions[0].total, 82);
      EXPECT_EQ(member.versions[1].total, 84);
      EXPECT_EQ(member.versions[1].rescored, (std::vector<rules::Rescored>{{"5.2", 1, 3, 0, 2}}));
    }
    const auto page = get(*reader, path(id, "/result"));
    EXPECT_TRUE(has(page, "Bỏ sót giấy tờ &lt;5.2&gt;")) << reader->display_name;
    EXPECT_TRUE(has(page, "82 điểm")) << reader->display_name;
    ocop::test::expect_sound(page);
  }
  EXPECT_FALSE(has(get(world.maker, path(id, "/result")), "Chủ tịch hội đồng")) << "no names to a producer";
  const auto told = json::parse(api(http::Method::get, world.maker, "/api/v1/dossiers/" + id.text() + "/result").body).value();
  EXPECT_EQ(told.root()["discussions"].size(), 2u);
  const auto kinds = leaf_kinds();
  EXPECT_EQ(std::ranges::count(kinds, "discussion.noted"), 2);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().recheck(reader); }).empty());
}

TEST_P(EvaluationCouncil, ADiscussionIsTheChairsAndOfTheTimeOfScoring) {
  const DossierId id = at_the_council();
  for (const Actor* other : {&world.province, &world.members[0], &world.officer, &world.maker})
    EXPECT_FALSE(service().note_discussion(*other, id, {"x"}).ok()) << other->display_name;
  EXPECT_EQ(service().note_discussion(world.other_maker, id, {"x"}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service().note_discussion(world.chair, id, {"  "}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service().note_discussion(world.chair, id, {std::string(kDiscussionLimit + 1, 'x')}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(post(world.chair, path(id, "/discussions"), {{"words", ""}}).status, 422);
  EXPECT_EQ(api(http::Method::post, world.chair, "/api/v1/dossiers/" + id.text() + "/discussions", R"({"words":"đã bàn"})").status, 200);
  five_sheets(id);
  ASSERT_TRUE(close(id, Tick::given).ok()) << "without a regulation of its own a tick is enough, as before";
  EXPECT_EQ(service().note_discussion(world.chair, id, {"muộn"}).error().kind, ErrorKind::conflict);
}

TEST_P(EvaluationCouncil, AChangedNoteOfAMeetingIsFound) {
  const DossierId id = at_the_council();
  ASSERT_TRUE(service().note_discussion(world.chair, id, {"Đã thảo luận."}).ok());
  tampered_ = true;
  lift_protection("evaluation_discussion");
  static constexpr db::Statement kTamper{"test.tamper", "UPDATE evaluation_discussion SET words = 'khác' WHERE dossier = $1"};
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> { t.execute(kTamper, id); return {}; }).ok());
  EXPECT_EQ(database().read([&](db::Reader& reader) { return service().recheck(reader); }).size(), 1u);
}

TEST_P(EvaluationCouncil, AKnownRegulationFillsTheFormAndSavesNothing) {
  const auto page = get(world.province, "/settings/evaluation");
  EXPECT_TRUE(has(page, "Tây Ninh 2020"));
  EXPECT_TRUE(has(page, "Theo quy chế của tỉnh"));
  const auto filled = get(world.province, "/settings/evaluation?regulation=tay-ninh-2020");
  EXPECT_EQ(field(filled, "quorum_percent"), "75");
  EXPECT_TRUE(has(filled, "chưa lưu gì"));
  EXPECT_TRUE(service().province_settings(world.province, "68")->empty());
  EXPECT_EQ(get(world.province, "/settings/evaluation?regulation=nowhere").status, 200);
  ocop::test::expect_sound(filled);
}

}  // namespace
}  // namespace ocop::evaluation::test
