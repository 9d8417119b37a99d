#include "modules/checks/service.h"

#include "modules/certificates/tests/fake_certificates.h"
#include "modules/checks/api.h"
#include "modules/checks/lists.h"
#include "modules/checks/messages.h"
#include "modules/checks/pages.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_starred.h"
#include "modules/withdrawals/tests/fake_proposals.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::checks {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
template <class T> T some_id(std::uint8_t n) { T id; id.uuid.bytes[15] = n; return id; }

struct FakeReported final : resolver::Reported {
  std::vector<Count> counts;
  std::vector<Count> reported(db::Reader&, std::string_view, Instant) const override { return counts; }
};

// A province with ten products of one maker, all with a star.
class Checks : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = checks::migrations();
    for (const auto& more : {work::migrations(), tlog::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    service_.emplace(Service::Parts{database(), clock_, random_, calendar_, products_, starred_, producers_, certificates_, reported_,
                                    proposals_, library_, notices_, places_});
    producers_.rows.push_back({.id = maker, .name = "HTX Tân Hà", .province = "68", .commune = "24988"});
    for (std::uint8_t i = 1; i <= 10; ++i) add_product(i, "68");
    for (const auto& [key, actor] : {std::pair{"tinh", &province}, {"bo", &ministry}, {"xa", &commune}, {"htx", &member}, {"khac", &other}})
      desk_.people.add(key, *actor);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr});
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  void add_product(std::uint8_t n, std::string in_province) {
    products::Product one;
    one.id = some_id<ProductId>(n);
    one.producer = maker;
    one.name = "Cà phê số " + std::to_string(n);
    one.province = std::move(in_province);
    one.commune = "24988";
    one.code = "code" + std::to_string(n);
    one.standing.basis = products::Standing::Basis::certificate;
    one.standing.stars = 4;
    one.standing.decided = today();
    one.standing.valid_until = today().plus_months(30);
    products_.rows.push_back(one);
  }
  Date today() const { return vietnam_date(clock_.now()); }
  Arrange on(Kind kind) const { return {kind, today(), "Nguyễn Văn An (Sở NN&MT), Trần Thị Bình (Sở Y tế)", "Có tin báo"}; }
  ProductId product(std::uint8_t n = 1) const { return some_id<ProductId>(n); }
  Check arranged(Kind kind = Kind::periodic) { return *service_->arrange(province, product().text(), on(kind)); }
  Check noted(Check check, Verdict verdict, Matter matter = Matter::criterion) {
    const std::string criterion = matter == Matter::criterion ? "2.3" : "";
    return *service_->note(province, check.id, {check.version, matter, criterion, verdict, "Nhãn thiếu hạn dùng"});
  }
  static Conclude concluding(const Check& check, Outcome outcome) {
    return {check.version, outcome, "Đoàn kết luận", "Sở NN&MT", "7/KL-SNNMT"};
  }
  std::optional<work::Entry> work_of(const Check& one, const work::Holder& holder) {
    for (const work::Entry& entry : database().read([&](db::Reader& reader) { return work::entries(reader, kWorkSource, {one.id.uuid}); }))
      if (entry.holder == holder) return entry;
    return std::nullopt;
  }

  ProducerId maker = some_id<ProducerId>(1);
  Actor province{account(1), "Cán bộ tỉnh", {{Role::provincial_body, "68", "", {}}}};
  Actor ministry{account(2), "Cán bộ Bộ", {{Role::ministry, "", "", {}}}};
  Actor commune{account(3), "Cán bộ xã", {{Role::commune_officer, "68", "24988", {}}}};
  Actor member{account(4), "Chị Hà", {{Role::producer_member, "", "", maker}}};
  Actor other{account(5), "Tỉnh khác", {{Role::provincial_body, "01", "", {}}}};
  HolidayCalendar calendar_ = *HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-01-01,holiday,a,b\n");
  certificates::FakeCertificates certificates_;
  products::FakeProducts products_;
  products::FakeStarred starred_{products_};
  producers::FakeProducers producers_;
  withdrawals::FakeProposals proposals_;
  FakeReported reported_;
  rulebooks::Library library_;
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Checks);

