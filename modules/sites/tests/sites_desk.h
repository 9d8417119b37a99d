#pragma once
#include "kernel/images/tests/fake_studio.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/items/tests/fake_items.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "modules/sites/api.h"
#include "modules/sites/messages.h"
#include "modules/sites/pages.h"
#include "modules/sites/service.h"
#include "modules/sites/store.h"
#include "modules/sites/view.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

// The maker's desk that tests of the module sit at.
namespace ocop::sites {

inline constexpr std::int64_t kDay = 24LL * 3600 * 1000;

// A cooperative that never had a page, its neighbour who helps with the story, one who helps with papers alone, and another maker.
class Sites : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = sites::migrations();
    for (const auto& more : {act::migrations(), blobs::migrations(), idempotency::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    auto blobs = blobs::Blobs::open(database(), files_.path());
    ASSERT_TRUE(blobs);
    blobs_ = std::move(*blobs);
    producer.uuid.bytes[0] = 0x11;
    other.uuid.bytes[0] = 0x22;
    producers_.rows.push_back({.id = producer, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "68",
                               .commune = "24988", .story = "Nghề của bà."});
    producers_.rows.push_back({.id = other, .name = "HTX Khẩu Sli Nà Giàng", .province = "68", .commune = "24991"});
    products::Product product;
    product.id.uuid.bytes[0] = 0x33;
    product.producer = producer;
    product.name = "Khẩu sli";
    product.code = "k7m2p";
    products_.rows.push_back(product);
    service_.emplace(Service::Parts{database(), *blobs_, studio_, clock_, random_, places_, producers_, products_, items_, identity_,
                                    library()});
    service_->reserve([this](std::string_view segment) { return desk_.router.names_first(segment); });
    desk_.people.add("member", Grant{Role::producer_member, "", "", producer});
    desk_.people.add("helper", Grant{Role::helper, "", "", producer, Tasks().add(Task::story)});
    desk_.people.add("clerk", Grant{Role::helper, "", "", producer, Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", other});
    add_api(desk_.router, *service_);
    desk_.offers.add(producers::BuyerAct{.rank = 1, .words = {"Đặt mua", "Order"}, .path = [this](const producers::Producer& maker) {
                                           return takes_orders ? "/producers/" + maker.id.text() + "/order" : std::string();
                                         }});
    add_pages(desk_.router, *service_, desk_.site, random_, desk_.offers);
  }
  void TearDown() override {
    service_.reset();
    blobs_.reset();
    DatabaseTest::TearDown();
  }
  static const rulebooks::Library& library() {
    static const rulebooks::Library all = rulebooks::load().value();
    return all;
  }
  const Actor& who(std::string_view key) { return desk_.people[key]; }
  std::string path(std::string_view rest = {}) const { return edit_path(producer, rest); }
  Service::Desk now() { return *service_->own(who("member"), producer); }
  std::int64_t version() { return now().site.version; }
  std::string seen() { return std::to_string(version()); }
  StoryForm story(std::string text) { StoryForm form; form.version = version(); form.story = std::move(text); return form; }
  ContactForm contact(std::string zalo) { ContactForm form; form.version = version(); form.zalo = std::move(zalo); return form; }
  FaceForm face(std::string bytes) { FaceForm form; form.version = version(); form.file = {"a.jpg", "photo: " + bytes}; return form; }
  StepForm step(std::string title, std::string bytes = "") {
    StepForm form;
    form.version = version();
    form.title = std::move(title);
    if (!bytes.empty()) form.file = {"a.jpg", "photo: " + bytes};
    return form;
  }
  void publish() { ASSERT_TRUE(service_->publish(who("member"), producer, {version()})); }
  std::vector<Edition> history() { return *service_->history(who("member"), producer); }
  Page shown() { return *service_->find("htx-khau-sli-na-giang")->page; }
  std::size_t pictures() {
    return database().read([&](db::Reader& reader) { return store::pictures(reader, producer).size(); });
  }
  products::Standing& standing() { return products_.rows[0].standing; }

  ProducerId producer, other;
  bool takes_orders = false;
  test::TemporaryFolder files_;
  std::unique_ptr<blobs::Blobs> blobs_;
  images::FakeStudio studio_;
  places::FakePlaces places_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  items::FakeItems items_;
  identity::FakeIdentity identity_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

}  // namespace ocop::sites
