#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/orders/messages.h"
#include "modules/orders/rules.h"
#include "modules/orders/tests/orders_test.h"

// Back, and the button once more: the form had a new attempt, and the second press made a second order.
namespace ocop::orders {
namespace {

using test::has;

const Instant kPlaced = Instant::parse_iso("2026-11-27T07:05:00.000Z").value();
Instant minutes_later(std::int64_t minutes) { return {kPlaced.milliseconds + minutes * 60'000}; }

ProducerId maker(std::uint8_t byte) {
  ProducerId out;
  out.uuid.bytes[0] = byte;
  return out;
}
items::ItemId item_of(std::uint8_t byte) {
  items::ItemId out;
  out.uuid.bytes[0] = byte;
  return out;
}
Order first_order() {
  Order out;
  out.producer = maker(1);
  out.buyer = "Lý Mẩy";
  out.phone = "0912345678";
  out.address = "Số 5, xã Thông Nguyên";
  out.placed = kPlaced;
  out.lines.push_back({.item = item_of(7), .price = 45'000, .count = 2});
  return out;
}
NewOrder the_same() {
  return {.lines = {{item_of(7).text(), "2"}, {item_of(8).text(), ""}},
          .buyer = "lý  mẩy",
          .phone = "0912345678",
          .address = "số 5 xã Thông Nguyên"};
}

TEST(OrdersAgain, WhatIsAskedForTwice) {
  struct Case { std::string_view what; std::function<void(Order&, NewOrder&)> change; bool pressed; };
  for (const Case& one : std::vector<Case>{
           {"the same, in other letters", [](Order&, NewOrder&) {}, true},
           {"paid another way", [](Order&, NewOrder& wanted) { wanted.pay = Pay::cash; }, true},
           {"accepted meanwhile", [](Order& order, NewOrder&) { order.state = State::confirmed; }, true},
           {"another note", [](Order&, NewOrder& wanted) { wanted.note = "Giao sau 17 giờ"; }, true},
           {"one more of it", [](Order&, NewOrder& wanted) { wanted.lines[0].count = "3"; }, false},
           {"another thing beside it", [](Order&, NewOrder& wanted) { wanted.lines[1].count = "1"; }, false},
           {"fetched", [](Order&, NewOrder& wanted) { wanted.way = Way::pickup; }, false},
           {"another telephone", [](Order&, NewOrder& wanted) { wanted.phone = "0912345679"; }, false},
           {"another name", [](Order&, NewOrder& wanted) { wanted.buyer = "Lý Mây"; }, true},   // folded: may be a slip
           {"somebody else's name", [](Order&, NewOrder& wanted) { wanted.buyer = "Bàn Thị Hoa"; }, false},
           {"another address", [](Order&, NewOrder& wanted) { wanted.address = "Số 6"; }, false},
           {"cancelled", [](Order& order, NewOrder&) { order.state = State::cancelled; }, false},
           {"paid", [](Order& order, NewOrder&) { order.paid = kPlaced; }, false},
           {"sent", [](Order& order, NewOrder&) { order.state = State::sent; }, false},
           {"forgotten", [](Order& order, NewOrder& wanted) { order.phone = wanted.phone = ""; }, false},
           {"another maker's", [](Order& order, NewOrder&) { order.producer = maker(2); }, false}}) {
    Order order = first_order();
    NewOrder wanted = the_same();
    one.change(order, wanted);
    EXPECT_EQ(rules::is_pressed_again(order, maker(1), wanted, minutes_later(5)), one.pressed) << one.what;
  }
  EXPECT_TRUE(rules::is_pressed_again(first_order(), maker(1), the_same(), minutes_later(29)));
  EXPECT_FALSE(rules::is_pressed_again(first_order(), maker(1), the_same(), minutes_later(30)));
}

// Who knows the number alone, or all but one thing of a buyer, is answered as if the buyer had ordered nothing.
RC_GTEST_PROP(OrdersAgain, WhoDoesNotKnowTheWholeBuyerIsToldNothing, (std::uint8_t which)) {
  const auto word = [](const char* letters) {
    return *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string(letters))));
  };
  Order order = first_order();
  NewOrder wanted = the_same();
  order.buyer = word("abcdeh ");
  order.address = word("abc 123");
  wanted.buyer = order.buyer;
  wanted.address = order.address;
  RC_ASSERT(rules::is_pressed_again(order, maker(1), wanted, minutes_later(1)));
  switch (which % 3) {
    case 0: wanted.buyer += "x"; break;
    case 1: wanted.address += "9"; break;
    default: wanted.phone.back() = static_cast<char>('0' + which % 8); break;   // the order's ends with 8
  }
  RC_ASSERT(!rules::is_pressed_again(order, maker(1), wanted, minutes_later(1)));
}

class OrdersAgainService : public OrdersTest {
 protected:
  NewOrder once(std::vector<Wanted> lines = {}) const {
    NewOrder out = wanted(std::move(lines));
    out.again = NewOrder::Again::no;
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(OrdersAgainService);

TEST_P(OrdersAgainService, ASecondPressMakesNoSecondOrder) {
  const auto first = placed(once());
  const auto second = service_->place(ours_, once(), {"192.0.2.80"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::conflict);
  const Problem& said = second.error().problems.at(0);
  EXPECT_EQ(said.field, "again");
  EXPECT_EQ(said.arguments.at(0).vi, "09:00");
  EXPECT_EQ(stock(small_), 18);
  NewOrder meant = once();
  meant.again = NewOrder::Again::yes;
  EXPECT_NE(placed(meant).number, first.number);           // a deliberate one
  EXPECT_EQ(stock(small_), 16);
  clock_.set({clock_.now().milliseconds + rules::kPressedAgain});
  EXPECT_TRUE(service_->place(ours_, once(), {"192.0.2.81"}));
}

TEST_P(OrdersAgainService, WhatWasCancelledMayBeOrderedAgainAtOnce) {
  const auto first = placed(once());
  ASSERT_TRUE(by_buyer(first, Step::cancel));
  EXPECT_TRUE(service_->place(ours_, once(), {"192.0.2.80"}));
}

// A neighbour knows the number and guesses what was bought: his order is made like anybody's.
TEST_P(OrdersAgainService, AStrangerWithTheNumberIsToldNothing) {
  placed(once());
  NewOrder guess = once();
  guess.buyer = "Người lạ";
  EXPECT_TRUE(service_->place(ours_, guess, {"192.0.2.80"}));
  EXPECT_EQ(stock(small_), 16);
}

// What somebody bought could be asked without end once the network's orders were used up: a miss was 429, a hit was told.
TEST_P(OrdersAgainService, WhoMayOrderNoMoreIsToldNothingOfOthers) {
  NewOrder first = wanted();
  first.again = NewOrder::Again::no;
  ASSERT_TRUE(service_->place(ours_, first, {"192.0.2.81"}));
  NewOrder strangers = first;
  for (const char* phone : {"0987654321", "0987654322", "0987654323"}) {
    strangers.phone = phone;
    ASSERT_TRUE(service_->place(ours_, strangers, {"203.0.113.81"}));
  }
  strangers.phone = "0987654324";
  EXPECT_EQ(service_->place(ours_, first, {"203.0.113.81"}).error().kind, ErrorKind::too_many_requests);
  EXPECT_EQ(service_->place(ours_, strangers, {"203.0.113.81"}).error().kind, ErrorKind::too_many_requests);
  EXPECT_EQ(service_->place(ours_, first, {"192.0.2.82"}).error().problems.at(0).field, "again");
}

TEST_P(OrdersAgainService, TheFormComesBackWithoutNumberOrKey) {
  const std::string form = order_path(ours_);
  test::Browser buyer(desk_);
  const auto drawn = buyer.get(form);
  EXPECT_EQ(test::header(drawn, "Cache-Control"), "no-store");   // Back draws it anew
  test::Pairs fields{{"lines." + small_.text(), "2"}, {"buyer", "Lý Mẩy"}, {"phone", "0912345678"}, {"way", "pickup"},
                     {"pay", "transfer"}, {"consent", "1"}, {"attempt", test::field(drawn, "attempt")}};
  EXPECT_FALSE(has(drawn, "name=\"again\""));
  const std::string where = test::header(buyer.post(form, fields), "Location");
  const std::string number = where.substr(where.find("/orders/") + 8, 11), key = where.substr(where.find("key=") + 4);
  fields.back().second = test::field(buyer.get(form), "attempt");        // Back
  ASSERT_NE(fields.back().second, key);
  const auto again = buyer.post(form, fields);
  EXPECT_EQ(again.status, 409);
  EXPECT_TRUE(has(again, "lúc 09:00"));
  EXPECT_TRUE(has(again, "name=\"again\" value=\"1\""));
  EXPECT_FALSE(has(again, number));
  EXPECT_FALSE(has(again, key));
  EXPECT_EQ(stock(small_), 18);
  test::expect_sound(again);
  fields.emplace_back("again", "1");
  EXPECT_EQ(buyer.post(form, fields).status, 303);
  EXPECT_EQ(stock(small_), 16);
}

TEST_P(OrdersAgainService, AProgramSaysThatItMeansIt) {
  const auto sent = [&](std::string_view more) {
    return desk_.api(http::Method::post, "/api/v1" + order_path(ours_), "",
                     R"({"lines":{")" + small_.text() + R"(":"1"},"way":"pickup","pay":"cash","buyer":"Lý Mẩy",)"
                     R"("phone":"0912345678","consent":true)" + std::string(more) + "}");
  };
  EXPECT_EQ(sent("").status, 201);
  const auto refused = sent("");
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(has(refused, R"("field":"again")"));
  EXPECT_EQ(sent(R"(,"again":true)").status, 201);
}

}  // namespace
}  // namespace ocop::orders
