#include "modules/items/service.h"

#include <gtest/gtest.h>

#include "modules/items/api.h"
#include "modules/items/messages.h"
#include "modules/items/pages.h"
#include "modules/items/rules.h"
#include "modules/items/store.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::items {
namespace {

using http::Method;
using test::has;

// A cooperative with one product, and another's product that it must not touch.
class ItemsService : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = items::migrations();
    for (const auto& more : {act::migrations(), idempotency::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    products_.rows.push_back(product(1, ours_, "Khẩu sli Nà Giàng", "KHAUSL11"));
    products_.rows.push_back(product(2, theirs_, "Miến dong", "M1ENDONG"));
    products_.rows[1].gtin = "08934567890120";
    service_.emplace(Service::Parts{database(), clock_, random_, products_});
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site, random_);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  static products::Product product(std::uint8_t n, ProducerId producer, std::string name, std::string code) {
    products::Product out;
    out.id.uuid.bytes[15] = n;
    out.producer = producer;
    out.name = std::move(name);
    out.code = std::move(code);
    return out;
  }
  const Actor& member() const { return desk_.people["member"]; }
  static ItemWords words(std::string content = "300 g", std::string price = "45.000") {
    ItemWords out;
    out.content = std::move(content);
    out.price = std::move(price);
    return out;
  }
  ItemId added(const ItemWords& one = words()) {
    const auto made = service_->add(member(), "KHAUSL11", one, {});
    EXPECT_TRUE(made.ok());
    return made ? made->id : ItemId{};
  }
  std::vector<std::string> contents() const {
    std::vector<std::string> out;
    const Own shown = *service_->show("KHAUSL11");
    for (const Item& item : shown.items) out.push_back(show(item.content, Language::vi));
    return out;
  }
  std::string field_of(const Error& error) const { return error.problems.empty() ? "" : error.problems[0].field; }

  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{8};
  ProducerId ours_, theirs_;
  products::FakeProducts products_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

OCOP_ON_BOTH_ENGINES(ItemsService);

TEST_P(ItemsService, AnItemIsAddedChangedEndedAndSoldAgain) {
  const ItemId id = added();
  EXPECT_EQ(contents(), std::vector<std::string>{"300 g"});
  ItemWords dearer = words("300 g", "50 nghìn");
  dearer.version = 1;
  dearer.stock = 12;
  const auto changed = service_->change(member(), "KHAUSL11", id, dearer);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->price, 50'000);
  EXPECT_EQ(changed->version, 2);
  EXPECT_EQ(service_->change(member(), "KHAUSL11", id, dearer).error().kind, ErrorKind::conflict);   // another was faster
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 2));
  EXPECT_TRUE(contents().empty());
  EXPECT_EQ(service_->own(member(), "KHAUSL11")->items.size(), 1U);
  EXPECT_EQ(service_->end(member(), "KHAUSL11", id, 3).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service_->resume(member(), "KHAUSL11", id, 3));
  EXPECT_EQ(contents(), std::vector<std::string>{"300 g"});
  EXPECT_EQ(service_->show("KHAUSL11")->items[0].stock, 12);
}

TEST_P(ItemsService, TheSameFormTwiceIsOneItem) {
  const Attempt attempt{"double-click-1", "body"};
  const auto first = service_->add(member(), "KHAUSL11", words(), attempt);
  const auto second = service_->add(member(), "KHAUSL11", words(), attempt);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(contents().size(), 1U);
}

TEST_P(ItemsService, NoTwoItemsAreTheSameWhileBothAreSold) {
  const ItemId id = added();
  EXPECT_EQ(service_->add(member(), "KHAUSL11", words("0,3 kg"), {}).error().kind, ErrorKind::conflict);
  ItemWords box = words();
  box.option = "Hộp giấy";
  added(box);
  box.option = "hop giay";   // typed without marks it is the same box
  EXPECT_EQ(service_->add(member(), "KHAUSL11", box, {}).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 1));
  added();
  EXPECT_EQ(service_->resume(member(), "KHAUSL11", id, 2).error().kind, ErrorKind::conflict);   // its place is taken
}

TEST_P(ItemsService, AGtinBelongsToOneItemAndToNoOtherProduct) {
  ItemWords one = words();
  one.gtin = "8934567890120";   // of the other producer's product
  EXPECT_EQ(field_of(service_->add(member(), "KHAUSL11", one, {}).error()), "gtin");
  one.gtin = "8938505974194";
  added(one);
  ItemWords two = words("500 g");
  two.gtin = "8938505974194";
  EXPECT_EQ(service_->add(member(), "KHAUSL11", two, {}).error().kind, ErrorKind::conflict);
}

// An item that is no longer sold took the number of another one: nobody looked, because only what is sold was compared.
TEST_P(ItemsService, AnEndedItemTakesNoNumberOfAnother) {
  ItemWords one = words();
  one.gtin = "8938505974194";
  added(one);
  const ItemId id = added(words("500 g"));
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 1));
  ItemWords taken = words("500 g");
  taken.version = 2;
  for (const std::string_view gtin : {"8938505974194", "8934567890120"}) {   // of what is sold, and of the other's product
    taken.gtin = gtin;
    const auto changed = service_->change(member(), "KHAUSL11", id, taken);
    ASSERT_FALSE(changed) << gtin;
    EXPECT_EQ(changed.error().kind, ErrorKind::conflict);
    EXPECT_EQ(field_of(changed.error()), "gtin");
  }
}

