#include "modules/visits/service.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "kernel/db/columns.h"
#include "kernel/i18n/translate.h"
#include "kernel/idempotency/idempotency.h"
#include "kernel/images/tests/fake_studio.h"
#include "kernel/sync/sync.h"
#include "modules/evaluation/tests/fake_evaluation.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/visits/api.h"
#include "modules/visits/messages.h"
#include "modules/visits/offline.h"
#include "modules/visits/pages.h"
#include "modules/work/work.h"
#include "tests/support/desk.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace ocop::visits {
namespace {

using evaluation::Course;
using http::Method;
using To = evaluation::Moved::To;
using test::has;

DossierId dossier(std::uint8_t n) { DossierId id; id.uuid.bytes[15] = n; return id; }
ProducerId producer(std::uint8_t n) { ProducerId id; id.uuid.bytes[15] = n; return id; }

// Dossiers of one province, read as modules/evaluation has it: a province and its group from forwarding on, the council from its naming.
class FakeCourses final : public evaluation::Courses {
 public:
  std::vector<Course> rows;
  std::vector<AccountId> seats;            // who declares a conflict has none any more
  std::vector<Course> courses(db::Reader&, std::string_view) const override { return rows; }
  std::optional<Course> course(db::Reader&, const Scope& scope, DossierId id) const override {
    const auto found = std::ranges::find(rows, id, &Course::id);
    if (found == rows.end()) return std::nullopt;
    if (scope.reach == Scope::Reach::everything) return *found;
    const auto holds = [](const auto& all, const auto& one) { return std::ranges::find(all, one) != all.end(); };
    const bool in_province = holds(scope.provinces, found->province) && found->state >= evaluation::State::forwarded;
    const bool in_council = scope.assignee && holds(seats, *scope.assignee) && found->state >= evaluation::State::scoring;
    if (holds(scope.producers, found->producer) || holds(scope.communes, found->commune) || in_province || in_council) return *found;
    return std::nullopt;
  }
  // The row of the dossier; here, any that all acts lock.
  void hold(db::Transaction& transaction, DossierId) const override {
    transaction.all(db::value<std::string>, db::Statement{"test.hold", "SELECT id FROM ocop_migration ORDER BY id {lock}"});
  }
  std::vector<Course> decided_of(db::Reader&, std::span<const ProducerId>) const override { return {}; }
  void score(std::vector<evaluation::Published>&) const override {}
  std::vector<evaluation::Given> given(db::Reader&, std::string_view) const override { return {}; }
};

class Nothing final : public sync::PastRights {   // rights did not change
 public:
  Actor as_of(db::Reader&, const Actor& actor, Instant) const override { return actor; }
};

class Visits : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = visits::migrations();
    for (const auto& more : {idempotency::migrations(), act::migrations(), tlog::migrations(), work::migrations(), blobs::migrations(),
                             sync::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    courses_.rows.push_back({.id = dossier(1), .producer = producer(1), .number = "01/PĐK", .product_name = "Mật ong", .province = "68",
                             .commune = "24988", .product_set = "QD26-04", .state = evaluation::State::forwarded,
                             .way = {{To::commune, {1}}, {To::province, {2}}}});
    service_.emplace(Service::Parts{database(), *blobs_, studio_, clock_, random_, library_, courses_, evaluation_, notices_, holidays_});
    const std::map<std::string, Grant> people{
        {"group", {Role::advisory_group, "68", "", {}}},         {"body", {Role::provincial_body, "68", "", {}}},
        {"secretary", {Role::secretary, "68", "", {}}},          {"member", {Role::council_member, "68", "", {}}},
        {"stranger", {Role::council_member, "68", "", {}}},      {"maker", {Role::producer_member, "", "", producer(1)}},
        {"neighbour", {Role::producer_member, "", "", producer(2)}}, {"officer", {Role::commune_officer, "68", "24988", {}}},
        {"other", {Role::commune_officer, "68", "24991", {}}},   {"elsewhere", {Role::advisory_group, "86", "", {}}}};
    for (const auto& [key, grant] : people) desk_.people.add(key, grant);
    courses_.seats = {*who("member").account};
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site, random_);
    offer(desk_.offers, *service_);
  }
  // Whatever a test did, the log answers for the rows.
  void TearDown() override {
    if (service_) {
      for (const std::string& finding : seals()) ADD_FAILURE() << finding;
    }
    service_.reset();
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  std::vector<std::string> seals() {
    return database().read([](db::Reader& reader) { return tlog::check_seals(reader, kSealed); });
  }
  const Actor& who(std::string_view key) { return desk_.people[key]; }
  Date today() const { return vietnam_date(clock_.now()); }
  Visit planned() { return service_->plan(who("group"), dossier(1), {today().plus_days(3), "Y tế, nông nghiệp"}).value(); }
  Visit made() {
    const Visit visit = planned();
    EXPECT_TRUE(service_->note(who("group"), dossier(1), visit.id, {.words = "Nhà xưởng sạch", .tests = "Chì, cadimi"}).ok());
    return visit;
  }
  void go_to(evaluation::State state) { courses_.rows[0].state = state; }
  Service::One read(const Visit& visit) { return service_->visit(who("group"), dossier(1), visit.id).value(); }
  std::string panel(std::string_view key) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = who(key);
    for (const auto& one : desk_.offers.all<evaluation::ReaderPanel>()) one.show(out, request, dossier(1));
    return out.take();
  }
  // As modules/evaluation does in the act that moves a dossier.
  void moved(const std::function<void(act::Act&)>& then) {
    act::Acts acts(database(), clock_, random_);
    ASSERT_TRUE(acts.run(who("body"), [&](act::Act& act) -> Result<void> {
      then(act);
      return {};
    }).ok());
  }
  std::size_t waiting(const Visit& visit) {
    return database().read([&](db::Reader& reader) { return work::entries(reader, kWorkSource, {visit.id.uuid}).size(); });
  }
  http::Response upload(const Visit& visit, std::string_view who, std::string_view content) {
    return desk_.upload(path_of(visit) + "/photos", who, {}, "anh.jpg", content);
  }

