#include "modules/orders/sales.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "kernel/base/csv.h"
#include "kernel/sheets/sheets.h"
#include "modules/orders/messages.h"
#include "modules/orders/tests/orders_test.h"

namespace ocop::orders {
namespace {

using http::Method;
using test::has;

Instant at(std::string_view iso) { return Instant::parse_iso(iso).value(); }
ProductId product_of(std::uint8_t byte) {
  ProductId out;
  out.uuid.bytes[0] = byte;
  return out;
}
Order order(std::string number, Instant handed) {
  Order out;
  out.number = std::move(number);
  out.state = State::sent;
  out.buyer = "Lý Mẩy";
  out.handed = out.moved = handed;
  out.lines.push_back({.product = product_of(1), .title = "Khẩu sli, 300 g", .price = 45'000, .count = 2});
  out.lines.push_back({.product = product_of(2), .title = "Mật ong", .price = 100'000, .count = 1});
  out.total = 190'000;
  return out;
}
Order returned(Order out, Instant when) {
  out.state = State::returned;
  out.moved = when;
  return out;
}
const Month kNovember{2026, 11};

TEST(OrdersSales, AMonthIsRead) {
  EXPECT_EQ(read_month("2026-11"), kNovember);
  EXPECT_EQ(kNovember.text(), "2026-11");
  EXPECT_EQ(kNovember.show(Language::vi), "11/2026");
  EXPECT_EQ(kNovember.show(Language::en), "November 2026");
  EXPECT_EQ((Month{2026, 1}).before(), (Month{2025, 12}));
  for (const std::string_view wrong : {"", "2026", "2026-13", "2026-1", "11/2026", "2026-11-01", "0001-01", "9999-12"})
    EXPECT_FALSE(read_month(wrong)) << wrong;
}

TEST(OrdersSales, EachLineStandsOnItsDay) {
  const std::vector<Order> all{order("2", at("2026-11-28T02:00:00.000Z")),
                               order("1", at("2026-11-03T02:00:00.000Z")),
                               order("0", at("2026-10-31T17:00:00.000Z")),   // midnight in Vietnam: the first of November
                               order("9", at("2026-10-31T16:59:59.000Z")),   // and a second before
                               returned(order("5", at("2026-10-20T02:00:00.000Z")), at("2026-11-10T02:00:00.000Z"))};
  const auto lines = sold_lines(all, kNovember, {{product_of(1), 8}});
  std::vector<std::string> said;
  for (const SoldLine& one : lines) said.push_back(one.number + " " + std::to_string(one.amount));
  EXPECT_EQ(said, (std::vector<std::string>{"0 90000", "0 100000", "1 90000", "1 100000", "5 -90000", "5 -100000", "2 90000", "2 100000"}));
  EXPECT_EQ(lines[0].vat, 8);
  EXPECT_EQ(lines[1].vat, std::nullopt);                   // nothing is known of it
  EXPECT_EQ(lines[4].count, -2);
  EXPECT_EQ(lines[4].price, 45'000);
}

TEST(OrdersSales, WhatWasNotHandedOverIsNoSale) {
  Order paid = order("1", at("2026-11-03T02:00:00.000Z"));
  paid.handed.reset();
  paid.paid = at("2026-11-03T02:00:00.000Z");
  EXPECT_TRUE(sold_lines(std::vector{paid}, kNovember, {}).empty());
}

// What is sold and comes back is nothing, in whichever months; and the lines of a month are its sum.
RC_GTEST_PROP(OrdersSales, LinesAndSumsAgree, ()) {
  const std::int64_t from = at("2026-09-01T00:00:00.000Z").milliseconds, until = at("2026-12-01T00:00:00.000Z").milliseconds;
  std::vector<Order> orders;
  std::vector<Sold> all;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    Order one = order(std::to_string(i), {*rc::gen::inRange(from, until)});
    one.gift.price = *rc::gen::element<std::int64_t>(0, 20'000);   // part of the total
    one.total += one.gift.price;
    constexpr std::int64_t kFortyDays = 40 * 86'400'000LL;
    if (*rc::gen::arbitrary<bool>()) one = returned(one, {one.handed->milliseconds + *rc::gen::inRange<std::int64_t>(0, kFortyDays)});
    all.push_back({*one.handed, one.state == State::returned ? one.moved : std::nullopt, one.total});
    orders.push_back(std::move(one));
  }
  std::int64_t kept = 0, net = 0;
  for (const Order& one : orders)
    if (one.state != State::returned) kept += one.total;
  for (const MonthSum& sum : by_month(all, {2027, 1}, 6)) {
    const auto lines = sold_lines(orders, sum.month, {});
    const auto amount = std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                                        [](std::int64_t before, const SoldLine& line) { return before + line.amount; });
    RC_ASSERT(amount == sum.net());
    net += sum.net();
  }
  RC_ASSERT(net == kept);
}

TEST(OrdersSales, TheFilesHaveNumbersThatAddUp) {
  const auto lines = sold_lines(std::vector{returned(order("26112700017", at("2026-11-03T02:00:00.000Z")), at("2026-11-10T02:00:00.000Z"))},
                                kNovember, {});
  const auto rows = csv::parse(sales_csv(lines, Language::vi));
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 5U);
  const auto& heading = rows->at(0).fields;
  const auto column = [&](const Message& message) {
    return static_cast<std::size_t>(std::ranges::find(heading, std::string(message.vi)) - heading.begin());
  };
  EXPECT_EQ(rows->at(3).fields.at(column(msg::count)), "-2");            // no text to a spreadsheet
  EXPECT_EQ(rows->at(3).fields.at(column(msg::total)), "-90000");
  EXPECT_EQ(rows->at(3).fields.at(column(msg::unit)), "");
  EXPECT_EQ(rows->at(3).fields.at(column(msg::vat_rate)), "");
  EXPECT_EQ(rows->at(1).fields.at(column(msg::sold_day)), "2026-11-03");
  const auto file = sales_xlsx(lines, kNovember, Language::en, at("2026-11-28T00:00:00.000Z"));
  ASSERT_TRUE(file);
  auto book = sheets::Workbook::open(sheets::Source::bytes(*file)).value();
  EXPECT_EQ(book.sheets().at(0).name, "2026-11");
  const auto read = book.rows(0).value();
  sheets::Row row;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(read->next(row).value());
  EXPECT_EQ(row.at(static_cast<std::uint32_t>(column(msg::count)))->number, -2);
  EXPECT_EQ(row.text(0), "26112700017");
}

// A buyer's name is no formula.
TEST(OrdersSales, NothingInAFileRuns) {
  Order one = order("1", at("2026-11-03T02:00:00.000Z"));
  one.buyer = "=1+1,\"x\"";
  const auto rows = csv::parse(sales_csv(sold_lines(std::vector{one}, kNovember, {}), Language::vi));
  EXPECT_EQ(rows->at(1).fields.at(3), "'=1+1,\"x\"");
}

// ---- who needs an invoice

TEST(OrdersInvoice, WhatIsAskedOfABuyer) {
  NewOrder typed{.lines = {{"x", "1"}}, .way = Way::pickup, .buyer = "Lý Mẩy", .phone = "0912345678", .consent = NewOrder::Consent::yes};
  typed.company = "Công ty A";
  EXPECT_EQ(rules::read(typed)->company, "");              // nothing is kept of who asks for none
  typed.invoiced = NewOrder::Invoiced::yes;
  typed.tax_code = "0100233480";
  const auto refused = rules::read(typed);
  ASSERT_EQ(refused.error().problems.size(), 2U);
  EXPECT_EQ(refused.error().problems[0].field, "tax_code");
  EXPECT_TRUE(refused.error().problems[0].got.empty());
  EXPECT_EQ(refused.error().problems[1].field, "invoice_mail");
  typed.invoice_mail = "ketoan@example.org";
  for (const auto& [code, kept] :
       {std::pair{"01.00.233488", "0100233488"}, {"0314409058002", "0314409058-002"}, {"079085001234", "079085001234"}}) {
    typed.tax_code = code;
    EXPECT_EQ(rules::read(typed)->tax_code, kept);
  }
  typed.company.clear();
  EXPECT_EQ(rules::read(typed).error().problems.at(0).field, "company");
}

TEST(OrdersInvoice, WhatAMakerNotes) {
  Order sold = order("1", at("2026-11-20T02:00:00.000Z"));
  sold.placed = at("2026-11-20T02:00:00.000Z");
  const Date today = *Date::of(2026, 11, 28);
  const auto noted = [&](std::string series, std::string number, std::optional<Date> day) {
    NoteInvoice typed;
    typed.series = std::move(series);
    typed.number = std::move(number);
    typed.day = day;
    const auto read = rules::read(typed, sold, today);
    return read ? "kept" : read.error().problems.at(0).field;
  };
  EXPECT_EQ(noted("1C26TAA", "125", today), "kept");
  EXPECT_EQ(noted("1C26TAA", "125", Date::of(2026, 11, 20)), "kept");
  EXPECT_EQ(noted("", "", {}), "kept");                    // taken back
  EXPECT_EQ(noted("", "125", today), "series");
  EXPECT_EQ(noted("1C26TAA", "", today), "number");
  EXPECT_EQ(noted("1C26TAA", "12a", today), "number");
  EXPECT_EQ(noted("1C26TAA", "125", {}), "day");
  EXPECT_EQ(noted("1C26TAA", "125", Date::of(2026, 11, 29)), "day");
  EXPECT_EQ(noted("1C26TAA", "125", Date::of(2026, 11, 19)), "day");
  sold.handed.reset();
  EXPECT_EQ(noted("1C26TAA", "125", today), "");           // nothing was sold
}

class OrdersSalesService : public OrdersTest {
 protected:
  NewOrder for_a_company() const {
    NewOrder out = wanted();
    out.invoiced = NewOrder::Invoiced::yes;
    out.company = "Công ty A";
    out.tax_code = "0100233488";
    out.company_address = "Số 1 Tràng Tiền, Hà Nội";
    out.invoice_mail = "ketoan@example.org";
    return out;
  }
  Service::Placed sent(const NewOrder& order) {
    const auto out = placed(order);
    EXPECT_TRUE(by_maker(out, Step::mark_paid));
    EXPECT_TRUE(by_maker(out, Step::send));
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(OrdersSalesService);

TEST_P(OrdersSalesService, AMonthWithWhatCameBack) {
  const auto first = sent(for_a_company()), second = sent(wanted());
  placed(wanted());                                        // nothing was handed over
  ASSERT_TRUE(by_maker(second, Step::accept_return));
  const Actor& member = desk_.people["member"];
  const auto sales = service_->sales(member, ours_, "");
  ASSERT_TRUE(sales);
  ASSERT_EQ(sales->lines.size(), 3U);
  std::int64_t amount = 0;
  for (const SoldLine& line : sales->lines) amount += line.amount;
  EXPECT_EQ(amount, 90'000);
  const auto of_company = std::ranges::find(sales->lines, first.number, &SoldLine::number);
  EXPECT_EQ(of_company->tax_code, "0100233488");
  EXPECT_EQ(of_company->mail, "ketoan@example.org");
  const auto months = service_->months(member, ours_);
  EXPECT_EQ(months->months.size(), 12U);
  EXPECT_EQ(months->months[0].sold, 180'000);
  EXPECT_EQ(months->months[0].net(), 90'000);
  EXPECT_TRUE(service_->sales(member, ours_, "2026-10")->lines.empty());
  EXPECT_EQ(service_->sales(member, ours_, "x").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service_->sales(desk_.people["stranger"], ours_, "").error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->months(desk_.people["stranger"], ours_).error().kind, ErrorKind::not_found);
}

TEST_P(OrdersSalesService, TheInvoiceIsNotedAndShown) {
  const auto one = sent(for_a_company());
  const std::string makers = path_of(ours_) + "/" + one.number, buyers = "/orders/" + one.number + "?key=" + one.key;
  EXPECT_TRUE(has(desk_.get(makers, "member"), "ketoan@example.org"));
  EXPECT_TRUE(has(desk_.get(buyers), "Đã yêu cầu hóa đơn"));
  const std::string version = std::to_string(seen(one).version);
  const test::Pairs fields{{"version", version}, {"series", "1C26TAA"}, {"number", "125"}, {"day", "27/11/2026"}, {"code", "M1-26-ABC"}};
  EXPECT_EQ(desk_.post(makers + "/invoice", "stranger", fields).status, 404);
  const auto refused = desk_.post(makers + "/invoice", "member", {{"version", version}, {"series", "1C26TAA"}, {"number", "x"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "value=\"1C26TAA\""));
  test::expect_sound(refused);
  EXPECT_EQ(desk_.post(makers + "/invoice", "member", fields).status, 303);
  EXPECT_EQ(desk_.post(makers + "/invoice", "member", fields).status, 409);              // from a page of before
  const auto page = desk_.get(buyers);
  for (const std::string_view words : {"1C26TAA", "125", "27/11/2026", "M1-26-ABC"}) EXPECT_TRUE(has(page, words)) << words;
  const auto told = desk_.api(Method::get, "/api/v1/orders/" + one.number + "?key=" + one.key);
  EXPECT_TRUE(has(told, R"("series":"1C26TAA")")) << test::body_of(told);
  const auto back = desk_.api(Method::post, "/api/v1" + makers + "/invoice", "member",
                              R"({"version":)" + std::to_string(seen(one).version) + "}");
  EXPECT_TRUE(has(back, R"("series":"")")) << test::body_of(back);
}

TEST_P(OrdersSalesService, OnWhomItIsMadeOutIsForgotten) {
  const auto one = sent(for_a_company());
  const Billing kept = seen(one).billing;
  for (const std::string& word : {kept.company, kept.tax_code, kept.address, kept.mail}) EXPECT_FALSE(word.empty());
  clock_.set({clock_.now().milliseconds + rules::kForget + 1});
  service_->forget();
  const Billing left = seen(one).billing;
  EXPECT_EQ(left.company + left.tax_code + left.address + left.mail, "");
  EXPECT_EQ(seen(one).total, 90'000);
}

TEST_P(OrdersSalesService, TheFormTheTableAndTheFiles) {
  const std::string form = order_path(ours_);
  test::Browser buyer(desk_);
  const auto drawn = buyer.get(form);
  EXPECT_TRUE(has(drawn, "Tôi cần hóa đơn"));
  const auto refused = buyer.post(form, {{"lines." + small_.text(), "1"}, {"buyer", "Lý Mẩy"}, {"phone", "0912345678"}, {"way", "pickup"},
                                         {"pay", "transfer"}, {"consent", "1"}, {"invoiced", "1"}, {"company", "Công ty A"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "<details open"));              // what is wrong is in sight
  test::expect_sound(refused);
  sent(for_a_company());
  const std::string path = sales_path(ours_);
  const auto page = desk_.get(path, "member");
  test::expect_sound(page);
  EXPECT_TRUE(has(page, "sales.csv?month=2026-11"));
  EXPECT_TRUE(has(page, "90.000"));
  EXPECT_TRUE(has(desk_.get(path + ".csv?month=2026-11", "member"), "Công ty A"));
  EXPECT_EQ(desk_.get(path + ".xlsx", "member").status, 200);
  EXPECT_EQ(desk_.get(path + ".csv?month=x", "member").status, 422);
  for (const std::string_view end : {"", ".csv", ".xlsx"}) EXPECT_EQ(desk_.get(path + std::string(end), "stranger").status, 404) << end;
  const auto told = desk_.api(Method::get, "/api/v1" + path + "?month=2026-11", "member");
  EXPECT_TRUE(has(told, R"("amount":90000)")) << test::body_of(told);
}

}  // namespace
}  // namespace ocop::orders
