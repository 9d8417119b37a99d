#include <atomic>
#include <thread>

#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/world.h"

// Where dossiers were and when, as offices are measured by it.
namespace ocop::evaluation::test {
namespace {

class Courses : public Evaluation {
 protected:
  std::optional<Course> course(const Actor& actor, DossierId id) {
    return database().read([&](db::Reader& reader) { return service().course(reader, scope_of(actor), id); });
  }
  std::vector<Moved::To> way(DossierId id) {
    std::vector<Moved::To> out;
    const auto found = course(world.maker, id);   // outlives the loop
    for (const Moved& one : found->way) out.push_back(one.to);
    return out;
  }
  void later(int hours) { world.clock.set({world.clock.now().milliseconds + hours * 3'600'000LL}); }
  // Handed in, and back with its maker.
  DossierId returned() {
    const DossierId id = open_draft();
    answer(id, world.maker, kThreeStars);
    submit(id);
    later(24);
    EXPECT_TRUE(service().return_back(world.officer, id, view(world.officer, id).dossier.version, "Thiếu giấy").ok());
    return id;
  }
  void ask(const Actor& office, DossierId id) {
    const auto asked = service().ask_completion(office, id, {view(office, id).dossier.version, "Đề nghị bổ sung.",
                                                             vietnam_date(world.clock.now()).plus_days(10), {{"1.1", "Thiếu trang ký"}}});
    ASSERT_TRUE(asked.ok()) << asked.error().detail;
  }
  void reply(DossierId id, int number) {
    const AnswerCompletion words{view(world.maker, id).self.version, "Đã thêm.", rules::Tick::given, rules::Tick::given};
    const auto answered = service().answer_completion(world.maker, id, number, words);
    ASSERT_TRUE(answered.ok()) << answered.error().detail;
  }
  using To = Moved::To;
};
OCOP_ON_BOTH_ENGINES(Courses);

TEST_P(Courses, TellEachTimeADossierMoved) {
  const DossierId draft = open_draft();
  EXPECT_FALSE(course(world.maker, draft)) << "it was never handed in";
  ASSERT_TRUE(service().discard(world.maker, draft, view(world.maker, draft).dossier.version).ok());
  const DossierId id = returned();
  EXPECT_EQ(way(id), (std::vector{To::commune, To::producer}));
  EXPECT_TRUE(course(world.maker, id)->whole);
  later(24 * 30);
  submit(id);
  later(24);
  forward(id);
  EXPECT_EQ(way(id), (std::vector{To::commune, To::producer, To::commune, To::province}));
  const auto found = course(world.province, id);
  ASSERT_TRUE(found && found->whole);
  EXPECT_EQ(vietnam_date(found->way[2].at).days - vietnam_date(found->way[1].at).days, 30) << "days with its maker";
  EXPECT_FALSE(course(world.other_province, id));
  EXPECT_FALSE(course(world.other_maker, id));
  later(24);
  name_council(id);
  EXPECT_EQ(way(id).back(), To::council);
  const auto all = database().read([&](db::Reader& reader) { return service().courses(reader, "68"); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].way.size(), 5u);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return service().courses(reader, "86"); }).empty());
}

// The table says "submitted" of a forwarded dossier, and so did its course: nobody could plan a visit, no province count samples.
TEST_P(Courses, SayTheStateThatTheDossiersPageSays) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  const auto states = [&] {
    const auto all = database().read([&](db::Reader& reader) { return service().courses(reader, "68"); });
    return std::pair(course(world.maker, id)->state, all.at(0).state);
  };
  submit(id);
  EXPECT_EQ(states(), std::pair(State::submitted, State::submitted));
  forward(id);
  EXPECT_EQ(states(), std::pair(State::forwarded, State::forwarded));
  name_council(id);
  EXPECT_EQ(states(), std::pair(State::scoring, State::scoring));
}

// An answer hands the sheet in anew: that took the province's dossier for one that came to the commune, and of no use to any figure.
TEST_P(Courses, CompletionIsTheMakersTimeAndComesBackToTheOfficeThatAsked) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  later(24);
  ask(world.officer, id);
  EXPECT_EQ(way(id), (std::vector{To::commune, To::producer}));
  EXPECT_TRUE(course(world.maker, id)->whole) << "a request that is open";
  later(24 * 6);
  reply(id, 1);
  later(24);
  ask(world.officer, id);
  later(24);
  ASSERT_TRUE(service().cancel_completion(world.officer, id, 2, view(world.officer, id).dossier.version).ok());
  EXPECT_EQ(way(id), (std::vector{To::commune, To::producer, To::commune})) << "one that was cancelled moved nothing";
  later(24);
  forward(id);
  later(24);
  ask(world.province, id);
  later(24 * 2);
  reply(id, 3);
  EXPECT_EQ(way(id), (std::vector{To::commune, To::producer, To::commune, To::province, To::producer, To::province}));
  const auto found = course(world.province, id);
  EXPECT_TRUE(found->whole) << "or no figure has it";
  std::vector<bool> on_request;
  for (const Moved& one : found->way) on_request.push_back(one.on_request);
  EXPECT_EQ(on_request, (std::vector{false, true, true, false, true, true}));
  EXPECT_EQ(vietnam_date(found->way[2].at).days - vietnam_date(found->way[1].at).days, 6);
  const auto all = database().read([&](db::Reader& reader) { return service().courses(reader, "68"); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].whole && all[0].way.size() == 6);
}

