#include "modules/registrations/service.h"

#include "kernel/act/consents.h"
#include "kernel/base/text.h"
#include "kernel/idempotency/idempotency.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "modules/registrations/api.h"
#include "modules/registrations/lists.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/pages.h"
#include "modules/registrations/rules.h"
#include "modules/registrations/work_list.h"
#include "modules/work/tests/listed.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::registrations {
namespace {

constexpr std::string_view kTanHa = "24988";
AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }

// A household in Tân Hà (Lâm Đồng) and the offices around it, on a fresh database of each engine.
class Registrations : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = registrations::migrations();
    for (const auto& more : {work::migrations(), idempotency::migrations(), tlog::migrations(), act::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    places_.resolves = true;
    service_.emplace(Service::Parts{database(), clock_, random_, identity_, notices_, producers_, products_, places_, holidays_});
    for (const auto& [key, actor] : {std::pair{"maker", &maker}, {"officer", &officer}, {"other", &other}, {"province", &province},
                                    {"stranger", &stranger}})
      desk_.people.add(key, *actor);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site, desk_.offers);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, places_);
    desk_.offers.add(work_source(*service_));
  }
  // Whatever a test did, confirmed rows are what the log says, and the registers say the same.
  void TearDown() override {
    if (service_) {
      constexpr tlog::Sealed kTables[] = {kSealedRegistration};
      database().read([&](db::Reader& reader) {
        EXPECT_TRUE(tlog::check_seals(reader, kTables).empty());
        EXPECT_TRUE(service_->recheck(reader).empty());
      });
    }
    service_.reset();
    DatabaseTest::TearDown();
  }

  ProducerForm household() const {
    ProducerForm out;
    out.name = "Hộ kinh doanh Lý Thị Mẩy";
    out.place = "Tân Hà, Lâm Đồng";
    out.address = "Thôn Phúc Thọ 1";
    return out;
  }
  // The household registered: the maker is its member from then on, as the next request would find it.
  RegistrationId registered() {
    const auto made = service_->register_producer(maker, household(), {});
    EXPECT_TRUE(made.ok());
    const auto row = service_->show(officer, made->id);
    EXPECT_TRUE(row.ok());
    producer = row->registration.producer;
    maker.grants = {{Role::producer_member, "", "", producer}};
    desk_.people.add("maker", maker);
    return made->id;
  }
  Registration row(RegistrationId id) { return service_->show(officer, id)->registration; }
  RegistrationId listed() {
    const RegistrationId id = registered();
    EXPECT_TRUE(service_->confirm(officer, id, {1}).ok());
    return id;
  }
  producers::Presence presence() const { return producers_.rows.front().presence; }
  std::size_t on_list(const Actor& actor, work::State state) { return work::tests::listed(database(), actor, state).size(); }

  Actor maker{account(1), "Chị Mẩy", {}};
  Actor officer{account(2), "Cán bộ xã", {{Role::commune_officer, "68", std::string(kTanHa), {}}}};
  Actor other{account(3), "Cán bộ xã khác", {{Role::commune_officer, "68", "24991", {}}}};
  Actor province{account(4), "Tỉnh", {{Role::provincial_body, "68", "", {}}}};
  Actor stranger{account(5), "Người lạ", {}};
  ProducerId producer;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  places::FakePlaces places_;
  HolidayCalendar holidays_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};   // a Friday
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Registrations);