  FakeCourses courses_;
  evaluation::FakeEvaluation evaluation_;
  notices::FakeNotices notices_;
  images::FakeStudio studio_;
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  rulebooks::Library library_;
  HolidayCalendar holidays_;
  FixedClock clock_{Instant::parse_iso("2026-11-28T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Visits);

TEST_P(Visits, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Visits, APlanTellsTheProducerAndStandsOnTheListOfWork) {
  const Visit visit = planned();
  EXPECT_EQ(notices_.count(kToldPlanned), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, producer(1));
  EXPECT_EQ(notices_.last().news.arguments.at(2), "01/12/2026");
  const auto entries = database().read([&](db::Reader& reader) { return work::entries(reader, kWorkSource, {visit.id.uuid}); });
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].holder.province, "68");
  EXPECT_EQ(entries[0].due, visit.day);
  ASSERT_TRUE(service_->note(who("body"), dossier(1), visit.id, {.words = "Sạch"}).ok());
  EXPECT_EQ(waiting(visit), 0u);
  EXPECT_EQ(read(visit).visit.state, State::made);
}

TEST_P(Visits, ThePlanOfOneAttemptIsMadeOnce) {
  const PlanVisit ask{today(), "Y tế", {"key-1", "POST /x", "d"}};
  const auto first = service_->plan(who("group"), dossier(1), ask), second = service_->plan(who("group"), dossier(1), ask);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(service_->visits(who("group"), dossier(1))->visits.size(), 1u);
}

TEST_P(Visits, TheLogSaysTheStateAlone) {
  made();
  const auto entries = database().read([](db::Reader& reader) { return tlog::entries(reader, 0, 100); });
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_NE(entries[0].entry.find(R"("body":{"state":"planned"})"), std::string::npos) << entries[0].entry;
  EXPECT_NE(entries[1].entry.find(R"("body":{"state":"made"})"), std::string::npos) << entries[1].entry;
  for (const auto& one : entries) EXPECT_EQ(one.entry.find("xưởng"), std::string::npos);
}

TEST_P(Visits, ANoteThatWasChangedBehindTheProgramIsFound) {
  made();
  static constexpr db::Statement kForge{"test.forge", "UPDATE visits_note SET words = 'Bẩn'"};
  static constexpr db::Statement kBack{"test.back", "UPDATE visits_note SET words = 'Nhà xưởng sạch'"};
  const auto set = [&](const db::Statement& statement) {
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(statement);
      return {};
    }).ok());
  };
  set(kForge);
  EXPECT_FALSE(seals().empty());
  set(kBack);
}

