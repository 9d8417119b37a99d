#include "modules/ideas/service.h"

#include "kernel/idempotency/idempotency.h"
#include "kernel/json/json.h"
#include "modules/ideas/api.h"
#include "modules/ideas/lists.h"
#include "modules/ideas/messages.h"
#include "modules/ideas/pages.h"
#include "modules/ideas/store.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::ideas {
namespace {

constexpr std::string_view kTanHa = "24988";
AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }

// What the modules below were asked for.
class FakeRegistrations final : public registrations::Registrations {
 public:
  mutable std::vector<registrations::NewProduct> sent;
  Result<ProductId> register_product(act::Act& act, const registrations::NewProduct& product) const override {
    sent.push_back(product);
    return act.new_id<ProductId>();
  }
};
class FakeDossiers final : public evaluation::Dossiers {
 public:
  mutable std::vector<evaluation::FirstDossier> opened;
  Result<DossierId> open(act::Act& act, const evaluation::FirstDossier& ask) const override {
    opened.push_back(ask);
    return act.new_id<DossierId>();
  }
};

rulebooks::Library library_of_one_set() {
  auto table = std::make_shared<rulebooks::Table>();
  table->code = "QD26-04";
  table->number = 4;
  table->name = {"Mật ong", "Honey"};
  table->group.code = "I";
  rulebooks::Rulebook rulebook;
  rulebook.code = "QD26-2026";
  rulebook.effective = *Date::of(2026, 5, 22);
  rulebook.tables = {table};
  rulebooks::Library out;
  out.rulebooks_.push_back(std::move(rulebook));
  return out;
}

