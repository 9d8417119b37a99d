#include "modules/withdrawals/service.h"

#include "modules/certificates/tests/fake_certificates.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "modules/withdrawals/api.h"
#include "modules/withdrawals/lists.h"
#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/pages.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::withdrawals {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
template <class T> T some_id(std::uint8_t n) { T id; id.uuid.bytes[15] = n; return id; }

// A province with a coffee of four stars and one of five, both certified, and the offices around them.
class Withdrawals : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = withdrawals::migrations();
    for (const auto& more : {work::migrations(), tlog::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    service_.emplace(Service::Parts{database(), clock_, random_, calendar_, products_, producers_, certificates_, certificates_, notices_,
                                    places_});
    producers_.rows.push_back({.id = maker, .name = "HTX Tân Hà", .province = "68", .commune = "24988"});
    add(four, 4, "OCOP-68-2026-000004");
    add(five, 5, "OCOP-68-2026-000005");
    for (const auto& [key, actor] : {std::pair{"tinh", &province}, {"bo", &ministry}, {"xa", &commune}, {"htx", &member}, {"khac", &other}})
      desk_.people.add(key, *actor);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *service_);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  void add(ProductId id, int stars, std::string number) {
    products::Product product;
    product.id = id;
    product.producer = maker;
    product.name = "Cà phê " + std::to_string(stars) + " sao";
    product.province = "68";
    product.commune = "24988";
    product.code = "code" + std::to_string(stars);
    products_.rows.push_back(product);
    certificates::Certificate certificate;
    certificate.id = some_id<CertificateId>(static_cast<std::uint8_t>(stars));
    certificate.product = id;
    certificate.producer = maker;
    certificate.number = std::move(number);
    certificate.stars = stars;
    certificate.province = "68";
    certificate.issued = *Date::parse_iso("2026-08-03");
    certificate.valid_until = *Date::parse_iso("2029-08-03");
    certificates_.rows.push_back(certificate);
  }
  // A ruling of this morning: the newest certificate of the product comes first.
  void issue_again(ProductId product, int stars, std::string number) {
    certificates::Certificate next = *std::ranges::find(certificates_.rows, product, &certificates::Certificate::product);
    next.id = some_id<CertificateId>(77);
    next.number = std::move(number);
    next.stars = stars;
    next.issued = today();
    next.valid_until = *Date::parse_iso("2029-11-27");
    certificates_.rows.insert(certificates_.rows.begin(), next);
  }
  Propose ground(Ground ground) const {
    return {ground, "Đoàn kiểm tra lập biên bản", today(), "Chi cục Quản lý chất lượng", "45/KL-CCQL"};
  }
  Date today() const { return vietnam_date(clock_.now()); }
  // Before whoever decides.
  Proposal submitted(ProductId product, Ground why = Ground::criteria_not_met) {
    const auto made = service_->open(province, product.text(), ground(why));
    if (!made) throw std::runtime_error(made.error().detail);
    return *service_->submit(province, made->id, {made->version, "120/TTr-SNNMT"});
  }
  static Decide decision(const Proposal& one) {
    return {one.version, "99/QĐ-UBND", Date::parse_iso("2026-11-27"), "Chủ tịch UBND tỉnh Lâm Đồng", ""};
  }
  std::optional<work::Entry> work_of(const Proposal& one, const work::Holder& holder) {
    for (const work::Entry& entry : database().read([&](db::Reader& reader) {
           return work::entries(reader, kWorkSource, {one.id.uuid});
         }))
      if (entry.holder == holder) return entry;
    return std::nullopt;
  }

  ProductId four = some_id<ProductId>(4), five = some_id<ProductId>(5);
  ProducerId maker = some_id<ProducerId>(1);
  Actor province{account(1), "Cán bộ tỉnh", {{Role::provincial_body, "68", "", {}}}};
  Actor ministry{account(2), "Cán bộ Bộ", {{Role::ministry, "", "", {}}}};
  Actor commune{account(3), "Cán bộ xã", {{Role::commune_officer, "68", "24988", {}}}};
  Actor member{account(4), "Chị Hà", {{Role::producer_member, "", "", maker}}};
  Actor other{account(5), "Tỉnh khác", {{Role::provincial_body, "01", "", {}}}};
  HolidayCalendar calendar_ = *HolidayCalendar::parse("date,kind,name_vi,name_en\n2026-01-01,holiday,a,b\n");
  certificates::FakeCertificates certificates_;
  products::FakeProducts products_;
  producers::FakeProducers producers_;
  notices::FakeNotices notices_;
  places::FakePlaces places_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};   // a Friday
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Withdrawals);

