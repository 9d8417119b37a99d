#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "modules/resolver/rules.h"
#include "modules/resolver/snapshot.h"

namespace ocop::resolver {
namespace {

using products::Standing;
using products::Validity;

const Date kToday = *Date::of(2026, 11, 21);

ScanView view_of(Standing standing) {
  ScanView out;
  out.product.standing = std::move(standing);
  return out;
}

Standing certified(int stars, Date until) {
  Standing out;
  out.basis = Standing::Basis::certificate;
  out.stars = stars;
  out.verified = true;
  out.decided = until.plus_months(-36);
  out.valid_until = until;
  return out;
}

TEST(ResolverRules, OneSentenceForEachStanding) {
  const auto say = [](const ScanView& view, Language language) { return rules::sentence(rules::verdict(view, kToday), language); };
  EXPECT_EQ(say(view_of(certified(4, *Date::of(2028, 3, 12))), Language::vi), "Sản phẩm OCOP 4 sao, còn hiệu lực đến 12/03/2028.");
  EXPECT_EQ(say(view_of(certified(4, *Date::of(2028, 3, 12))), Language::en), "An OCOP product of 4 stars, valid until 12 March 2028.");
  EXPECT_EQ(say(view_of(certified(3, kToday)), Language::vi), "Sản phẩm OCOP 3 sao, còn hiệu lực đến 21/11/2026, đã đến kỳ đánh giá lại.");
  EXPECT_EQ(say(view_of(certified(3, kToday.plus_days(-1))), Language::vi), "Giấy chứng nhận OCOP 3 sao đã hết hạn ngày 20/11/2026.");
  ScanView paper = view_of(certified(3, kToday.plus_days(-1)));   // a decision on paper: no certificate of this program ever was
  paper.confirmed.emplace();
  EXPECT_EQ(say(paper, Language::vi), "Kết quả công nhận OCOP 3 sao đã hết hạn ngày 20/11/2026.");
  EXPECT_EQ(say(view_of({}), Language::vi), "Sản phẩm này chưa được công nhận OCOP.");
  ScanView withdrawn = view_of(certified(4, *Date::of(2028, 3, 12)));
  withdrawn.product.standing.withdrawn = true;
  EXPECT_EQ(say(withdrawn, Language::vi), "Giấy chứng nhận OCOP của sản phẩm này đã bị thu hồi.");
  withdrawn.certificate.emplace();
  withdrawn.certificate->withdrawn = *Date::of(2026, 5, 8);
  EXPECT_EQ(say(withdrawn, Language::vi), "Giấy chứng nhận OCOP 4 sao đã bị thu hồi ngày 08/05/2026.");
}

TEST(ResolverRules, NoSentenceShowsAnEmptyPlace) {
  for (int kind = 0; kind <= static_cast<int>(Validity::none); ++kind)
    for (const int stars : {0, 4})
      for (const std::optional<Date> day : {std::optional<Date>(), std::optional<Date>(kToday)})
        for (const Language language : {Language::vi, Language::en}) {
          const auto validity = static_cast<Validity>(kind);
          const bool certificate = validity == Validity::valid || validity == Validity::renewal_window;
          if (certificate && (stars == 0 || !day)) continue;   // a certificate always has both
          const std::string text = rules::sentence({validity, stars, day, day}, language);
          EXPECT_EQ(text.find(" 0 "), std::string::npos) << text;
          EXPECT_EQ(text.find("  "), std::string::npos) << text;
          EXPECT_EQ(text.find(" ;"), std::string::npos) << text;
          EXPECT_EQ(text.find(" ."), std::string::npos) << text;
        }
}

TEST(ResolverRules, ACodeIsShownAgainOnlyWhenPlain) {
  EXPECT_TRUE(rules::may_be_code("k7m2p"));
  EXPECT_TRUE(rules::may_be_code("08935000000014"));
  for (const char* bad : {"", "a b", "<script>", "a/b", "mã", "0123456789012345678901234567890123"})
    EXPECT_FALSE(rules::may_be_code(bad)) << bad;
}

TEST(ResolverRules, NumbersReports) {
  EXPECT_EQ(rules::report_number(2026, 12), "BC-2026-000012");
  EXPECT_EQ(rules::report_number(2026, 1'234'567), "BC-2026-1234567");
}

RC_GTEST_PROP(ResolverSnapshot, FindsExactlyWhatItWasGiven, ()) {
  // Few different numbers, so that neighbours in the table collide.
  const auto numbers = *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, 400));
  std::vector<products::Products::Key> keys;
  std::map<std::string, std::string> expected;
  for (const std::uint64_t number : numbers) {
    std::string gtin = std::to_string(number);
    gtin.insert(0, 14 - gtin.size(), '0');
    if (!expected.emplace(gtin, "c" + std::to_string(number)).second) continue;
    keys.push_back({ProductId{}, gtin, expected[gtin]});
  }
  keys.push_back({ProductId{}, "", "without-gtin"});
  const Snapshot snapshot(keys);
  RC_ASSERT(snapshot.size() == expected.size());
  for (std::uint64_t number = 0; number < 401; ++number) {
    std::string gtin = std::to_string(number);
    gtin.insert(0, 14 - gtin.size(), '0');
    const auto found = expected.find(gtin);
    RC_ASSERT(snapshot.code_of(gtin) == (found == expected.end() ? std::string_view() : std::string_view(found->second)));
  }
  RC_ASSERT(snapshot.code_of("1").empty());
  RC_ASSERT(snapshot.code_of("0000000000001x").empty());
}

}  // namespace
}  // namespace ocop::resolver