TEST_P(Visits, ACorrectionIsANewNoteAndTheFirstStays) {
  const Visit visit = made();
  ASSERT_TRUE(service_->note(who("body"), dossier(1), visit.id, {.words = "Đính chính: có hai nhà xưởng"}).ok());
  const auto one = read(visit);
  ASSERT_EQ(one.notes.size(), 2u);
  EXPECT_EQ(std::ranges::count(one.notes, "Nhà xưởng sạch", &Note::words), 1);
  EXPECT_FALSE(service_->call_off(who("group"), dossier(1), visit.id, {one.visit.version}).ok()) << "what was made stays";
}

TEST_P(Visits, APlannedVisitIsCalledOffOnceAndTold) {
  const Visit visit = planned();
  const auto stale = service_->call_off(who("group"), dossier(1), visit.id, {visit.version + 1});
  ASSERT_FALSE(stale.ok());
  EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service_->call_off(who("group"), dossier(1), visit.id, {visit.version}).ok());
  EXPECT_EQ(notices_.count(kToldCalledOff), 1);
  EXPECT_EQ(waiting(visit), 0u);
  const auto note = service_->note(who("group"), dossier(1), visit.id, {.words = "Sạch"});
  ASSERT_FALSE(note.ok());
  EXPECT_EQ(note.error().kind, ErrorKind::conflict);
}

TEST_P(Visits, WhoReadsWhat) {
  const Visit visit = made();
  const std::string list = visits_path(dossier(1)), page = path_of(visit);
  // The council reads it with the group's report: from its naming on.
  EXPECT_EQ(desk_.get(page, "member").status, 404);
  go_to(evaluation::State::scoring);
  for (const std::string_view key : {"group", "body", "secretary", "member"}) {
    test::expect_sound(desk_.get(page, key), key);
    EXPECT_TRUE(has(desk_.get(page, key), "Nhà xưởng sạch")) << key;
    EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + page, key), "Nhà xưởng sạch")) << key;
    EXPECT_TRUE(has(desk_.get(list, key), page)) << key;
  }
  for (const std::string_view key : {"maker", "officer"}) {
    test::expect_sound(desk_.get(list, key), key);
    EXPECT_TRUE(has(desk_.get(list, key), "Đã khảo sát")) << key;
    EXPECT_FALSE(has(desk_.get(list, key), page)) << key;
    EXPECT_FALSE(has(desk_.api(Method::get, "/api/v1" + list, key), "xưởng")) << key;
    EXPECT_EQ(desk_.get(page, key).status, 403) << key;
    EXPECT_FALSE(service_->visit(who(key), dossier(1), visit.id).ok()) << key;
  }
  for (const std::string_view key : {"stranger", "neighbour", "other", "elsewhere"}) {
    EXPECT_EQ(desk_.get(list, key).status, 404) << key;
    EXPECT_EQ(desk_.api(Method::get, "/api/v1" + list, key).status, 404) << key;
  }
  EXPECT_EQ(desk_.get(list, "").status, 401);
}

// His page of the dossier is gone, and so is all that hangs on it (modules/evaluation/tests/courses_test.cc has the real course).
TEST_P(Visits, WhoDeclaredAConflictReadsNothingMore) {
  const Visit visit = made();
  ASSERT_EQ(upload(visit, "group", "photo: shed").status, 303);
  const std::string photo = path_of(visit, read(visit).photos.at(0));
  go_to(evaluation::State::scoring);
  EXPECT_EQ(desk_.get(photo, "member").status, 200);
  courses_.seats.clear();
  for (const std::string& path : {visits_path(dossier(1)), path_of(visit), photo}) {
    EXPECT_EQ(desk_.get(path, "member").status, 404) << path;
    EXPECT_EQ(desk_.api(Method::get, "/api/v1" + path, "member").status, 404) << path;
  }
  EXPECT_EQ(panel("member"), "");
}

