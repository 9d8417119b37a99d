#include "modules/quotations/service.h"

#include <atomic>
#include <set>
#include <thread>

#include "modules/quotations/tests/quotations_test.h"

namespace ocop::quotations {
namespace {

class QuotationsService : public QuotationsTest {};
OCOP_ON_BOTH_ENGINES(QuotationsService);

TEST_P(QuotationsService, AQuotationGoesItsWholeWayToAnOrder) {
  const auto one = asked(wanted());
  EXPECT_EQ(one.number.substr(0, 6), "261128");
  EXPECT_EQ(notices_.count(kToldAsked), 1);
  EXPECT_EQ(service_->waiting(desk_.people["member"]).at(0).count, 1);
  EXPECT_EQ(stock(box_), 500);                             // to ask takes nothing
  ASSERT_TRUE(offered(one, draft(one)));
  EXPECT_TRUE(service_->waiting(desk_.people["member"]).empty());
  EXPECT_EQ(total(seen(one).offers.at(0)), 8'625'000);     // 200 × 45.000 − 7,5 % + 300.000
  ASSERT_TRUE(by_buyer(one, Step::accept));
  EXPECT_EQ(notices_.count(kToldAccepted), 1);
  const Quotation done = seen(one).quotation;
  EXPECT_EQ(done.state, State::accepted);
  EXPECT_EQ(stock(box_), 300);
  const auto order = orders_->of_buyer(done.order, one.key);   // the key that the buyer has opens it
  ASSERT_TRUE(order);
  EXPECT_EQ(order->order.state, orders::State::confirmed);
  EXPECT_EQ(order->order.total, 8'625'000);
  EXPECT_EQ(order->order.address, "Số 5 phố Hàng Gà, Hà Nội");
  EXPECT_EQ(order->order.billing.company, "Công ty Hoa Sen") << "its invoice is made out on whom it was quoted to";
  EXPECT_TRUE(orders::payload(order->order, payments_.account));
  EXPECT_FALSE(order->order.until);                        // what was agreed on waits for no clock
  EXPECT_EQ(by_buyer(one, Step::accept).error().kind, ErrorKind::conflict);
  EXPECT_EQ(stock(box_), 300);
}

// The maker chose another size in a line and its old name stayed: the buyer read 300 g and got 1 kg.
TEST_P(QuotationsService, ALineHasTheNameOfItsItem) {
  const auto one = asked(wanted());
  Draft first = service_->writing(desk_.people["member"], ours_, one.number)->draft;
  for (Cell& cell : first.lines)
    if (cell.place == "1.item") cell.text = tray_.text();
  std::erase_if(first.lines, [](const Cell& cell) { return cell.place == "1.price"; });
  first.lines.push_back({"1.price", "140.000"});
  first.valid_until = std::nullopt;
  ASSERT_TRUE(offered(one, first));
  EXPECT_NE(seen(one).offers.front().lines.at(0).title.find("1 kg"), std::string::npos) << seen(one).offers.front().lines.at(0).title;
}

// An item whose sale ended between two offers became words, and its order took nothing from any stock.
TEST_P(QuotationsService, WhatWasOfferedOnceStaysTheItem) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  const auto version = database().read([&](db::Reader& reader) { return items_->by_ids(reader, std::span(&box_, 1)); })[0].version;
  ASSERT_TRUE(items_->end(desk_.people["member"], "KHAUSL11", box_, version));
  const auto page = desk_.get(one_path(ours_, one.number) + "/offer", "member");
  EXPECT_TRUE(test::has(page, "value=\"" + box_.text() + "\" selected")) << "the browser sends it back";
  ASSERT_TRUE(offered(one, draft(one, "100")));
  EXPECT_EQ(seen(one).offers.front().lines.at(0).item, box_);
  EXPECT_EQ(by_buyer(one, Step::accept).error().kind, ErrorKind::conflict) << "it is not sold any more: ring";
}

// The order goes the way of orders: it is paid, sent; refused, its stock comes back.
TEST_P(QuotationsService, TheOrderIsOneAsAnyOther) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one, "7", "10.001", "12,5")));   // does not fall evenly: two lines of the order
  ASSERT_TRUE(by_buyer(one, Step::accept));
  const std::string number = seen(one).quotation.order;
  const orders::Order order = orders_->of_buyer(number, one.key)->order;
  EXPECT_EQ(order.total, total(seen(one).offers[0]));
  EXPECT_EQ(order.lines.size(), 3U);
  EXPECT_EQ(stock(box_), 493);
  EXPECT_EQ(orders_->expire(), 0U);
  ASSERT_TRUE(orders_->move_by_maker(desk_.people["member"], ours_, number, {order.version, orders::Step::refuse, "Hết gừng"}));
  EXPECT_EQ(stock(box_), 500);
}