TEST_P(Checks, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Checks, WhatIsKeptIsSaidInPublicAndOnlyWhatTheLogBearsOut) {
  const Check planned = arranged();
  EXPECT_EQ(notices_.count(kToldArranged), 1);
  EXPECT_TRUE(service_->passed(product()).empty());
  const Check done = *service_->conclude(province, planned.id, concluding(noted(planned, Verdict::kept), Outcome::kept));
  EXPECT_EQ(done.state, State::kept);
  ASSERT_EQ(service_->passed(product()).size(), 1u);
  EXPECT_EQ(service_->passed(product())[0].day, today());
  EXPECT_EQ(service_->passed(product())[0].criteria, 1);
  EXPECT_EQ(service_->passed(product())[0].matters, std::vector<Matter>{Matter::criterion}) << "of the mark nothing is said";
  EXPECT_EQ(notices_.count(kToldEnded), 1);
  EXPECT_TRUE(proposals_.proposed.empty());
  static constexpr db::Statement kForge{"test.forge", "UPDATE checks_check SET day = day + 30"};
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kForge);
    return {};
  }).ok());
  EXPECT_TRUE(service_->passed(product()).empty()) << "another day than the log's";
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
}

TEST_P(Checks, OnAProductsPageAVisitorReadsWhatWasLookedAtAndKept) {
  offer(desk_.offers, *service_);
  const auto shown = [&](const Actor& actor) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = actor;
    for (const products::Panel& panel : desk_.offers.all<products::Panel>()) panel.show(out, request, products_.row(product()));
    return out.take();
  };
  const Actor visitor{};
  EXPECT_EQ(shown(visitor), "");
  EXPECT_NE(shown(province).find("/check\""), std::string::npos) << "the way to a check";
  const Check marks = noted(arranged(), Verdict::kept, Matter::mark);
  EXPECT_EQ(shown(visitor), "") << "nothing of a check that is under way";
  ASSERT_TRUE(service_->conclude(province, marks.id, concluding(marks, Outcome::kept)).ok());
  const std::string page = shown(visitor);
  EXPECT_NE(page.find("27/11/2026: việc dùng nhãn hiệu OCOP; tất cả đều đạt"), std::string::npos) << page;
  EXPECT_EQ(page.find("tiêu chí"), std::string::npos) << "a check of the mark said that the criteria are kept";
  for (const char* hidden : {"Nguyễn Văn An", "Đoàn kết luận", "Nhãn thiếu"}) EXPECT_EQ(page.find(hidden), std::string::npos);
}

// Article 9.1 and 8.1b: what is no longer met ends in a proposal to withdraw, and the star by a decision alone.
TEST_P(Checks, WhatIsNoLongerMetIsHandedOver) {
  const Check failed = noted(arranged(), Verdict::not_kept);
  const Check done = *service_->conclude(province, failed.id, concluding(failed, Outcome::not_met));
  ASSERT_EQ(proposals_.proposed.size(), 1u);
  EXPECT_EQ(proposals_.proposed[0].ground, certificates::Ground::criteria_not_met);
  EXPECT_EQ(proposals_.proposed[0].concluded, today());
  EXPECT_EQ(proposals_.proposed[0].conclusion, "7/KL-SNNMT");
  EXPECT_TRUE(done.proposal.has_value());
  EXPECT_FALSE(products_.row(product()).standing.withdrawn);
  EXPECT_TRUE(service_->passed(product()).empty()) << "nothing of it is said in public";
  EXPECT_TRUE(test::has(desk_.get("/checks/" + done.id.text(), "tinh"), withdrawals::path_of(*done.proposal)));
}

TEST_P(Checks, OfAStarThatRestsOnNothingHereTheConclusionStandsAlone) {
  proposals_.nothing_of = {product()};
  const Check failed = noted(arranged(), Verdict::not_kept, Matter::mark);
  const auto done = service_->conclude(province, failed.id, concluding(failed, Outcome::not_met));
  ASSERT_TRUE(done.ok());
  EXPECT_FALSE(done->proposal);
  EXPECT_TRUE(test::has(desk_.get("/checks/" + done->id.text(), "tinh"), msg::nothing_to_withdraw.vi));
}

