#include <gtest/gtest.h>

#include "modules/duplicates/types.h"

namespace ocop::duplicates {
namespace {

// What is kept with a pair says the same when it is read: the probability of the page is that of the comparison.
TEST(DuplicatesEvidence, IsReadAsItWasKept) {
  using likeness::Agreement;
  using likeness::Field;
  const std::vector<likeness::Evidence> evidence{
      {Field::prior, Agreement::expected, -9'205}, {Field::source, Agreement::not_said, 0}, {Field::name, Agreement::says_more, 9'618}};
  const auto read = evidence_of(evidence_text(evidence));
  ASSERT_EQ(read.size(), evidence.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].field, evidence[i].field);
    EXPECT_EQ(read[i].agreement, evidence[i].agreement);
    EXPECT_EQ(read[i].weight, evidence[i].weight);
  }
  EXPECT_TRUE(evidence_of("").empty());
  EXPECT_TRUE(evidence_of("nothing like this\nname same\n").empty());
}

}  // namespace
}  // namespace ocop::duplicates