TEST_P(QuotationsService, WhatIsNotThereIsNotAccepted) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one, "501")));
  const auto refused = by_buyer(one, Step::accept);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(refused.error().problems.at(0).message.en, msg::not_in_stock.en);
  EXPECT_EQ(seen(one).quotation.state, State::offered);   // nothing half done
  EXPECT_EQ(seen(one).quotation.order, "");
  EXPECT_EQ(stock(box_), 500);
  EXPECT_TRUE(orders_->of_maker(desk_.people["member"], ours_)->orders.empty());
  EXPECT_EQ(notices_.count(kToldAccepted), 0);
}

// From 500 million on there is no code: the order names no account.
TEST_P(QuotationsService, ALargeOneIsPaidAsTheTwoAgree) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one, "200", "2.500.000", "0")));   // 500.300.000
  ASSERT_TRUE(by_buyer(one, Step::accept));
  const orders::Order order = orders_->of_buyer(seen(one).quotation.order, one.key)->order;
  EXPECT_EQ(order.total, 500'300'000);
  EXPECT_EQ(order.account, "");
  EXPECT_FALSE(orders::payload(order, payments_.account));
}

TEST_P(QuotationsService, TwoClicksAcceptOnce) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  BuyersMove move;
  move.version = seen(one).quotation.version;
  move.step = Step::accept;
  move.key = one.key;
  std::atomic<int> accepted = 0;
  std::vector<std::thread> clicks;
  for (int i = 0; i < 4; ++i)
    clicks.emplace_back([&] {
      if (service_->move_by_buyer(one.number, move)) ++accepted;
    });
  for (std::thread& click : clicks) click.join();
  EXPECT_EQ(accepted, 1);
  EXPECT_EQ(stock(box_), 300);
  EXPECT_EQ(orders_->of_maker(desk_.people["member"], ours_)->orders.size(), 1U);
}

// The maker mended the price while the buyer's page still showed the old one.
TEST_P(QuotationsService, NobodyAcceptsAnotherOfferThanHeSaw) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  BuyersMove move;
  move.version = seen(one).quotation.version;
  move.step = Step::accept;
  move.key = one.key;
  ASSERT_TRUE(offered(one, draft(one, "200", "50.000")));
  EXPECT_EQ(service_->move_by_buyer(one.number, move).error().kind, ErrorKind::conflict);
  const auto shown = seen(one);
  ASSERT_EQ(shown.offers.size(), 2U);                      // the earlier one stays as it was
  EXPECT_EQ(shown.offers[0].number, 2);
  EXPECT_EQ(shown.offers[0].lines.at(0).price, 50'000);
  EXPECT_EQ(shown.offers[1].lines.at(0).price, 45'000);
  EXPECT_EQ(shown.offers[1].lines.at(0).title, "Khẩu sli Nà Giàng, 300 g");
}

TEST_P(QuotationsService, TheSameFormSentTwiceIsOneQuotation) {
  Ask form = wanted();
  form.attempt = service_->new_attempt();
  const auto first = asked(form);
  EXPECT_EQ(first.key, form.attempt);
  for (int i = 0; i < 5; ++i) {                            // however often, and from one network
    const auto again = service_->ask(ours_, form, {"192.0.2.1"});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->number, first.number);
  }
  Ask other = form;
  other.words = "Khác";
  const auto refused = service_->ask(ours_, other, network());
  EXPECT_EQ(refused.error().problems.at(0).field, "attempt");
  Ask filled_again = wanted();                             // a second form with the same in it
  const auto same = service_->ask(ours_, filled_again, network());
  EXPECT_EQ(same.error().problems.at(0).message.en, msg::asked_already.en);
  later(rules::kSameWithin);
  EXPECT_TRUE(service_->ask(ours_, filled_again, network()));   // a week's order of a restaurant is asked for again
  EXPECT_EQ(notices_.count(kToldAsked), 2);
}