// Nobody reads as an office what it saw at his own workshop.
TEST_P(Visits, TheOfficesOwnMakersReadThatItWasAlone) {
  const Visit visit = made();
  Actor own = who("group");
  own.grants.push_back({Role::producer_member, "", "", producer(1)});
  const auto view = service_->visits(own, dossier(1));
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->sees, Service::Sees::that_it_was);
  EXPECT_FALSE(view->plans || view->ends);
  EXPECT_EQ(service_->visit(own, dossier(1), visit.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->note(own, dossier(1), visit.id, {.words = "Rất tốt"}).error().kind, ErrorKind::conflict);
  go_to(evaluation::State::draft);
  EXPECT_EQ(service_->visit(own, dossier(1), visit.id).error().kind, ErrorKind::not_found) << "in no state";
  EXPECT_EQ(service_->take_place(own, dossier(1), visit.id).error().kind, ErrorKind::conflict);
}

TEST_P(Visits, TheApiTellsHowOftenItMovedToWhoReadsItWhole) {
  made();
  const std::string list = "/api/v1" + visits_path(dossier(1));
  for (const std::string_view word : {"\"version\"", "\"ended\""}) {
    EXPECT_TRUE(has(desk_.api(Method::get, list, "group"), word)) << word;
    for (const std::string_view key : {"maker", "officer"}) EXPECT_FALSE(has(desk_.api(Method::get, list, key), word)) << key << word;
  }
}

// Article 7.3a: the province sends it back; the commune may too, before it forwards.
TEST_P(Visits, AReturnCallsOffWhatWasPlannedAndTells) {
  const Visit visit = planned(), seen = made();
  go_to(evaluation::State::draft);
  moved([&](act::Act& act) { service_->returned(act, dossier(1)); });
  EXPECT_EQ(waiting(visit), 0u) << "its link would be refused";
  EXPECT_EQ(read(visit).visit.state, State::called_off);
  EXPECT_EQ(read(seen).visit.state, State::made) << "what was made stays";
  ASSERT_EQ(notices_.count(kToldCalledOff), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, producer(1));
}

TEST_P(Visits, TheCouncilEndsTheWaitAndThePlanMayStillBeCalledOff) {
  const Visit visit = planned();
  go_to(evaluation::State::scoring);
  moved([&](act::Act& act) { service_->council_named(act, dossier(1)); });
  EXPECT_EQ(waiting(visit), 0u);
  EXPECT_EQ(read(visit).visit.state, State::planned);
  EXPECT_TRUE(service_->call_off(who("group"), dossier(1), visit.id, {visit.version}).ok());
  EXPECT_EQ(waiting(visit), 0u);
}

// "A place or a photo goes at a person's wish at any time."
TEST_P(Visits, PhotosAndPlacesGoInAnyStateOfTheDossier) {
  using evaluation::State;
  for (const State state : {State::draft, State::submitted, State::forwarded, State::scoring, State::closed, State::decided}) {
    go_to(State::forwarded);
    const Visit visit = planned();
    ASSERT_TRUE(service_->note(who("group"), dossier(1), visit.id,
                               {.words = "Sạch", .latitude = "22.8", .longitude = "104.9", .agreed = true}).ok());
    ASSERT_EQ(upload(visit, "group", "photo: " + std::string(evaluation::name(state))).status, 303);
    const std::string photo = path_of(visit, read(visit).photos.at(0));
    go_to(state);
    const auto page = desk_.get(path_of(visit), "group");
    EXPECT_TRUE(has(page, photo + "/remove") && has(page, "/place/remove")) << evaluation::name(state);
    EXPECT_EQ(desk_.post(photo + "/remove", "elsewhere", {}).status, 404);
    EXPECT_EQ(desk_.post(photo + "/remove", "group", {}).status, 303) << evaluation::name(state);
    EXPECT_EQ(desk_.post(path_of(visit) + "/place/remove", "body", {}).status, 303) << evaluation::name(state);
    EXPECT_TRUE(read(visit).photos.empty());
    EXPECT_FALSE(read(visit).notes.at(0).latitude);
    if (state < State::forwarded) { EXPECT_EQ(desk_.get(path_of(visit), "secretary").status, 404) << "the office alone"; }
  }
}

