#include "modules/complaints/service.h"

#include "modules/certificates/tests/fake_certificates.h"
#include "modules/complaints/api.h"
#include "modules/complaints/lists.h"
#include "modules/complaints/messages.h"
#include "modules/complaints/pages.h"
#include "modules/evaluation/tests/fake_evaluation.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::complaints {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
template <class T> T some_id(std::uint8_t n) { T id; id.uuid.bytes[15] = n; return id; }

// A dossier that was decided on Friday 27 November 2026, and its producer.
class Complaints : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = complaints::migrations();
    for (const auto& more : {work::migrations(), tlog::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    service_.emplace(Service::Parts{database(), clock_, random_, calendar_, evaluation_, certificates_, products_, producers_, notices_});
    producers_.rows.push_back({.id = maker, .name = "HTX Tân Hà", .province = "68", .commune = "24988"});
    products::Product product;
    product.id = some_id<ProductId>(1);
    product.producer = maker;
    product.name = "Cà phê Cầu Đất";
    product.province = "68";
    products_.rows.push_back(product);
    evaluation::ClosedDossier closed;
    closed.id = dossier;
    closed.product = product.id;
    closed.producer = maker;
    closed.number = "01/PĐK-68-24988-2026";
    closed.province = "68";
    closed.state = evaluation::State::decided;
    closed.closed_at = clock_.now();
    evaluation_.dossiers[dossier] = closed;
    certificates_.decisions[dossier] = {"99/QĐ-UBND", *Date::parse_iso("2026-11-20"), clock_.now()};
    for (const auto& [key, actor] : {std::pair{"tinh", &province}, {"htx", &member}, {"khac", &stranger}}) desk_.people.add(key, *actor);
    desk_.people.add("xa", Grant{Role::commune_officer, "68", "24988", {}});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr});
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  Complaint filed() { return *service_->file(member, dossier, {"Tiêu chí 2.3 chấm thiếu"}); }
  Complaint received() {
    const Complaint one = filed();
    return *service_->receive(province, one.id, {one.version});
  }
  void on(const char* iso) { clock_.set({start_of_vietnam_day(*Date::parse_iso(iso)).milliseconds + 3'600'000}); }
  std::optional<work::Entry> work_of(const Complaint& one, const work::Holder& holder) {
    for (const work::Entry& entry : database().read([&](db::Reader& reader) { return work::entries(reader, kWorkSource, {one.id.uuid}); }))
      if (entry.holder == holder) return entry;
    return std::nullopt;
  }

  DossierId dossier = some_id<DossierId>(1);
  ProducerId maker = some_id<ProducerId>(1);
  Actor province{account(1), "Cán bộ Trần Bình", {{Role::provincial_body, "68", "", {}}}};
  Actor member{account(2), "Chị Hà", {{Role::producer_member, "", "", maker}}};
  Actor stranger{account(3), "HTX khác", {{Role::producer_member, "", "", some_id<ProducerId>(2)}}};
  HolidayCalendar calendar_ = *HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-01-01,holiday,a,b\n");
  evaluation::FakeEvaluation evaluation_;
  certificates::FakeCertificates certificates_;
  products::FakeProducts products_;
  producers::FakeProducers producers_;
  notices::FakeNotices notices_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Complaints);

TEST_P(Complaints, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Complaints, AreFiledReceivedAndAnsweredWithWhatFollows) {
  const Complaint one = filed();
  EXPECT_EQ(one.file_by.iso(), "2026-12-28") << "30 days from the day it was told, and 27 December is a Sunday";
  EXPECT_EQ(notices_.last().news.kind, kToldFiled);
  EXPECT_EQ(notices_.last().audience.holders.at(0).province, "68");
  EXPECT_FALSE(one.due);
  on("2026-12-01");
  const auto got = service_->receive(province, one.id, {1});
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got->due->iso(), "2026-12-31");
  EXPECT_EQ(work_of(*got, {.province = "68"})->due, got->due);
  EXPECT_EQ(work_of(*got, {.province = "68"})->state, work::State::waiting);
  const auto done = service_->answer(province, one.id, {2, Outcome::upheld, Follow::score_again, "Hội đồng xem lại tiêu chí 2.3"});
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->state, State::upheld);
  EXPECT_EQ(notices_.last().news.kind, kToldAnswered);
  EXPECT_EQ(work_of(*done, {.province = "68"})->state, work::State::done);
  EXPECT_EQ(service_->withdraw(member, one.id, {3}).error().kind, ErrorKind::conflict);
}