TEST_P(Checks, TheProducerMendsByADayAndSaysSo) {
  const Check failed = noted(arranged(), Verdict::not_kept);
  const Date until = today().plus_days(30);
  const Check mending = *service_->ask_to_mend(province, failed.id, {failed.version, until, "In lại nhãn"});
  EXPECT_EQ(notices_.last().news.kind, kToldMend);
  EXPECT_EQ(work_of(mending, {.producer = maker, .task = Task::papers})->state, work::State::waiting);
  EXPECT_EQ(work_of(mending, {.producer = maker, .task = Task::papers})->due, until);
  EXPECT_EQ(service_->conclude(province, mending.id, concluding(mending, Outcome::not_met)).error().kind, ErrorKind::conflict);
  const auto handed = service_->hand_in(member, mending.id, {mending.version, "Đã in lại nhãn ngày 5/12"});
  ASSERT_TRUE(handed.ok());
  EXPECT_EQ(notices_.last().news.kind, kToldHandedIn);
  EXPECT_EQ(work_of(*handed, {.province = "68"})->state, work::State::waiting);
  EXPECT_EQ(service_->hand_in(member, mending.id, {handed->version, "x"}).error().kind, ErrorKind::conflict);
  const auto done = service_->conclude(province, mending.id, concluding(*handed, Outcome::mended));
  ASSERT_TRUE(done.ok());
  ASSERT_EQ(service_->passed(product()).size(), 1u);
  EXPECT_EQ(service_->passed(product())[0].outcome, Outcome::mended);
}