TEST_P(Registrations, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// "First evaluation" failed for every newcomer: a product that was in no imported file could not exist.
TEST_P(Registrations, AHouseholdAndItsProductComeIn) {
  const RegistrationId id = registered();
  EXPECT_EQ(presence(), producers::Presence::waiting);
  ASSERT_EQ(identity_.members.size(), 1u);
  EXPECT_EQ(identity_.members[0].account, *maker.account);
  EXPECT_EQ(notices_.count(kToldSent), 1);

  ASSERT_TRUE(service_->give_back(officer, id, {1, "Ghi rõ tên như trong giấy đăng ký."}).ok());
  EXPECT_EQ(notices_.count(kToldReturned), 1);
  EXPECT_EQ(on_list(maker, work::State::waiting), 1u);
  ProducerAgain again;
  static_cast<ProducerForm&>(again) = household();
  again.name = "Hộ kinh doanh Lý Thị Mẩy (Phúc Thọ)";
  again.seen = 2;
  ASSERT_TRUE(service_->send_again(maker, id, again).ok());
  EXPECT_EQ(producers_.rows.front().name, again.name);
  ASSERT_TRUE(service_->confirm(officer, id, {3}).ok());
  EXPECT_EQ(presence(), producers::Presence::listed);
  EXPECT_EQ(on_list(officer, work::State::waiting), 0u);

  const auto product = service_->register_product(maker, {producer, "Mật ong bạc hà", "", "I", ""}, {});
  ASSERT_TRUE(product.ok());
  EXPECT_TRUE(products_.rows.empty());   // nothing public can meet it
  ASSERT_TRUE(service_->confirm(officer, product->id, {1}).ok());
  ASSERT_EQ(products_.rows.size(), 1u);
  EXPECT_EQ(products_.rows[0].id, *row(product->id).product);
  EXPECT_EQ(products_.rows[0].commune, kTanHa);
  EXPECT_EQ(products_.rows[0].code.size(), 8u);
  EXPECT_EQ(notices_.count(kToldConfirmed), 2);
}

TEST_P(Registrations, ADoubleClickIsOne) {
  const Attempt attempt{"k1", "POST /producers/new", "d"};
  const auto first = service_->register_producer(maker, household(), attempt),
             second = service_->register_producer(maker, household(), attempt);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(producers_.rows.size(), 1u);
}

// Anybody may register, and each one that waits has room for files.
TEST_P(Registrations, FiveOfAnAccountWaitAndNoMore) {
  std::vector<RegistrationId> made;
  for (int i = 0; i < 5; ++i) made.push_back(service_->register_producer(maker, household(), {})->id);
  EXPECT_EQ(service_->register_producer(maker, household(), {}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->register_producer(stranger, household(), {}).ok());
  ASSERT_TRUE(service_->confirm(officer, made[0], {1}).ok());
  EXPECT_TRUE(service_->register_producer(maker, household(), {}).ok());
}

TEST_P(Registrations, AreTheirMakersAndTheirOfficesAlone) {
  const RegistrationId id = registered();
  for (const Actor* foreign : {&other, &stranger}) {
    EXPECT_EQ(service_->show(*foreign, id).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->profile(*foreign, producer).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->confirm(*foreign, id, {1}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->give_back(*foreign, id, {1, "x"}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->withdraw(*foreign, id, {1}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(service_->register_product(*foreign, {producer, "Mật ong", "", "", ""}, {}).error().kind, ErrorKind::not_found);
    const auto asked = service_->ask_legal_form(*foreign, producer, {"Công ty", producers::Kind::enterprise, "x"}, {});
    EXPECT_EQ(asked.error().kind, ErrorKind::not_found);
  }
  // A maker confirms nothing, an office mends nothing.
  EXPECT_EQ(service_->confirm(maker, id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->withdraw(officer, id, {1}).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service_->show(province, id).ok());
  for (const std::string_view page : {"/registrations", "/api/v1/registrations"}) {
    EXPECT_TRUE(test::has(desk_.get(std::string(page), "maker"), "Lý Thị Mẩy"));
    EXPECT_FALSE(test::has(desk_.get(std::string(page), "other"), "Lý Thị Mẩy"));
  }
}

// Who reads another's version changes nothing: the office must not confirm what it has not read.
TEST_P(Registrations, WhatWasMendedMeanwhileIsReadAgain) {
  const RegistrationId id = registered();
  ProducerAgain again;
  static_cast<ProducerForm&>(again) = household();
  again.seen = 1;
  ASSERT_TRUE(service_->send_again(maker, id, again).ok());
  EXPECT_EQ(service_->confirm(officer, id, {1}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->confirm(officer, id, {2}).ok());
  EXPECT_EQ(service_->withdraw(maker, id, {3}).error().kind, ErrorKind::conflict);
}

TEST_P(Registrations, AProductWaitsForItsProducer) {
  registered();
  const auto product = service_->register_product(maker, {producer, "Mật ong bạc hà", "", "", ""}, {});
  ASSERT_TRUE(product.ok());
  EXPECT_EQ(service_->confirm(officer, product->id, {1}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(products_.rows.empty());
}

TEST_P(Registrations, AGtinIsNobodyElses) {
  listed();
  const auto first = service_->register_product(maker, {producer, "Mật ong", "", "", "8938505970011"}, {});
  ASSERT_TRUE(first.ok()) << first.error().detail;
  EXPECT_EQ(row(first->id).gtin, "08938505970011");
  ASSERT_TRUE(service_->confirm(officer, first->id, {1}).ok());
  EXPECT_EQ(service_->register_product(maker, {producer, "Chè", "", "", "8938505970011"}, {}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->register_product(maker, {producer, "Chè", "", "", "8938505970012"}, {}).error().kind, ErrorKind::invalid_input);
}

// Anybody registered a product with a maker's number, had it returned, and the maker could never register its own.
TEST_P(Registrations, WhoWaitsWithAGtinKeepsItFromNobody) {
  listed();
  const auto squatter = service_->register_product(maker, {producer, "Chè giả", "", "", "8938505970011"}, {});
  ASSERT_TRUE(service_->give_back(officer, squatter->id, {1, "Giấy cấp mã đâu?"}).ok());
  const auto owner = service_->register_product(maker, {producer, "Mật ong", "", "", "8938505970011"}, {});
  ASSERT_TRUE(owner.ok());
  const std::string path = "/registrations/" + owner->id.text();
  EXPECT_TRUE(test::has(desk_.get(path, "officer"), "Chè giả"));
  EXPECT_FALSE(test::has(desk_.get(path, "maker"), "Chè giả")) << "another maker's";
  test::expect_sound(desk_.get(path, "officer"), path);
  ASSERT_TRUE(service_->confirm(officer, owner->id, {1}).ok());
  ASSERT_TRUE(service_->send_again(maker, squatter->id, ProductAgain{2, "Chè giả", "", "", ""}).ok());
  ProductAgain again{3, "Chè giả", "", "", "8938505970011"};
  EXPECT_EQ(service_->send_again(maker, squatter->id, again).error().kind, ErrorKind::conflict);
}

// Two waited with one number: whoever is confirmed second is refused, with the field.
TEST_P(Registrations, OfTwoThatWaitWithOneGtinOneIsConfirmed) {
  listed();
  std::vector<RegistrationId> both;
  for (const char* name : {"Mật ong", "Chè"})
    both.push_back(service_->register_product(maker, {producer, name, "", "", "8938505970011"}, {})->id);
  ASSERT_TRUE(service_->confirm(officer, both[1], {1}).ok());
  EXPECT_EQ(service_->confirm(officer, both[0], {1}).error().problems.at(0).field, "gtin");
  EXPECT_EQ(products_.rows.size(), 1u);
}

// A helper for products read why a legal form changes, on the list, in its files and by the API.
TEST_P(Registrations, AHelperReadsWhatIsHerTask) {
  listed();
  ASSERT_TRUE(service_->ask_legal_form(maker, producer, {"Công ty TNHH Lý Mẩy", producers::Kind::enterprise, "Giấy số 5801"}, {}).ok());
  ASSERT_TRUE(service_->register_product(maker, {producer, "Mật ong bạc hà", "", "", ""}, {}).ok());
  Actor lan{account(6), "Lan", {{Role::helper, "", "", producer, Tasks().add(Task::products)}}};
  const auto sees = [&](std::string_view words) {
    int out = 0;
    for (const std::string_view page : {"/registrations?state=", "/registrations.csv?state=", "/api/v1/registrations?state="})
      out += test::has(desk_.get(std::string(page), "lan"), words) ? 1 : 0;
    return out;
  };
  desk_.people.add("lan", lan);
  EXPECT_EQ(sees("Mật ong bạc hà"), 3);
  EXPECT_EQ(sees("Lý Mẩy") + sees("Lý Thị Mẩy"), 0);
  EXPECT_EQ(on_list(lan, work::State::others), 1u);
  lan.grants[0].tasks = Tasks().add(Task::dossiers);
  desk_.people.add("lan", lan);
  EXPECT_EQ(sees("Mật ong bạc hà"), 0);
  EXPECT_EQ(on_list(lan, work::State::others) + on_list(lan, work::State::done), 0u);
  EXPECT_EQ(on_list(maker, work::State::others) + on_list(maker, work::State::done), 3u);
}

// An officer who also keeps bees is not the one who says that the bees are there.
TEST_P(Registrations, NobodyConfirmsTheOwn) {
  listed();
  Actor both = maker;
  both.grants.push_back(officer.grants[0]);
  const auto product = service_->register_product(both, {producer, "Mật ong", "", "", ""}, {});
  ASSERT_TRUE(product.ok());
  EXPECT_EQ(service_->confirm(both, product->id, {1}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->confirm(province, product->id, {1}).ok());
}

// An officer mended what another member had sent, and confirmed it himself: only the first sender was looked at.
TEST_P(Registrations, NobodyConfirmsWhatHeMended) {
  listed();
  const auto product = service_->register_product(maker, {producer, "Mật ong", "", "", ""}, {});
  Actor both = officer;
  both.grants.push_back(maker.grants[0]);
  ASSERT_TRUE(service_->send_again(both, product->id, ProductAgain{1, "Mật ong bạc hà", "", "", ""}).ok());
  EXPECT_EQ(service_->confirm(officer, product->id, {2}).error().problems.at(0).message.vi, msg::own_registration.vi) << "left since";
  Actor colleague = officer;
  colleague.account = account(7);
  Actor helping = colleague;
  helping.grants.push_back({Role::helper, "", "", producer, Tasks().add(Task::story)});
  EXPECT_EQ(service_->confirm(helping, product->id, {2}).error().kind, ErrorKind::conflict);
  const std::string path = "/registrations/" + product->id.text();
  desk_.people.add("helping", helping);
  desk_.people.add("colleague", colleague);
  for (const auto& [who, shown] : {std::pair{"officer", false}, {"helping", false}, {"colleague", true}})
    EXPECT_EQ(test::has(desk_.get(path, who), path + "/confirm"), shown) << who << ": nobody sees a button that is refused";
  test::expect_sound(desk_.get(path, "officer"), path);
  EXPECT_TRUE(service_->confirm(colleague, product->id, {2}).ok());
}

// What a helper took back was done by nobody.
TEST_P(Registrations, WhatAHelperWithdrawsBearsBothNames) {
  listed();
  const auto product = service_->register_product(maker, {producer, "Mật ong", "", "", ""}, {});
  const Actor lan{account(6), "Lan", {{Role::helper, "", "", producer, Tasks().add(Task::products)}}};
  ASSERT_TRUE(service_->withdraw(lan, product->id, {1}).ok());
  const auto done = database().read([&](db::Reader& reader) { return act::on_behalf_of(reader, producer, 10); });
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].account, *lan.account);
  EXPECT_EQ(done[0].what, "registration.withdrawn");
  EXPECT_EQ(done[0].subject, "Mật ong");
}

// A producer was withdrawn, and its products stayed on the commune's list, where nobody could confirm or take them back.
TEST_P(Registrations, AWithdrawnProducerTakesItsProductsAlong) {
  const RegistrationId id = registered();
  identity_.add(maker);
  const auto waits = service_->register_product(maker, {producer, "Mật ong", "", "", ""}, {}),
             returned = service_->register_product(maker, {producer, "Chè", "", "", ""}, {});
  ASSERT_TRUE(service_->give_back(officer, returned->id, {1, "Tên?"}).ok());
  ASSERT_TRUE(service_->withdraw(maker, id, {1}).ok());
  for (const RegistrationId one : {id, waits->id, returned->id}) EXPECT_EQ(row(one).state, State::withdrawn);
  EXPECT_EQ(on_list(officer, work::State::waiting) + on_list(officer, work::State::others), 0u);
}

// An import that was undone could take a maker along that had asked its commune for something.
TEST_P(Registrations, AProducerThatEverHadOneIsNotTakenBackWithItsImport) {
  const auto any = [&] { return database().read([&](db::Reader& reader) { return service_->any_of(reader, producer); }); };
  EXPECT_FALSE(any());
  const RegistrationId id = registered();
  identity_.add(maker);
  ASSERT_TRUE(service_->withdraw(maker, id, {1}).ok());
  EXPECT_TRUE(any());
}

// An office was told "sent to the commune", which it is.
TEST_P(Registrations, AnOfficeIsToldThatItIsConfirmed) {
  const test::Pairs fields{{"name", "Hộ Lý Mẩy"}, {"kind", "household"}, {"place", "Tân Hà, Lâm Đồng"}};
  const auto tells = [&](std::string_view who, const Message& words) {
    const auto cookie = test::header(desk_.post("/producers/new", std::string(who), fields), "set-cookie");
    return cookie.find(text::base64url("d" + std::string(words.vi))) != std::string::npos;
  };
  EXPECT_TRUE(tells("officer", msg::was_registered));
  EXPECT_TRUE(tells("stranger", msg::was_sent));
}

TEST_P(Registrations, AnOfficeRegistersForAMakerWhoDoesNot) {
  const auto made = service_->register_producer(officer, household(), {});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(row(made->id).state, State::confirmed);
  EXPECT_EQ(presence(), producers::Presence::listed);
  EXPECT_TRUE(identity_.members.empty());
}

TEST_P(Registrations, AHouseholdBecomesACompanyAndStaysTheSame) {
  listed();
  const LegalForm company{"Công ty TNHH Lý Mẩy", producers::Kind::enterprise, "Giấy số 5801"};
  const auto asked = service_->ask_legal_form(maker, producer, company, {});
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(service_->ask_legal_form(maker, producer, {"Khác", producers::Kind::farm, "x"}, {}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(producers_.rows.front().name, "Hộ kinh doanh Lý Thị Mẩy");   // until it is confirmed
  ASSERT_TRUE(service_->confirm(officer, asked->id, {1}).ok());
  EXPECT_EQ(producers_.rows.front().id, producer);
  EXPECT_EQ(producers_.rows.front().name, "Công ty TNHH Lý Mẩy");
  EXPECT_EQ(producers_.rows.front().kind, producers::Kind::enterprise);
  ASSERT_EQ(producers_.former.size(), 1u);
  EXPECT_EQ(producers_.former[0].name, "Hộ kinh doanh Lý Thị Mẩy");
  EXPECT_EQ(producers_.former[0].kind, producers::Kind::household);
  EXPECT_EQ(products_.renamed.back(), producer);
}

TEST_P(Registrations, WhoWithdrawsLeavesNothingAboutAPersonBehind) {
  ProducerForm form = household();
  form.sex = Sex::female;
  form.ethnic_group = "Dao";
  const auto made = service_->register_producer(maker, form, {});
  ASSERT_TRUE(made.ok());
  producer = row(made->id).producer;
  maker.grants = {{Role::producer_member, "", "", producer}};
  identity_.add(maker);
  const PaperId paper{new_uuid(clock_.now(), random_)};
  producers_.papers.push_back({.id = paper, .producer = producer, .title = "Giấy"});
  EXPECT_EQ(service_->withdraw(maker, made->id, {1}).error().kind, ErrorKind::conflict);   // its papers would stay
  producers_.papers.clear();
  ASSERT_TRUE(service_->withdraw(maker, made->id, {1}).ok());
  EXPECT_TRUE(identity_.members.empty());
  EXPECT_EQ(service_->profile(officer, producer)->profile.version, 0);
  EXPECT_EQ(on_list(officer, work::State::waiting) + on_list(officer, work::State::others), 0u);
}

// Decision 26/2026 asks one thing of the representative: whether criterion 3.2 is met. The rest is nobody's at the office.
TEST_P(Registrations, OfficesLearnWhetherTheCriterionIsMetAndNoMore) {
  ProducerForm form = household();
  form.sex = Sex::female;
  form.ethnic_group = "Dao";
  form.disability = Answer::no;
  const auto made = service_->register_producer(maker, form, {});
  producer = row(made->id).producer;
  maker.grants = {{Role::producer_member, "", "", producer}};
  desk_.people.add("maker", maker);
  for (const std::string path : {"/registrations/" + made->id.text(), "/producers/" + producer.text() + "/profile",
                                 "/api/v1/producers/" + producer.text() + "/profile"}) {
    EXPECT_TRUE(test::has(desk_.get(path, "maker"), "Dao")) << path;
    EXPECT_FALSE(test::has(desk_.get(path, "officer"), "Dao")) << path;
    EXPECT_EQ(desk_.get(path, "officer").status, 200) << path;
  }
  EXPECT_TRUE(test::has(desk_.get("/api/v1/producers/" + producer.text() + "/profile", "officer"), R"("criterion_3_2":"yes")"));
  // Offices read registrations of people and nobody could say afterwards which; a maker's own look is no look.
  std::vector<std::string> looked;
  for (const auto& one : identity_.looked) {
    EXPECT_EQ(one.who, *officer.account);
    looked.push_back(one.what);
  }
  for (const std::string& what : {"registration:" + made->id.text(), "profile:" + producer.text()})
    EXPECT_NE(std::ranges::find(looked, what), looked.end()) << what;
  // What stands of the representative rests on consent: with the text that was shown, and it can be taken back.
  const auto consents = [&] { return database().read([&](db::Reader& reader) { return act::consents_of(reader, *maker.account); }); };
  ASSERT_EQ(consents().size(), 1u);
  EXPECT_TRUE(consents()[0].vi.find("Tiêu chí 3.2") != std::string::npos);
  ASSERT_TRUE(act::Acts(database(), clock_, random_).run(maker, [&](act::Act& act) {
    return service_->taken_back(act, producer.text());
  }).ok());
  EXPECT_FALSE(test::has(desk_.get("/api/v1/producers/" + producer.text() + "/profile", "maker"), "Dao"));
  ProfileForm again;
  static_cast<Profile&>(again) = form;
  again.seen = 2;
  ASSERT_TRUE(service_->save_profile(maker, producer, again).ok());
  ProfileForm empty;
  empty.seen = 3;
  ASSERT_TRUE(service_->save_profile(maker, producer, empty).ok());   // emptied is erased
  for (const act::ShownConsent& one : consents()) EXPECT_TRUE(one.consent.withdrawn) << "and nothing is held by consent any more";
  EXPECT_FALSE(test::has(desk_.get("/api/v1/producers/" + producer.text() + "/profile", "maker"), "Dao"));
}

TEST_P(Registrations, AskWhichUnitIsMeantWhereThereAreSeveral) {
  const test::Pairs fields{{"name", "HTX Hồng Thái"}, {"kind", "cooperative"}, {"place", "Hồng Thái, Lâm Đồng"}};
  const auto asked = desk_.post("/producers/new", "maker", fields);
  EXPECT_EQ(asked.status, 422);
  EXPECT_TRUE(test::has(asked, "value=\"24001\"") && test::has(asked, "value=\"24002\""));
  test::expect_sound(asked);
  auto chosen = fields;
  chosen.emplace_back("commune", "24002");
  EXPECT_EQ(desk_.post("/producers/new", "maker", chosen).status, 303);
  chosen.back().second = std::string(kTanHa);   // not one of them
  EXPECT_EQ(desk_.post("/producers/new", "maker", chosen).status, 422);
  EXPECT_EQ(desk_.post("/producers/new", "maker", {{"name", "HTX"}, {"kind", "cooperative"}, {"place", "Nơi không có"}}).status, 422);
}

TEST_P(Registrations, PagesAreSoundInBothLanguages) {
  const RegistrationId id = registered();
  const std::string path = "/registrations/" + id.text();
  for (const std::string page : {"/start", "/producers/new", "/products/new", "/registrations"}) {
    test::expect_sound(desk_.get(page, "maker"), page);
    test::expect_sound(desk_.get("/en" + page, "maker"), page);
  }
  test::expect_sound(desk_.get(path, "officer"), path);
  test::expect_sound(desk_.get(path, "maker"), path);
  test::expect_sound(desk_.get(path + "/edit", "maker"), path);
  test::expect_sound(desk_.get("/en/producers/" + producer.text() + "/profile", "maker"), "profile");
  const auto untold = desk_.post(path + "/return", "officer", {{"version", "1"}, {"words", ""}});
  EXPECT_EQ(untold.status, 422);
  test::expect_sound(untold);
  service_->confirm(officer, id, {1}).value();
  test::expect_sound(desk_.get("/producers/" + producer.text() + "/legal-form", "maker"), "legal form");
  test::expect_sound(desk_.get(path, "maker"), path);
}

TEST(RegistrationRules, CriterionThreeTwo) {
  struct Row { std::optional<Sex> sex; const char* group; std::optional<Answer> disability; std::optional<Answer> met; };
  const Row rows[] = {{{}, "", {}, {}},
                      {Sex::female, "Kinh", Answer::no, Answer::yes},
                      {Sex::male, "Dao", Answer::no, Answer::yes},
                      {Sex::male, "Kinh", Answer::yes, Answer::yes},
                      {Sex::male, "Kinh", Answer::no, Answer::no},
                      {Sex::male, "", {}, Answer::no}};
  for (const Row& row : rows) {
    Profile profile;
    profile.sex = row.sex;
    profile.ethnic_group = row.group;
    profile.disability = row.disability;
    EXPECT_EQ(meets_criterion(profile), row.met) << row.group;
  }
}

TEST(RegistrationRules, ProfilesAreOfThisWorld) {
  const Date today = *Date::of(2026, 11, 27);
  Profile profile;
  profile.founded = 2026;
  profile.workers = 4;
  profile.local_workers = 4;
  EXPECT_TRUE(rules::check(profile, today).ok());
  profile.local_workers = 5;
  EXPECT_EQ(rules::check(profile, today).error().problems.at(0).field, "local_workers");
  profile.local_workers = 3;
  profile.founded = 2027;
  EXPECT_EQ(rules::check(profile, today).error().problems.at(0).field, "founded");
}

}  // namespace
}  // namespace ocop::registrations
