#include "kernel/base/tax_code.h"

#include <gtest/gtest.h>

namespace ocop::tax_code {
namespace {

TEST(TaxCode, OfABusiness) {
  struct Case { std::string_view typed; std::optional<std::string> kept; };
  for (const Case& one : {Case{"0100233488", "0100233488"},            // printed by a company
                          {"01.00.112.437", "0100112437"},
                          {" 0100 112 437 ", "0100112437"},
                          {"0314409058-002", "0314409058-002"},        // a branch
                          {"0314409058002", "0314409058-002"},
                          {"0100233480", {}},                          // the check digit
                          {"1000233488", {}},                          // two digits exchanged
                          {"0100233488-02", {}},
                          {"010023348", {}},
                          {"01002334880", {}},
                          {"079085001234", {}},                        // a person's
                          {"O100233488", {}},
                          {"", {}}})
    EXPECT_EQ(of_business(one.typed), one.kept) << one.typed;
}

// One wrong digit is always found: no weight is a multiple of eleven.
TEST(TaxCode, OneWrongDigitIsFound) {
  const std::string right = "0100233488";
  for (std::size_t at = 0; at < right.size(); ++at)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string typed = right;
      typed[at] = digit;
      EXPECT_EQ(of_business(typed).has_value(), typed == right) << typed;
    }
}

TEST(TaxCode, OfAPerson) {
  EXPECT_EQ(of_person("079 085 001234"), "079085001234");
  EXPECT_FALSE(of_person("0100233488"));
  EXPECT_FALSE(of_person("07908500123x"));
  EXPECT_FALSE(of_person(""));
}

}  // namespace
}  // namespace ocop::tax_code