// A surprise that its producer reads of is none.
TEST_P(Checks, ASurpriseIsNotToldBefore) {
  const Check check = arranged(Kind::surprise);
  EXPECT_EQ(notices_.told.size(), 0u);
  EXPECT_EQ(service_->show(member, check.id).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(test::has(desk_.get("/checks", "htx"), "Cà phê số 1"));
  EXPECT_FALSE(work_of(check, {.producer = maker, .task = Task::papers}));
  const Check visited = noted(check, Verdict::kept);
  EXPECT_TRUE(service_->show(member, check.id).ok());
  EXPECT_TRUE(service_->show(member, check.id)->check.reason.empty()) << "who told the office is not the producer's to read";
  EXPECT_FALSE(test::has(desk_.get("/checks/" + visited.id.text(), "htx"), "Có tin báo"));
  const Check dropped = *service_->arrange(province, product(2).text(), on(Kind::surprise));
  notices_.told.clear();
  ASSERT_TRUE(service_->cancel(province, dropped.id, {1, "Hoãn"}).ok());
  EXPECT_EQ(notices_.told.size(), 0u) << "nor that it was cancelled";
}

TEST_P(Checks, TheSameCriterionAgainTakesThePlaceOfWhatStoodThere) {
  Check check = noted(arranged(), Verdict::not_kept);
  check = noted(check, Verdict::kept);
  check = noted(check, Verdict::kept, Matter::mark);
  EXPECT_EQ(service_->show(province, check.id)->findings.size(), 2u);
  EXPECT_TRUE(service_->conclude(province, check.id, concluding(check, Outcome::kept)).ok());
}

TEST_P(Checks, TheMinistryReadsThoseOfFiveStars) {   // 9.4b
  products_.row(product(5)).standing.stars = 5;
  const Check check = *service_->arrange(province, product(5).text(), on(Kind::periodic));
  (void)arranged();
  EXPECT_TRUE(service_->show(ministry, check.id).ok());
  EXPECT_TRUE(test::has(desk_.get("/checks", "bo"), "Cà phê số 5"));
  EXPECT_FALSE(test::has(desk_.get("/checks", "bo"), "Cà phê số 1<"));
  EXPECT_EQ(service_->note(ministry, check.id, {1, Matter::mark, "", Verdict::kept, ""}).error().kind, ErrorKind::forbidden);
}

TEST_P(Checks, EachHasItsReachAndNobodyChecksTheOwn) {
  const Check check = arranged();
  EXPECT_EQ(service_->note(other, check.id, {1, Matter::mark, "", Verdict::kept, ""}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->arrange(other, product(2).text(), on(Kind::periodic)).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->show(ministry, check.id).error().kind, ErrorKind::not_found) << "of four stars";
  for (const Actor* one : {&commune, &member}) {
    EXPECT_TRUE(service_->show(*one, check.id).ok());
    EXPECT_EQ(service_->note(*one, check.id, {1, Matter::mark, "", Verdict::kept, ""}).error().kind, ErrorKind::forbidden);
  }
  EXPECT_EQ(service_->arrange(province, product().text(), on(Kind::periodic)).error().problems.at(0).message.vi, msg::under_way.vi);
  Actor both = province;
  both.grants.push_back({Role::producer_member, "", "", maker});
  EXPECT_EQ(service_->note(both, check.id, {1, Matter::mark, "", Verdict::kept, ""}).error().problems.at(0).message.vi,
            msg::own_product.vi);
  EXPECT_EQ(service_->arrange(both, product(2).text(), on(Kind::periodic)).error().problems.at(0).message.vi, msg::own_product.vi);
}

TEST_P(Checks, APlanSaysWhyAPersonChangesItAndTheSeedIsInTheLog) {
  reported_.counts = {{product(7), 1, 0}};
  const auto plan = service_->make_plan(province, {"Kế hoạch 2027", today(), today().plus_months(12), "Sở Y tế", 5});
  ASSERT_TRUE(plan.ok());
  const auto shown = *service_->plan(province, plan->id);
  ASSERT_EQ(shown.sample.size(), 5u);
  EXPECT_EQ(shown.sample[0].product, product(7)) << "what was reported stands first";
  EXPECT_TRUE(Reasons::of_bits(shown.sample[0].reasons).has(Reason::open_report));
  EXPECT_TRUE(Reasons::of_bits(shown.sample[4].reasons).has(Reason::drawn));
  const auto entry = database().read([&](db::Reader& reader) { return tlog::entry_at(reader, plan->log_index); });
  ASSERT_TRUE(entry.has_value());
  EXPECT_NE(entry->find(plan->seed), std::string::npos);
  EXPECT_NE(entry->find(plan->drawn_from), std::string::npos);

  EXPECT_EQ(service_->plan(other, plan->id).error().kind, ErrorKind::not_found);
  add_product(11, "01");
  const auto change = [&](std::string_view code, Taken taken, std::int64_t version) {
    return service_->change_sample(province, plan->id, {version, std::string(code), taken});
  };
  EXPECT_EQ(change("code11", Taken::taken, 1).error().kind, ErrorKind::invalid_input) << "of another province";
  ASSERT_TRUE(change(shown.sample[0].product.text(), Taken::left, 1).ok());
  EXPECT_EQ(change("code2", Taken::taken, 1).error().kind, ErrorKind::conflict) << "somebody was faster";
  ASSERT_TRUE(service_->issue(province, plan->id, {2}).ok());
  EXPECT_EQ(change("code2", Taken::taken, 3).error().problems.at(0).message.vi, msg::plan_issued_already.vi);
  const auto sample = service_->plan(province, plan->id)->sample;
  const auto to_arrange = [&] { return service_->plan(province, plan->id)->to_arrange; };
  EXPECT_EQ(to_arrange().size(), 4u) << "what was left out is not arranged by the plan";
  const Check of_plan = *service_->arrange(province, sample[1].product.text(), on(Kind::periodic));
  EXPECT_EQ(to_arrange().size(), 3u) << "a check is under way: its page showed a button that was refused";
  EXPECT_EQ(of_plan.plan, plan->id);
  EXPECT_EQ(service_->arrange(province, sample[0].product.text(), on(Kind::periodic))->plan, std::nullopt) << "left out of it";
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
}

TEST_P(Checks, NoPlanWithoutProductsAndNoneForOthers) {
  EXPECT_EQ(service_->make_plan(commune, {"KH", today(), today(), "", 5}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service_->make_plan(other, {"KH", today(), today(), "", 5}).error().problems.at(0).message.vi, msg::nothing_to_check.vi);
  const auto plan = service_->make_plan(province, {"KH", today(), today(), "", 1});
  const std::string only = service_->plan(province, plan->id)->sample[0].product.text();
  ASSERT_TRUE(service_->change_sample(province, plan->id, {1, only, Taken::left}).ok());
  EXPECT_EQ(service_->issue(province, plan->id, {2}).error().problems.at(0).message.vi, msg::nothing_taken.vi);
}

// Nothing is ever taken out of the log, and a check that is under way is no finding.
TEST_P(Checks, EntriesHaveNeitherWordsNorNames) {
  const Check failed = noted(arranged(), Verdict::not_kept);
  ASSERT_TRUE(service_->conclude(province, failed.id, concluding(failed, Outcome::not_met)).ok());
  const auto entries = database().read([&](db::Reader& reader) { return tlog::entries(reader, 0, 100); });
  ASSERT_EQ(entries.size(), 3u);
  for (const tlog::Record& entry : entries)
    for (const char* told : {"Cà phê", "code1", "Nhãn", "Nguyễn", "Đoàn", "7/KL", "2.3"})
      EXPECT_EQ(entry.entry.find(told), std::string::npos) << entry.entry;
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_kinds(reader, kLeaves); }).empty());
}