TEST_P(Withdrawals, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// Article 8.3: found, concluded, submitted, decided; the certificate ends with the decision and in no other step.
TEST_P(Withdrawals, GoTheWayOfArticle8) {
  const auto found = service_->open(province, four.text(), {Ground::breach_of_law, "Mẫu vượt mức", {}, "", ""});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->state, State::found);
  EXPECT_FALSE(service_->due(*found)) << "without a conclusion no term runs";
  EXPECT_EQ(service_->show(member, found->id).error().kind, ErrorKind::not_found) << "it was told nothing yet";

  const auto concluded = service_->conclude(province, found->id, {1, today(), "Chi cục", "45/KL"});
  ASSERT_TRUE(concluded.ok());
  EXPECT_EQ(service_->due(*concluded)->iso(), "2026-12-14") << "12 December is a Saturday";
  EXPECT_EQ(notices_.count(kToldProducer), 1);
  EXPECT_EQ(work_of(*concluded, {.province = "68"})->due->iso(), "2026-12-14");
  ASSERT_TRUE(service_->show(member, found->id).ok());
  EXPECT_TRUE(service_->show(member, found->id)->proposal.words.empty()) << "what was found is for the offices";

  const auto submitted = service_->submit(province, found->id, {2, "120/TTr"});
  ASSERT_TRUE(submitted.ok());
  EXPECT_TRUE(certificates_.withdrawals.empty());
  const auto decided = service_->decide(province, found->id, decision(*submitted));
  ASSERT_TRUE(decided.ok());
  EXPECT_EQ(decided->state, State::withdrawn);
  ASSERT_EQ(certificates_.withdrawals.size(), 1u);
  EXPECT_EQ(certificates_.withdrawals[0].ground, Ground::breach_of_law);
  EXPECT_EQ(certificates_.withdrawals[0].concluded, today());
  EXPECT_EQ(notices_.count(kToldDecided), 1);
  EXPECT_EQ(work_of(*decided, {.province = "68"})->state, work::State::done);
}