TEST_P(ItemsService, WhatIsSoldAgainMayHaveLostItsNumber) {
  ItemWords one = words();
  one.gtin = "8938505974194";
  const ItemId id = added(one);
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 1));
  products_.rows[1].gtin = "08938505974194";   // the register gave it to the other product meanwhile
  EXPECT_EQ(field_of(service_->resume(member(), "KHAUSL11", id, 2).error()), "gtin");
  products_.rows[1].gtin.clear();
  EXPECT_TRUE(service_->resume(member(), "KHAUSL11", id, 2));
}

// The number of another's jam, typed by mistake and mended a minute later, was lost to the other for good.
TEST_P(ItemsService, AMistypedNumberBindsNobody) {
  ItemWords wrong = words();
  wrong.gtin = "8938505974194";
  const ItemId id = added(wrong);
  clock_.set(Instant{clock_.now().milliseconds + 60'000});
  ItemWords mended = words();
  mended.version = 1;
  ASSERT_TRUE(service_->change(member(), "KHAUSL11", id, mended));
  ItemWords theirs = words("1 kg");
  theirs.gtin = "8938505974194";
  EXPECT_TRUE(service_->add(desk_.people["stranger"], "M1ENDONG", theirs, {}));
}

TEST_P(ItemsService, WhatIsSoldIsNotMergedAway) {
  const ItemId id = added();
  const products::Product &sells = products_.rows[0], &other = products_.rows[1];
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(may_merge(reader, sells, other).error().kind, ErrorKind::conflict);
    EXPECT_TRUE(may_merge(reader, other, sells));
  });
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 1));
  database().read([&](db::Reader& reader) { EXPECT_TRUE(may_merge(reader, sells, other)); });
}

// The same box under the record that stays: its number is on an ended item of the merged one, and was refused to both for ever.
TEST_P(ItemsService, ANumberOfAMergedRecordIsHandedOver) {
  ItemWords one = words();
  one.gtin = "8938505974194";
  const ItemId id = added(one);
  ASSERT_TRUE(service_->end(member(), "KHAUSL11", id, 1));
  products_.rows.push_back(product(3, ours_, "Khẩu sli", "KHAUSL12"));
  const ProductId merged = products_.rows[0].id, stays = products_.rows[2].id;
  EXPECT_EQ(field_of(service_->add(member(), "KHAUSL12", one, {}).error()), "gtin");   // two products as yet
  products_.rows[0].merged_into = stays;
  ASSERT_TRUE(service_->add(member(), "KHAUSL12", one, {}));
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(store::by_gtin(reader, "08938505974194")->product, stays);
    EXPECT_EQ(store::bearer(reader, "08938505974194"), stays);
    EXPECT_EQ(store::of_product(reader, merged).at(0).gtin, "");
  });
}

// A number that was printed goes on meaning what it meant.
TEST_P(ItemsService, AGtinThatWasGivenUpStaysItsProducts) {
  ItemWords one = words();
  one.gtin = "8938505974194";
  const ItemId id = added(one);
  clock_.set(Instant{clock_.now().milliseconds + rules::kTypoMilliseconds});
  ItemWords without = words();
  without.version = 1;
  ASSERT_TRUE(service_->change(member(), "KHAUSL11", id, without));
  const ProductId product = products_.rows[0].id;
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(store::bearer(reader, "08938505974194"), product);
    EXPECT_EQ(store::gtins(reader).size(), 1U);
  });
  ItemWords theirs = words("1 kg");
  theirs.gtin = "8938505974194";
  EXPECT_EQ(field_of(service_->add(desk_.people["stranger"], "M1ENDONG", theirs, {}).error()), "gtin");
  ASSERT_TRUE(service_->add(member(), "KHAUSL11", theirs, {}));   // its own product may take it back
}

