#include "modules/orders/service.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "modules/orders/messages.h"
#include "modules/orders/tests/orders_test.h"
#include "modules/payments/vietqr.h"
#include "modules/work/work.h"

namespace ocop::orders {
namespace {

using http::Method;
using test::has;

class OrdersService : public OrdersTest {};
OCOP_ON_BOTH_ENGINES(OrdersService);

TEST_P(OrdersService, AnOrderGoesItsWholeWayAndBack) {
  const auto order = placed(wanted());
  EXPECT_EQ(order.number.substr(0, 6), "261127");
  EXPECT_EQ(stock(small_), 18);
  EXPECT_EQ(notices_.count(kToldPlaced), 1);
  const Order first = seen(order);
  EXPECT_EQ(first.total, 90'000);
  EXPECT_EQ(first.phone, "0912345678");
  const auto transfer = payments::vietqr::read_transfer(*payload(first, payments_.account));
  ASSERT_TRUE(transfer);
  EXPECT_EQ(transfer->amount, 90'000);
  EXPECT_EQ(transfer->purpose, payments::reference_of(order.number));
  EXPECT_EQ(by_maker(order, Step::send).error().kind, ErrorKind::conflict);   // nothing leaves unpaid
  ASSERT_TRUE(by_maker(order, Step::mark_paid));
  EXPECT_FALSE(payload(seen(order), payments_.account));                      // nobody pays twice
  ASSERT_TRUE(by_maker(order, Step::send));
  ASSERT_TRUE(by_buyer(order, Step::finish));
  ASSERT_TRUE(by_buyer(order, Step::ask_return, "Hộp vỡ"));
  EXPECT_EQ(notices_.count(kToldReturning), 1);
  ASSERT_TRUE(by_maker(order, Step::accept_return));
  EXPECT_TRUE(owes_refund(seen(order)));
  EXPECT_EQ(stock(small_), 18);   // what came back is looked at first
  ASSERT_TRUE(by_maker(order, Step::mark_refunded));
  EXPECT_FALSE(owes_refund(seen(order)));
}

TEST_P(OrdersService, WhatIsCancelledOrExpiresGoesBackOnTheShelf) {
  const auto cancelled = placed(wanted());
  ASSERT_TRUE(by_buyer(cancelled, Step::cancel));
  EXPECT_EQ(stock(small_), 20);
  EXPECT_EQ(notices_.count(kToldCancelled), 1);
  const auto refused = placed(wanted());
  EXPECT_EQ(by_maker(refused, Step::refuse).error().kind, ErrorKind::invalid_input);   // a reason
  ASSERT_TRUE(by_maker(refused, Step::refuse, "Hết gừng"));
  const auto forgotten = placed(wanted());
  EXPECT_EQ(service_->expire(), 0U);
  clock_.set({clock_.now().milliseconds + rules::kUnpaid});
  EXPECT_EQ(service_->expire(), 1U);
  EXPECT_EQ(service_->expire(), 0U);
  EXPECT_EQ(seen(forgotten).state, State::expired);
  EXPECT_EQ(stock(small_), 20);
}

// A jar that was made to order when it was ordered came back as one in stock: seven of four were for sale.
TEST_P(OrdersService, WhatWasNotCountedGoesBackOnNoShelf) {
  const items::ItemId made = item("2 kg", "200.000", std::nullopt);
  const auto order = placed(wanted({{made.text(), "3"}, {small_.text(), "1"}}));
  EXPECT_EQ(seen(order).lines.at(0).counted, Line::Counted::no);
  EXPECT_EQ(seen(order).lines.at(1).counted, Line::Counted::yes);
  items::ItemWords words;
  words.version = database().read([&](db::Reader& reader) { return items_->by_ids(reader, std::span(&made, 1)); })[0].version;
  words.content = "2 kg";
  words.price = "200.000";
  words.stock = 4;                                         // from now on it is counted
  ASSERT_TRUE(items_->change(desk_.people["member"], "KHAUSL11", made, words));
  ASSERT_TRUE(by_buyer(order, Step::cancel));
  EXPECT_EQ(stock(made), 4);
  EXPECT_EQ(stock(small_), 20);
}

// The answer was lost on the way and the buyer pressed again: two orders, and twice the stock.
TEST_P(OrdersService, TheSameFormSentTwiceIsOneOrder) {
  NewOrder form = wanted();
  form.attempt = service_->new_attempt();
  const auto first = placed(form);
  EXPECT_EQ(first.key, form.attempt);
  for (int i = 0; i < 5; ++i) {                            // however often, and from one network
    const auto again = service_->place(ours_, form, {"192.0.2.1"});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->number, first.number);
  }
  EXPECT_EQ(stock(small_), 18);
  EXPECT_EQ(notices_.count(kToldPlaced), 1);
  NewOrder other = form;
  other.lines = {{small_.text(), "3"}};
  const auto refused = service_->place(ours_, other, {"192.0.2.2"});
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(refused.error().problems.at(0).field, "attempt");
  EXPECT_EQ(refused.error().problems.at(0).message.en, msg::sent_before.en);
  EXPECT_EQ(stock(small_), 18);
}

// Eight clicks at once: each answers with the one order.
TEST_P(OrdersService, ClicksAtOneMomentAreOneOrder) {
  constexpr std::size_t kClicks = 8;
  NewOrder form = wanted();
  form.attempt = service_->new_attempt();
  std::vector<std::string> numbers(kClicks);
  std::vector<std::thread> clicks;
  for (std::size_t i = 0; i < kClicks; ++i)
    clicks.emplace_back([&, i] {
      const auto made = service_->place(ours_, form, {"198.51.100." + std::to_string(i)});
      numbers[i] = made ? made->number : "refused";
    });
  for (std::thread& one : clicks) one.join();
  EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), 1U) << numbers[0] << ' ' << numbers[1];
  EXPECT_EQ(stock(small_), 18);
  EXPECT_EQ(service_->of_maker(desk_.people["member"], ours_)->orders.size(), 1U);
}

// Two buyers named the same two things the other way round: neither waits for the other.
TEST_P(OrdersService, OrdersOfTheSameThingsDoNotWaitForEachOther) {
  constexpr int kBuyers = 20;
  const items::ItemId other = item("500 g", "70.000", 100), third = item("700 g", "90.000", 100);
  std::atomic<int> next = 0, made = 0;
  std::vector<std::thread> buyers;
  for (int i = 0; i < 4; ++i)
    buyers.emplace_back([&] {
      for (int one = next++; one < kBuyers; one = next++) {
        std::vector<Wanted> lines{{other.text(), "1"}, {third.text(), "1"}};
        if (one % 2 == 1) std::swap(lines[0], lines[1]);
        NewOrder form = wanted(lines);
        form.phone = "09123456" + std::to_string(10 + one);
        if (service_->place(ours_, form, {"198.51.100." + std::to_string(one)})) ++made;
      }
    });
  for (std::thread& one : buyers) one.join();
  EXPECT_EQ(made, kBuyers);
  EXPECT_EQ(stock(other), 100 - kBuyers);
}

// One telephone took the whole shelf from many networks and paid nothing.
TEST_P(OrdersService, OneTelephoneHoldsFewOrdersThatAreNotPaid) {
  std::vector<Service::Placed> all;
  for (std::int64_t i = 0; i < rules::kOpenOfPhone; ++i) all.push_back(placed(wanted({{small_.text(), "1"}})));
  const auto refused = service_->place(ours_, wanted({{small_.text(), "1"}}), {"203.0.113.1"});
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(refused.error().problems.at(0).field, "phone");
  EXPECT_TRUE(refused.error().problems.at(0).got.empty());
  NewOrder other = wanted({{small_.text(), "1"}});
  other.phone = "0987654321";
  placed(other);
  ASSERT_TRUE(by_maker(all[0], Step::mark_paid));          // who pays may order again
  placed(wanted({{small_.text(), "1"}}));
}

// Who was told "sold out" three times had no order left to try with.
TEST_P(OrdersService, WhatIsRefusedForWhatItIsCountsAgainstNobody) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(service_->place(ours_, wanted({{large_.text(), "2"}}), {"203.0.113.9"}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(service_->place(ours_, wanted(), {"203.0.113.9"}));
}

// 500 million and more were taken in cash.
TEST_P(OrdersService, AnOrderIsBelowFiveHundredMillionHoweverItIsPaid) {
  const items::ItemId dear = item("5 kg", "49.999.999", 100);
  NewOrder form = wanted({{dear.text(), "10"}});
  for (const Pay pay : kPays) {
    form.pay = pay;
    EXPECT_TRUE(service_->place(ours_, form, {"203.0.113.1"})) << name(pay);
    form.lines[0].count = "11";
    EXPECT_EQ(service_->place(ours_, form, {"203.0.113.2"}).error().problems.at(0).message.en, msg::too_large.en) << name(pay);
    form.lines[0].count = "10";
  }
}

// 100 buyers for the last jar: one gets it, nobody else has an order, nothing is below zero.
TEST_P(OrdersService, TheLastJarIsOneBuyers) {
  constexpr int kBuyers = 100, kThreads = 8;
  std::atomic<int> won = 0, told = 0, next = 0;
  std::vector<std::thread> buyers;
  for (int i = 0; i < kThreads; ++i)
    buyers.emplace_back([&] {
      for (int one = next++; one < kBuyers; one = next++) {
        const auto made = service_->place(ours_, wanted({{large_.text(), "1"}}), {"198.51.100." + std::to_string(one)});
        if (made) ++won;
        else if (made.error().kind == ErrorKind::conflict && made.error().problems.at(0).field == "lines") ++told;
      }
    });
  for (std::thread& one : buyers) one.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(told, kBuyers - 1);
  EXPECT_EQ(stock(large_), 0);
  EXPECT_EQ(service_->of_maker(desk_.people["member"], ours_)->orders.size(), 1U);
}

TEST_P(OrdersService, AnOrderOfTwoThingsTakesBothOrNone) {
  const auto refused = service_->place(ours_, wanted({{small_.text(), "2"}, {large_.text(), "2"}}), {"192.0.2.1"});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().problems.at(0).arguments.at(0).vi.find("1 kg"), std::string::npos);
  EXPECT_EQ(stock(small_), 20);
  EXPECT_EQ(stock(large_), 1);
}

TEST_P(OrdersService, WhoHasNoKeySeesNothing) {
  const auto order = placed(wanted());
  EXPECT_EQ(service_->of_buyer(order.number, "").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->of_buyer(order.number, order.key + "x").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->of_buyer("26112799999", order.key).error().kind, ErrorKind::not_found);
  const Actor& stranger = desk_.people["stranger"];
  EXPECT_EQ(service_->of_maker(stranger, ours_).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->one_of_maker(stranger, theirs_, order.number).error().kind,
            ErrorKind::not_found);  // another's order by one's own address
  EXPECT_EQ(service_->move_by_maker(stranger, ours_, order.number, {1, Step::confirm, {}}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(desk_.get("/producers/" + ours_.text() + "/orders/" + order.number, "stranger").status, 404);
  EXPECT_EQ(desk_.get("/orders/" + order.number).status, 404);
}

TEST_P(OrdersService, WhatCannotBeOrderedIsRefusedAndTakesNothing) {
  const auto kind = [&](const NewOrder& order) {
    return service_->place(ours_, order, {"192.0.2." + std::to_string(++network_)}).error().kind;
  };
  EXPECT_EQ(kind(wanted({{small_.text(), "0"}})), ErrorKind::invalid_input);
  EXPECT_EQ(kind(wanted({{small_.text(), "-1"}})), ErrorKind::invalid_input);
  EXPECT_EQ(kind(wanted({{small_.text(), "nhiều"}})), ErrorKind::invalid_input);
  EXPECT_EQ(kind(wanted({{small_.text(), "99999"}})), ErrorKind::invalid_input);
  EXPECT_EQ(kind(wanted({{items::ItemId{}.text(), "1"}})), ErrorKind::conflict);
  payments_.account.reset();
  EXPECT_EQ(kind(wanted()), ErrorKind::conflict);   // no transfer without an account
  NewOrder cash = wanted();
  cash.pay = Pay::cash;
  EXPECT_TRUE(seen(placed(cash)).bin.empty());
  EXPECT_EQ(stock(small_), 18);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(service_->place(ours_, cash, {"203.0.113.9"}));
  EXPECT_EQ(service_->place(ours_, cash, {"203.0.113.9"}).error().kind, ErrorKind::too_many_requests);
}

// The first letter opens the order; later ones say what the maker did. Who left no address gets none.
TEST_P(OrdersService, ABuyerWhoLeftAnAddressIsWrittenTo) {
  placed(wanted());
  EXPECT_TRUE(notices_.written.empty());
  NewOrder told = wanted();
  told.mail = "hoa@example.org";
  const auto order = placed(told);
  ASSERT_EQ(notices_.written.size(), 1U);
  EXPECT_EQ(notices_.written[0].address, "hoa@example.org");
  EXPECT_EQ(notices_.written[0].url, "https://ocop.test/orders/" + order.number + "?key=" + order.key);
  ASSERT_TRUE(by_maker(order, Step::mark_paid));
  ASSERT_EQ(notices_.written.size(), 2U);
  EXPECT_EQ(notices_.written[1].url.find(order.key), std::string::npos);
  EXPECT_NE(notices_.written[1].subject.find("Đã nhận"), std::string::npos);
  ASSERT_TRUE(by_maker(order, Step::refuse, "Hết gừng"));
  EXPECT_EQ(notices_.written[2].before.size(), 3U);   // what happened, why, and that the money is owed
  told.mail = "không phải thư";
  EXPECT_EQ(service_->place(ours_, told, {"192.0.2.77"}).error().problems.at(0).field, "mail");
}

TEST_P(OrdersService, AStatementMarksWhatFitsAndTellsTheRest) {
  const auto first = placed(wanted()), second = placed(wanted());
  const std::string csv = "Ngày,Ghi nợ,Ghi có,Nội dung\n27/11/2026,,90.000,MBVCB." + payments::reference_of(first.number) +
                          ".CT tu 001\n"
                          "27/11/2026,,50.000," +
                          payments::reference_of(second.number) + "\n27/11/2026,,77.000,Tien dien\n";
  const auto read = service_->reconcile(desk_.people["member"], ours_, csv);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->paid, 1U);
  EXPECT_TRUE(seen(first).paid);
  EXPECT_EQ(seen(first).state, State::confirmed);
  EXPECT_FALSE(seen(second).paid);
  EXPECT_EQ(read->lines[1].how, Matched::How::near);
  const auto again = service_->reconcile(desk_.people["member"], ours_, csv);   // the same file a second time
  EXPECT_EQ(again->paid, 0U);
  EXPECT_EQ(again->lines[0].how, Matched::How::again);
  EXPECT_EQ(service_->reconcile(desk_.people["stranger"], ours_, csv).error().kind, ErrorKind::not_found);
}

// The buyer cancelled while his bank was sending: the line said "perhaps", the order could not be marked, and nobody owed anything.
TEST_P(OrdersService, AStatementFindsTheMoneyOfACancelledOrder) {
  const auto order = placed(wanted());
  ASSERT_TRUE(by_buyer(order, Step::cancel));
  const std::string csv = "Ghi có,Nội dung\n90.000," + payments::reference_of(order.number) + "\n";
  EXPECT_EQ(service_->reconcile(desk_.people["member"], ours_, csv)->paid, 1U);
  EXPECT_EQ(seen(order).state, State::cancelled);
  EXPECT_TRUE(owes_refund(seen(order)));
  EXPECT_EQ(stock(small_), 20);                            // it went back once
  EXPECT_EQ(service_->waiting(desk_.people["member"]).at(0).count, 1);
}

// The maker closed the account because a stranger had it; the page of yesterday's order led into it still.
TEST_P(OrdersService, NoCodeLeadsIntoAnAccountThatEnded) {
  const auto order = placed(wanted());
  const std::string page = "/orders/" + order.number + "?key=" + order.key;
  EXPECT_TRUE(has(desk_.get(page), "8400205123456"));
  payments_.account->number = "999";                       // another one
  EXPECT_FALSE(has(desk_.get(page), "8400205123456"));
  EXPECT_TRUE(has(desk_.get(page), "Đừng chuyển khoản"));
  payments_.account.reset();
  EXPECT_TRUE(has(desk_.get(page), "Đừng chuyển khoản"));
  EXPECT_FALSE(has(desk_.api(Method::get, "/api/v1" + page), "vietqr"));
}

// A hundred orders that are done stood above the one that waits.
TEST_P(OrdersService, TheMakerSeesFirstWhatWaits) {
  std::vector<Service::Placed> all;
  for (int i = 0; i < 3; ++i) {
    all.push_back(placed(wanted({{small_.text(), "1"}})));
    clock_.set({clock_.now().milliseconds + 1'000});
  }
  ASSERT_TRUE(by_buyer(all[2], Step::cancel));
  std::vector<std::string> numbers;
  const auto shown = service_->of_maker(desk_.people["member"], ours_);
  for (const Order& one : shown->orders) numbers.push_back(one.number);
  EXPECT_EQ(numbers, (std::vector{all[1].number, all[0].number, all[2].number}));
  offer(desk_.offers, *service_);
  const auto panel = [&](std::string_view who) {
    http::Request request;
    request.actor = desk_.people[who];
    web::Html out(Language::vi);
    for (const work::Panel& one : desk_.offers.all<work::Panel>()) one.show(out, request);
    return std::move(out).take();
  };
  EXPECT_NE(panel("member").find("Đơn hàng đang chờ bạn: 2"), std::string::npos) << panel("member");
  EXPECT_NE(panel("member").find(path_of(ours_)), std::string::npos);
  EXPECT_EQ(panel("stranger"), "");
}

TEST_P(OrdersService, WhoBoughtIsForgottenAfterHalfAYear) {
  const auto over = placed(wanted()), open = placed(wanted());
  ASSERT_TRUE(by_maker(over, Step::refuse, "Chị Hoa không nghe máy"));
  clock_.set({clock_.now().milliseconds + rules::kForget + 1});
  service_->forget();
  EXPECT_EQ(seen(over).buyer + seen(over).phone + seen(over).address + seen(over).reason, "");
  EXPECT_EQ(seen(over).total, 90'000);
  // An order that was agreed on in June for Tết lost whom it was for; whatever is still to be sent keeps it.
  EXPECT_EQ(seen(open).buyer, "Lý Mẩy");
  clock_.set({clock_.now().milliseconds + rules::kForgetOpen - rules::kForget});
  service_->forget();
  EXPECT_EQ(seen(open).buyer + seen(open).phone, "");
}

TEST_P(OrdersService, ThePagesOfABuyerAndOfTheMaker) {
  const std::string form = order_path(ours_);
  EXPECT_TRUE(has(desk_.get(form), "45.000"));
  EXPECT_TRUE(has(desk_.get(form), "href=\"/ask\"")) << "whoever wants a hundred of it is led on";
  const test::Pairs fields{{"lines." + small_.text(), "2"},
                           {"buyer", "Lý Mẩy"},
                           {"phone", "0912345678"},
                           {"way", "delivery"},
                           {"address", "Số 5"},
                           {"pay", "transfer"}};
  test::Browser buyer(desk_);   // has no account
  buyer.get(form);
  // One gap at a time was told: the buyer pressed four times. Now all are, and what was typed is kept.
  const auto empty = buyer.post(form, {{"lines." + small_.text(), ""}, {"buyer", ""}, {"phone", ""}, {"way", "delivery"},
                                       {"address", ""}, {"pay", "transfer"}, {"note", "Gói quà"}});
  EXPECT_EQ(empty.status, 422);
  for (const Message& said : {msg::nothing_ordered, msg::buyer_missing, msg::wrong_phone, msg::address_missing, msg::consent_missing})
    EXPECT_TRUE(has(empty, said.vi)) << said.vi;
  EXPECT_TRUE(has(empty, "Gói quà"));
  const auto refused = buyer.post(form, fields);
  EXPECT_EQ(refused.status, 422);                       // no consent
  EXPECT_TRUE(has(refused, "value=\"0912345678\""));   // what was typed is kept
  EXPECT_EQ(stock(small_), 20);
  test::Pairs agreed = fields;
  agreed.emplace_back("consent", "1");
  agreed.emplace_back("attempt", test::field(refused, "attempt"));
  const auto sent = buyer.post(form, agreed);
  EXPECT_EQ(sent.status, 303);
  const std::string where = test::header(sent, "Location");
  EXPECT_EQ(test::header(buyer.post(form, agreed), "Location"), where);   // the second click
  agreed[0].second = "3";                               // back, and more of it: the form is drawn with another attempt
  const auto before = buyer.post(form, agreed);
  EXPECT_EQ(before.status, 409);
  EXPECT_NE(test::field(before, "attempt"), agreed.back().second);
  EXPECT_EQ(stock(small_), 18);
  const auto page = buyer.get(where);
  EXPECT_EQ(test::header(page, "Referrer-Policy"), "strict-origin");      // the address is the secret
  EXPECT_TRUE(has(page, "<svg"));
  EXPECT_TRUE(has(page, "OCOP261127"));
  EXPECT_TRUE(has(page, "Huỷ đơn"));
  const std::string number = where.substr(where.find("/orders/") + 8, 11), key = where.substr(where.find("key=") + 4);
  const auto old = buyer.post("/orders/" + number, {{"key", key}, {"version", "7"}, {"step", "cancel"}});
  EXPECT_EQ(old.status, 409);
  EXPECT_TRUE(has(old, "Huỷ đơn")) << "shown again, with its key";
  const std::string makers = path_of(ours_) + "/" + number;
  EXPECT_TRUE(has(desk_.get(path_of(ours_), "member"), number));
  EXPECT_TRUE(has(desk_.get(makers, "member"), "tel:0912345678"));
  EXPECT_TRUE(has(desk_.post_and_follow(makers, "member", {{"version", "1"}, {"step", "mark_paid"}}), "Đã giao đi"));
  EXPECT_EQ(desk_.post(makers, "member", {{"version", "1"}, {"step", "send"}}).status, 409);   // from a page of before
  const auto reconciled = desk_.upload(path_of(ours_) + "/statement", "member", {}, "saoke.csv", "Ghi có,Nội dung\n90.000,abc\n");
  EXPECT_TRUE(has(reconciled, "Không rõ"));
}

TEST_P(OrdersService, TheApiOfBoth) {
  const auto made = desk_.api(
      Method::post, "/api/v1/producers/" + ours_.text() + "/order", "stranger",
      R"({"lines":{")" + small_.text() + R"(":"1"},"way":"pickup","pay":"cash","buyer":"Lý Mẩy","phone":"0912345678","consent":true})");
  EXPECT_EQ(made.status, 201);
  const auto mine = service_->of_maker(desk_.people["member"], ours_);
  ASSERT_EQ(mine->orders.size(), 1U);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/producers/" + ours_.text() + "/orders", "member"), R"("state":"placed")"));
  EXPECT_TRUE(has(desk_.api(Method::post, "/api/v1/producers/" + ours_.text() + "/orders/" + mine->orders[0].number, "member",
                            R"({"version":1,"step":"confirm"})"), R"("state":"confirmed")"));
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/orders/" + mine->orders[0].number).status, 404);
}

// A visitor's program has no form to take a token from: it was refused, and had to act for an account to buy.
TEST_P(OrdersService, AProgramOrdersAndCancelsWithoutAnAccount) {
  const std::string order = "/api/v1" + order_path(ours_), key = std::string(22, 'A');
  const auto made = desk_.api(Method::post, order, "",
                              R"({"lines":{")" + small_.text() + R"(":"1"},"way":"pickup","pay":"cash","buyer":"Lý Mẩy",)"
                              R"("phone":"0912345678","consent":true,"attempt":")" + key + "\"}");
  ASSERT_EQ(made.status, 201) << test::body_of(made);
  const std::string number = service_->of_maker(desk_.people["member"], ours_)->orders.at(0).number;
  const auto step = [&](std::string_view with) {
    return desk_.api(Method::post, "/api/v1/orders/" + number, "", R"({"version":1,"step":"cancel","key":")" + std::string(with) + "\"}");
  };
  EXPECT_EQ(step("B").status, 404);
  // A page of another site sends it through its visitors' browsers: each a network of its own, and a shelf is held for days.
  for (const auto& header : {std::pair<std::string, std::string>{"origin", "https://khac.test"}, {"sec-fetch-site", "cross-site"}})
    EXPECT_EQ(desk_.send(Method::post, order, {{"content-type", "text/plain"}, header}, "{}").status, 403) << header.first;
  const auto cancelled = step(key);
  EXPECT_TRUE(has(cancelled, R"("state":"cancelled")")) << test::body_of(cancelled);
  const auto gaps = desk_.api(Method::post, order, "", R"({"way":"delivery","pay":"cash","buyer":"","phone":""})");
  for (const std::string field : {"lines", "buyer", "phone", "address", "consent"})
    EXPECT_TRUE(has(gaps, "\"" + field + "\"")) << field;
}

}  // namespace
}  // namespace ocop::orders