// 8.2b: the province could have taken back five stars by itself.
TEST_P(Withdrawals, OfFiveStarsTheMinistryDecidesAndTheProvinceProposes) {
  const Proposal one = submitted(five);
  EXPECT_EQ(notices_.last().news.kind, kToldSubmitted);
  EXPECT_EQ(notices_.last().audience.holders.at(0).role, Role::ministry);
  EXPECT_EQ(work_of(one, {.province = "68"})->state, work::State::others);
  EXPECT_EQ(service_->decide(province, one.id, decision(one)).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service_->drop(province, one.id, {one.version, "x"}).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(service_->decide(ministry, one.id, decision(one)).ok());
  EXPECT_EQ(certificates_.rows[1].state, certificates::State::withdrawn);
  const Proposal ours = submitted(four);
  EXPECT_EQ(service_->decide(ministry, ours.id, decision(ours)).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(test::has(desk_.get("/withdrawals", "bo"), "Cà phê 5 sao"));
  EXPECT_FALSE(test::has(desk_.get("/withdrawals", "bo"), "Cà phê 4 sao")) << "four stars are not its affair";
  EXPECT_EQ(certificates_.rows[0].state, certificates::State::in_force);
}

// A refused last step left a proposal that said "withdrawn" beside a certificate in force.
TEST_P(Withdrawals, NothingOrAll) {
  const Proposal one = submitted(four);
  certificates_.rows[0].state = certificates::State::withdrawn;   // by another way, behind the fake
  EXPECT_EQ(service_->decide(province, one.id, decision(one)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->show(province, one.id)->proposal.state, State::submitted);
}

// While the offices wrote to one another a ruling issued another certificate: the old one was withdrawn, and the product kept its stars.
TEST_P(Withdrawals, NothingIsDecidedAboutACertificateThatWasReplaced) {
  const auto made = service_->open(province, four.text(), ground(Ground::criteria_not_met));
  issue_again(four, 4, "OCOP-68-2026-000044");
  const auto submitting = service_->submit(province, made->id, {1, "120/TTr"});
  ASSERT_FALSE(submitting.ok());
  EXPECT_EQ(submitting.error().kind, ErrorKind::conflict);
  EXPECT_EQ(submitting.error().problems.at(0).message.vi, msg::replaced_by.vi);
  EXPECT_EQ(submitting.error().problems.at(0).arguments.at(0).vi, "OCOP-68-2026-000044");
  certificates_.rows.erase(certificates_.rows.begin());
  const auto submitted = service_->submit(province, made->id, {1, "120/TTr"});
  ASSERT_TRUE(submitted.ok());
  issue_again(four, 4, "OCOP-68-2026-000044");
  EXPECT_EQ(service_->decide(province, made->id, decision(*submitted)).error().problems.at(0).message.vi, msg::replaced_by.vi);
  EXPECT_TRUE(certificates_.withdrawals.empty());
  EXPECT_EQ(service_->show(province, made->id)->proposal.state, State::submitted) << "nothing of the step is left";

  // The way on: it is about the new one, and an authority concludes on that.
  EXPECT_EQ(service_->move(commune, made->id, {2}).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(service_->move(other, made->id, {2}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->move(province, made->id, {1}).error().kind, ErrorKind::conflict) << "an old version";
  const auto moved = service_->move(province, made->id, {2});
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->state, State::found);
  EXPECT_EQ(moved->certificate, "OCOP-68-2026-000044");
  EXPECT_EQ(moved->moved_from, "OCOP-68-2026-000004");
  EXPECT_FALSE(moved->concluded || moved->due || service_->due(*moved)) << "no term runs before somebody concludes on it";
  EXPECT_TRUE(moved->submission.empty());
  EXPECT_EQ(notices_.last().news.kind, kToldMoved);
  EXPECT_EQ(notices_.last().audience.holders.size(), 2u) << "the producer had been told of it";
  EXPECT_EQ(work_of(*moved, {.province = "68"})->due, std::nullopt);
  EXPECT_EQ(service_->move(province, made->id, {3}).error().problems.at(0).message.vi, msg::stands_still.vi);
  const auto concluded = service_->conclude(province, made->id, {3, today(), "Chi cục", "46/KL"});
  ASSERT_TRUE(concluded.ok());
  const auto again = service_->submit(province, made->id, {4, "121/TTr"});
  ASSERT_TRUE(service_->decide(province, made->id, decision(*again)).ok());
  EXPECT_EQ(certificates_.rows[0].state, certificates::State::withdrawn);
  EXPECT_EQ(certificates_.rows[0].number, "OCOP-68-2026-000044");
  EXPECT_EQ(certificates_.rows[1].state, certificates::State::in_force);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
}

// Four stars became five while it was looked into: the Minister decides on what stands.
TEST_P(Withdrawals, WhoDecidesGoesWithTheCertificateThatStands) {
  const Proposal one = submitted(four);
  issue_again(four, 5, "OCOP-68-2026-000055");
  ASSERT_TRUE(service_->move(province, one.id, {one.version}).ok());
  ASSERT_TRUE(service_->conclude(province, one.id, {3, today(), "Chi cục", ""}).ok());
  const auto again = service_->submit(province, one.id, {4, "121/TTr"});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->stars, 5);
  EXPECT_EQ(service_->decide(province, one.id, decision(*again)).error().kind, ErrorKind::forbidden);
  EXPECT_TRUE(service_->decide(ministry, one.id, decision(*again)).ok());
}

// The new one is gone as well: there is nothing to move to, and it ends with its reason.
TEST_P(Withdrawals, OfWhatDoesNotStandIsDropped) {
  const Proposal one = submitted(four);
  issue_again(four, 4, "OCOP-68-2026-000044");
  certificates_.rows[0].state = certificates::State::withdrawn;
  EXPECT_EQ(service_->decide(province, one.id, decision(one)).error().problems.at(0).message.vi, msg::nothing_stands.vi);
  EXPECT_EQ(service_->move(province, one.id, {one.version}).error().problems.at(0).message.vi, msg::nothing_stands.vi);
  EXPECT_TRUE(service_->drop(province, one.id, {one.version, "Giấy mới đã bị thu hồi"}).ok());
}

TEST_P(Withdrawals, ThePageSaysThatItWasReplacedAndLeadsOn) {
  const Proposal one = submitted(four);
  issue_again(four, 4, "OCOP-68-2026-000044");
  const std::string page = path_of(one);
  for (const std::string prefix : {"", "/en"})
    for (const char* who : {"tinh", "xa", "htx"}) {
      const auto shown = desk_.get(prefix + page, who);
      test::expect_sound(shown, who);
      EXPECT_TRUE(test::has(shown, "OCOP-68-2026-000044")) << who;
      EXPECT_FALSE(test::has(shown, page + "/decision")) << who;
      EXPECT_EQ(test::has(shown, page + "/move"), who == std::string("tinh")) << who;
    }
  const auto refused = desk_.api(http::Method::post, "/api/v1" + page + "/decision", "tinh",
                                 R"({"version":2,"number":"9/QĐ","decided":"2026-11-27","signer":"Chủ tịch"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(test::has(refused, "OCOP-68-2026-000044")) << test::body_of(refused);
  EXPECT_EQ(desk_.post(page + "/move", "tinh", {{"version", "2"}}).status, 303);
  const auto shown = desk_.get(page, "tinh");
  test::expect_sound(shown);
  EXPECT_FALSE(test::has(shown, page + "/move"));
  EXPECT_TRUE(test::has(shown, "/certificates/OCOP-68-2026-000004")) << "what it was about before";
  EXPECT_TRUE(test::has(shown, page + "/conclusion"));
  EXPECT_EQ(desk_.api(http::Method::post, "/api/v1" + page + "/move", "tinh", R"({"version":3})").status, 409);
  EXPECT_EQ(desk_.api(http::Method::post, "/api/v1" + page + "/move", "bo", R"({"version":3})").status, 403);
}

TEST_P(Withdrawals, TheCommuneConfirmsThatProductionStopped) {   // 8.1đ
  EXPECT_EQ(service_->open(commune, four.text(), ground(Ground::breach_of_law)).error().kind, ErrorKind::forbidden);
  const auto said = service_->open(commune, four.text(), {Ground::no_longer_produced, "Lò đã nghỉ", {}, "", "12/UBND"});
  ASSERT_TRUE(said.ok());
  EXPECT_EQ(said->state, State::concluded);
  EXPECT_EQ(said->concluded, today());
  EXPECT_EQ(notices_.count(kToldConcluded), 1);
  // The other way round: the province asks, the commune confirms.
  const auto asked = service_->open(province, five.text(), {Ground::no_longer_produced, "Không thấy bán", {}, "", ""});
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(notices_.count(kToldAsked), 1);
  EXPECT_EQ(work_of(*asked, {.commune = "24988"})->state, work::State::waiting);
  EXPECT_EQ(work_of(*asked, {.province = "68"})->state, work::State::others);
  ASSERT_TRUE(service_->conclude(commune, asked->id, {1, today(), "", ""}).ok());
}

TEST_P(Withdrawals, ThereIsOneOfAProductAndNoneOfWhatWasNeverCertified) {
  ASSERT_TRUE(service_->open(province, four.text(), ground(Ground::misuse_of_mark)).ok());
  EXPECT_EQ(service_->open(province, four.text(), ground(Ground::misuse_of_mark)).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->open(other, five.text(), ground(Ground::misuse_of_mark)).error().kind, ErrorKind::not_found);
  certificates_.rows.pop_back();
  EXPECT_EQ(service_->open(province, five.text(), ground(Ground::misuse_of_mark)).error().problems.at(0).message.vi,
            msg::nothing_to_withdraw.vi);
}

TEST_P(Withdrawals, AreDroppedWithAReasonThatTheProducerReads) {
  const Proposal one = submitted(four);
  ASSERT_TRUE(service_->drop(province, one.id, {one.version, "Mẫu lưu đạt"}).ok());
  EXPECT_EQ(notices_.last().news.kind, kToldDropped);
  EXPECT_TRUE(test::has(desk_.get("/withdrawals/" + one.id.text(), "htx"), "Mẫu lưu đạt"));
  EXPECT_EQ(service_->decide(province, one.id, decision(service_->show(province, one.id)->proposal)).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->open(province, four.text(), ground(Ground::misuse_of_mark)).ok()) << "another ground, another proposal";
}

// A version that somebody read before is no ground to act on.
TEST_P(Withdrawals, TwoOfficersDoOneStep) {
  const auto made = service_->open(province, four.text(), ground(Ground::criteria_not_met));
  ASSERT_TRUE(service_->submit(province, made->id, {1, "120/TTr"}).ok());
  EXPECT_EQ(service_->submit(province, made->id, {1, "121/TTr"}).error().kind, ErrorKind::conflict);
}

TEST_P(Withdrawals, NobodyActsOnTheOwnProduct) {
  Actor both = province;
  both.grants.push_back({Role::producer_member, "", "", maker});
  EXPECT_EQ(service_->open(both, four.text(), ground(Ground::criteria_not_met)).error().problems.at(0).message.vi, msg::own_product.vi);
  const Proposal one = submitted(four);
  EXPECT_EQ(service_->decide(both, one.id, decision(one)).error().problems.at(0).message.vi, msg::own_product.vi);
}

// A check that concludes hands over: its day is the day from which the 15 days run, also of what was being looked into.
TEST_P(Withdrawals, AModuleThatFoundAGroundHandsOver) {
  const act::Acts acts(database(), clock_, random_);
  const auto hand = [&](ProductId product) {
    return acts.run(province, [&](act::Act& act) {
      return service_->propose(act, {product, Ground::criteria_not_met, today(), "Sở Nông nghiệp và Môi trường", "7/KL", "Nhãn sai"});
    });
  };
  const auto made = hand(four);
  ASSERT_TRUE(made.ok() && made->has_value());
  EXPECT_EQ(service_->show(province, **made)->proposal.state, State::concluded);
  EXPECT_EQ(hand(four)->value(), **made) << "one is open";
  const auto looked = service_->open(province, five.text(), {Ground::misuse_of_mark, "Quảng cáo", {}, "", ""});
  EXPECT_EQ(hand(five)->value(), looked->id);
  EXPECT_EQ(service_->show(province, looked->id)->proposal.state, State::concluded);
  // A check of after the new certificate was given the proposal about the old one.
  issue_again(four, 4, "OCOP-68-2026-000044");
  EXPECT_EQ(hand(four)->value(), **made) << "one of a product";
  const Proposal taken = service_->show(province, **made)->proposal;
  EXPECT_EQ(taken.certificate, "OCOP-68-2026-000044");
  EXPECT_EQ(taken.moved_from, "OCOP-68-2026-000004");
  EXPECT_EQ(taken.state, State::concluded) << "by what was concluded now";
  EXPECT_EQ(taken.conclusion, "7/KL");
  for (certificates::Certificate& each : certificates_.rows)
    if (each.product == four) each.state = certificates::State::withdrawn;
  ASSERT_TRUE(service_->drop(province, **made, {taken.version, "x"}).ok());
  EXPECT_FALSE(hand(four)->has_value()) << "nothing of it can be withdrawn any more";
}

// The certificate was withdrawn on its own page, and the proposal waited for ever.
TEST_P(Withdrawals, EndWithTheCertificateWhicheverWayItWasWithdrawn) {
  const auto made = service_->open(province, four.text(), {Ground::misuse_of_mark, "Quảng cáo", {}, "", ""});
  const act::Acts acts(database(), clock_, random_);
  const Result<void> done = acts.run(province, [&](act::Act& act) -> Result<void> {
    service_->was_withdrawn(act, certificates_.rows[0], {Ground::misuse_of_mark, "7/QĐ", today(), today(), "Chủ tịch", ""});
    return {};
  });
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(service_->show(province, made->id)->proposal.state, State::withdrawn);
  EXPECT_EQ(service_->show(province, made->id)->proposal.decision, "7/QĐ");
}

TEST_P(Withdrawals, OfADecisionOnPaperTheLogSaysByWhichItWasWithdrawn) {
  certificates::Confirmed confirmed{.number = "3588/QĐ-UBND", .stars = 4, .valid_until = *Date::parse_iso("2027-01-01")};
  certificates_.on_paper[four] = confirmed;
  const Proposal one = submitted(four);
  EXPECT_TRUE(one.certificate.empty());
  EXPECT_EQ(service_->decide(province, one.id, {one.version, "", {}, "", ""}).error().problems.at(0).message.vi, msg::paper_not_entered.vi);
  certificates_.on_paper[four].withdrawn = certificates::Confirmed::Withdrawn{"12/QĐ-UBND", "UBND tỉnh", today(), 3};
  const auto done = service_->decide(province, one.id, {one.version, "", {}, "", ""});
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->decision, "12/QĐ-UBND");
}

// A decision on paper, and then a certificate of this program in its place; a correction of the paper is the same paper.
TEST_P(Withdrawals, OfADecisionOnPaperAreReplacedAsWell) {
  const auto id = some_id<certificates::ConfirmationId>(8);
  certificates_.on_paper[four] = {.id = id, .number = "3588/QĐ-UBND", .stars = 4, .valid_until = *Date::parse_iso("2027-01-01")};
  const auto made = service_->open(province, four.text(), ground(Ground::criteria_not_met));
  certificates_.on_paper[four].id = some_id<certificates::ConfirmationId>(9);
  certificates_.on_paper[four].corrected = true;
  ASSERT_TRUE(service_->submit(province, made->id, {1, "120/TTr"}).ok());
  certificates_.on_paper.clear();   // the certificate is newer: the star rests on that
  EXPECT_EQ(service_->decide(province, made->id, {2, "", {}, "", ""}).error().problems.at(0).message.vi, msg::replaced_by.vi);
  const auto moved = service_->move(province, made->id, {2});
  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->certificate, "OCOP-68-2026-000004");
  EXPECT_FALSE(moved->confirmation);
  EXPECT_TRUE(test::has(desk_.get(path_of(*moved), "tinh"), certificates::confirmation_path(id)));
}

// Nothing is ever taken out of the log: no proposal is told there, only that a step was taken.
TEST_P(Withdrawals, EachStepIsAnEntryWithoutWordsOrNames) {
  const Proposal one = submitted(four);
  ASSERT_TRUE(service_->decide(province, one.id, decision(one)).ok());
  const auto entries = database().read([&](db::Reader& reader) { return tlog::entries(reader, 0, 100); });
  ASSERT_EQ(entries.size(), 3u);   // concluded at once, submitted, decided; the certificate's own is the fake's
  for (const tlog::Record& entry : entries)
    for (const char* told : {"Cà phê", "OCOP-68", "code4", "Chi cục", "biên bản", "Hà", "criteria"})
      EXPECT_EQ(entry.entry.find(told), std::string::npos) << entry.entry;
  const auto findings = database().read([&](db::Reader& reader) { return tlog::check_kinds(reader, kLeaves); });
  EXPECT_TRUE(findings.empty()) << findings.front();
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty());
  static constexpr db::Statement kForge{"test.forge", "UPDATE withdrawals_proposal SET concluded = concluded - 1"};
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.execute(kForge);
    return {};
  }).ok());
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); }).empty()) << "a day was moved";
}