TEST_P(QuotationsService, ClicksAtOneMomentAreOneQuotation) {
  constexpr std::size_t kClicks = 6;
  Ask form = wanted();
  form.attempt = service_->new_attempt();
  std::vector<std::string> numbers(kClicks);
  std::vector<std::thread> clicks;
  for (std::size_t i = 0; i < kClicks; ++i)
    clicks.emplace_back([&, i] {
      const auto made = service_->ask(ours_, form, {"198.51.100." + std::to_string(i)});
      numbers[i] = made ? made->number : "refused";
    });
  for (std::thread& click : clicks) click.join();
  EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), 1U) << numbers[0] << ' ' << numbers[1];
  EXPECT_EQ(service_->of_maker(desk_.people["member"], ours_)->quotations.size(), 1U);
}

// A loop of begun and withdrawn sent a maker's words to any address.
TEST_P(QuotationsService, AMakerBeginsSoManyAndThenWaits) {
  Start rang = wanted();
  for (int i = 0; i < 20; ++i) {
    rang.phone = "09123456" + std::to_string(10 + i);
    ASSERT_TRUE(service_->start(desk_.people["member"], ours_, rang, Language::vi)) << i;
  }
  rang.phone = "0912345699";
  EXPECT_EQ(service_->start(desk_.people["member"], ours_, rang, Language::vi).error().kind, ErrorKind::too_many_requests);
  EXPECT_TRUE(service_->ask(ours_, wanted(), network())) << "whoever asks is not held up by it";
}

