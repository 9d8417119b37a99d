#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/orders/messages.h"
#include "modules/orders/paper.h"
#include "modules/orders/tests/orders_test.h"
#include "modules/payments/vietqr.h"
#include "tests/support/other_programs.h"
#include "tests/support/temporary_folder.h"

namespace ocop::orders {
namespace {

using http::Method;
using test::has;

NewOrder typed() {
  return {.lines = {{"x", "1"}}, .buyer = "Lý Mẩy", .phone = "0912345678", .address = "Số 5", .consent = NewOrder::Consent::yes};
}
std::string wrong(const NewOrder& order) {
  const auto read = rules::read(order);
  return read ? "" : read.error().problems.at(0).field;
}

TEST(OrdersGift, WhatIsAskedOfABuyer) {
  NewOrder gift = typed();
  gift.card = "Chúc mừng sinh nhật";
  EXPECT_EQ(rules::read(gift)->card, "");                  // a card without its box
  gift.gift = Gift::Boxed::yes;
  EXPECT_EQ(rules::read(gift)->card, "Chúc mừng sinh nhật");
  gift.receiver_phone = "0987 654 321";
  EXPECT_EQ(wrong(gift), "receiver");
  gift.receiver = "Bàn Thị Hoa";
  EXPECT_EQ(wrong(gift), "receiver_address");
  gift.receiver_address = "Số 9, phố Hàng Gà";
  gift.address.clear();                                    // it is not brought to the buyer
  const auto read = rules::read(gift);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->receiver_phone, "0987654321");
  gift.address = "Số 5";
  EXPECT_EQ(rules::read(gift)->address, "");               // nobody needs it
  gift.pay = Pay::cash;
  EXPECT_EQ(wrong(gift), "pay");                           // or the receiver would pay for his gift
  NewOrder box = typed();                                  // the paper of a gift says no price: nothing is collected for it
  box.gift = Gift::Boxed::yes;
  box.pay = Pay::cash;
  EXPECT_EQ(wrong(box), "pay");
  gift.pay = Pay::transfer;
  gift.receiver_phone = "12";
  EXPECT_EQ(wrong(gift), "receiver_phone");
  gift.receiver_phone = "0987654321";
  gift.way = Way::pickup;
  EXPECT_EQ(rules::read(gift)->receiver_address, "");
}

// Two friends get the same: no second press.
TEST(OrdersGift, TheSameForSomebodyElseIsAnotherOrder) {
  const Instant now = Instant::parse_iso("2026-11-27T02:00:00.000Z").value();
  items::ItemId item;
  item.uuid.bytes[0] = 7;
  Order first;
  first.buyer = "Lý Mẩy";
  first.phone = "0912345678";
  first.placed = now;
  first.gift.receiver = "Bàn Thị Hoa";
  first.gift.phone = "0987654321";
  first.lines.push_back({.item = item, .count = 1});
  NewOrder second{.lines = {{item.text(), "1"}}, .buyer = "Lý Mẩy", .phone = "0912345678"};
  second.receiver = "Bàn Thị Hoa";
  second.receiver_phone = "0987654321";
  EXPECT_TRUE(rules::is_pressed_again(first, {}, second, now));
  second.receiver = "Triệu Mùi";
  EXPECT_FALSE(rules::is_pressed_again(first, {}, second, now));
}

std::string note_of(const Order& order) {
  const test::TemporaryFolder folder;
  const Seller seller;
  const std::string pdf = draw(Paper::delivery_note, {order, seller, "HTX Khẩu Sli", order.placed}, test::fonts()).value();
  return test::output_of("pdftotext -layout " + folder.write("note.pdf", pdf) + " -");
}

TEST(OrdersGift, NoPriceIsOnTheParcelOfAGift) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  Order order;
  order.number = "26112700017";
  order.state = State::confirmed;
  order.buyer = "Lý Mẩy";
  order.phone = "0912345678";
  order.paid = order.placed;
  order.total = 110'000;
  order.note = "Đừng cho bà biết giá";
  order.lines.push_back({.title = "Khẩu sli, 300 g", .price = 45'000, .count = 2});
  EXPECT_NE(note_of(order).find("45.000"), std::string::npos);
  order.gift = {.boxed = Gift::Boxed::yes, .price = 20'000, .card = "Chúc mừng", .receiver = "Bàn Thị Hoa", .phone = "0987654321",
                .address = "Số 9, phố Hàng Gà"};
  const std::string said = note_of(order);
  for (const std::string_view words : {"Bàn Thị Hoa", "0987654321", "Số 9, phố Hàng Gà", "Khẩu sli, 300 g", "Hộp quà", "không thu tiền"})
    EXPECT_NE(said.find(words), std::string::npos) << words << '\n' << said;
  for (const std::string_view never : {"45.000", "90.000", "20.000", "110.000", "Lý Mẩy", "0912345678", "Đừng cho bà"})
    EXPECT_EQ(said.find(never), std::string::npos) << never;
}

class OrdersGifts : public OrdersTest {
 protected:
  void offer_box(std::int64_t price = 20'000) {
    const Actor& member = desk_.people["member"];
    SetSeller box{.version = service_->selling(member, ours_)->seller.version};
    box.gifts = Seller::Gifts::yes;
    box.gift_words = "Hộp tre, dây lanh";
    box.gift_price = price;
    EXPECT_TRUE(service_->set_selling(member, ours_, box));
  }
  NewOrder boxed() const {
    NewOrder out = wanted();
    out.gift = Gift::Boxed::yes;
    out.card = "Chúc mừng sinh nhật";
    out.receiver = "Bàn Thị Hoa";
    out.receiver_phone = "0987654321";
    out.receiver_address = "Số 9, phố Hàng Gà";
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(OrdersGifts);

TEST_P(OrdersGifts, TheBoxIsPartOfTheTotalAsItStood) {
  const auto refused = service_->place(ours_, boxed(), {"192.0.2.90"});
  EXPECT_EQ(refused.error().problems.at(0).field, "gift");   // none is offered
  EXPECT_EQ(stock(small_), 20);
  offer_box();
  const auto order = placed(boxed());
  EXPECT_EQ(seen(order).total, 110'000);
  EXPECT_EQ(payments::vietqr::read_transfer(*payload(seen(order), payments_.account))->amount, 110'000);
  offer_box(50'000);
  EXPECT_EQ(seen(order).total, 110'000);
  EXPECT_EQ(seen(order).gift.price, 20'000);
  const std::string csv = "Ghi có,Nội dung\n110.000," + payments::reference_of(order.number) + "\n";
  EXPECT_EQ(service_->reconcile(desk_.people["member"], ours_, csv)->paid, 1U);
  ASSERT_TRUE(by_maker(order, Step::send));
  const auto sales = service_->sales(desk_.people["member"], ours_, "");
  std::int64_t sold = 0;
  for (const SoldLine& line : sales->lines) sold += line.amount;
  EXPECT_EQ(sold, 110'000);
  EXPECT_EQ(service_->months(desk_.people["member"], ours_)->months[0].sold, 110'000);
}

TEST_P(OrdersGifts, OneFormIsOneGift) {
  offer_box();
  NewOrder form = boxed();
  form.attempt = service_->new_attempt();
  const auto first = placed(form);
  EXPECT_EQ(placed(form).number, first.number);
  form.card = "Chúc Tết";
  EXPECT_EQ(service_->place(ours_, form, {"192.0.2.91"}).error().problems.at(0).field, "attempt");
}

TEST_P(OrdersGifts, WhoReceivesItIsForgottenToo) {
  offer_box();
  const auto order = placed(boxed());
  clock_.set({clock_.now().milliseconds + rules::kForgetOpen + 1});
  service_->forget();
  const Gift left = seen(order).gift;
  EXPECT_EQ(left.card + left.receiver + left.phone + left.address, "");
  EXPECT_EQ(left.price, 20'000);
}

TEST_P(OrdersGifts, TheFormAndThePages) {
  const std::string form = order_path(ours_);
  EXPECT_FALSE(has(desk_.get(form), "name=\"gift\""));       // none is offered
  EXPECT_TRUE(has(desk_.get(form), "name=\"receiver\""));
  const std::string settings = settings_path(ours_);
  test::Pairs box{{"version", "0"}, {"gifts", "1"}, {"gift_words", "Hộp tre"}, {"gift_price", "20.000"}};
  EXPECT_EQ(desk_.post(settings, "member", box).status, 422);
  box.back().second = "20000";
  EXPECT_EQ(desk_.post(settings, "member", box).status, 303);
  const auto drawn = desk_.get(form);
  test::expect_sound(drawn);
  EXPECT_TRUE(has(drawn, "Hộp tre · 20.000"));
  EXPECT_TRUE(has(drawn, "name=\"gift\""));
  const auto order = placed(boxed());
  const std::string makers = path_of(ours_) + "/" + order.number;
  const auto page = desk_.get(makers, "member");
  test::expect_sound(page);
  for (const std::string_view words : {"Chúc mừng sinh nhật", "Bàn Thị Hoa", "tel:0987654321", "110.000"})
    EXPECT_TRUE(has(page, words)) << words;
  EXPECT_TRUE(has(desk_.get("/orders/" + order.number + "?key=" + order.key), "Hộp quà"));
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + makers, "member"), R"("gift":{"boxed":true,"price":20000)"));
}

}  // namespace
}  // namespace ocop::orders