TEST_P(Withdrawals, PagesAreSoundInBothLanguagesForEachWhoReadsThem) {
  const Proposal one = submitted(five);
  const std::string page = "/withdrawals/" + one.id.text();
  for (const std::string prefix : {"", "/en"}) {
    for (const char* who : {"tinh", "bo", "xa", "htx"}) test::expect_sound(desk_.get(prefix + page, who), who);
    for (const char* who : {"tinh", "xa"}) test::expect_sound(desk_.get(prefix + "/products/" + four.text() + "/withdrawal", who), who);
    test::expect_sound(desk_.get(prefix + "/withdrawals", "bo"), "list");
  }
  EXPECT_TRUE(test::has(desk_.get(page, "tinh"), "còn 17 ngày"));
  EXPECT_TRUE(test::has(desk_.get(page, "bo"), page + "/decision"));
  EXPECT_FALSE(test::has(desk_.get(page, "tinh"), page + "/decision"));
  EXPECT_FALSE(test::has(desk_.get(page, "htx"), "biên bản"));
  EXPECT_EQ(desk_.get(page, "khac").status, 404);
  EXPECT_EQ(desk_.get(page).status, 401);
  clock_.set(Instant::parse_iso("2026-12-20T02:00:00.000Z").value());
  EXPECT_TRUE(test::has(desk_.get(page, "tinh"), "đã quá 6 ngày"));
}