TEST_P(QuotationsService, HowOftenMayBeAsked) {
  Ask form = wanted();
  const auto words = [&](int i) {
    form.words = "Lần " + std::to_string(i);
    return form;
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(service_->ask(ours_, words(i), {"203.0.113.9"}));
  EXPECT_EQ(service_->ask(ours_, words(3), {"203.0.113.9"}).error().kind, ErrorKind::too_many_requests);
  for (int i = 4; i < 6; ++i) EXPECT_TRUE(service_->ask(ours_, words(i), network()));
  const auto refused = service_->ask(ours_, words(6), network());   // five of a telephone wait
  EXPECT_EQ(refused.error().problems.at(0).field, "phone");
  EXPECT_TRUE(refused.error().problems.at(0).got.empty());
}

TEST_P(QuotationsService, NobodyIsAskedForWhomNobodyWouldReadIt) {
  EXPECT_EQ(service_->ask(theirs_, wanted(), network()).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(service_->may_ask(theirs_));
  EXPECT_TRUE(service_->may_ask(ours_));
  producers_.rows[0].presence = producers::Presence::waiting;
  EXPECT_FALSE(service_->may_ask(ours_));
}

TEST_P(QuotationsService, WhoHasNoKeySeesNothing) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  EXPECT_EQ(service_->of_buyer(one.number, "").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->of_buyer(one.number, one.key + "x").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->of_buyer("26112899999", one.key).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->paper_of_buyer(one.number, "", {}, Language::vi).error().kind, ErrorKind::not_found);
  BuyersMove move;
  move.version = seen(one).quotation.version;
  move.step = Step::accept;
  move.key = "AAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_EQ(service_->move_by_buyer(one.number, move).error().kind, ErrorKind::not_found);
}

// Members and helpers with its products; nobody else, by no address.
TEST_P(QuotationsService, WhoMayNot) {
  const auto one = asked(wanted());
  const Draft wanted = draft(one);
  for (const char* who : {"stranger", "papers", "visitor"})
    for (const ProducerId maker : {ours_, theirs_}) {
      if (std::string_view(who) == "visitor") continue;
      const Actor& actor = desk_.people[who];
      if (maker == ours_) EXPECT_EQ(service_->of_maker(actor, maker).error().kind, ErrorKind::not_found) << who;
      EXPECT_EQ(service_->one_of_maker(actor, maker, one.number).error().kind, ErrorKind::not_found) << who;
      EXPECT_EQ(service_->writing(actor, maker, one.number).error().kind, ErrorKind::not_found) << who;
      EXPECT_EQ(service_->offer(actor, maker, one.number, wanted).error().kind, ErrorKind::not_found) << who;
      EXPECT_EQ(service_->withdraw(actor, maker, one.number, {1, Step::withdraw, "x"}).error().kind, ErrorKind::not_found) << who;
      EXPECT_EQ(service_->paper_of_maker(actor, maker, one.number, {}, Language::vi).error().kind, ErrorKind::not_found) << who;
    }
  EXPECT_TRUE(service_->waiting(desk_.people["stranger"]).empty());
  EXPECT_TRUE(service_->waiting(desk_.people["papers"]).empty());
  EXPECT_EQ(seen(one).quotation.state, State::asked);
  EXPECT_TRUE(service_->offer(desk_.people["helper"], ours_, one.number, wanted));
}

TEST_P(QuotationsService, AnItemIsTheMakersOwnAndSold) {
  const auto one = asked(wanted());
  Draft foreign = draft(one);
  foreign.lines[0].text = ours_.text();                    // an id, but of no item
  const auto refused = offered(one, foreign);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(refused.error().problems.at(0).message.en, msg::item_gone.en);
  Ask ask = wanted();
  ask.phone = "0987654321";
  ask.lines = {{ours_.text(), "1"}};
  EXPECT_EQ(service_->ask(ours_, ask, network()).error().kind, ErrorKind::conflict);
}

// A buyer who rang: the maker begins it and hands the link on.
TEST_P(QuotationsService, TheMakerBeginsOne) {
  Start rang = wanted();
  rang.lines.clear();
  rang.mail = "hoa@example.org";
  const auto one = service_->start(desk_.people["member"], ours_, rang, Language::vi);
  ASSERT_TRUE(one);
  EXPECT_EQ(notices_.count(kToldAsked), 0);                // who did it knows it
  ASSERT_EQ(notices_.written.size(), 1U);
  EXPECT_NE(notices_.written[0].url.find(one->key), std::string::npos);
  EXPECT_EQ(seen(*one).quotation.opened_by, Party::maker);
  EXPECT_EQ(service_->one_of_maker(desk_.people["member"], ours_, one->number, one->key)->key, Service::Shown::Key::fits);
  EXPECT_EQ(service_->one_of_maker(desk_.people["member"], ours_, one->number, "x")->key, Service::Shown::Key::not_asked);
  EXPECT_EQ(service_->start(desk_.people["stranger"], ours_, rang, Language::vi).error().kind, ErrorKind::not_found);
}

// The form begins with what was asked at list prices; the next one with the letterhead of the last.
TEST_P(QuotationsService, TheFormKnowsWhatIsKnown) {
  const auto one = asked(wanted());
  const auto first = service_->writing(desk_.people["member"], ours_, one.number);
  ASSERT_TRUE(first);
  const auto cell = [](const Draft& draft, std::string_view place) {
    const auto at = std::ranges::find(draft.lines, place, &Cell::place);
    return at == draft.lines.end() ? std::string() : at->text;
  };
  EXPECT_EQ(cell(first->draft, "1.item"), box_.text());
  EXPECT_EQ(cell(first->draft, "1.count"), "200");
  EXPECT_EQ(cell(first->draft, "1.price"), "45.000");
  EXPECT_EQ(first->draft.seller_address, "xã Nà Giàng, Cao Bằng");
  EXPECT_EQ(first->draft.valid_until, vietnam_date(clock_.now()).plus_days(14));
  ASSERT_TRUE(offered(one, draft(one)));
  Ask other = wanted();
  other.lines = {{tray_.text(), "30"}};
  const auto two = asked(other);
  const auto second = service_->writing(desk_.people["member"], ours_, two.number);
  EXPECT_EQ(second->draft.seller_tax, "4800123456");
  EXPECT_EQ(second->draft.seller_phone, "02063123456");
  EXPECT_EQ(cell(second->draft, "1.price"), "");           // no listed price: the maker says it
}

TEST_P(QuotationsService, LettersFollowAnAddress) {
  asked(wanted());
  EXPECT_TRUE(notices_.written.empty());
  Ask told = wanted();
  told.words = "Có thư";
  told.mail = "hoa@example.org";
  const auto one = asked(told);
  ASSERT_EQ(notices_.written.size(), 1U);
  EXPECT_EQ(notices_.written[0].url, "https://ocop.test/quotations/" + one.number + "?key=" + one.key);
  ASSERT_TRUE(offered(one, draft(one)));
  ASSERT_EQ(notices_.written.size(), 2U);
  EXPECT_EQ(notices_.written[1].url.find(one.key), std::string::npos);
  EXPECT_NE(notices_.written[1].subject.find("Đã báo giá"), std::string::npos);
  ASSERT_TRUE(by_buyer(one, Step::accept));
  ASSERT_EQ(notices_.written.size(), 3U);
  EXPECT_NE(notices_.written[2].before.back().find(seen(one).quotation.order), std::string::npos);
}

TEST_P(QuotationsService, DecliningAndWithdrawing) {
  const auto one = asked(wanted());
  ASSERT_TRUE(offered(one, draft(one)));
  ASSERT_TRUE(by_buyer(one, Step::decline, "Cao quá"));
  EXPECT_EQ(notices_.count(kToldDeclined), 1);
  ASSERT_TRUE(offered(one, draft(one, "200", "40.000")));   // they talked
  EXPECT_EQ(seen(one).quotation.reason, "");
  EXPECT_EQ(withdrawn(one, "").error().kind, ErrorKind::invalid_input);
  ASSERT_TRUE(withdrawn(one, "Mất mùa"));
  EXPECT_EQ(seen(one).quotation.reason, "Mất mùa");
  EXPECT_EQ(by_buyer(one, Step::accept).error().kind, ErrorKind::conflict);
  EXPECT_EQ(offered(one, draft(one)).error().kind, ErrorKind::conflict);
}

TEST_P(QuotationsService, TheClockLapsesAndForgets) {
  const auto unanswered = asked(wanted());
  Ask other = wanted();
  other.words = "Khác";
  const auto one = asked(other);
  ASSERT_TRUE(offered(one, draft(one)));
  EXPECT_EQ(service_->lapse(), 0U);
  later(15 * rules::kDay);
  EXPECT_EQ(service_->lapse(), 1U);
  EXPECT_EQ(seen(one).quotation.state, State::lapsed);
  EXPECT_EQ(notices_.count(kToldLapsed), 1);
  later(15 * rules::kDay);
  EXPECT_EQ(service_->lapse(), 1U);
  EXPECT_EQ(seen(unanswered).quotation.state, State::lapsed);
  EXPECT_EQ(notices_.count(kToldLapsed), 1);               // who did not answer knows it
  later(rules::kForget - 15 * rules::kDay);
  service_->forget();
  EXPECT_EQ(seen(one).quotation.phone, "0912345678");      // to the day
  later(1);
  service_->forget();
  const auto forgotten = seen(one);
  const Quotation& left = forgotten.quotation;
  EXPECT_EQ(left.company + left.tax_code + left.name + left.phone + left.mail + left.place + left.words + left.reason, "");
  EXPECT_EQ(forgotten.offers.at(0).box + forgotten.offers.at(0).terms, "");
  EXPECT_EQ(total(forgotten.offers[0]), 8'625'000);        // what was offered stays
  EXPECT_EQ(seen(unanswered).quotation.phone, "0912345678");
  EXPECT_EQ(offered(one, draft(one)).error().kind, ErrorKind::conflict);
}

TEST_P(QuotationsService, ABuyerIsForgottenAtOnceWhereNothingCameOfIt) {
  const auto one = asked(wanted());
  EXPECT_EQ(by_buyer(one, Step::forget).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(by_buyer(one, Step::decline));
  ASSERT_TRUE(by_buyer(one, Step::forget));
  EXPECT_EQ(seen(one).quotation.name, "");
  EXPECT_EQ(by_buyer(one, Step::forget).error().kind, ErrorKind::conflict);
}

TEST_P(QuotationsService, WhatRestsOnIt) {
  const auto any = [&](ProducerId id) { return database().read([&](db::Reader& reader) { return service_->any_of(reader, id); }); };
  EXPECT_FALSE(any(ours_));
  asked(wanted());
  EXPECT_TRUE(any(ours_));
  EXPECT_FALSE(any(theirs_));
  const ProductId product = products_.rows[0].id;
  EXPECT_EQ(database().read([&](db::Reader& reader) { return store::held(reader, std::span(&product, 1)); }), std::vector{product});
}

TEST_P(QuotationsService, TheMakerSeesFirstWhatWaits) {
  std::vector<std::string> numbers;
  Ask form = wanted();
  std::vector<Service::Opened> all;
  for (const char* words : {"a", "b", "c"}) {
    form.words = words;
    all.push_back(asked(form));
    later(1'000);
  }
  ASSERT_TRUE(offered(all[2], draft(all[2])));
  const auto mine = service_->of_maker(desk_.people["member"], ours_);
  for (const Service::Listed& one : mine->quotations) numbers.push_back(one.quotation.number);
  EXPECT_EQ(numbers, (std::vector{all[1].number, all[0].number, all[2].number}));
  EXPECT_EQ(mine->quotations[2].total, 8'625'000);
  EXPECT_FALSE(mine->quotations[0].total);
}

}  // namespace
}  // namespace ocop::quotations
