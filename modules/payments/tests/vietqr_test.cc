#include "modules/payments/vietqr.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "kernel/base/csv.h"
#include "modules/payments/reference.h"

namespace ocop::payments {
namespace {

TEST(PaymentsVietqr, TheCrcIsTheOneOfTheStandard) {
  EXPECT_EQ(vietqr::crc("123456789"), 0x29B1);
  EXPECT_EQ(vietqr::crc(""), 0xFFFF);
}

// Printed examples and codes met in the wild; the whole collection is read below where it is there.
TEST(PaymentsVietqr, PrintedExamplesAreReadAndTheBrokenOneIsRefused) {
  struct Case { std::string_view payload, bin, account; std::optional<std::int64_t> amount; std::string_view purpose; };
  for (
      const Case& one : std::vector<Case>{
          {"00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
           "970403",
           "0011012345678",
           {},
           ""},
          {"00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN62150811Chuyen tien6304BBB8",
           "970416", "257678859", 1'000, "Chuyen tien"},
          {"00020101021138620010A00000072701320006970454011899MM24011M348750800208QRIBFTTA53037045802VN62190515MOMOW2W34875080"
           "80030466304EBC8",
           "970454",
           "99MM24011M34875080",
           {},
           ""}}) {
    const auto read = vietqr::read_transfer(one.payload);
    ASSERT_TRUE(read) << one.payload << read.error().problems.at(0).field;
    EXPECT_EQ(read->bin, one.bin);
    EXPECT_EQ(read->account, one.account);
    EXPECT_EQ(read->amount, one.amount);
    EXPECT_EQ(read->purpose, one.purpose);
  }
  // NAPAS prints a length of 12 for 13 characters: its CRC is right, its lengths are not.
  const auto printed = vietqr::read("00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5");
  ASSERT_FALSE(printed);
  EXPECT_EQ(printed.error().problems.at(0).field.substr(0, 5), "38/01");
}

TEST(PaymentsVietqr, WhatIsBrokenNamesItsPlace) {
  const std::string good = *vietqr::write({.bin = "970416", .account = "257678859"});
  const auto field_of = [](std::string payload) {   // with its CRC made right again
    payload.resize(payload.size() - 4);
    std::string crc = "0000";
    std::uint16_t number = vietqr::crc(payload);
    for (int at = 3; at >= 0; --at, number >>= 4) crc[static_cast<std::size_t>(at)] = "0123456789ABCDEF"[number & 0xF];
    const auto read = vietqr::read_transfer(payload + crc);
    return read ? std::string("right") : read.error().problems.at(0).field;
  };
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string out = good;
    return out.replace(out.find(from), from.size(), to);
  };
  EXPECT_EQ(field_of(good), "right");
  EXPECT_EQ(field_of(with("000201", "000202")), "00");
  EXPECT_EQ(field_of(with("010211", "010213")), "01");
  EXPECT_EQ(field_of(with("A000000727", "A000000728")), "38/00");
  EXPECT_EQ(field_of(with("970416", "97041x")), "38/01/00");
  EXPECT_EQ(field_of(with("QRIBFTTA", "QRIBFTTX")), "38/02");
  EXPECT_EQ(field_of(with("5303704", "5303840")), "53");
  EXPECT_EQ(field_of(with("5802VN", "5802LA")), "58");
  EXPECT_EQ(field_of(with("5802VN", "5802VN5802VN")), "58");     // each id once
  EXPECT_EQ(field_of(with("5802VN", "5802VN6299x")), "62");      // longer than what follows
  EXPECT_EQ(vietqr::read_transfer(good.substr(0, good.size() - 1) + "x").error().problems.at(0).field, "63");
  EXPECT_EQ(vietqr::read_transfer("").error().problems.at(0).field, "63");
}

TEST(PaymentsVietqr, WhatDoesNotFitIsNotWritten) {
  const auto field_of = [](const vietqr::Transfer& transfer) {
    const auto written = vietqr::write(transfer);
    return written ? std::string("fits") : written.error().problems.at(0).field;
  };
  const vietqr::Transfer good{.use = vietqr::Use::once,
                              .bin = "970416",
                              .account = "257678859",
                              .amount = 125'000,
                              .bill = "26112700017",
                              .purpose = "OCOP261127000174"};
  EXPECT_EQ(field_of(good), "fits");
  auto with = [&](auto change) { vietqr::Transfer out = good; change(out); return field_of(out); };
  EXPECT_EQ(with([](auto& t) { t.bin = "97041"; }), "bin");
  EXPECT_EQ(with([](auto& t) { t.account = ""; }), "account");
  EXPECT_EQ(with([](auto& t) { t.account = "12345678901234567890"; }), "account");
  EXPECT_EQ(with([](auto& t) { t.account = "257 678"; }), "account");
  EXPECT_EQ(with([](auto& t) { t.amount = 0; }), "amount");
  EXPECT_EQ(with([](auto& t) { t.amount = 500'000'000; }), "amount");   // the transfer itself is refused from there on
  EXPECT_EQ(with([](auto& t) { t.purpose = "Thanh toán"; }), "purpose");
  EXPECT_EQ(with([](auto& t) { t.bill = std::string(26, '1'); }), "bill");
}

TEST(PaymentsVietqr, APurposeIsWrittenAsBanksTakeIt) {
  EXPECT_EQ(vietqr::plain("Khẩu sli Nà Giàng, 2 gói"), "KHAU SLI NA GIANG 2 GOI");
  EXPECT_EQ(vietqr::plain("Đường thốt nốt Châu Lăng ngon nhất"), "DUONG THOT NOT CHAU LANG");   // cut at a word
  EXPECT_EQ(vietqr::plain(std::string(40, 'a')), std::string(25, 'A'));
  EXPECT_EQ(vietqr::plain("  --  "), "");
}

RC_GTEST_PROP(PaymentsVietqr, WhatIsWrittenIsReadAsTheSame, ()) {
  const auto digits = [](int least, int most) {
    return rc::gen::mapcat(rc::gen::inRange(least, most + 1), [](int n) {
      return rc::gen::container<std::string>(static_cast<std::size_t>(n), rc::gen::inRange('0', static_cast<char>('9' + 1)));
    });
  };
  vietqr::Transfer transfer;
  transfer.use = *rc::gen::element(vietqr::Use::once, vietqr::Use::many_times);
  transfer.receiver = *rc::gen::element(vietqr::Receiver::account, vietqr::Receiver::card);
  transfer.bin = *digits(6, 6);
  transfer.account = *digits(1, 19);
  if (*rc::gen::arbitrary<bool>()) transfer.amount = *rc::gen::inRange<std::int64_t>(1, vietqr::kMostAmount);
  transfer.bill = *digits(0, 25);
  transfer.purpose = vietqr::plain(*rc::gen::string<std::string>());
  const auto written = vietqr::write(transfer);
  RC_ASSERT(written.ok());
  const auto read = vietqr::read_transfer(*written);
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == transfer);
}

// Each collected code, with what a strict reader must say of it.
TEST(PaymentsVietqr, TheCollectedCodesAreJudgedAsExpected) {
  const char* shared = std::getenv("OCOP_TEST_SHARED_DATA");
  if (!shared) GTEST_SKIP() << "../shared/data is not here";
  std::ifstream file(std::string(shared) + "/payments/vietqr_vectors.csv", std::ios::binary);
  const auto rows = csv::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  ASSERT_TRUE(rows);
  ASSERT_GT(rows->size(), 20U);
  int valid = 0, broken = 0;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const auto& row = (*rows)[i].fields;
    const bool expected = row[2] == "valid";
    EXPECT_EQ(vietqr::read(row[1]).ok(), expected) << row[0];
    ++(expected ? valid : broken);
    // Those of this scheme are written again letter by letter, where nothing of others is in them.
    const auto transfer = vietqr::read_transfer(row[1]);
    if (transfer && row[1].find("62190515") == std::string::npos) EXPECT_EQ(*vietqr::write(*transfer), row[1]) << row[0];
  }
  EXPECT_EQ(valid, 21);
  EXPECT_EQ(broken, 3);
}