// What the commune is measured by is what its page told it.
TEST_P(Courses, TheLastDayMeasuredIsTheOneThatThePageShows) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  later(24);
  ask(world.officer, id);
  const auto measured = [&] {
    const auto found = course(world.maker, id);
    std::vector<Pause> pauses;
    for (const Moved& one : found->way) {
      if (one.on_request && one.to == To::producer) pauses.push_back({one.at, {}});
      else if (one.on_request) pauses.back().answered = one.at;
    }
    return commune_last_day(found->way[0].at, pauses, world.holidays);
  };
  EXPECT_FALSE(measured()) << "it stands";
  later(24 * 6);
  reply(id, 1);
  ASSERT_TRUE(view(world.officer, id).deadline.has_value());
  EXPECT_EQ(measured(), view(world.officer, id).deadline->on);
  EXPECT_NE(measured(), commune_last_day(course(world.maker, id)->way[0].at, {}, world.holidays));
}

// Who may not read a dossier in its state is not told where it stands: a province knew of what its communes had not forwarded.
TEST_P(Courses, AreToldToWhoMayReadTheDossierInItsState) {
  Actor group{account(60), "Tổ tư vấn", {{Role::advisory_group, "68", "", {}}}};
  const auto told = [&](DossierId id) {
    std::string out;
    for (const Actor& actor : {world.maker, world.officer, world.province, group, world.members[0], world.chair, world.other_officer,
                               world.other_province, world.other_maker})
      out += course(actor, id) ? 'y' : '-';
    return out;
  };
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  EXPECT_EQ(told(id), "---------") << "never handed in";
  submit(id);
  EXPECT_EQ(told(id), "yy-------");
  ASSERT_TRUE(service().return_back(world.officer, id, view(world.officer, id).dossier.version, "Thiếu giấy").ok());
  EXPECT_EQ(told(id), "y--------") << "a draft is its producer's";
  submit(id);
  forward(id);
  EXPECT_EQ(told(id), "yyyy-----");
  ASSERT_TRUE(service().return_back(world.province, id, view(world.province, id).dossier.version, "Thiếu giấy").ok());
  EXPECT_EQ(told(id), "y--------");
  submit(id);
  name_council(id);
  EXPECT_EQ(told(id), "yyyyyy---");
  // Each way counts for itself: who is both reads the more of the two.
  Actor both = world.province;
  both.grants.push_back(world.officer.grants.front());
  EXPECT_TRUE(course(both, id));
  const auto asked_already = database().read([&](db::Reader& reader) { return service().course(reader, Scope::everything(), id); });
  EXPECT_TRUE(asked_already);
}

// His page says 404; what hangs on the dossier (visits with their notes and photos) still told him.
TEST_P(Courses, AreNotToldToWhoDeclaredAConflict) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  name_council(id);
  ASSERT_TRUE(course(world.members[0], id) && course(world.members[1], id) && course(world.chair, id));
  ASSERT_TRUE(service().declare_conflict(world.members[0], id, {"Anh trai làm ở cơ sở"}).ok());
  EXPECT_FALSE(course(world.members[0], id)) << "his sheet was set aside";
  EXPECT_TRUE(course(world.members[1], id));
  hand_in(id, world.members[1], kThreeStars);
  ASSERT_TRUE(service().declare_conflict(world.members[1], id, {"Bạn thân"}).ok());
  EXPECT_FALSE(course(world.members[1], id)) << "it was handed in, and does not count any more";
  ASSERT_TRUE(service().declare_conflict(world.chair, id, {"Họ hàng"}).ok());
  EXPECT_FALSE(course(world.chair, id)) << "nobody leads until another is named";
  EXPECT_TRUE(service().declared_seat(world.members[0], id)) << "his page still says why";
  EXPECT_TRUE(service().declare_conflict(world.members[0], id, {"x"}).ok()) << "a second click";
  EXPECT_TRUE(course(world.province, id));
}