class Ideas : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = ideas::migrations();
    for (const auto& more : {idempotency::migrations(), act::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    producer.uuid.bytes[15] = 1;
    producers_.rows.push_back({.id = producer, .name = "HTX Tân Hà", .province = "68", .commune = std::string(kTanHa)});
    elsewhere.uuid.bytes[15] = 2;
    producers_.rows.push_back({.id = elsewhere, .name = "HTX Tân Văn", .province = "68", .commune = "24991"});
    service_.emplace(Service::Parts{database(), clock_, random_, library_, notices_, producers_, products_, places_, registrations_,
                                    dossiers_});
    for (const auto& [key, actor] : {std::pair{"maker", &maker}, {"officer", &officer}, {"other", &other}, {"province", &province},
                                    {"neighbour", &neighbour}, {"stranger", &stranger}})
      desk_.people.add(key, *actor);
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }

  EnterIdea honey() const {
    EnterIdea out;
    out.name = "Mật ong bạc hà";
    out.kind = Kind::material;
    out.knowledge = "Cụ Sình dạy cách lấy mật";
    return out;
  }
  EnterIdea whole() const {
    EnterIdea out = honey();
    out.producer = producer;
    out.product_set = "QD26-04";
    out.mentor = "Phòng Kinh tế xã";
    out.target = Date::of(2027, 4, 1);
    return out;
  }
  ChangeIdea changed(const EnterIdea& to, std::int64_t version) const {
    ChangeIdea out;
    static_cast<Facts&>(out) = to;
    out.version = version;
    return out;
  }
  IdeaId entered(const Actor& by, const EnterIdea& input) {
    const auto made = service_->enter(by, input, {});
    EXPECT_TRUE(made.ok()) << made.error().detail;
    return made->id;
  }
  IdeaId in_work() {
    const IdeaId id = entered(maker, whole());
    EXPECT_TRUE(service_->add_step(maker, id, {1, "Kiểm nghiệm mẫu", *Date::of(2027, 2, 1)}).ok());
    EXPECT_TRUE(service_->start(officer, id, {2}).ok());
    return id;
  }
  ErrorKind refused(const auto& result) { return result.ok() ? ErrorKind::internal : result.error().kind; }

  ProducerId producer, elsewhere;
  Actor maker{account(1), "Chị Mẩy", {}}, officer{account(2), "Cán bộ xã", {{Role::commune_officer, "68", std::string(kTanHa), {}}}},
      other{account(3), "Cán bộ xã khác", {{Role::commune_officer, "68", "24991", {}}}},
      province{account(4), "Tỉnh", {{Role::provincial_body, "68", "", {}}}},
      neighbour{account(5), "Người khác", {}}, stranger{account(6), "Tỉnh khác", {{Role::provincial_body, "86", "", {}}}};
  rulebooks::Library library_ = library_of_one_set();
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  places::FakePlaces places_;
  FakeRegistrations registrations_;
  FakeDossiers dossiers_;
  FixedClock clock_{Instant::parse_iso("2026-11-28T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};

  Ideas() {
    ProducerId one, two;
    one.uuid.bytes[15] = 1;
    two.uuid.bytes[15] = 2;
    maker.grants = {{Role::producer_member, "", "", one}};
    neighbour.grants = {{Role::producer_member, "", "", two}};
  }
};
OCOP_ON_BOTH_ENGINES(Ideas);

TEST_P(Ideas, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(Ideas, ACommuneNotesAPotentialAndItGrowsIntoADossierWithNothingTypedTwice) {
  const IdeaId id = entered(officer, honey());
  EXPECT_EQ(service_->show(officer, id)->idea.state, State::potential);
  EXPECT_EQ(refused(service_->enroll(officer, id, {1})), ErrorKind::invalid_input) << "nobody makes it yet";
  ASSERT_TRUE(service_->change(officer, id, changed(whole(), 1)).ok());
  ASSERT_TRUE(service_->enroll(officer, id, {2}).ok());
  EXPECT_EQ(notices_.count(kToldRegistered), 1);
  EXPECT_EQ(refused(service_->start(maker, id, {3})), ErrorKind::conflict) << "without a plan";
  ASSERT_TRUE(service_->add_step(maker, id, {3, "Kiểm nghiệm mẫu", *Date::of(2027, 2, 1)}).ok());
  ASSERT_TRUE(service_->start(maker, id, {4}).ok());
  ASSERT_TRUE(service_->finish_step(maker, id, service_->show(maker, id)->plan.at(0).id, {5}).ok());
  EXPECT_TRUE(service_->show(officer, id)->plan.at(0).done);

  EXPECT_EQ(refused(service_->name_product(officer, id, {6, {}})), ErrorKind::forbidden) << "its maker's act";
  ASSERT_TRUE(service_->name_product(maker, id, {6, {}}).ok());
  ASSERT_EQ(registrations_.sent.size(), 1u);
  EXPECT_EQ(registrations_.sent[0].name, "Mật ong bạc hà");
  EXPECT_EQ(registrations_.sent[0].group, "I");
  EXPECT_EQ(registrations_.sent[0].producer, producer);
  EXPECT_EQ(refused(service_->open_dossier(maker, id, {7})), ErrorKind::conflict) << "the product waits for its commune";
  const ProductId product = *service_->show(maker, id)->idea.product;
  products_.rows.push_back({.id = product, .producer = producer, .name = "Mật ong bạc hà", .code = "KHAUSL11"});
  EXPECT_EQ(refused(service_->name_product(maker, id, {7, {}})), ErrorKind::conflict) << "it has one";
  const auto opened = service_->open_dossier(maker, id, {7});
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->state, State::dossier);
  ASSERT_EQ(dossiers_.opened.size(), 1u);
  EXPECT_EQ(dossiers_.opened[0].product, product);
  EXPECT_EQ(dossiers_.opened[0].product_set, "QD26-04");
  EXPECT_EQ(refused(service_->give_up(maker, id, {8, Ground::other})), ErrorKind::conflict) << "it is a dossier";
  // Its draft is dropped: the idea stayed a dossier for good, with its people in it.
  const auto drop = [&](DossierId which) {
    return act::Acts(database(), clock_, random_).run(maker, [&](act::Act& act) -> Result<void> {
      service_->dropped(act, which);
      return {};
    });
  };
  ASSERT_TRUE(drop(DossierId{}).ok());
  EXPECT_EQ(service_->show(maker, id)->idea.state, State::dossier) << "another's draft";
  ASSERT_TRUE(drop(*opened->dossier).ok());
  const Idea again = service_->show(maker, id)->idea;
  EXPECT_EQ(again.state, State::in_work);
  EXPECT_FALSE(again.dossier);
  EXPECT_EQ(again.product, product) << "which its commune confirmed";
  const auto given_up = service_->give_up(maker, id, {again.version, Ground::other});
  ASSERT_TRUE(given_up.ok());
  EXPECT_FALSE(given_up->producer);
  EXPECT_EQ(refused(service_->change(officer, id, changed(whole(), 8))), ErrorKind::conflict);
}

// A register kept on names people who once had an idea.
TEST_P(Ideas, WhatWasGivenUpHasNobodyInIt) {
  const IdeaId id = in_work();
  ASSERT_TRUE(service_->give_up(maker, id, {3, Ground::maker_withdrew}).ok());
  EXPECT_EQ(refused(service_->show(maker, id)), ErrorKind::not_found) << "it is the commune's alone";
  const auto left = service_->show(officer, id);
  ASSERT_TRUE(left.ok());
  EXPECT_EQ(left->idea.state, State::given_up);
  EXPECT_EQ(left->idea.name, "Mật ong bạc hà");
  EXPECT_FALSE(left->idea.producer || left->idea.changed_by || left->idea.product);
  EXPECT_EQ(left->idea.maker + left->idea.mentor + left->idea.knowledge + left->idea.sample, "");
  EXPECT_TRUE(left->plan.empty());
  EXPECT_FALSE(database().read([&](db::Reader& reader) { return service_->any_of(reader, producer); }));
  test::expect_sound(desk_.get("/ideas/" + id.text(), "officer"));
}

TEST_P(Ideas, AreTheirCommunesTheirProvincesAndTheirMakersAlone) {
  const IdeaId id = in_work();
  const std::string page = "/ideas/" + id.text(), api = "/api/v1/ideas/" + id.text();
  for (const std::string_view who : {"other", "neighbour", "stranger"}) {
    EXPECT_EQ(desk_.get(page, who).status, 404) << who;
    EXPECT_EQ(desk_.get(api, who).status, 404) << who;
    EXPECT_FALSE(test::has(desk_.get("/ideas", who), "bạc hà")) << who;
    EXPECT_FALSE(test::has(desk_.get("/ideas.csv", who), "bạc hà")) << who;
  }
  for (const Actor* who : {&other, &neighbour, &stranger}) {
    EXPECT_EQ(refused(service_->change(*who, id, changed(whole(), 3))), ErrorKind::not_found);
    EXPECT_EQ(refused(service_->give_up(*who, id, {3, Ground::other})), ErrorKind::not_found);
    EXPECT_EQ(refused(service_->add_step(*who, id, {3, "x", *Date::of(2027, 1, 1)})), ErrorKind::not_found);
    EXPECT_EQ(refused(service_->open_dossier(*who, id, {3})), ErrorKind::not_found);
  }
  for (const std::string_view who : {"maker", "officer", "province"}) {
    test::expect_sound(desk_.get(page, who), page);
    EXPECT_TRUE(test::has(desk_.get("/ideas", who), "bạc hà")) << who;
    EXPECT_EQ(desk_.get(api, who).status, 200) << who;
  }
  EXPECT_EQ(refused(service_->give_up(province, id, {3, Ground::other})), ErrorKind::forbidden) << "a province reads";
  EXPECT_EQ(desk_.post(page + "/end", "province", {{"version", "3"}, {"ground", "other"}}).status, 403);
}

TEST_P(Ideas, AreEnteredByWhoeverIsThereForThem) {
  EnterIdea one = honey();
  EXPECT_EQ(refused(service_->enter(maker, one, {})), ErrorKind::invalid_input) << "a maker names its own producer";
  one = whole();
  one.producer = elsewhere;
  EXPECT_EQ(refused(service_->enter(maker, one, {})), ErrorKind::invalid_input) << "another's";
  EXPECT_EQ(service_->enter(officer, one, {}).error().problems.at(0).field, "producer") << "of another commune";
  one = whole();
  one.product_set = "QD26-99";
  EXPECT_EQ(service_->enter(officer, one, {}).error().problems.at(0).field, "product_set");
  one = honey();
  one.commune = "24991";
  EXPECT_EQ(service_->enter(officer, one, {}).error().problems.at(0).field, "commune");
  const Attempt attempt{"k1", "POST /ideas/new", "d"};
  const auto first = service_->enter(officer, honey(), attempt), second = service_->enter(officer, honey(), attempt);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->id, second->id);
  const auto own = service_->show(maker, entered(maker, whole()));
  EXPECT_EQ(own->idea.state, State::registered);
  EXPECT_EQ(own->idea.commune, kTanHa);
  EXPECT_EQ(own->idea.results_before, Date::of(2027, 6, 30));
}

TEST_P(Ideas, OfTwoWhoChangeOneTheSecondIsTold) {
  const IdeaId id = entered(maker, whole());
  ASSERT_TRUE(service_->change(officer, id, changed(whole(), 1)).ok());
  EXPECT_EQ(refused(service_->change(maker, id, changed(whole(), 1))), ErrorKind::conflict);
  EnterIdea without = whole();
  without.producer.reset();
  without.maker = "Bà khác";
  EXPECT_EQ(service_->change(officer, id, changed(without, 2)).error().problems.at(0).field, "producer") << "it is not moved to others";
}

// "It stands in the forecast": by commune, set and round, what is registered or in work and no more.
TEST_P(Ideas, AreForecastByCommuneSetAndRound) {
  in_work();
  entered(maker, whole());
  EnterIdea late = whole();
  late.target = Date::of(2027, 4, 30);
  entered(maker, late);
  entered(officer, honey());   // a potential without a day
  ASSERT_TRUE(service_->give_up(maker, entered(maker, whole()), {1, Ground::no_market}).ok());
  const auto answer = desk_.get("/api/v1/ideas/forecast", "province");
  ASSERT_EQ(answer.status, 200);
  const auto json = json::parse(test::body_of(answer));
  ASSERT_TRUE(json);
  const auto rows = json->root()["forecast"];
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows.at(0)["results_before"].text(), "2027-06-30");
  EXPECT_EQ(rows.at(0)["ideas"].integer(), 2);
  EXPECT_EQ(rows.at(0)["in_work"].integer(), 1);
  EXPECT_EQ(rows.at(1)["results_before"].text(), "2027-12-30");
  EXPECT_EQ(rows.at(1)["ideas"].integer(), 1);
  for (const std::string_view who : {"officer", "province"}) test::expect_sound(desk_.get("/ideas/forecast", who));
  test::expect_sound(desk_.get("/en/ideas/forecast?round=2027-06-30", "province"));
  EXPECT_EQ(desk_.get("/ideas/forecast", "maker").status, 403);
  EXPECT_FALSE(test::has(desk_.get("/ideas/forecast.csv", "other"), "Tân Hà"));
  EXPECT_TRUE(test::has(desk_.get("/ideas/forecast.csv", "province"), "Tân Hà"));
  EXPECT_TRUE(test::has(desk_.get("/ideas?round=2027-12-30&state=registered", "officer"), "bạc hà"));
  EXPECT_FALSE(test::has(desk_.get("/ideas?round=2028-06-30", "officer"), "bạc hà"));
}

