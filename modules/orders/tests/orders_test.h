#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "modules/items/service.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/orders/api.h"
#include "modules/orders/pages.h"
#include "modules/orders/service.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/test_database.h"

// What the tests of services and pages begin with.
namespace ocop::orders {

class FakePayments final : public payments::Payments {
 public:
  std::optional<payments::ReceivingAccount> account;
  std::optional<payments::ReceivingAccount> account_of(db::Reader&, ProducerId) const override { return account; }
  std::string bank_name(std::string_view bin) const override { return "Bank " + std::string(bin); }
};

// A cooperative that sells two sizes, and somebody else's shop.
class OrdersTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = orders::migrations();
    for (const auto& more : {items::migrations(), act::migrations(), idempotency::migrations(), throttle::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    producers_.rows.push_back({.id = ours_, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "04"});
    products::Product product;
    product.id.uuid.bytes[15] = 1;
    product.producer = ours_;
    product.name = "Khẩu sli Nà Giàng";
    product.code = "KHAUSL11";
    products_.rows.push_back(product);
    payments_.account = payments::ReceivingAccount{.producer = ours_, .bin = "970405", .number = "8400205123456", .holder = "HTX NA GIANG"};
    throttle_.emplace(database(), std::string(32, 'k'));
    items_.emplace(items::Service::Parts{database(), clock_, random_, products_});
    service_.emplace(Service::Parts{database(), clock_, random_, *throttle_, notices_, producers_, products_, *items_, payments_, url_,
                            test::fonts(), [](db::Reader&, ProducerId) { return std::string("0100233488"); }});
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    small_ = item("300 g", "45.000", 20);
    large_ = item("1 kg", "120.000", 1);
    add_api(desk_.router, *service_);
    offers_.add(producers::BuyerAct{.rank = 5, .words = kAsk, .path = [](const producers::Producer& one) { return order_path(one.id); }});
    offers_.add(producers::BuyerAct{.rank = 6, .words = kAsk, .path = [](const producers::Producer&) { return std::string("/ask"); }});
    add_pages(desk_.router, *service_, desk_.site, offers_);
    add_maker_pages(desk_.router, *service_, desk_.site);
    add_paper_pages(desk_.router, *service_, desk_.site);
    add_sales_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
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
  NewOrder wanted(std::vector<Wanted> lines = {}) const {
    if (lines.empty()) lines = {{small_.text(), "2"}, {large_.text(), ""}};
    return {.lines = std::move(lines),
            .buyer = "Lý Mẩy",
            .phone = "0912 345 678",
            .address = "Số 5, xã Thông Nguyên",
            .consent = NewOrder::Consent::yes,
            .again = NewOrder::Again::yes};   // what is asked twice is asked in the tests of it
  }
  Service::Placed placed(const NewOrder& order) {
    const auto made = service_->place(ours_, order, {"192.0.2." + std::to_string(++network_)});
    EXPECT_TRUE(made) << (made ? "" : std::string(made.error().detail));
    return made ? *made : Service::Placed{};
  }
  Order seen(const Service::Placed& order) { return service_->of_buyer(order.number, order.key)->order; }
  Result<Order> by_buyer(const Service::Placed& order, Step step, std::string reason = {}) {
    BuyersMove move;
    move.version = seen(order).version;
    move.step = step;
    move.reason = std::move(reason);
    move.key = order.key;
    return service_->move_by_buyer(order.number, move);
  }
  Result<Order> by_maker(const Service::Placed& order, Step step, std::string reason = {}) {
    return service_->move_by_maker(desk_.people["member"], ours_, order.number, {seen(order).version, step, std::move(reason)});
  }

  static constexpr Message kAsk{"Xin báo giá", "Ask for a quotation"};
  manifest::Offers offers_;
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{11};
  ProducerId ours_, theirs_;
  int network_ = 0;
  items::ItemId small_, large_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  FakePayments payments_;
  std::string url_ = "https://ocop.test";
  std::optional<throttle::Throttle> throttle_;
  std::optional<items::Service> items_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

}  // namespace ocop::orders
