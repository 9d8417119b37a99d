#include "kernel/gs1/company_prefix.h"

#include <gtest/gtest.h>

#include "kernel/gs1/gtin.h"

namespace ocop::gs1 {
namespace {

TEST(CompanyPrefix, IsReadAsPeopleTypeIt) {
  EXPECT_EQ(company_prefix("893 6012.345"), "8936012345");
  EXPECT_EQ(company_prefix("8935000"), "8935000");
  for (const char* wrong :
       {"", "893", "893500", "89360123456", "893x000", "0000000", "2012345", "0212345", "0412345", "9912345", "9781234", "1234567890123"})
    EXPECT_FALSE(company_prefix(wrong)) << wrong;
  EXPECT_TRUE(company_prefix("400638"));   // of Germany
  EXPECT_FALSE(is_vietnamese("400638"));
}

TEST(CompanyPrefix, NumbersRunInOrderAndHoldTheirCheckDigit) {
  EXPECT_EQ(capacity_of("8935000"), 100'000);
  EXPECT_EQ(capacity_of("8936012345"), 100);
  EXPECT_EQ(gtin_of("8935000", 1), "08935000000014");
  EXPECT_EQ(gtin_of("8936012345", 99).substr(0, 13), "0893601234599");
  for (const std::string prefix : {"8935000", "89350001", "893500012", "8936012345"})
    for (const std::int64_t item : {std::int64_t{0}, std::int64_t{1}, capacity_of(prefix) - 1}) {
      const std::string gtin = gtin_of(prefix, item);
      EXPECT_EQ(gtin14(gtin), gtin) << prefix;
      EXPECT_EQ(item_of(prefix, gtin), item) << prefix;
      EXPECT_EQ(circulation_of(gtin), Circulation::open);
    }
}

TEST(CompanyPrefix, AStrangersNumberIsTold) {
  EXPECT_EQ(item_of("8935000", "08935000000014"), 1);
  EXPECT_EQ(item_of("8935000", "18935000000011"), 1);              // the case of the same pieces
  EXPECT_FALSE(item_of("8935001", "08935000000014"));
  EXPECT_FALSE(item_of("8935", "00000096385074"));
  EXPECT_FALSE(item_of("0000", "00000096385074"));                 // eight digits are under nobody's prefix
}

TEST(CompanyPrefix, AGlnIsThirteenDigitsOfACompany) {
  EXPECT_EQ(gln("893-5000 00000-7"), "8935000000007");
  for (const char* wrong : {"", "8935000000008", "893500000000", "0000000000000", "2012345678903", "89350000000a7"})
    EXPECT_FALSE(gln(wrong)) << wrong;
}

}  // namespace
}  // namespace ocop::gs1