// It has no list of work: the notice leads it there.
TEST_P(Visits, TheGroupIsToldWhatItsOfficePlans) {
  ASSERT_TRUE(service_->plan(who("body"), dossier(1), {today().plus_days(2), "Y tế"}).ok());
  const auto& told = notices_.last();
  EXPECT_EQ(told.news.link, visits_path(dossier(1)));
  EXPECT_TRUE(std::ranges::any_of(told.audience.holders, [](const Grant& one) {
    return one.role == Role::advisory_group && one.province == "68";
  }));
  EXPECT_EQ(told.audience.except, who("body").account);
}

// Two of a group press at once: a later note stands beside the first, and no limit is passed.
TEST_P(Visits, NotesOfManyAtOnceAllStand) {
  const Visit visit = planned();
  std::atomic<int> ready{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      ++ready;
      while (ready < 4) std::this_thread::yield();
      for (int n = 0; n < 6; ++n) {
        const auto note = service_->note(i % 2 ? who("group") : who("body"), dossier(1), visit.id, {.words = "Kho " + std::to_string(i)});
        if (!note) { EXPECT_EQ(note.error().problems.at(0).message.vi, msg::notes_full.vi); }
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(read(visit).notes.size(), rules::kMostNotes) << "24 were tried";
}

TEST_P(Visits, WhoPlansAndWrites) {
  const PlanVisit ask{today(), "Y tế"};
  for (const std::string_view key : {"secretary", "maker", "officer", "member"}) {
    const auto answer = service_->plan(who(key), dossier(1), ask);
    ASSERT_FALSE(answer.ok()) << key;
    EXPECT_EQ(answer.error().kind, ErrorKind::not_found) << key;
  }
  EXPECT_EQ(desk_.post(visits_path(dossier(1)) + "/new", "elsewhere", {{"day", "28/11/2026"}, {"going", "Y tế"}}).status, 404);
  Actor own = who("group");
  own.grants.push_back({Role::producer_member, "", "", producer(1)});
  const auto judged = service_->plan(own, dossier(1), ask);
  ASSERT_FALSE(judged.ok());
  EXPECT_EQ(judged.error().kind, ErrorKind::conflict) << "nobody judges the own";
  for (const auto state : {evaluation::State::scoring, evaluation::State::closed, evaluation::State::decided}) {
    go_to(state);
    const auto late = service_->plan(who("group"), dossier(1), ask);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  }
  go_to(evaluation::State::submitted);
  EXPECT_EQ(service_->plan(who("group"), dossier(1), ask).error().kind, ErrorKind::not_found) << "it has not come yet";
}

TEST_P(Visits, PagesWork) {
  const std::string form = visits_path(dossier(1)) + "/new";
  test::expect_sound(desk_.get(form, "group"));
  EXPECT_EQ(desk_.post(form, "group", {{"day", "01/01/2020"}, {"going", "Y tế"}}).status, 422);
  EXPECT_EQ(desk_.post(form, "group", {{"day", "01/12/2026"}, {"going", "Y tế"}}).status, 303);
  const Visit visit = service_->visits(who("group"), dossier(1))->visits.at(0);
  const std::string page = path_of(visit);
  test::expect_sound(desk_.get(page, "group"));
  EXPECT_TRUE(has(desk_.get(page, "group"), "data-kept-form=\"visit.note\" data-subject=\"" + dossier(1).text() + "/" + visit.id.text() +
                                               "\" data-acts=\"many\""));
  EXPECT_EQ(desk_.post(page + "/notes", "group", {{"words", ""}}).status, 422);
  const auto not_agreed = desk_.post(page + "/notes", "group", {{"words", "Sạch"}, {"latitude", "22,8"}, {"longitude", "104,9"}});
  EXPECT_EQ(not_agreed.status, 422);
  EXPECT_TRUE(has(not_agreed, in(msg::place_not_agreed, Language::vi)));
  EXPECT_EQ(desk_.post(page + "/notes", "group",
                       {{"words", "Sạch"}, {"tests", "Chì"}, {"latitude", "22,82331"}, {"longitude", "104,98364"}, {"agreed", "1"}})
                .status,
            303);
  const auto shown = desk_.get(page, "group");
  test::expect_sound(shown);
  EXPECT_TRUE(has(shown, "22.8233, 104.9836"));
  EXPECT_TRUE(has(shown, "/dossiers/" + dossier(1).text() + "/completion")) << "the tests are offered to a request";
  EXPECT_EQ(desk_.post(page + "/place/remove", "elsewhere", {}).status, 404);
  EXPECT_EQ(desk_.post(page + "/place/remove", "group", {}).status, 303);
  EXPECT_FALSE(has(desk_.get(page, "group"), "22.8233"));
  // On the dossier's page a visit is a click away for whoever reads it, and no link leads the others where they are refused.
  for (const std::string_view key : {"group", "body", "maker", "officer"}) {
    const std::string told = panel(key);
    const bool reads = key == "group" || key == "body";
    EXPECT_NE(told.find("Đã khảo sát"), std::string::npos) << key;
    EXPECT_EQ(told.find("Chì"), std::string::npos) << key;
    EXPECT_EQ(told.find(page + "\"") != std::string::npos, reads) << key;
    EXPECT_EQ(told.find("/visits/new") != std::string::npos, reads) << key;
  }
  EXPECT_EQ(panel("elsewhere"), "");
}

TEST_P(Visits, PhotosAreDrawnAgainAndGoAtAWish) {
  const Visit visit = planned();
  EXPECT_EQ(upload(visit, "group", "photo: early").status, 409) << "first the note";
  ASSERT_TRUE(service_->note(who("group"), dossier(1), visit.id, {.words = "Sạch"}).ok());
  EXPECT_EQ(upload(visit, "group", "GPS, no picture").status, 422);
  EXPECT_EQ(upload(visit, "elsewhere", "photo: x").status, 404);
  EXPECT_EQ(upload(visit, "group", "photo: shed").status, 303);
  const auto one = read(visit);
  ASSERT_EQ(one.photos.size(), 1u);
  const std::string path = path_of(one.visit, one.photos[0]);
  EXPECT_EQ(desk_.get(path, "body").body, "photo: shed 1600.jpg") << "what was drawn, not what was sent";
  EXPECT_EQ(desk_.get(path, "elsewhere").status, 404);
  EXPECT_EQ(desk_.get(path, "maker").status, 403);
  test::expect_sound(desk_.get(path_of(visit), "group"));
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return Service::recheck_files(reader, *blobs_); }).empty());
  go_to(evaluation::State::decided);
  EXPECT_EQ(upload(visit, "group", "photo: late").status, 409);
  EXPECT_EQ(desk_.api(Method::delete_, "/api/v1" + path, "elsewhere").status, 404);
  EXPECT_EQ(desk_.post(path + "/remove", "group", {}).status, 303) << "in any state";
  EXPECT_EQ(desk_.get(path, "body").status, 404);
}