TEST_P(ItemsService, AForeignProductIsNotFound) {
  const Actor& stranger = desk_.people["stranger"];
  const ItemId id = added();
  EXPECT_EQ(service_->own(stranger, "KHAUSL11").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->add(stranger, "KHAUSL11", words("1 kg"), {}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->end(stranger, "KHAUSL11", id, 1).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->write_sheet(stranger, "KHAUSL11", {}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->end(stranger, "M1ENDONG", id, 1).error().kind, ErrorKind::not_found);   // another product's item
  EXPECT_EQ(desk_.get("/products/KHAUSL11/items", "stranger").status, 404);
}

TEST_P(ItemsService, TheFirstStandsForTheProduct) {
  added();
  added(words("500 g"));
  const ItemId last = added(words("1 kg"));
  ASSERT_TRUE(service_->put_first(member(), "KHAUSL11", last));
  EXPECT_EQ(contents(), (std::vector<std::string>{"1 kg", "300 g", "500 g"}));
}

TEST_P(ItemsService, ASheetIsWrittenUnderItsVersion) {
  SheetWords sheet;
  sheet.ingredients = "Gạo nếp, lạc, mật mía, gừng";
  sheet.months = {"11", "12"};
  ASSERT_TRUE(service_->write_sheet(member(), "KHAUSL11", sheet));
  EXPECT_EQ(service_->write_sheet(member(), "KHAUSL11", sheet).error().kind, ErrorKind::conflict);
  sheet.version = 1;
  sheet.ingredients += ", vừng";
  ASSERT_TRUE(service_->write_sheet(member(), "KHAUSL11", sheet));
  const Own shown = *service_->show("KHAUSL11");
  EXPECT_EQ(shown.sheet.version, 2);
  EXPECT_EQ(shown.sheet.ingredients, "Gạo nếp, lạc, mật mía, gừng, vừng");
  const ProductId product = shown.product.id;
  database().read([&](db::Reader& reader) {
    EXPECT_EQ(service_->sheets(reader, std::span(&product, 1)).size(), 1U);
    EXPECT_EQ(store::held(reader, std::span(&product, 1)), std::vector<ProductId>{product});
  });
}

TEST_P(ItemsService, ThePagesSellInThreeFields) {
  EXPECT_TRUE(has(desk_.get("/products/KHAUSL11/items", "member"), "Chưa có gói bán nào"));
  const auto wrong = desk_.post("/products/KHAUSL11/items", "member", {{"content", "nhiều"}, {"price", "45.000"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(wrong, "value=\"nhiều\""));   // what was typed is kept
  const auto listed =
      desk_.post_and_follow("/products/KHAUSL11/items", "member", {{"content", "300 g"}, {"price", "45 nghìn"}, {"stock", "20"}});
  EXPECT_TRUE(has(listed, "45.000\u00a0₫"));
  EXPECT_TRUE(has(listed, "150.000\u00a0₫/kg"));
  EXPECT_TRUE(has(listed, "Còn 20"));
  const std::string item = service_->show("KHAUSL11")->items[0].id.text();
  EXPECT_TRUE(has(desk_.get("/products/KHAUSL11/items/" + item, "member"), "value=\"45.000\""));
  EXPECT_TRUE(has(desk_.post_and_follow("/products/KHAUSL11/items/" + item, "member",
                                        {{"version", "1"}, {"content", "300 g"}, {"price", "48.000"}}), "48.000\u00a0₫"));
  EXPECT_TRUE(has(desk_.post_and_follow("/products/KHAUSL11/items/" + item + "/end", "member", {{"version", "2"}}), "Đã ngừng bán"));
  EXPECT_TRUE(has(desk_.get("/products/KHAUSL11/sheet", "member"), "Tháng 12"));
  desk_.post("/products/KHAUSL11/sheet", "member", {{"version", "0"}, {"summary", "Bánh nếp nổ"}, {"months", "11"}, {"months", "12"}});
  EXPECT_TRUE(has(desk_.get("/products/KHAUSL11/sheet", "member"), "value=\"11\" checked"));
}

TEST_P(ItemsService, TheProductsPageShowsWhatItCosts) {
  const auto panel = [&](std::string_view who) {
    http::Request request;
    request.actor = who.empty() ? Actor{} : desk_.people[who];
    web::Html out(Language::vi);
    price_panel(out, request, *service_, products_.rows[0]);
    return out.take();
  };
  EXPECT_EQ(panel(""), "");   // nothing to say to a visitor
  EXPECT_NE(panel("member").find("Ghi giá bán"), std::string::npos);
  added();
  EXPECT_NE(panel("").find("45.000\u00a0₫ (150.000\u00a0₫/kg)"), std::string::npos);
  EXPECT_EQ(panel("stranger").find("/items"), std::string::npos);
}

TEST_P(ItemsService, TheApiSaysTheSame) {
  const auto made =
      desk_.api(Method::post, "/api/v1/products/KHAUSL11/items", "member", R"({"content":"300 g","price":"45000","stock":3})");
  EXPECT_EQ(made.status, 201);
  const auto listed = desk_.api(Method::get, "/api/v1/products/KHAUSL11/items");
  EXPECT_TRUE(has(listed, R"("price":45000)"));
  EXPECT_TRUE(has(listed, R"("price_of_measure":150000)"));
  EXPECT_TRUE(has(listed, R"("availability":"in_stock")"));
  const std::string item = service_->show("KHAUSL11")->items[0].id.text();
  EXPECT_EQ(
      desk_.api(Method::put, "/api/v1/products/KHAUSL11/items/" + item, "member", R"({"version":1,"content":"300 g","stock":0})").status,
      200);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/products/KHAUSL11/items"), R"("price":null)"));
  EXPECT_EQ(desk_.api(Method::put, "/api/v1/products/KHAUSL11/sheet", "member", R"({"version":0,"brand":"Nà Giàng"})").status, 200);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/products/KHAUSL11/sheet"), "Nà Giàng"));
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/products/NOTHERE1/items").status, 404);
}

}  // namespace
}  // namespace ocop::items
