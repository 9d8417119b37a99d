#pragma once
#include <gtest/gtest.h>

#include <deque>

#include "kernel/jobs/jobs.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/items/service.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/orders/orders.h"
#include "modules/orders/service.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "modules/quotations/api.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/pages.h"
#include "modules/quotations/service.h"
#include "modules/quotations/store.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/test_database.h"

namespace ocop::quotations {

class FakePayments final : public payments::Payments {
 public:
  std::optional<payments::ReceivingAccount> account;
  std::optional<payments::ReceivingAccount> account_of(db::Reader&, ProducerId) const override { return account; }
  std::string bank_name(std::string_view bin) const override { return "Bank " + std::string(bin); }
};

// A cooperative that sells a box that is counted and a tray that has no price, and somebody else's cooperative.
class QuotationsTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = quotations::migrations();
    for (const auto& more : {orders::migrations(), items::migrations(), act::migrations(), idempotency::migrations(),
                             throttle::migrations(), tlog::migrations(), jobs::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    producers_.rows.push_back({.id = ours_, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "04",
                               .address_as_printed = "xã Nà Giàng, Cao Bằng"});
    producers_.rows.push_back({.id = theirs_, .name = "HTX khác", .kind = producers::Kind::cooperative, .province = "04"});
    products::Product product;
    product.id.uuid.bytes[15] = 1;
    product.producer = ours_;
    product.name = "Khẩu sli Nà Giàng";
    product.code = "KHAUSL11";
    products_.rows.push_back(product);
    payments_.account = payments::ReceivingAccount{.producer = ours_, .bin = "970405", .number = "8400205123456", .holder = "HTX NA GIANG"};
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    desk_.people.add("papers", Grant{Role::helper, "", "", ours_, Tasks().add(Task::papers)});
    desk_.people.add("helper", Grant{Role::helper, "", "", ours_, Tasks().add(Task::products)});
    identity_.add(desk_.people["member"]);
    throttle_.emplace(database(), std::string(32, 'k'));
    items_.emplace(items::Service::Parts{database(), clock_, random_, products_});
    agreed_ = orders::make_orders({random_, *items_, payments_});
    orders_.emplace(
        orders::Service::Parts{database(), clock_, random_, *throttle_, notices_, producers_, products_, *items_, payments_, url_,
                              test::fonts()});
    service_.emplace(Service::Parts{database(), clock_, random_, *throttle_, identity_, notices_, producers_, products_, *items_, payments_,
                                    *agreed_, url_, test::fonts()});
    box_ = item("300 g", "45.000", 500);
    tray_ = item("1 kg", "", std::nullopt);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_maker_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    orders_.reset();
    agreed_.reset();
    items_.reset();
    throttle_.reset();
    DatabaseTest::TearDown();
  }

  items::ItemId item(std::string content, std::string price, std::optional<std::int64_t> stock) {
    items::ItemWords words;
    words.content = std::move(content);
    words.price = std::move(price);
    words.stock = stock;
    return items_->add(desk_.people["member"], "KHAUSL11", words, {})->id;
  }
  std::int64_t stock(items::ItemId id) {
    return *database().read([&](db::Reader& reader) { return items_->by_ids(reader, std::span(&id, 1)); })[0].stock;
  }
  Ask wanted() const {
    Ask out;
    out.lines = {{box_.text(), "200"}, {tray_.text(), ""}};
    out.words = "Quà Tết, in tên công ty";
    out.place = "Số 5 phố Hàng Gà, Hà Nội";
    out.company = "Công ty Hoa Sen";
    out.tax_code = "0100233488";
    out.name = "Lý Mẩy";
    out.phone = "0912 345 678";
    out.consent = Ask::Consent::yes;
    return out;
  }
  Service::From network() { return {networks_.emplace_back("192.0.2." + std::to_string(networks_.size() + 1))}; }
  Service::Opened asked(const Ask& ask) {
    const auto made = service_->ask(ours_, ask, network());
    EXPECT_TRUE(made) << (made ? ""
                               : made.error().detail + (made.error().problems.empty() ? "" : made.error().problems[0].message.en.data()));
    return made ? *made : Service::Opened{};
  }
  Service::Shown seen(const Service::Opened& one) { return *service_->of_buyer(one.number, one.key); }
  Draft draft(const Service::Opened& one, std::string count = "200", std::string price = "45.000", std::string discount = "7,5") {
    return {.version = seen(one).quotation.version,
            .lines = {{"1.item", box_.text()}, {"1.unit", "hộp"}, {"1.count", std::move(count)}, {"1.price", std::move(price)},
                      {"1.discount", std::move(discount)}},
            .delivery = "300.000", .box = "Hộp đỏ, in chữ Công ty Hoa Sen", .vat = "Giá đã gồm thuế GTGT 8%", .terms = "Đặt cọc 30%",
            .seller_tax = "4800123456", .seller_phone = "02063 123 456", .seller_address = "xã Nà Giàng, Cao Bằng"};
  }
  Result<Quotation> offered(const Service::Opened& one, const Draft& draft) {
    return service_->offer(desk_.people["member"], ours_, one.number, draft);
  }
  Result<Quotation> by_buyer(const Service::Opened& one, Step step, std::string reason = {}) {
    BuyersMove move;
    move.version = seen(one).quotation.version;
    move.step = step;
    move.reason = std::move(reason);
    move.key = one.key;
    return service_->move_by_buyer(one.number, move);
  }
  Result<Quotation> withdrawn(const Service::Opened& one, std::string reason) {
    return service_->withdraw(desk_.people["member"], ours_, one.number, {seen(one).quotation.version, Step::withdraw, std::move(reason)});
  }
  void later(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }

  FixedClock clock_{Instant::parse_iso("2026-11-28T02:00:00.000Z").value()};
  SeededRandom random_{11};
  ProducerId ours_, theirs_;
  std::deque<std::string> networks_;   // of buyers: each its own
  items::ItemId box_, tray_;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  FakePayments payments_;
  std::string url_ = "https://ocop.test";
  std::optional<throttle::Throttle> throttle_;
  std::optional<items::Service> items_;
  std::unique_ptr<const orders::Orders> agreed_;
  std::optional<orders::Service> orders_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

}  // namespace ocop::quotations