TEST_P(Withdrawals, ByFormAndByProgram) {
  const auto refused = desk_.post("/products/" + four.text() + "/withdrawal", "tinh",
                                  {{"ground", "breach_of_law"}, {"words", "x"}, {"organ", "Sở"}});
  EXPECT_EQ(refused.status, 422);
  test::expect_sound(refused);
  const auto made = desk_.api(http::Method::post, "/api/v1/products/code4/withdrawals", "tinh",
                              R"({"ground":"breach_of_law","words":"Mẫu vượt mức","concluded":"2026-11-27","organ":"Chi cục"})");
  ASSERT_EQ(made.status, 201) << test::body_of(made);
  EXPECT_FALSE(test::has(made, "Mẫu vượt mức"));
  const std::string path = test::header(made, "location");
  EXPECT_EQ(desk_.api(http::Method::post, path + "/submission", "tinh", R"({"version":1,"submission":"1/TTr"})").status, 200);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/submission", "bo", R"({"version":2,"submission":"1/TTr"})").status, 403);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/decision", "bo", R"({"version":2})").status, 404) << "of four stars";
  EXPECT_EQ(desk_.api(http::Method::post, path + "/decision", "khac", R"({"version":2})").status, 404);
  EXPECT_EQ(desk_.api(http::Method::post, path + "/decision", "tinh", R"({"version":2})").status, 422);
}

}  // namespace
}  // namespace ocop::withdrawals