// ---- references ----------------------------------------------------------------------------------------------------------------------

TEST(PaymentsReference, AStatementsTextHoldsIt) {
  const std::string whole = reference::of("26112700017");
  ASSERT_EQ(whole.size(), 16U);
  const char check = whole.back();
  const std::vector<std::string> found{"26112700017"};
  for (const std::string& text : {whole, "MBVCB.8123456789." + whole + ".CT tu 0011000 NGUYEN VAN A toi 12345",
                                  "ocop26112700017" + std::string(1, check), "OCOP 2611 2700 017" + std::string(1, check) + " cam on",
                                  "CHUYEN TIEN OCOP-26112700017" + std::string(1, check) + "-291126-10:22", whole + " " + whole})
    EXPECT_EQ(reference::in(text), found) << text;
  const std::string wrong = "OCOP26112700017" + std::string(1, check == '9' ? '0' : static_cast<char>(check + 1));
  for (const std::string& text :
       {std::string("OCOP"), std::string("OCOP 2611270001"), wrong, whole + "5", "26112700017" + std::string(1, check)})
    EXPECT_TRUE(reference::in(text).empty()) << text;
}

// ISO/IEC 7064: every single wrong digit is found.
RC_GTEST_PROP(PaymentsReference, AWrongDigitIsFound, ()) {
  const auto number = *rc::gen::container<std::string>(reference::kDigits, rc::gen::inRange('0', static_cast<char>('9' + 1)));
  std::string typed = reference::of(number);
  const auto at = *rc::gen::inRange<std::size_t>(reference::kWord.size(), typed.size());
  const char other = *rc::gen::suchThat(rc::gen::inRange('0', static_cast<char>('9' + 1)), [&](char c) { return c != typed[at]; });
  RC_ASSERT(reference::in(typed) == std::vector<std::string>{number});
  typed[at] = other;
  RC_ASSERT(reference::in(typed).empty());
}

}  // namespace
}  // namespace ocop::payments
