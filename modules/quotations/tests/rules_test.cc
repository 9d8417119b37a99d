#include "modules/quotations/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "modules/quotations/messages.h"

namespace ocop::quotations {
namespace {

const Instant kNow = Instant::parse_iso("2026-11-28T02:00:00.000Z").value();
const Date kToday = vietnam_date(kNow);
constexpr std::array kAllSteps{Step::offer, Step::withdraw, Step::accept, Step::decline, Step::forget, Step::lapse};
constexpr std::array kParties{Party::buyer, Party::maker, Party::clock};

Quotation in_state(State state) {
  return {.state = state, .name = "Hoa", .phone = "0912345678", .until = Instant{kNow.milliseconds + rules::kDay}, .moved = kNow};
}

// Who may take which step in which state. A cell is what the quotation is then; nothing = it is refused.
TEST(QuotationsRules, WhoMayDoWhat) {
  struct Cell { Party by; State from; Step step; State to; };
  const std::vector<Cell> may{
      {Party::maker, State::asked, Step::offer, State::offered},       {Party::maker, State::offered, Step::offer, State::offered},
      {Party::maker, State::declined, Step::offer, State::offered},    {Party::maker, State::lapsed, Step::offer, State::offered},
      {Party::maker, State::asked, Step::withdraw, State::withdrawn},  {Party::maker, State::offered, Step::withdraw, State::withdrawn},
      {Party::buyer, State::offered, Step::accept, State::accepted},   {Party::buyer, State::asked, Step::decline, State::declined},
      {Party::buyer, State::offered, Step::decline, State::declined},  {Party::buyer, State::declined, Step::forget, State::declined},
      {Party::buyer, State::withdrawn, Step::forget, State::withdrawn}, {Party::buyer, State::lapsed, Step::forget, State::lapsed}};
  int allowed = 0;
  for (const Party by : kParties)
    for (const State from : kStates)
      for (const Step step : kAllSteps) {
        const auto cell = std::ranges::find_if(may, [&](const Cell& one) { return one.by == by && one.from == from && one.step == step; });
        const auto after = rules::after(in_state(from), {.step = step, .reason = "vì"}, by, kNow);
        EXPECT_EQ(after.ok(), cell != may.end()) << static_cast<int>(by) << ' ' << name(from) << ' ' << name(step);
        if (!after.ok()) {
          EXPECT_EQ(after.error().kind, ErrorKind::conflict);
          continue;
        }
        ++allowed;
        EXPECT_EQ(after->state, cell->to);
        EXPECT_EQ(after->waits, Quotation::Waits::no);
      }
  EXPECT_EQ(allowed, 12);   // the clock does nothing while a term runs
  EXPECT_EQ(rules::table().size(), 14U);
}

TEST(QuotationsRules, TheClockEndsWhatNobodyAnswered) {
  for (const State state : kStates) {
    Quotation due = in_state(state);
    due.until = kNow;
    const bool open = !rules::is_over(state);
    const auto after = rules::after(due, {.step = Step::lapse}, Party::clock, kNow);
    EXPECT_EQ(after.ok(), open) << name(state);
    if (after.ok()) EXPECT_EQ(after->state, State::lapsed);
  }
}

// The last day of an offer counts to its midnight in Vietnam.
TEST(QuotationsRules, AnOfferHoldsUntilTheEndOfItsLastDay) {
  const auto offered =
      rules::after(in_state(State::asked), {.step = Step::offer, .valid_until = *Date::of(2026, 12, 12)}, Party::maker, kNow);
  ASSERT_TRUE(offered);
  EXPECT_EQ(offered->offers, 1);
  const Instant last = Instant::parse_iso("2026-12-12T16:59:59.999Z").value(), midnight{last.milliseconds + 1};
  EXPECT_TRUE(rules::after(*offered, {.step = Step::accept}, Party::buyer, last));
  const auto late = rules::after(*offered, {.step = Step::accept}, Party::buyer, midnight);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().problems.at(0).message.en, msg::no_longer_valid.en);
  EXPECT_FALSE(rules::after(*offered, {.step = Step::lapse}, Party::clock, last));
  EXPECT_TRUE(rules::after(*offered, {.step = Step::lapse}, Party::clock, midnight));
}

TEST(QuotationsRules, AReasonIsDueOfAWithdrawalAlone) {
  EXPECT_EQ(rules::after(in_state(State::offered), {.step = Step::withdraw}, Party::maker, kNow).error().kind, ErrorKind::invalid_input);
  EXPECT_TRUE(rules::after(in_state(State::offered), {.step = Step::decline}, Party::buyer, kNow));
}

TEST(QuotationsRules, ToNobodyNothingIsOffered) {
  const auto forgotten = rules::after(in_state(State::lapsed), {.step = Step::forget}, Party::buyer, kNow);
  ASSERT_TRUE(forgotten);
  EXPECT_EQ(forgotten->name + forgotten->phone, "");
  EXPECT_EQ(forgotten->moved, kNow);
  EXPECT_TRUE(rules::possible(*forgotten, Party::maker, kNow).empty());
  EXPECT_TRUE(rules::possible(*forgotten, Party::buyer, kNow).empty());
}

TEST(QuotationsRules, TaxCodes) {
  struct Row { const char *typed, *kept; };
  const Row rows[] = {{"0100 233 488", "0100233488"}, {"0314409058002", "0314409058-002"}, {"001085012345", "001085012345"}, {"", ""},
                      {"0100233489", ""},   {"MST 0100233488", ""},   {"01002334881", ""}};
  for (const Row& row : rows) EXPECT_EQ(rules::tax_code_of(row.typed).value_or(""), row.kept) << row.typed;
}

TEST(QuotationsRules, WholeNumbersAsPeopleTypeThem) {
  struct Row { const char* typed; std::int64_t value; };   // -1 = none
  const Row rows[] = {{"45000", 45'000},
                      {"45.000", 45'000},
                      {"45,000", 45'000},
                      {"45 000", 45'000},
                      {"45.000 đ", 45'000},
                      {"45.000đồng", 45'000},
                      {"1.000.000₫", 1'000'000},
                      {"0", 0},
                      {"1000000", 1'000'000},
                      {"", -1},
                      {"4.5", -1},
                      {"45.00", -1},
                      {"1.000.00", -1},
                      {".000", -1},
                      {"1..000", -1},
                      {"1000.000", -1},
                      {"-5", -1},
                      {"1.000,000", -1},
                      {"muoi", -1},
                      {"1000001", -1},
                      {"99999999999999999999", -1},
                      {"đ", -1}};
  for (const Row& row : rows) EXPECT_EQ(rules::whole_of(row.typed, 1'000'000).value_or(-1), row.value) << row.typed;
}

TEST(QuotationsRules, DiscountsAreTenthsOfAPerCent) {
  struct Row { const char* typed; std::int64_t value; };
  const Row rows[] = {{"", 0},        {"0", 0},   {"5", 50},        {"7,5", 75},   {"7.5 %", 75}, {"12,5%", 125},
                      {"100", 1'000}, {"0,1", 1}, {"100,0", 1'000}, {"100,1", -1}, {"101", -1},   {"7,55", -1},
                      {"7,", -1},     {",5", -1}, {"-1", -1},       {"%", -1},     {"mười", -1},  {"1000", -1}};
  for (const Row& row : rows) EXPECT_EQ(rules::discount_of(row.typed).value_or(-1), row.value) << row.typed;
}

// Half a đồng is a đồng, of each line by itself.
TEST(QuotationsRules, ALineIsRoundedHalfUp) {
  struct Row { std::int64_t count, price, discount, total; };
  const Row rows[] = {{1, 1'000, 0, 1'000}, {1, 1'000, 1'000, 0}, {200, 185'000, 75, 34'225'000}, {3, 3'333, 125, 8'749}, {1, 1, 500, 1},
                      {1, 1, 501, 0}, {1, 3, 500, 2}, {7, 11, 333, 51}, {1, 999, 1, 998}, {1, 0, 0, 0},
                      {rules::kMostCount, rules::kMostPrice, 0, 1'000'000'000'000'000}};
  for (const Row& row : rows)
    EXPECT_EQ(total(Line{.count = row.count, .price = row.price, .discount = row.discount}), row.total) << row.count << '*' << row.price;
}

Line any_line() {
  Line out{.title = "Trà", .count = *rc::gen::inRange<std::int64_t>(1, rules::kMostCount + 1),
           .price = *rc::gen::inRange<std::int64_t>(0, rules::kMostPrice + 1), .discount = *rc::gen::inRange<std::int64_t>(0, 1'001)};
  if (*rc::gen::arbitrary<bool>()) {
    out.item.uuid.bytes[0] = 1;
    out.product.uuid.bytes[0] = 2;
  }
  return out;
}
Offer any_offer() {
  Offer out{.delivery = *rc::gen::inRange<std::int64_t>(0, rules::kMostPrice + 1)};
  const auto lines = *rc::gen::inRange(1, 31);
  for (int i = 0; i < lines; ++i) out.lines.push_back(any_line());
  return out;
}

RC_GTEST_PROP(QuotationsRules, TheTotalIsItsLinesAndTheDelivery, ()) {
  const Offer offer = any_offer();
  std::int64_t sum = offer.delivery;
  for (const Line& line : offer.lines) {
    sum += total(line);
    // Within half a đồng of the exact value, and never above the price without the discount.
    const std::int64_t exact = line.count * line.price * (1'000 - line.discount);
    RC_ASSERT(2 * (total(line) * 1'000 - exact) <= 1'000 && 2 * (exact - total(line) * 1'000) < 1'000);
    RC_ASSERT(total(line) >= 0 && total(line) <= line.count * line.price);
  }
  RC_ASSERT(total(offer) == sum);
}

RC_GTEST_PROP(QuotationsRules, TheOrderComesToTheSameTotalAndTakesTheSamePieces, ()) {
  const Offer offer = any_offer();
  std::int64_t sum = 0, pieces = 0, wanted = 0;
  for (const orders::Agreed::Line& line : rules::order_lines(offer, "Giao hàng")) {
    RC_ASSERT(line.count > 0 && line.price >= 0);
    sum += line.price * line.count;
    if (line.item) pieces += line.count;
  }
  for (const Line& line : offer.lines)
    if (line.item != items::ItemId{}) wanted += line.count;
  RC_ASSERT(sum == total(offer));
  RC_ASSERT(pieces == wanted);
}

TEST(QuotationsRules, AnEvenLineStaysOneLineOfTheOrder) {
  const Offer offer{.lines = {{.title = "Hộp", .count = 200, .price = 185'000, .discount = 75}}, .delivery = 500'000};
  const auto lines = rules::order_lines(offer, "Giao hàng");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].price, 171'125);
  EXPECT_EQ(lines[1].title, "Giao hàng");
  EXPECT_FALSE(lines[1].item);
}

Ask right_ask() {
  Ask out;
  out.words = "200 hộp quà Tết";
  out.name = "Hoa";
  out.phone = "+84 912 345 678";
  out.consent = Ask::Consent::yes;
  return out;
}
std::set<std::string> wrong(const Ask& ask) {
  std::set<std::string> out;
  if (const auto read = rules::read(ask, kToday); !read)
    for (const Problem& one : read.error().problems) {
      out.insert(one.field);
      EXPECT_TRUE(one.got.empty()) << one.field;   // it is about a person
    }
  return out;
}

TEST(QuotationsRules, WhatIsAskedIsReadAtOnce) {
  EXPECT_EQ(rules::read(right_ask(), kToday)->phone, "0912345678");
  EXPECT_EQ(wrong(Ask{}), (std::set<std::string>{"words", "name", "phone", "consent"}));
  struct Row { const char* field; void (*spoil)(Ask&); };
  const Row rows[] = {
      {"words", [](Ask& one) { one.words.clear(); }},
      {"words", [](Ask& one) { one.words.clear(); one.lines = {{"x", "0"}}; }},
      {"lines", [](Ask& one) { one.lines = {{"x", "nhiều"}}; }},
      {"lines", [](Ask& one) { one.lines = {{"x", "1000001"}}; }},
      {"lines", [](Ask& one) { one.lines.assign(31, {"x", "1"}); }},
      {"wanted_by", [](Ask& one) { one.wanted_by = kToday.plus_days(-1); }},
      {"wanted_by", [](Ask& one) { one.wanted_by = kToday.plus_days(rules::kMostAhead + 1); }},
      {"phone", [](Ask& one) { one.phone = "0912"; }},
      {"tax_code", [](Ask& one) { one.tax_code = "123"; }},
      {"mail", [](Ask& one) { one.mail = "không phải thư"; }},
      {"attempt", [](Ask& one) { one.attempt = "ngắn"; }},
      {"consent", [](Ask& one) { one.consent = Ask::Consent::no; }},
  };
  for (const Row& row : rows) {
    Ask ask = right_ask();
    row.spoil(ask);
    EXPECT_EQ(wrong(ask), std::set<std::string>{row.field});
  }
  Ask lines = right_ask();
  lines.words.clear();
  lines.lines = {{"x", "1.000"}, {"y", ""}};
  lines.wanted_by = kToday;
  EXPECT_TRUE(wrong(lines).empty());
}

std::set<std::string> wrong(const Draft& draft) {
  std::set<std::string> out;
  if (const auto read = rules::read(draft, kToday); !read)
    for (const Problem& one : read.error().problems) out.insert(one.field);
  return out;
}

TEST(QuotationsRules, ADraftIsReadRowByRow) {
  const Draft right{.lines = {{"1.title", "Hộp quà"}, {"1.unit", "hộp"}, {"1.count", "200"}, {"1.price", "185.000"}, {"1.discount", "7,5"},
                              {"3.title", "Thiệp"}, {"3.count", "200"}, {"3.price", "0"}, {"2.unit", " "}},
                    .delivery = "500.000"};
  const auto read = rules::read(right, kToday);
  ASSERT_TRUE(read) << read.error().problems.at(0).field;
  ASSERT_EQ(read->lines.size(), 2U);
  EXPECT_EQ(total(*read), 34'725'000);
  EXPECT_EQ(read->valid_until, kToday.plus_days(14));
  const std::string item = items::ItemId{}.text();
  struct Row { std::vector<Cell> lines; std::set<std::string> fields; };
  const std::vector<Row> rows{
      {{}, {"lines"}},
      {{{"1.count", "1"}, {"1.price", "1"}}, {"lines.1.title"}},
      {{{"1.title", "a"}}, {"lines.1.count", "lines.1.price"}},
      {{{"2.title", "a"}, {"2.count", "0"}, {"2.price", "1"}}, {"lines.2.count"}},
      {{{"2.title", "a"}, {"2.count", "1"}, {"2.price", "1.000.000.001"}}, {"lines.2.price"}},
      {{{"2.title", "a"}, {"2.count", "1"}, {"2.price", "1"}, {"2.discount", "101"}}, {"lines.2.discount"}},
      {{{"2.title", "a"}, {"2.count", "1"}, {"2.price", "1"}, {"2.unit", std::string(21, 'x')}}, {"lines.2.unit"}},
      {{{"2.title", std::string(201, 'x')}, {"2.count", "1"}, {"2.price", "1"}}, {"lines.2.title"}},
      {{{"2.item", "x"}, {"2.count", "1"}, {"2.price", "1"}}, {"lines.2.item"}},
      {{{"2.item", item}, {"2.count", "1"}, {"2.price", "1"}}, {"lines.2.item"}},
      {{{"1.title", "a"}, {"1.count", "1"}, {"1.price", "1"}, {"1.colour", "đỏ"}}, {"lines"}},
      {{{"31.title", "a"}, {"31.count", "1"}, {"31.price", "1"}}, {"lines", "lines.31.title", "lines.31.count", "lines.31.price"}},
      {{{"1.title", "a"}, {"1.count", "101"}, {"1.price", "1.000.000.000"}}, {"lines"}},   // over a hundred milliards
  };
  for (const Row& row : rows) EXPECT_EQ(wrong(Draft{.lines = row.lines}), row.fields);
  const std::vector<Cell> one{{"1.title", "a"}, {"1.count", "1"}, {"1.price", "1"}};
  EXPECT_EQ(wrong(Draft{.lines = one, .delivery = "nhiều"}), std::set<std::string>{"delivery"});
  EXPECT_EQ(wrong(Draft{.lines = one, .valid_until = kToday.plus_days(-1)}), std::set<std::string>{"valid_until"});
  EXPECT_EQ(wrong(Draft{.lines = one, .valid_until = kToday.plus_days(366)}), std::set<std::string>{"valid_until"});
  EXPECT_EQ(wrong(Draft{.lines = one, .ready = kToday.plus_days(-1)}), std::set<std::string>{"ready"});
  EXPECT_EQ(wrong(Draft{.lines = one, .seller_tax = "1"}), std::set<std::string>{"seller_tax"});
  EXPECT_EQ(wrong(Draft{.lines = one, .seller_phone = "1"}), std::set<std::string>{"seller_phone"});
}

// What the form shows of an offer, sent as it is, is the offer.
RC_GTEST_PROP(QuotationsRules, AFormSentAsItIsShownIsTheSameOffer, ()) {
  Offer offer = any_offer();
  offer.valid_until = kToday.plus_days(*rc::gen::inRange(0, rules::kMostValid + 1));
  for (Line& line : offer.lines) {     // thirty such lines stay below a hundred milliards
    line.product = {};
    line.count = line.count % 1'000 + 1;
    line.price = line.price % 1'000'000;
  }
  const auto read = rules::read(rules::draft_of(offer), kToday);
  RC_ASSERT(read.ok());
  RC_ASSERT(read->lines == offer.lines);
  RC_ASSERT(read->delivery == offer.delivery && read->valid_until == offer.valid_until);
}

}  // namespace
}  // namespace ocop::quotations