TEST_P(Checks, PagesAreSoundInBothLanguagesInEachState) {
  const auto plan = service_->make_plan(province, {"Kế hoạch 2027", today(), today().plus_months(12), "Sở Y tế", 5});
  const auto sound = [&](const std::string& page, std::initializer_list<const char*> who) {
    for (const std::string prefix : {"", "/en"})
      for (const char* one : who) test::expect_sound(desk_.get(prefix + page, one), page);
  };
  sound("/checks/plans/new", {"tinh"});
  sound("/checks/plans", {"tinh"});
  sound("/checks/plans/" + plan->id.text(), {"tinh"});
  sound("/products/" + product().text() + "/check", {"tinh"});
  Check check = arranged();
  const std::string page = "/checks/" + check.id.text();
  sound(page, {"tinh", "xa", "htx"});
  check = noted(check, Verdict::not_kept);
  sound(page, {"tinh", "htx"});
  check = *service_->ask_to_mend(province, check.id, {check.version, today().plus_days(3), "In lại nhãn"});
  sound(page, {"tinh", "htx"});
  EXPECT_TRUE(test::has(desk_.get(page, "htx"), page + "/evidence"));
  EXPECT_FALSE(test::has(desk_.get(page, "tinh"), page + "/evidence"));
  EXPECT_FALSE(test::has(desk_.get(page, "xa"), page + "/conclusion"));
  sound("/checks", {"tinh", "bo", "xa", "htx"});
  EXPECT_EQ(desk_.get(page, "khac").status, 404);
  EXPECT_EQ(desk_.get("/checks/plans/" + plan->id.text(), "khac").status, 404);
  EXPECT_EQ(desk_.get("/checks/plans", "htx").status, 403);
}

TEST_P(Checks, ByFormAndByProgram) {
  const auto plan = service_->make_plan(province, {"Kế hoạch 2027", today(), today().plus_months(12), "", 5});
  const auto sample = service_->plan(province, plan->id)->sample;
  const std::string line = "/checks/plans/" + plan->id.text() + "/products/" + sample[0].product.text();
  EXPECT_EQ(desk_.post(line + "/left", "tinh", {{"version", "1"}}).status, 303);
  EXPECT_EQ(desk_.post(line + "/perhaps", "tinh", {{"version", "2"}}).status, 404);
  EXPECT_EQ(desk_.post(line + "/taken", "tinh", {{"version", "1"}}).status, 409);
  const auto made = desk_.api(http::Method::post, "/api/v1/products/code3/checks", "tinh",
                              R"({"kind":"periodic","day":"2026-11-27","inspectors":"Nguyễn Văn An"})");
  ASSERT_EQ(made.status, 201) << test::body_of(made);
  const std::string path = test::header(made, "location");
  EXPECT_EQ(desk_.api(http::Method::post, path + "/findings", "tinh", R"({"version":1,"matter":"mark","verdict":"not_kept"})").status, 422);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/findings", "tinh", R"({"version":1,"matter":"mark","verdict":"kept"})").status, 200);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/findings", "htx", R"({"version":2,"matter":"mark","verdict":"kept"})").status, 403);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/conclusion", "khac", R"({"version":2,"outcome":"kept","conclusion":"x"})").status, 404);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/conclusion", "tinh", R"({"version":2,"outcome":"kept","conclusion":"x"})").status, 200);
}

}  // namespace
}  // namespace ocop::checks
