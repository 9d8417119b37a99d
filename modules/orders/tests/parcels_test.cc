#include "modules/orders/parcels.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/orders/messages.h"
#include "modules/orders/tests/orders_test.h"

namespace ocop::orders {
namespace {

using http::Method;
using test::has;

const Date kToday = *Date::of(2026, 11, 28);
Outstanding parcel(int days, std::int64_t money = 1) {
  return {.number = "1", .handed = start_of_vietnam_day(kToday.plus_days(-days)), .total = money};
}

TEST(OrdersParcels, HowOldTheCashIs) {
  struct Case { int days; std::size_t at; };
  for (const Case& one : {Case{0, 0}, {7, 0}, {8, 1}, {15, 1}, {16, 2}, {30, 2}, {31, 3}, {400, 3}, {-1, 0}}) {
    const auto ages = by_age(std::vector{parcel(one.days)}, kToday);
    for (std::size_t i = 0; i < ages.size(); ++i) EXPECT_EQ(ages[i].parcels, i == one.at ? 1 : 0) << one.days << " days, " << i;
  }
  std::vector<std::string> said;
  for (const Age& one : by_age({}, kToday)) said.push_back(one.text());
  EXPECT_EQ(said, (std::vector<std::string>{"0–7", "8–15", "16–30", "> 30"}));
  Outstanding noted = parcel(20);
  noted.parcel_day = kToday.plus_days(-3);                 // the carrier came later than the step was pressed
  EXPECT_EQ(by_age(std::vector{noted}, kToday)[0].parcels, 1);
}

RC_GTEST_PROP(OrdersParcels, NoCashIsLost, ()) {
  std::vector<Outstanding> all;
  std::int64_t money = 0;
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    all.push_back(parcel(*rc::gen::inRange(0, 60), *rc::gen::inRange<std::int64_t>(1, 1'000'000)));
    money += all.back().total;
  }
  std::int64_t parcels = 0;
  for (const Age& one : by_age(all, kToday)) {
    parcels += one.parcels;
    money -= one.money;
  }
  RC_ASSERT(parcels == static_cast<std::int64_t>(all.size()));
  RC_ASSERT(money == 0);
}

TEST(OrdersParcels, HowManyCameBack) {
  EXPECT_EQ((Refusal{0, 0}).percent(), 0);
  EXPECT_EQ((Refusal{3, 1}).percent(), 33);
  EXPECT_EQ((Refusal{3, 2}).percent(), 67);
  EXPECT_EQ((Refusal{8, 1}).percent(), 13);                // 12.5
  EXPECT_EQ((Refusal{5, 5}).percent(), 100);
}

TEST(OrdersParcels, WhatMayBeNoted) {
  const auto day = [](int of) { return Date::of(2026, 11, of); };
  Order sent;
  sent.pay = Pay::cash;
  sent.state = State::sent;
  sent.total = 90'000;
  sent.placed = start_of_vietnam_day(*day(10));
  sent.handed = start_of_vietnam_day(*day(12));
  struct Case { Parcel parcel; std::string_view wrong; };
  const std::vector<Case> cases{
      {{}, ""},
      {{.carrier = "Viettel Post", .tracking = "VTP1"}, ""},
      {{.tracking = "VTP1"}, "carrier"},
      {{.carrier = "x", .day = day(12), .collected = day(15), .remitted = day(20), .amount = 90'000, .fee = 22'000}, ""},
      {{.collected = day(15)}, ""},
      {{.day = day(9)}, "handed"},
      {{.day = day(29)}, "handed"},
      {{.day = day(15), .collected = day(14)}, "collected"},
      {{.collected = day(15), .remitted = day(14), .amount = 1}, "remitted"},
      {{.remitted = day(29), .amount = 1}, "remitted"},
      {{.remitted = day(20)}, "amount"},
      {{.amount = 90'000}, "remitted"},
      {{.remitted = day(20), .amount = 0}, "amount"},
      {{.remitted = day(20), .amount = 90'001}, "amount"}};
  for (const Case& one : cases) {
    NoteParcel typed;
    static_cast<Parcel&>(typed) = one.parcel;
    const auto read = rules::read(typed, sent, kToday);
    EXPECT_EQ(read ? "" : read.error().problems.at(0).field, one.wrong) << (&one - cases.data());
  }
  NoteParcel money;
  money.collected = day(20);
  Order transfer = sent;
  transfer.pay = Pay::transfer;
  EXPECT_EQ(rules::read(money, transfer, kToday).error().problems.at(0).message.en, msg::nothing_collected.en);
  Order packed = sent;
  packed.state = State::confirmed;
  packed.handed.reset();
  EXPECT_EQ(rules::read(money, packed, kToday).error().problems.at(0).message.en, msg::not_sent_yet.en);
  NoteParcel label;
  label.carrier = "Viettel Post";
  EXPECT_TRUE(rules::read(label, packed, kToday));         // the label is printed before the parcel leaves
  packed.state = State::placed;
  EXPECT_EQ(rules::read(label, packed, kToday).error().kind, ErrorKind::conflict);
  Order fetched = sent;
  fetched.way = Way::pickup;
  EXPECT_EQ(rules::read(label, fetched, kToday).error().kind, ErrorKind::conflict);
}

class OrdersParcelsService : public OrdersTest {
 protected:
  Service::Placed sent_in_cash() {
    NewOrder cash = wanted();
    cash.pay = Pay::cash;
    const auto out = placed(cash);
    EXPECT_TRUE(by_maker(out, Step::confirm));
    EXPECT_TRUE(by_maker(out, Step::send));
    return out;
  }
  Result<Order> note(const Service::Placed& order, Parcel parcel) {
    NoteParcel typed;
    static_cast<Parcel&>(typed) = std::move(parcel);
    typed.version = seen(order).version;
    return service_->note_parcel(desk_.people["member"], ours_, order.number, typed);
  }
  Service::Parcels parcels() { return service_->parcels(desk_.people["member"], ours_).value(); }
};
OCOP_ON_BOTH_ENGINES(OrdersParcelsService);

TEST_P(OrdersParcelsService, CashIsOutstandingUntilItCame) {
  const auto first = sent_in_cash(), second = sent_in_cash(), back = sent_in_cash();
  placed(wanted());                                        // a transfer
  ASSERT_TRUE(by_maker(back, Step::accept_return));
  clock_.set({clock_.now().milliseconds + 10 * 24 * rules::kHour});
  EXPECT_EQ(parcels().ages[1].money, 180'000);
  EXPECT_EQ(parcels().refusal.sent, 3);
  EXPECT_EQ(parcels().refusal.came_back, 1);
  ASSERT_TRUE(note(first, {.carrier = "Viettel Post", .tracking = "VTP1", .collected = Date::of(2026, 11, 30)}));
  EXPECT_EQ(parcels().ages[1].parcels, 2);                 // the carrier has it
  const auto came = note(first, {.carrier = "Viettel Post", .tracking = "VTP1", .collected = Date::of(2026, 11, 30),
                                 .remitted = Date::of(2026, 12, 5), .amount = 68'000, .fee = 22'000});
  ASSERT_TRUE(came);
  EXPECT_EQ(came->version, seen(first).version);
  EXPECT_TRUE(seen(first).paid);                           // in the same act
  EXPECT_EQ(parcels().ages[1].parcels, 1);
  ASSERT_TRUE(by_maker(second, Step::mark_paid));          // by hand
  EXPECT_TRUE(parcels().outstanding.empty());
  ASSERT_TRUE(note(first, {.carrier = "Viettel Post"}));   // a slip taken back: the money stays noted
  EXPECT_TRUE(seen(first).paid);
  EXPECT_EQ(service_->parcels(desk_.people["stranger"], ours_).error().kind, ErrorKind::not_found);
}

TEST_P(OrdersParcelsService, TheBuyerSeesWhereItIsAndNotTheMoney) {
  const auto one = sent_in_cash();
  const std::string makers = path_of(ours_) + "/" + one.number, buyers = "/orders/" + one.number + "?key=" + one.key;
  const std::string version = std::to_string(seen(one).version);
  const test::Pairs fields{{"version", version}, {"carrier", "Viettel Post"}, {"tracking", "VTP123"},
                           {"collected", "27/11/2026"}, {"fee", "22000"}};
  EXPECT_EQ(desk_.post(makers + "/parcel", "stranger", fields).status, 404);
  const auto refused = desk_.post(makers + "/parcel", "member", {{"version", version}, {"carrier", ""}, {"tracking", "VTP123"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "value=\"VTP123\""));
  test::expect_sound(refused);
  EXPECT_EQ(desk_.post(makers + "/parcel", "member", fields).status, 303);
  EXPECT_EQ(desk_.post(makers + "/parcel", "member", fields).status, 409);
  EXPECT_TRUE(has(desk_.get(buyers), "VTP123"));
  EXPECT_FALSE(has(desk_.get(buyers), "22.000"));
  EXPECT_TRUE(has(desk_.get(makers, "member"), "22.000"));
  EXPECT_FALSE(has(desk_.api(Method::get, "/api/v1" + buyers), "\"fee\""));
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + makers, "member"), R"("fee":22000)"));
  test::expect_sound(desk_.get(makers, "member"));         // three forms on one page: no control of one is another's
  const auto page = desk_.get(parcels_path(ours_), "member");
  test::expect_sound(page);
  for (const std::string_view words : {"0–7", "&gt; 30", "VTP123", "90.000", "<svg"}) EXPECT_TRUE(has(page, words)) << words;
  EXPECT_EQ(desk_.get(parcels_path(ours_), "stranger").status, 404);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + parcels_path(ours_), "member"), R"("money":90000)"));
  const auto noted = desk_.api(Method::post, "/api/v1" + makers + "/parcel", "member",
                               R"({"version":)" + std::to_string(seen(one).version) + R"(,"carrier":"Viettel Post"})");
  EXPECT_TRUE(has(noted, R"("tracking":"")")) << test::body_of(noted);
}

TEST_P(OrdersParcelsService, TheTrackingNumberGoesWithTheBuyer) {
  const auto one = sent_in_cash();
  ASSERT_TRUE(note(one, {.carrier = "Viettel Post", .tracking = "VTP1"}));
  clock_.set({clock_.now().milliseconds + rules::kForget + 1});
  service_->forget();
  EXPECT_EQ(seen(one).parcel.tracking, "");
  EXPECT_EQ(seen(one).parcel.carrier, "Viettel Post");
  ASSERT_TRUE(note(one, {.carrier = "Viettel Post", .tracking = "VTP1"}));
  EXPECT_EQ(seen(one).parcel.tracking, "") << "noted after that, it was kept for ever";
}

}  // namespace
}  // namespace ocop::orders