TEST_P(Visits, PhotosAndPlacesGoAfterFourYears) {
  const Visit visit = planned();
  ASSERT_TRUE(service_->note(who("group"), dossier(1), visit.id,
                             {.words = "Sạch", .latitude = "22.8", .longitude = "104.9", .agreed = true}).ok());
  ASSERT_EQ(upload(visit, "group", "photo: shed").status, 303);
  clock_.set({clock_.now().milliseconds + rules::kKept});
  service_->forget();
  EXPECT_EQ(read(visit).photos.size(), 1u);
  clock_.set({clock_.now().milliseconds + 1});
  service_->forget();
  EXPECT_TRUE(read(visit).photos.empty());
  EXPECT_FALSE(read(visit).notes.at(0).latitude);
  EXPECT_EQ(read(visit).notes.at(0).words, "Sạch");
}

class VisitsOffline : public Visits {
 protected:
  void SetUp() override {
    Visits::SetUp();
    if (IsSkipped()) return;
    handler_.emplace(*service_);
    sync_.emplace(sync::Sync::Parts{database(), clock_, past_});
    sync_->handle(std::string(kOfflineNote), *handler_);
  }
  sync::Act act(std::uint8_t id, const Visit& visit, std::string body) {
    Uuid uuid;
    uuid.bytes[15] = id;
    return {uuid, std::string(kOfflineNote), dossier(1).text() + "/" + visit.id.text() + "/" + uuid.text(), clock_.now(), std::move(body)};
  }
  std::vector<sync::Answer> send(std::string_view key, std::vector<sync::Act> acts) {
    return sync_->receive(who(key), {Uuid{}, clock_.now(), std::move(acts)});
  }
  Nothing past_;
  std::optional<OfflineNote> handler_;
  std::optional<sync::Sync> sync_;
};
OCOP_ON_BOTH_ENGINES(VisitsOffline);