TEST_P(Complaints, TheTermOfTheDayOfFilingHolds) {
  ASSERT_TRUE(service_->set_terms(province, {*Date::parse_iso("2026-11-27"), 10, 7, "1253/QĐ-UBND"}).ok());
  EXPECT_EQ(service_->set_terms(province, {*Date::parse_iso("2026-11-27"), 11, 8, "2/QĐ"}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->set_terms(member, {*Date::parse_iso("2026-11-28"), 11, 8, "2/QĐ"}).error().kind, ErrorKind::forbidden);
  const Complaint one = filed();
  EXPECT_EQ(one.file_by.iso(), "2026-12-07");
  EXPECT_EQ(one.basis, "1253/QĐ-UBND");
  ASSERT_TRUE(service_->set_terms(province, {*Date::parse_iso("2026-11-28"), 90, 90, "2/QĐ"}).ok());
  on("2026-11-30");
  EXPECT_EQ(service_->receive(province, one.id, {1})->due->iso(), "2026-12-07") << "seven days, as when it was filed";
}

// The province shortened its term by a regulation of afterwards, and whoever had been told "30 days" was too late; a longer one opened
// again what was closed.
TEST_P(Complaints, TheTermToComplainIsThatOfTheDayOfTheDecision) {
  on("2026-12-01");
  ASSERT_TRUE(service_->set_terms(province, {*Date::parse_iso("2026-12-01"), 5, 7, "1300/QĐ-UBND"}).ok());
  on("2026-12-20");
  const auto about = service_->about(member, dossier);
  ASSERT_TRUE(about.ok());
  EXPECT_EQ(about->file_by.iso(), "2026-12-28") << "30 days, as on 27 November";
  EXPECT_TRUE(about->to_file.basis.empty());
  EXPECT_FALSE(test::has(desk_.get("/dossiers/" + dossier.text() + "/complaint", "htx"), "1300/QĐ-UBND"));
  const Complaint one = filed();
  EXPECT_EQ(one.file_by.iso(), "2026-12-28");
  EXPECT_EQ(one.answer_days, 7) << "the answer is due by the terms of the day of filing";
  EXPECT_EQ(one.basis, "1300/QĐ-UBND");
  ASSERT_TRUE(service_->withdraw(member, one.id, {1}).ok());
  on("2026-12-29");
  ASSERT_TRUE(service_->set_terms(province, {*Date::parse_iso("2026-12-29"), 180, 30, "1400/QĐ-UBND"}).ok());
  EXPECT_EQ(service_->file(member, dossier, {"x"}).error().problems.at(0).message.vi, msg::too_late.vi);
}

// It could be filed years later, when nobody has the sheets at hand any more.
TEST_P(Complaints, AfterTheLastDayNoneIsFiled) {
  on("2026-12-28");
  ASSERT_TRUE(service_->about(member, dossier).ok());
  on("2026-12-29");
  EXPECT_EQ(service_->file(member, dossier, {"x"}).error().problems.at(0).message.vi, msg::too_late.vi);
  EXPECT_TRUE(test::has(desk_.get("/dossiers/" + dossier.text() + "/complaint", "htx"), msg::too_late_notice.vi));
}

TEST_P(Complaints, OfADossierOneIsOpenAndOfAnUndecidedOneNone) {
  const Complaint one = filed();
  EXPECT_EQ(service_->file(member, dossier, {"x"}).error().problems.at(0).message.vi, msg::open_already.vi);
  ASSERT_TRUE(service_->withdraw(member, one.id, {1}).ok());
  EXPECT_EQ(notices_.last().news.kind, kToldWithdrawn);
  EXPECT_TRUE(service_->file(member, dossier, {"Lần nữa"}).ok());
  certificates_.decisions.clear();
  EXPECT_EQ(service_->file(member, dossier, {"x"}).error().kind, ErrorKind::not_found);
}

TEST_P(Complaints, AreTheProducersAndItsProvincesAlone) {
  const Complaint one = received();
  EXPECT_EQ(service_->show(stranger, one.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->file(stranger, dossier, {"x"}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->answer(member, one.id, {2, Outcome::upheld, Follow::other, "x"}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service_->file(province, dossier, {"x"}).error().kind, ErrorKind::not_found) << "an office complains about nothing";
  Actor both = province;
  both.grants.push_back({Role::producer_member, "", "", maker});
  EXPECT_EQ(service_->answer(both, one.id, {2, Outcome::upheld, Follow::other, "x"}).error().problems.at(0).message.vi,
            msg::own_complaint.vi);
  EXPECT_EQ(desk_.get("/complaints/" + one.id.text(), "xa").status, 403);
  EXPECT_FALSE(test::has(desk_.get("/complaints", "khac"), "Cầu Đất"));
}

// Who scored, received and answered is nobody's business but the office's.
TEST_P(Complaints, NoNameOfAnOfficialIsShownToTheProducer) {
  const Complaint one = received();
  ASSERT_TRUE(service_->answer(province, one.id, {2, Outcome::rejected, {}, "Đã chấm đúng bảng điểm"}).ok());
  const auto page = desk_.get("/complaints/" + one.id.text(), "htx");
  EXPECT_TRUE(test::has(page, "Đã chấm đúng bảng điểm"));
  const auto json = desk_.api(http::Method::get, "/api/v1/complaints/" + one.id.text(), "htx");
  for (const auto* answer : {&page, &json}) {
    EXPECT_FALSE(test::has(*answer, "Trần Bình"));
    EXPECT_FALSE(test::has(*answer, province.account->text()));
  }
}

TEST_P(Complaints, EachStepIsAnEntryWithoutWordsOrNames) {
  const Complaint one = received();
  ASSERT_TRUE(service_->answer(province, one.id, {2, Outcome::rejected, {}, "Đã chấm đúng"}).ok());
  const auto entries = database().read([&](db::Reader& reader) { return tlog::entries(reader, 0, 100); });
  ASSERT_EQ(entries.size(), 3u);
  for (const tlog::Record& entry : entries)
    for (const char* told : {"Cà phê", "PĐK", "2.3", "99/QĐ", "chấm", "Hà"})
      EXPECT_EQ(entry.entry.find(told), std::string::npos) << entry.entry;
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_kinds(reader, kLeaves); }).empty());
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
}

TEST_P(Complaints, PagesAreSoundInBothLanguages) {
  const auto sound = [&](const std::string& page, std::initializer_list<const char*> who) {
    for (const std::string prefix : {"", "/en"})
      for (const char* one : who) test::expect_sound(desk_.get(prefix + page, one), page);
  };
  sound("/dossiers/" + dossier.text() + "/complaint", {"htx"});
  EXPECT_TRUE(test::has(desk_.get("/dossiers/" + dossier.text() + "/complaint", "htx"), msg::basis_none.vi));
  const Complaint one = filed();
  const std::string page = "/complaints/" + one.id.text();
  sound(page, {"tinh", "htx"});
  EXPECT_EQ(desk_.post(page + "/receipt", "tinh", {{"version", "1"}}).status, 303);
  sound(page, {"tinh", "htx"});
  EXPECT_EQ(desk_.post(page + "/answer", "tinh", {{"version", "2"}, {"outcome", "upheld"}, {"answer", "x"}}).status, 422);
  EXPECT_EQ(desk_.post(page + "/answer", "tinh", {{"version", "2"}, {"outcome", "rejected"}, {"answer", "x"}}).status, 303);
  sound("/complaints", {"tinh", "htx"});
  sound("/complaints/terms", {"tinh"});
  EXPECT_EQ(desk_.post("/complaints/terms", "tinh", {{"valid_from", "28/11/2026"}, {"file_days", "20"}, {"answer_days", "15"},
                                                     {"basis", "1253/QĐ-UBND"}}).status, 303);
  sound("/complaints/terms", {"tinh"});
  EXPECT_EQ(desk_.get("/complaints/terms", "htx").status, 403);
}

TEST_P(Complaints, TheDossiersPageLeadsItsProducerThereAndNobodyElse) {
  offer(desk_.offers, *service_);
  const auto shown = [&](const Actor& actor) {
    web::Html out(Language::vi);
    http::Request request;
    request.actor = actor;
    for (const evaluation::ReaderPanel& panel : desk_.offers.all<evaluation::ReaderPanel>()) panel.show(out, request, dossier);
    return out.take();
  };
  const std::string way = "/dossiers/" + dossier.text() + "/complaint";
  EXPECT_NE(shown(member).find(way), std::string::npos);
  for (const Actor* one : {&province, &stranger}) EXPECT_EQ(shown(*one), "");
  const Complaint one = filed();
  EXPECT_EQ(shown(member).find(way), std::string::npos) << "one is open";
  for (const Actor* reader : {&member, &province}) EXPECT_NE(shown(*reader).find(path_of(one)), std::string::npos);
  EXPECT_EQ(shown(stranger), "");
  ASSERT_TRUE(service_->withdraw(member, one.id, {1}).ok());
  EXPECT_NE(shown(member).find(way), std::string::npos);
  on("2026-12-29");
  EXPECT_EQ(shown(member).find(way), std::string::npos) << "the term is over";
}

TEST_P(Complaints, ByProgram) {
  const auto made = desk_.api(http::Method::post, "/api/v1/dossiers/" + dossier.text() + "/complaints", "htx", R"({"words":"Chấm thiếu"})");
  ASSERT_EQ(made.status, 201) << test::body_of(made);
  const std::string path = test::header(made, "location");
  EXPECT_EQ(desk_.api(http::Method::post, path + "/receipt", "htx", R"({"version":1})").status, 403);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/receipt", "tinh", R"({"version":1})").status, 200);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/receipt", "tinh", R"({"version":1})").status, 409);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/withdraw", "khac", R"({"version":2})").status, 404);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/withdraw", "htx", R"({"version":2})").status, 200);
  EXPECT_EQ(desk_.api(http::Method::get, "/api/v1/complaints/terms", "tinh").status, 200);
}

}  // namespace
}  // namespace ocop::complaints
