#include <gtest/gtest.h>

#include "modules/resolver/requests.h"

namespace ocop::resolver {
namespace {

Result<ReportInput> sent(http::Fields fields) {
  http::Request request;
  request.method = http::Method::post;
  request.form = std::move(fields);
  return report_input().read(request, input::Source::form);
}
http::Fields fields(std::initializer_list<std::pair<std::string, std::string>> pairs) {
  http::Fields out;
  for (const auto& [name, value] : pairs) out.add(name, value);
  return out;
}

TEST(ResolverRequests, AReportNeedsWordsAndFits) {
  const auto good =
      sent(fields({{"what", "  Tem  khác\r\nmàu \x01 "}, {"where", "  Chợ   Bến Thành "}, {"contact", ""}, {"province", "68"}}));
  ASSERT_TRUE(good);
  EXPECT_EQ(good->what, "Tem  khác\nmàu");
  EXPECT_EQ(good->seen_where, "Chợ Bến Thành");
  EXPECT_EQ(good->province, "68");
  const auto bad = sent(fields({{"what", " "}, {"where", std::string(201, 'x')}, {"contact", std::string(121, 'x')}}));
  ASSERT_FALSE(bad);
  ASSERT_EQ(bad.error().problems.size(), 3u);
  EXPECT_EQ(bad.error().problems[0].field, "what");
  EXPECT_EQ(bad.error().problems[1].field, "where");
  EXPECT_EQ(bad.error().problems[2].field, "contact");
}

// Limits are in characters: a report in Vietnamese is as long as one in English.
TEST(ResolverRequests, AVietnameseReportMayBeAsLong) {
  std::string longest;
  for (int i = 0; i < 1'000; ++i) longest += "ệ";
  EXPECT_TRUE(sent(fields({{"what", longest}})));
  EXPECT_FALSE(sent(fields({{"what", longest + "ệ"}})));
}

}  // namespace
}  // namespace ocop::resolver