// "visit offline, synced"
TEST_P(VisitsOffline, NotesComeInOnceAndStandBesideEachOther) {
  const Visit visit = planned();
  const std::vector<sync::Act> day{act(1, visit, R"({"words":"Kho lạnh tốt","tests":"Chì",)"
                                                  R"("latitude":"22.82331","longitude":"104.9","agreed":true})"),
                                   act(2, visit, R"({"words":"Nhãn đúng"})"), act(3, visit, R"({"words":"","tests":"Chì"})")};
  const auto answers = send("group", day);
  EXPECT_EQ(answers[0].outcome, sync::Outcome::accepted);
  EXPECT_EQ(answers[1].outcome, sync::Outcome::accepted);
  EXPECT_EQ(answers[2].outcome, sync::Outcome::set_aside) << "without words, but the tests were written down";
  EXPECT_TRUE(send("group", day)[0].repeated) << "the answer was lost, and the phone sends again";
  const auto one = read(visit);
  ASSERT_EQ(one.notes.size(), 2u);
  EXPECT_EQ(one.visit.state, State::made);
  const auto first = std::ranges::find(one.notes, "Kho lạnh tốt", &Note::words);
  ASSERT_NE(first, one.notes.end());
  EXPECT_EQ(first->latitude, 228233);
}

TEST_P(VisitsOffline, ANoteThatCameTooLateWaitsForItsPerson) {
  const Visit visit = planned();
  go_to(evaluation::State::scoring);
  const auto answers = send("group", {act(1, visit, R"({"words":"Ghi ở nhà kho"})")});
  EXPECT_EQ(answers[0].outcome, sync::Outcome::set_aside);
  EXPECT_NE(sync_->waiting(who("group")).at(0).body.find("nhà kho"), std::string::npos);
  const auto shown = offline_note_kind(*service_, *handler_).show(who("group"), sync_->waiting(who("group")).at(0), Language::vi);
  EXPECT_EQ(shown.lines.at(0).mine, "Ghi ở nhà kho");
  EXPECT_EQ(shown.path, path_of(visit));
  EXPECT_FALSE(sync_->decide(who("group"), answers[0].id, sync::Sync::Decision::insist).ok()) << "the council has it";
  EXPECT_TRUE(read(visit).notes.empty());
}

// With a network the form would stand there again, with the words in it.
TEST_P(VisitsOffline, WhatIsWrongInANoteCostsNobodyHisWords) {
  const Visit visit = planned();
  std::uint8_t id = 1;
  for (const std::string& wrong :
       {std::string(R"(,"latitude":"22.8","longitude":"104.9","agreed":false)"),
        std::string(R"(,"latitude":"22°49'","longitude":"104°59'")"), std::string(R"(,"remarks":{"9.9":"Có sổ"})"),
        ",\"tests\":\"" + std::string(rules::kMostTests + 1, 'a') + "\""}) {
    const auto answer = send("group", {act(id++, visit, R"({"words":"Ghi ở nhà kho")" + wrong + "}")}).at(0);
    EXPECT_EQ(answer.outcome, sync::Outcome::set_aside) << wrong;
    EXPECT_NE(answer.body.find("nhà kho"), std::string::npos) << wrong;
    EXPECT_FALSE(sync_->decide(who("group"), answer.id, sync::Sync::Decision::insist).ok()) << "and it still waits";
  }
  EXPECT_EQ(sync_->waiting(who("group")).size(), 4u);
  const auto shown = offline_note_kind(*service_, *handler_).show(who("group"), sync_->waiting(who("group")).at(1), Language::vi);
  EXPECT_EQ(shown.lines.back().mine, "22°49', 104°59'");
  EXPECT_TRUE(read(visit).notes.empty());
}

