#include "modules/orders/rules.h"

#include <gtest/gtest.h>

#include "modules/orders/messages.h"
#include "modules/orders/statement.h"

namespace ocop::orders::rules {
namespace {

const Instant kNow = Instant::parse_iso("2026-11-27T02:00:00.000Z").value();
Instant later(std::int64_t hours) { return {kNow.milliseconds + hours * kHour}; }

Order order(State state = State::placed, Pay pay = Pay::transfer) {
  Order out;
  out.number = "26112700017";
  out.state = state;
  out.pay = pay;
  out.total = 90'000;
  out.placed = kNow;
  out.moved = kNow;
  if (pay == Pay::transfer) out.account = "8400205123456";
  if (state == State::placed) out.until = later(24);
  out.lines.push_back({{}, {}, "Khẩu sli, 300 g", 45'000, 2});
  return out;
}
Order paid(State state) {
  Order out = order(state);
  out.paid = kNow;
  return out;
}
using Steps = std::vector<Step>;

TEST(OrdersRules, WhoMayDoWhatInWhichState) {
  struct Case { Order order; Steps buyer, maker; };
  for (const Case& one : std::vector<Case>{
           {order(State::placed), {Step::cancel}, {Step::confirm, Step::refuse, Step::mark_paid}},
           {order(State::placed, Pay::cash), {Step::cancel}, {Step::confirm, Step::refuse, Step::mark_paid}},
           {order(State::confirmed), {Step::cancel}, {Step::refuse, Step::mark_paid}},   // nothing leaves unpaid
           {paid(State::confirmed), {}, {Step::refuse, Step::send}},                      // paid: the maker is asked
           {order(State::confirmed, Pay::cash), {Step::cancel}, {Step::refuse, Step::send, Step::mark_paid}},
           {order(State::sent, Pay::cash), {Step::finish, Step::ask_return}, {Step::finish, Step::accept_return, Step::mark_paid}},
           {paid(State::sent), {Step::finish, Step::ask_return}, {Step::finish, Step::accept_return}},   // nobody took the parcel in
           {paid(State::done), {Step::ask_return}, {}},
           {paid(State::returning), {}, {Step::accept_return, Step::refuse_return}},
           {paid(State::returned), {}, {Step::mark_refunded}},
           {order(State::returned, Pay::cash), {}, {Step::mark_paid}},       // noted late
           {order(State::cancelled), {}, {Step::mark_paid}},                 // the transfer was on its way
           {order(State::cancelled, Pay::cash), {}, {}},
           {paid(State::cancelled), {}, {Step::mark_refunded}},
           {order(State::expired), {}, {Step::mark_paid}}}) {
    EXPECT_EQ(possible(one.order, Party::buyer, kNow), one.buyer) << name(one.order.state);
    EXPECT_EQ(possible(one.order, Party::maker, kNow), one.maker) << name(one.order.state);
  }
}

// A year's contract is paid by the month: its maker had to say that all had come before anything could be sent.
TEST(OrdersRules, WhatTwoAgreedToPayOtherwiseIsSentUnpaid) {
  Order agreed = order(State::confirmed);
  agreed.account.clear();
  EXPECT_EQ(possible(agreed, Party::maker, kNow), (Steps{Step::refuse, Step::send, Step::mark_paid}));
}

TEST(OrdersRules, WhatIsNotPossibleSaysWhy) {
  const auto said = [](const Order& order, Step step, Party by) {
    const auto done = after(order, {.version = 1, .step = step, .reason = "x"}, by, kNow);
    return done ? std::string_view("done") : done.error().problems.at(0).message.en;
  };
  EXPECT_EQ(said(order(State::confirmed), Step::send, Party::maker), msg::not_paid_yet.en);
  EXPECT_EQ(said(paid(State::confirmed), Step::cancel, Party::buyer), msg::paid_already.en);
  EXPECT_EQ(said(order(State::done), Step::send, Party::maker), msg::step_not_now.en);
  EXPECT_EQ(said(order(State::placed), Step::confirm, Party::buyer), msg::step_not_now.en);   // not the buyer's
  EXPECT_EQ(said(order(State::placed), Step::mark_paid, Party::buyer), msg::step_not_now.en);
  const auto silent = after(order(), {.version = 1, .step = Step::refuse, .reason = ""}, Party::maker, kNow);
  EXPECT_EQ(silent.error().problems.at(0).field, "reason");
}

TEST(OrdersRules, AStepHasItsClock) {
  const auto confirmed = after(order(), {.version = 1, .step = Step::confirm, .reason = {}}, Party::maker, later(10));
  EXPECT_EQ(confirmed->until, later(34));   // a day from the maker's yes
  const auto cash = after(order(State::placed, Pay::cash), {.version = 1, .step = Step::confirm, .reason = {}}, Party::maker, kNow);
  EXPECT_FALSE(cash->until);
  const auto money = after(order(), {.version = 1, .step = Step::mark_paid, .reason = {}}, Party::maker, later(1));
  EXPECT_EQ(money->state, State::confirmed);   // what is paid is agreed
  EXPECT_FALSE(money->until);
  EXPECT_EQ(money->paid, later(1));
  // Nobody's money came: the clock ends it, and not a moment before.
  const Move expire{.version = 1, .step = Step::expire, .reason = {}};
  EXPECT_FALSE(after(order(), expire, Party::clock, later(23)));
  EXPECT_EQ(after(order(), expire, Party::clock, later(24))->state, State::expired);
  EXPECT_FALSE(after(paid(State::confirmed), expire, Party::clock, later(48)));
  EXPECT_FALSE(after(order(), expire, Party::maker, later(48)));
  // A return is asked for within seven days, and once.
  const Move back{.version = 1, .step = Step::ask_return, .reason = "Vỡ"};
  EXPECT_TRUE(after(paid(State::done), back, Party::buyer, later(7 * 24)));
  EXPECT_FALSE(after(paid(State::done), back, Party::buyer, later(7 * 24 + 1)));
  Order refused = paid(State::done);
  refused.reason = "Vỡ";
  EXPECT_FALSE(after(refused, back, Party::buyer, kNow));
}

// A buyer cancelled an hour before the money came: nobody could note it, and nobody owed it back.
TEST(OrdersRules, MoneyThatComesToWhatIsOverIsOwedBack) {
  for (const State state : {State::cancelled, State::expired, State::returned}) {
    const auto noted = after(order(state), {.version = 1, .step = Step::mark_paid, .reason = {}}, Party::maker, later(2));
    ASSERT_TRUE(noted) << name(state);
    EXPECT_EQ(noted->state, state);
    EXPECT_EQ(noted->paid, later(2));
    EXPECT_TRUE(owes_refund(*noted));
    EXPECT_EQ(noted->waits, Order::Waits::yes);
    const auto back = after(*noted, {.version = 2, .step = Step::mark_refunded, .reason = {}}, Party::maker, later(3));
    EXPECT_FALSE(owes_refund(*back));
    EXPECT_EQ(back->waits, Order::Waits::no);
  }
}

// Somebody wrote a reason beside "accept": then the buyer could give nothing back, because a reason meant that he had asked before.
TEST(OrdersRules, AReasonIsKeptOnlyWhereTheStepAsksForOne) {
  const auto accepted = after(order(), {.version = 1, .step = Step::confirm, .reason = "vâng"}, Party::maker, kNow);
  EXPECT_EQ(accepted->reason, "");
  EXPECT_EQ(after(order(), {.version = 1, .step = Step::refuse, .reason = "Hết"}, Party::maker, kNow)->reason, "Hết");
  const auto asked = after(paid(State::sent), {.version = 1, .step = Step::ask_return, .reason = "Vỡ"}, Party::buyer, kNow);
  EXPECT_EQ(after(*asked, {.version = 2, .step = Step::accept_return, .reason = "x"}, Party::maker, kNow)->reason, "Vỡ");
}

// A note of the money of last week gave the buyer seven more days, and kept his name half a year longer.
TEST(OrdersRules, TheTimeOfAnOrderIsThatOfItsState) {
  const Move paid_late{.version = 1, .step = Step::mark_paid, .reason = {}};
  const Move given_back{.version = 1, .step = Step::mark_refunded, .reason = {}};
  EXPECT_EQ(after(order(State::done, Pay::cash), paid_late, Party::maker, later(48))->moved, kNow);
  EXPECT_EQ(after(paid(State::returned), given_back, Party::maker, later(48))->moved, kNow);
  EXPECT_EQ(after(order(), paid_late, Party::maker, later(1))->moved, later(1));   // confirmed by it
}

TEST(OrdersRules, WhatWaitsForTheMaker) {
  for (const Order& one :
       {order(), order(State::confirmed, Pay::cash), paid(State::confirmed), paid(State::returning), paid(State::expired)})
    EXPECT_EQ(waits(one), Order::Waits::yes) << name(one.state);
  for (const Order& one : {order(State::confirmed), paid(State::sent), paid(State::done), order(State::cancelled), order(State::returned)})
    EXPECT_EQ(waits(one), Order::Waits::no) << name(one.state);
}

TEST(OrdersRules, StockGoesBackWhereNothingLeft) {
  EXPECT_TRUE(gives_back(order(State::placed), order(State::cancelled)));
  EXPECT_TRUE(gives_back(order(State::confirmed), order(State::expired)));
  EXPECT_FALSE(gives_back(order(State::returning), order(State::returned)));   // it is looked at first
  EXPECT_FALSE(gives_back(order(State::placed), order(State::confirmed)));
  EXPECT_FALSE(gives_back(paid(State::cancelled), paid(State::cancelled)));
  EXPECT_TRUE(owes_refund(paid(State::returned)));
  EXPECT_FALSE(owes_refund(order(State::returned)));
  EXPECT_FALSE(owes_refund(paid(State::done)));
}

TEST(OrdersRules, TelephonesOfVietnam) {
  for (const auto& [typed, kept] : std::vector<std::pair<std::string_view, std::string>>{
           {"0912345678", "0912345678"}, {"0912 345 678", "0912345678"}, {"+84912345678", "0912345678"}, {"84.912.345.678", "0912345678"},
           {"02063 888 999", "02063888999"}, {"091234567", ""}, {"1912345678", ""}, {"0112345678", ""}, {"mười", ""}, {"", ""}})
    EXPECT_EQ(phone_of(typed).value_or(""), kept) << typed;
}

TEST(OrdersRules, WhatABuyerSendsIsToldAtOnceAndNotRepeated) {
  NewOrder wanted;
  wanted.phone = "12";
  wanted.mail = "hoa";
  wanted.lines = {{"0190c0de-0000-7000-8000-000000000001", ""}, {"0190c0de-0000-7000-8000-000000000002", "0"}};
  wanted.attempt = "short";
  const auto checked = read(wanted);
  ASSERT_FALSE(checked);
  std::vector<std::string> fields;
  for (const Problem& one : checked.error().problems) {
    fields.push_back(one.field);
    EXPECT_TRUE(one.got.empty()) << "what is about a person stands in no answer and no log";
  }
  EXPECT_EQ(fields, (std::vector<std::string>{"lines", "buyer", "phone", "address", "mail", "consent", "attempt"}));
  wanted = {.lines = {{"0190c0de-0000-7000-8000-000000000001", "2"}}, .way = Way::pickup, .buyer = "Lý Mẩy", .phone = "+84 912 345 678",
            .address = "nhà", .note = {}, .mail = "hoa@Example.org", .consent = NewOrder::Consent::yes, .attempt = std::string(22, '_')};
  const auto kept = read(wanted);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->phone, "0912345678");
  EXPECT_EQ(kept->mail, "hoa@example.org");
  EXPECT_EQ(kept->address, "") << "who fetches it is visited by nobody";
}

// ---- the statement ---------------------------------------------------------------------------------------------------------------------

TEST(OrdersMatch, ExactNearAgainAndNobodys) {
  Order first = order(), second = order(), third = order(), had = paid(State::sent);
  second.number = "26112700025";
  second.total = 120'000;
  third.number = "26112700033";
  third.total = 90'000;
  had.number = "26112600019";
  const auto words = [](std::string_view number) { return "MBVCB " + payments::reference_of(number) + " CT TU 001"; };
  const std::vector<Received> lines{{2, {}, 90'000, words("26112700017")},                    // words and amount
                                    {3, {}, 100'000, words("26112700025")},                   // words, another amount
                                    {4, {}, 90'000, "chuyen tien banh"},                      // the amount of one that still waits
                                    {5, {}, 90'000, words("26112700017")},                    // a second time
                                    {6, {}, 90'000, words("26112600019")},                    // paid last week
                                    {7, {}, 77'000, "tien dien"},                             // nobody's
                                    {8, {}, 210'000, words("26112700033") + words("26112700025")}};   // one transfer for two
  const auto matched = match(lines, std::vector<Order>{first, second, third, had});
  using How = Matched::How;
  std::vector<How> how;
  for (const Matched& one : matched) how.push_back(one.how);
  EXPECT_EQ(how, (std::vector<How>{How::exact, How::near, How::near, How::again, How::again, How::none, How::near}));
  EXPECT_EQ(matched[2].numbers, std::vector<std::string>{"26112700033"});   // the first was taken by its own words
  EXPECT_EQ(matched[6].numbers.size(), 2U);
  Order over = order(State::cancelled);
  // Cancelled an hour before the money came: it is that order's all the same, and is owed back. By its words alone, not by its amount.
  EXPECT_EQ(match(std::vector<Received>{lines[0]}, std::vector<Order>{over})[0].how, How::exact);
  EXPECT_EQ(match(std::vector<Received>{lines[2]}, std::vector<Order>{over})[0].how, How::none);
  // Who pays in cash transfers nothing: a sum that is the same is somebody else's.
  Order cash = order(State::confirmed, Pay::cash);
  EXPECT_EQ(match(std::vector<Received>{lines[0]}, std::vector<Order>{cash})[0].how, How::none);
}

TEST(OrdersStatement, TheTablesOfSeveralBanks) {
  struct Case { std::string_view file; std::vector<std::pair<std::int64_t, std::string>> lines; };
  for (const Case& one : std::vector<Case>{
           // titles above, debit and credit apart, amounts with points, a sum below
           {"SAO KÊ TÀI KHOẢN,,,\nSố tài khoản: 8400205123456,,,\nNgày giao dịch,Ghi nợ,Ghi có,Nội dung\n27/11/2026,,90.000,OCOP A\n"
            "27/11/2026,50.000,,Rút tiền\n28/11/2026,,1.250.000 VND,OCOP B\nTổng cộng,50.000,1.340.000,\n",
            {{90'000, "OCOP A"}, {1'250'000, "OCOP B"}}},
           // English, one signed column, cents, semicolons
           {"Date;Description;Amount\n2026-11-27;OCOP A;+90,000.00\n2026-11-27;Fee;-1,100.00\n", {{90'000, "OCOP A"}}},
           // amount and what went out in another column
           {"STT,Thời gian,Diễn giải,Số tiền ghi nợ,Số tiền ghi có\n1,27/11/2026 10:22,OCOP A,0,90000\n"
            "2,27/11/2026 11:00,Mua hàng,20000,0\n",
            {{90'000, "OCOP A"}}}}) {
    const auto read = read_statement(sheets::Source::bytes(one.file));
    ASSERT_TRUE(read) << one.file;
    std::vector<std::pair<std::int64_t, std::string>> lines;
    for (const Received& line : *read) lines.emplace_back(line.amount, line.words);
    EXPECT_EQ(lines, one.lines) << one.file;
  }
  EXPECT_EQ(read_statement(sheets::Source::bytes("Ngày,Số tiền ghi có,Nội dung\n27/11/2026,90.000,A\n"))->at(0).day,
            Date::of(2026, 11, 27));
  for (const std::string_view file : {"", "a,b\n1,2\n", "Nội dung,Ghi chú\nA,B\n", "%PDF-1.4"})
    EXPECT_FALSE(read_statement(sheets::Source::bytes(file))) << file;
}

TEST(OrdersStatement, AmountsOfEitherSign) {
  for (const auto& [typed, dong] : std::vector<std::pair<std::string_view, std::int64_t>>{
           {"1.250.000", 1'250'000}, {"1,250,000", 1'250'000}, {"1.250.000,00", 1'250'000}, {"1,250,000.00", 1'250'000},
           {"1250000", 1'250'000}, {"1 250 000", 1'250'000}, {"1\u00a0250\u00a0000", 1'250'000},
           {"+90,000.00", 90'000}, {"90.000 VND", 90'000}, {"90.000 đ", 90'000},
           {"90.000 d", 90'000}, {"90000.5", 90'000}, {"90000,5", 90'000}, {"45,000 CR", 45'000}, {"90.000đồng", 90'000},
           // what went out
           {"-1,100.00", -1'100}, {"(1.100)", -1'100}, {"90.000 (VND)", 90'000}, {"500,000 VND -", 500'000}, {"1,100-", -1'100},
           {"\u22121.100", -1'100}, {"1.100 DR", -1'100},
           {"D 1.100", -1'100}, {"Nợ 1.100", -1'100},
           // no amount at all
           {"", 0}, {"0", 0}, {"0,00", 0}, {"27.11.2026", 0}, {"12,34,567", 0}, {"1.250.00", 0}, {"1234567890123456", 0}, {"VND", 0}})
    EXPECT_EQ(dong_of(typed), dong) << typed;
  // A debit with a sign stood in its own column, and the line was taken for money that came in.
  const auto read = read_statement(sheets::Source::bytes("Số tiền,Ghi nợ,Nội dung\n\"50,000\",\"-50,000\",Phí\n\"90,000\",,OCOP A\n"));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->at(0).amount, 90'000);
}

TEST(OrdersStatement, AFileThatIsTooLongIsRefusedAndNotCut) {
  std::string csv = "Ghi có,Nội dung\n";
  for (std::size_t i = 0; i < kMostReceived; ++i) csv += "1000,x\n";
  EXPECT_EQ(read_statement(sheets::Source::bytes(csv))->size(), kMostReceived);
  csv += "1000,x\n";
  EXPECT_EQ(read_statement(sheets::Source::bytes(csv)).error().problems.at(0).message.en, msg::long_statement.en);
  // A short file that names no words was read all the same, from a column that is not there.
  const auto wordless = read_statement(sheets::Source::bytes("Ngày,Ghi có\n27/11/2026,90.000\n"));
  EXPECT_EQ(wordless.error().problems.at(0).message.en, msg::no_statement.en);
  const std::string words = "Ghi có,Nội dung\n1000," + std::string(3'000, 'x') + "\n";
  EXPECT_EQ(read_statement(sheets::Source::bytes(words))->at(0).words.size(), kMostWords);
  const std::string book = "Ghi có,Nội dung\n1000," + std::string(kStatementCell + 1, 'x') + "\n";
  EXPECT_FALSE(read_statement(sheets::Source::bytes(book)));
}

}  // namespace
}  // namespace ocop::orders::rules
