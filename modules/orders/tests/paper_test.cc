#include "modules/orders/paper.h"

#include <gtest/gtest.h>

#include "modules/orders/messages.h"
#include "modules/orders/tests/orders_test.h"
#include "tests/support/other_programs.h"

namespace ocop::orders {
namespace {

using http::Method;
using test::has;

TEST(OrdersPaper, WhichIsPrintedWhen) {
  struct Case { State state; Pay pay; bool paid, handed, receipt, note; };
  for (const Case& one : {Case{State::placed, Pay::transfer, false, false, false, false},
                          {State::confirmed, Pay::transfer, false, false, false, true},
                          {State::confirmed, Pay::transfer, true, false, true, true},
                          {State::confirmed, Pay::cash, false, false, false, true},
                          {State::sent, Pay::cash, false, true, true, true},
                          {State::done, Pay::cash, true, true, true, false},
                          {State::returned, Pay::cash, false, true, true, false},
                          {State::cancelled, Pay::transfer, false, false, false, false},
                          {State::cancelled, Pay::transfer, true, false, true, false}}) {   // paid, and owed back: the paper says so
    Order order;
    order.state = one.state;
    order.pay = one.pay;
    if (one.paid) order.paid = Instant{1};
    if (one.handed) order.handed = Instant{1};
    EXPECT_EQ(rules::may_print(order, Paper::receipt).ok(), one.receipt) << name(one.state);
    EXPECT_EQ(rules::may_print(order, Paper::delivery_note).ok(), one.note) << name(one.state);
  }
}

TEST(OrdersPaper, WhatIsCollected) {
  Order order;
  order.total = 90'000;
  EXPECT_EQ(rules::to_collect(order), 0);                  // a transfer
  order.pay = Pay::cash;
  EXPECT_EQ(rules::to_collect(order), 90'000);
  order.paid = Instant{1};
  EXPECT_EQ(rules::to_collect(order), 0);
}

TEST(OrdersPaper, WhatAMakerSaysOfItself) {
  SetSeller typed{.version = 0, .legal_name = "HTX Nà Giàng", .tax_code = "01.00.233488", .address = ""};
  EXPECT_EQ(rules::read(typed)->tax_code, "0100233488");
  typed.tax_code = "0100233480";
  EXPECT_EQ(rules::read(typed).error().problems.at(0).message.en, msg::wrong_tax_code.en);
  typed.tax_code = "079085001234";                         // the owner's identity number
  const auto refused = rules::read(typed);
  EXPECT_EQ(refused.error().problems.at(0).message.en, msg::tax_code_is_personal.en);
  EXPECT_TRUE(refused.error().problems.at(0).got.empty());
}

std::string text_of(const std::string& pdf) {
  test::TemporaryFolder folder;
  return test::output_of("pdftotext -layout " + folder.write("paper.pdf", pdf) + " -");
}

Order order() {
  Order out;
  out.number = "26112700017";
  out.state = State::sent;
  out.pay = Pay::cash;
  out.buyer = "Lý Mẩy";
  out.phone = "0912345678";
  out.address = "Số 5, xã Thông Nguyên";
  out.placed = Instant::parse_iso("2026-11-27T02:00:00.000Z").value();
  out.handed = out.placed;
  out.total = 105'000;
  out.lines.push_back({.title = "Khẩu sli Nà Giàng, 300 g", .price = 35'000, .count = 3});
  return out;
}

TEST(OrdersPaper, AReceiptIsReadByAnotherReader) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const Seller seller{.legal_name = "HTX Khẩu Sli", .tax_code = "0100233488", .address = "Nà Giàng, Cao Bằng"};
  Order paid = order();
  paid.paid = paid.placed;
  const Papered facts{paid, seller, seller.legal_name, paid.placed};
  const std::string pdf = draw(Paper::receipt, facts, test::fonts()).value(), said = text_of(pdf);
  for (const std::string_view words :
       {"HTX Khẩu Sli", "0100233488", "Nà Giàng, Cao Bằng", "PHIẾU BÁN HÀNG", "không thay hóa đơn", "26112700017", "Lý Mẩy",
        "Khẩu sli Nà Giàng, 300 g", "35.000 ₫", "105.000 ₫", "Một trăm linh năm nghìn đồng.", "Nhận tiền lúc 27/11/2026 09:00"})
    EXPECT_NE(said.find(words), std::string::npos) << words << '\n' << said;
  EXPECT_EQ(said.find("0912345678"), std::string::npos);   // nobody needs the telephone on a receipt
  EXPECT_EQ(draw(Paper::receipt, facts, test::fonts()).value(), pdf);
  paid.language = Language::en;
  const std::string english = text_of(draw(Paper::receipt, facts, test::fonts()).value());
  EXPECT_NE(english.find("One hundred five thousand dong."), std::string::npos) << english;
  EXPECT_NE(english.find("no invoice"), std::string::npos);
}

TEST(OrdersPaper, ADeliveryNoteSaysWhatIsCollected) {
  if (!test::has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  Order sent = order();
  const Seller seller;
  const auto note = [&] { return text_of(draw(Paper::delivery_note, {sent, seller, "HTX Khẩu Sli", sent.placed}, test::fonts()).value()); };
  const std::string cash = note();
  for (const std::string_view words : {"PHIẾU GIAO HÀNG", "0912345678", "Số 5, xã Thông Nguyên", "Thu của người nhận: 105.000 ₫"})
    EXPECT_NE(cash.find(words), std::string::npos) << words << '\n' << cash;
  sent.paid = sent.placed;
  EXPECT_NE(note().find("không thu tiền"), std::string::npos);
}

class OrdersPapers : public OrdersTest {};
OCOP_ON_BOTH_ENGINES(OrdersPapers);

TEST_P(OrdersPapers, WhoMayPrintWhat) {
  const auto one = placed(wanted());
  const std::string buyers = "/orders/" + one.number + "/receipt.pdf?key=", makers = path_of(ours_) + "/" + one.number;
  EXPECT_EQ(desk_.get(buyers + one.key).status, 409);      // neither paid nor handed over
  EXPECT_FALSE(has(desk_.get("/orders/" + one.number + "?key=" + one.key), "receipt.pdf"));
  ASSERT_TRUE(by_maker(one, Step::mark_paid));
  EXPECT_TRUE(has(desk_.get("/orders/" + one.number + "?key=" + one.key), "receipt.pdf"));
  const auto file = desk_.get(buyers + one.key);
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.content_type, "application/pdf");
  EXPECT_EQ(test::header(file, "Referrer-Policy"), "strict-origin");
  EXPECT_EQ(desk_.get(buyers).status, 404);
  EXPECT_EQ(desk_.get(buyers + "x").status, 404);
  for (const std::string_view paper : {"/receipt.pdf", "/delivery-note.pdf"}) {
    EXPECT_TRUE(has(desk_.get(makers, "member"), paper));
    EXPECT_EQ(desk_.get(makers + std::string(paper), "member").status, 200) << paper;
    EXPECT_EQ(desk_.get(makers + std::string(paper), "stranger").status, 404) << paper;
  }
  EXPECT_EQ(desk_.api(Method::get, "/api/v1/orders/" + one.number + "/receipt?key=" + one.key).status, 200);
  for (const std::string_view paper : {"/receipt", "/delivery-note"})
    EXPECT_EQ(desk_.api(Method::get, "/api/v1" + makers + std::string(paper), "member").status, 200) << paper;
  // A parcel goes through many hands.
  const std::string note(test::body_of(desk_.get(makers + "/delivery-note.pdf", "member")));
  if (test::has_program("pdftotext")) EXPECT_EQ(text_of(note).find(one.key), std::string::npos);
}

TEST_P(OrdersPapers, WhatTheySayOfTheMaker) {
  const std::string page = settings_path(ours_);
  test::expect_sound(desk_.get(page, "member"));
  EXPECT_TRUE(has(desk_.get(page, "member"), "value=\"0100233488\"")) << "said on its page: proposed, not printed before it is saved here";
  EXPECT_EQ(desk_.get(page, "stranger").status, 404);
  EXPECT_EQ(desk_.post(page, "stranger", {{"version", "0"}}).status, 404);
  const auto refused = desk_.post(page, "member", {{"version", "0"}, {"legal_name", "HTX"}, {"tax_code", "0100233480"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(refused, "value=\"HTX\""));
  EXPECT_EQ(desk_.post(page, "member", {{"version", "0"}, {"legal_name", "HTX"}, {"tax_code", "0100 233 488"}}).status, 303);
  EXPECT_EQ(service_->selling(desk_.people["member"], ours_)->seller.tax_code, "0100233488");
  EXPECT_EQ(desk_.post(page, "member", {{"version", "0"}, {"legal_name", "Khác"}}).status, 409);   // from a page of before
  const auto written =
      desk_.api(Method::put, "/api/v1" + page, "member", R"({"version":1,"legal_name":"HTX Nà Giàng","address":"Nà Giàng"})");
  EXPECT_TRUE(has(written, R"("version":2)")) << test::body_of(written);
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1" + page, "member"), "Nà Giàng"));
  EXPECT_EQ(service_->selling(desk_.people["member"], ours_)->seller.version, 2);
}

// A helper for its products packs and sends; what the papers say of the maker is no matter of his.
TEST_P(OrdersPapers, AHelperPrintsAndSaysNothingOfTheMaker) {
  desk_.people.add("helper", Grant{.role = Role::helper, .producer = ours_, .tasks = Tasks().add(Task::products)});
  desk_.people.add("papers", Grant{.role = Role::helper, .producer = ours_, .tasks = Tasks().add(Task::papers)});
  const auto one = placed(wanted());
  ASSERT_TRUE(by_maker(one, Step::mark_paid));
  const std::string note = path_of(ours_) + "/" + one.number + "/delivery-note.pdf";
  EXPECT_EQ(desk_.get(note, "helper").status, 200);
  EXPECT_EQ(desk_.get(note, "papers").status, 404);
  EXPECT_EQ(desk_.get(sales_path(ours_), "helper").status, 200);
  EXPECT_EQ(desk_.get(sales_path(ours_), "papers").status, 404);
  EXPECT_EQ(desk_.get(parcels_path(ours_), "papers").status, 404);
  EXPECT_EQ(desk_.get(settings_path(ours_), "helper").status, 403);
  EXPECT_FALSE(has(desk_.get(path_of(ours_), "helper"), settings_path(ours_)));
  EXPECT_TRUE(has(desk_.get(path_of(ours_), "member"), settings_path(ours_)));
}

TEST_P(OrdersPapers, WhenItWasHandedOverStays) {
  const auto one = placed(wanted());
  ASSERT_TRUE(by_maker(one, Step::mark_paid));
  EXPECT_FALSE(seen(one).handed);
  ASSERT_TRUE(by_maker(one, Step::send));
  const auto handed = seen(one).handed;
  EXPECT_EQ(handed, clock_.now());
  clock_.set({clock_.now().milliseconds + rules::kHour});
  ASSERT_TRUE(by_buyer(one, Step::finish));
  EXPECT_EQ(seen(one).handed, handed);
}

}  // namespace
}  // namespace ocop::orders