// What modules above hang on a dossier is told in the act that moves it, when it has moved.
TEST_P(Courses, ReturnAndCouncilAreToldInTheirAct) {
  std::vector<std::string> told;
  auto parts = service().parts();
  const auto note = [&](std::string word) {
    return [&told, word](act::Act& act, DossierId id) {
      const auto row = store::course(act, id);
      told.push_back(word + " " + std::string(name(row->state)));
    };
  };
  parts.returned = note("returned");
  parts.named = note("named");
  Service hearing(parts);
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  ASSERT_TRUE(hearing.return_back(world.officer, id, view(world.officer, id).dossier.version, "Thiếu giấy").ok());
  submit(id);
  forward(id);
  ASSERT_FALSE(hearing.return_back(world.province, id, view(world.province, id).dossier.version, "").ok()) << "without a reason";
  ASSERT_TRUE(hearing.return_back(world.province, id, view(world.province, id).dossier.version, "Thiếu giấy").ok());
  EXPECT_EQ(told, (std::vector<std::string>{"returned draft", "returned draft"}));
  submit(id);
  forward(id);
  NameCouncil ask{.version = view(world.province, id).dossier.version, .members = {}, .chair = world.chair.account};
  for (int i = 0; i < 3; ++i) ask.members.push_back(*world.members[static_cast<std::size_t>(i)].account);
  ASSERT_TRUE(hearing.open_council(world.province, id, ask).ok());
  EXPECT_EQ(told.back(), "named scoring");
}

// What hangs on a dossier is written while nobody moves it: no note after the council was named.
TEST_P(Courses, NobodyMovesADossierThatIsHeld) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  const auto version = view(world.officer, id).dossier.version;
  std::atomic<bool> held{false}, ended{false};
  std::thread holder([&] {
    const auto done = database().write([&](db::Transaction& transaction) -> Result<void> {
      service().hold(transaction, id);
      held = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(300));   // longer than a return takes
      ended = true;
      return {};
    });
    EXPECT_TRUE(done.ok());
  });
  while (!held) std::this_thread::yield();
  EXPECT_TRUE(service().return_back(world.officer, id, version, "Thiếu giấy").ok());
  EXPECT_TRUE(ended);
  holder.join();
}

// A return of before this was written down: the figure must not take the maker's months for the office's.
TEST_P(Courses, AReturnThatNobodyWroteDownMakesTheWayNotWhole) {
  const DossierId id = returned();
  submit(id);
  EXPECT_TRUE(course(world.maker, id)->whole);
  const auto forgotten = database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(db::Statement{"test.forget_return", "DELETE FROM evaluation_return WHERE dossier = $1"}, id);
    return {};
  });
  ASSERT_TRUE(forgotten.ok());
  EXPECT_FALSE(course(world.maker, id)->whole);
}

TEST_P(Courses, WhatMembersGaveIsToldOfClosedDossiersAlone) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  name_council(id);
  for (const Actor& member : {world.members[0], world.members[1], world.members[2]}) hand_in(id, member, kThreeStars);
  const auto given = [&] { return database().read([&](db::Reader& reader) { return service().given(reader, "68"); }); };
  EXPECT_TRUE(given().empty()) << "blind until it is closed";
  ASSERT_TRUE(close(id).ok());
  const auto all = given();
  ASSERT_EQ(all.size(), 12u);   // three members, four criteria
  std::int64_t points = 0;
  for (const Given& one : all) points += one.member == *world.members[0].account ? one.points : 0;
  EXPECT_EQ(points, 50);
}

TEST_P(Courses, TellAProducersDecidedOnes) {
  const DossierId id = open_draft();
  answer(id, world.maker, kThreeStars);
  submit(id);
  name_council(id);
  for (const Actor& member : {world.members[0], world.members[1], world.members[2]}) hand_in(id, member, kThreeStars);
  ASSERT_TRUE(close(id).ok());
  const auto decided = [&] {
    return database().read([&](db::Reader& reader) { return service().decided_of(reader, std::span(&world.producer, 1)); });
  };
  EXPECT_TRUE(decided().empty());
  std::vector<Published> rows{{.id = id}};
  service().score(rows);
  EXPECT_TRUE(rows[0].parts.empty()) << "nobody decided on it";
  ASSERT_TRUE(decide(id, view(world.province, id).dossier.version).ok());
  ASSERT_EQ(decided().size(), 1u);
  EXPECT_EQ(decided()[0].id, id);
  EXPECT_EQ(way(id).back(), To::decided);
  // And the points of its result.
  service().score(rows);
  EXPECT_EQ(rows[0].total, Rational(50));
  EXPECT_EQ(rows[0].parts.at("A"), Rational(30));
  for (const rulebooks::MissedFloor& floor : rows[0].missed) EXPECT_LE(floor.star, 4);
}

// What modules/ideas asks for is what the producer itself could do.
TEST_P(Courses, AFirstDossierIsOpenedInsideAnAct) {
  const auto open = [&](const Actor& actor, ProductId product, const std::string& set) {
    return service().acts().run(actor, [&](act::Act& act) { return service().open(act, {.product = product, .product_set = set}); });
  };
  EXPECT_EQ(open(world.other_maker, world.product, "QD26-13").error().kind, ErrorKind::not_found);
  EXPECT_EQ(open(world.maker, world.product, "QD26-99").error().kind, ErrorKind::invalid_input);
  const auto opened = open(world.maker, world.product, "QD26-13");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(view(world.maker, *opened).dossier.state, State::draft);
  EXPECT_EQ(open(world.maker, world.product, "QD26-13").error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace ocop::evaluation::test
