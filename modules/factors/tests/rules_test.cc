#include "modules/factors/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "kernel/crypto/crypto.h"

namespace ocop::factors::rules {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";   // RFC 6238, appendix B

Instant at(std::int64_t seconds) { return {seconds * 1000}; }

// RFC 6238, appendix B, the rows of SHA-1. The table has eight digits; an app of six shows the last six of them.
TEST(FactorsRules, AppCodesAreThoseOfRfc6238) {
  struct Row { std::int64_t time; std::string_view eight; };
  for (const Row& row : {Row{59, "94287082"}, Row{1111111109, "07081804"}, Row{1111111111, "14050471"}, Row{1234567890, "89005924"},
                         Row{2000000000, "69279037"}, Row{20000000000, "65353130"}})
    EXPECT_EQ(app_code(kSecret, step_of(at(row.time))), row.eight.substr(2)) << row.time;
}

TEST(FactorsRules, HotpCodesAreThoseOfRfc4226) {   // appendix D
  const std::string_view codes[] = {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
  for (int counter = 0; counter < 10; ++counter) EXPECT_EQ(app_code(kSecret, counter), codes[counter]) << counter;
}

TEST(FactorsRules, ACodeIsGoodOneStepEitherWayAndNeverTwice) {
  const Instant now = at(1'795'000'015);
  const std::int64_t step = step_of(now);
  struct Row { std::int64_t off, last_used; bool good; };
  for (const Row& row : {Row{0, 0, true}, Row{-1, 0, true}, Row{1, 0, true}, Row{-2, 0, false}, Row{2, 0, false}, Row{0, step, false},
                         Row{0, step - 1, true}, Row{-1, step - 1, false}, Row{-1, step, false}, Row{1, step, true},
                         Row{1, step + 1, false}}) {
    const auto found = matching_step(kSecret, app_code(kSecret, step + row.off), now, row.last_used);
    EXPECT_EQ(found.has_value(), row.good) << row.off << " after " << row.last_used - step;
    if (found) EXPECT_EQ(*found, step + row.off);
  }
  EXPECT_FALSE(matching_step(kSecret, "", now, 0));
  EXPECT_FALSE(matching_step(kSecret, app_code(kSecret, step).substr(1), now, 0));
}

TEST(FactorsRules, Base32IsThatOfRfc4648) {   // §10
  struct Row { std::string_view bytes, text; };
  for (const Row& row : {Row{"", ""}, Row{"f", "MY"}, Row{"fo", "MZXQ"}, Row{"foo", "MZXW6"}, Row{"foob", "MZXW6YQ"},
                         Row{"fooba", "MZXW6YTB"}, Row{"foobar", "MZXW6YTBOI"}})
    EXPECT_EQ(base32(row.bytes), row.text);
  EXPECT_EQ(in_fours("MZXW6YTBOI"), "MZXW 6YTB OI");
  EXPECT_EQ(app_uri("Ocop a.vn", "Mẩy", "foobar"),
            "otpauth://totp/Ocop%20a.vn:M%E1%BA%A9y?secret=MZXW6YTBOI&issuer=Ocop%20a.vn&algorithm=SHA1&digits=6&period=30");
}

TEST(FactorsRules, WhatIsTypedIsForgivenItsGapsAndLookAlikes) {
  struct Row { std::string_view typed, text; Typed::Kind kind; };
  for (const Row& row : {Row{"123456", "123456", Typed::Kind::app}, Row{" 123 456 ", "123456", Typed::Kind::app},
                         Row{"l2345o", "123450", Typed::Kind::app}, Row{"7K3M-9QXD-4TRB-2WNP", "7k3m9qxd4trb2wnp", Typed::Kind::recovery},
                         Row{"7k3m 9qxd 4trb 2wno", "7k3m9qxd4trb2wn0", Typed::Kind::recovery}}) {
    const auto read = read_typed(row.typed);
    ASSERT_TRUE(read.ok()) << row.typed;
    EXPECT_EQ(read->text, row.text);
    EXPECT_EQ(read->kind, row.kind);
  }
  for (const std::string_view typed :
       {"", "12345", "1234567", "12345a", "7k3m-9qxd-4trb-2wn", "7k3m-9qxd-4trb-2wnu", "７k3m", "123456 123456"}) {
    const auto read = read_typed(typed);
    ASSERT_FALSE(read.ok()) << typed;
    ASSERT_EQ(read.error().problems.size(), 1u);
    EXPECT_EQ(read.error().problems[0].field, "code");
    EXPECT_EQ(read.error().problems[0].got, "") << "what was typed is in no answer";
  }
}

RC_GTEST_PROP(FactorsRules, EveryRecoveryCodeIsReadAsItWasMade, (const std::array<std::uint8_t, kCodeBytes>& bytes)) {
  const std::string code = code_from(bytes);
  RC_ASSERT(code.size() == 19u);
  const auto read = read_typed(code);
  RC_ASSERT(read.ok());
  RC_ASSERT(read->kind == Typed::Kind::recovery);
}

TEST(FactorsRules, AnAppWaitsAQuarterOfAnHourForItsFirstCode) {
  App app{.begun = at(1000)};
  EXPECT_TRUE(is_pending(app, at(1000 + 899)));
  EXPECT_FALSE(is_pending(app, at(1000 + 900)));
  app.confirmed = at(1001);
  EXPECT_FALSE(is_pending(app, at(1002)));
}

}  // namespace
}  // namespace ocop::factors::rules