// The office sends the dossier back while its group is in the field.
TEST_P(VisitsOffline, ANoteOfADossierThatWentBackWaitsForItsPerson) {
  const Visit visit = planned();
  for (const auto state : {evaluation::State::draft, evaluation::State::submitted}) {
    go_to(state);
    const auto id = static_cast<std::uint8_t>(1 + static_cast<int>(state));
    const auto answer = send("group", {act(id, visit, R"({"words":"Ghi ở nhà kho"})")}).at(0);
    EXPECT_EQ(answer.outcome, sync::Outcome::set_aside);
    EXPECT_EQ(answer.right, sync::Right::kept);
    EXPECT_NE(answer.body.find("nhà kho"), std::string::npos);
  }
  // It came again: what was seen that day is taken in.
  go_to(evaluation::State::forwarded);
  EXPECT_TRUE(sync_->decide(who("group"), sync_->waiting(who("group")).at(0).id, sync::Sync::Decision::insist).ok());
  EXPECT_EQ(read(visit).notes.size(), 1u);
}

// The POST arrived, its answer did not; the same form is saved again where there is no network.
TEST_P(VisitsOffline, WhatThePageSentAlreadyIsNoSecondNote) {
  const Visit visit = planned();
  const std::string page = path_of(visit) + "/notes";
  ASSERT_EQ(desk_.post(page, "group", {{"words", "Kho lạnh tốt"}, {"idempotency_key", "k-1"}}).status, 303);
  const auto again = send("group", {act(1, visit, R"({"words":"Kho lạnh tốt","idempotency_key":"k-1"})")}).at(0);
  EXPECT_EQ(again.outcome, sync::Outcome::accepted);
  EXPECT_EQ(read(visit).notes.size(), 1u);
  // And the other way round: the phone's act went, and the page is sent once more.
  ASSERT_EQ(send("group", {act(2, visit, R"({"words":"Nhãn đúng","idempotency_key":"k-2"})")}).at(0).outcome, sync::Outcome::accepted);
  EXPECT_EQ(desk_.post(page, "group", {{"words", "Nhãn đúng"}, {"idempotency_key", "k-2"}}).status, 303);
  EXPECT_EQ(read(visit).notes.size(), 2u);
  // Other words under the same key are another note, if its person says so.
  const auto other = send("group", {act(3, visit, R"({"words":"Kho lạnh tốt, có sổ","idempotency_key":"k-1"})")}).at(0);
  EXPECT_EQ(other.outcome, sync::Outcome::set_aside);
  EXPECT_TRUE(sync_->decide(who("group"), other.id, sync::Sync::Decision::insist).ok());
  EXPECT_EQ(read(visit).notes.size(), 3u);
}

TEST_P(VisitsOffline, ThePageTellsThePhoneWhatItMayKeep) {
  const auto page = desk_.get(path_of(planned()), "group");
  for (const std::string_view part :
       {"data-most=\"16", "data-long=\"", "data-place-wrong=\"", "data-place-unagreed=\"", "name=\"idempotency_key\""})
    EXPECT_TRUE(has(page, part)) << part;
  EXPECT_LT(offline::kMostFormBytes, sync::kMostBodyBytes);
}

TEST_P(VisitsOffline, StrangersLearnNothing) {
  const Visit visit = planned();
  for (const std::string_view key : {"elsewhere", "maker", "officer", "secretary"}) {
    const auto answers = send(key, {act(1, visit, R"({"words":"Tôi đã đến"})")});
    EXPECT_EQ(answers[0].outcome, sync::Outcome::refused) << key;
    EXPECT_EQ(answers[0].right, sync::Right::never) << key;
  }
  EXPECT_TRUE(read(visit).notes.empty());
}

}  // namespace
}  // namespace ocop::visits