TEST_P(Ideas, AreEnteredAndKeptByForms) {
  for (const std::string_view page : {"/ideas/new", "/en/ideas/new", "/ideas/new?producer=00000000-0000-0000-0000-000000000001"})
    for (const std::string_view who : {"maker", "officer"}) test::expect_sound(desk_.get(std::string(page), who), page);
  const auto refusal = desk_.post("/ideas/new", "officer", {{"kind", "material"}, {"name", "Chè dây"}, {"target", "01/01/2020"}});
  EXPECT_EQ(refusal.status, 422);
  EXPECT_TRUE(test::has(refusal, "Chè dây")) << "what was typed is kept";
  test::expect_sound(refusal);
  const auto page = desk_.post_and_follow("/ideas/new", "officer", {{"kind", "material"}, {"name", "Chè dây"}});
  EXPECT_EQ(page.status, 200);
  test::expect_sound(page);
  const IdeaId id = in_work();
  test::expect_sound(desk_.get("/ideas/" + id.text() + "/edit", "maker"));
  const auto named = desk_.post_and_follow("/ideas/" + id.text() + "/product", "maker", {{"version", "3"}, {"product", ""}});
  EXPECT_TRUE(test::has(named, in(msg::product_waits, Language::vi)));
  const auto step = service_->show(maker, id)->plan.at(0).id;
  const auto gone = desk_.api(http::Method::delete_, "/api/v1/ideas/" + id.text() + "/steps/" + step.text(), "maker", R"({"version":4})");
  EXPECT_EQ(gone.status, 200);
  EXPECT_TRUE(service_->show(maker, id)->plan.empty());
  const auto missing = desk_.post("/ideas/" + id.text() + "/steps", "maker", {{"version", "5"}, {"words", ""}, {"due", "01/02/2027"}});
  EXPECT_EQ(missing.status, 422);
  test::expect_sound(missing);
}

}  // namespace
}  // namespace ocop::ideas
