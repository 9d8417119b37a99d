#include <gtest/gtest.h>

#include "kernel/base/time.h"
#include "kernel/i18n/translate.h"

namespace ocop {
namespace {

TEST(I18n, Formats) {
  const Message message{"{0} sao đến {1}", "{0} stars until {1}"};
  EXPECT_EQ(format(message, Language::vi, {"4", "12/03/2028"}), "4 sao đến 12/03/2028");
  EXPECT_EQ(format(message, Language::en, {"4", "12 March 2028"}), "4 stars until 12 March 2028");
  EXPECT_EQ(format(message, Language::en, {"4"}), "4 stars until ");          // a missing argument stays empty
  EXPECT_EQ(format({"{1}{0}{0}", ""}, Language::vi, {"a", "b"}), "baa");
  EXPECT_EQ(format({"{x} {} {10} {", ""}, Language::vi, {"a"}), "{x} {} {10} {");
  EXPECT_EQ(format({"{0}", ""}, Language::vi, {"{1}", "b"}), "{1}");          // an argument is not a pattern
  EXPECT_EQ(translate(message, Language::vi), message.vi);
}

// The story: "Cannot be before 20/11/2026" in the middle of English, because a rule wrote the date into the problem as Vietnamese do.
TEST(I18n, AProblemSaysItsDatesInTheReadersLanguage) {
  const Message message{"Không sớm hơn {0}, tối đa {1}", "Not before {0}, at most {1}"};
  const Problem problem{"day", "", "", message, {Date::of(2026, 11, 20)->in_a_sentence(), "3"}};
  EXPECT_EQ(sentence(problem, Language::vi), "Không sớm hơn 20/11/2026, tối đa 3");
  EXPECT_EQ(sentence(problem, Language::en), "Not before 20 November 2026, at most 3");
  EXPECT_EQ(sentence({"day", "", "", {}, {"3"}}, Language::en), "");
}

TEST(I18n, Counts) {
  const Message one{"{0} sản phẩm", "{0} product"}, many{"{0} sản phẩm", "{0} products"};
  EXPECT_EQ(count(one, many, 1, Language::en), "1 product");
  EXPECT_EQ(count(one, many, 0, Language::en), "0 products");
  EXPECT_EQ(count(one, many, 17234, Language::en), "17,234 products");
  EXPECT_EQ(count(one, many, 17234, Language::vi), "17.234 sản phẩm");
}

TEST(I18n, NegotiatesLanguages) {
  const struct { std::string_view header; Language language; } rows[] = {
      {"", Language::vi},
      {"en", Language::en},
      {"en-GB,en;q=0.9", Language::en},
      {"EN-us", Language::en},
      {"vi-VN,vi;q=0.9,en;q=0.8", Language::vi},
      {"en;q=0.8, vi;q=0.9", Language::vi},
      {"en;q=0.5,vi;q=0.5", Language::vi},
      {"fr,de", Language::vi},
      {"fr,en;q=0.1", Language::en},
      {"*", Language::vi},
      {"vi;q=0, *", Language::en},
      {"en;q=0", Language::vi},
      {"en;q=0,*;q=0.5", Language::vi},
      {"eng", Language::vi},
      {"english", Language::vi},
      {"en;q=2", Language::vi},
      {"en;q=abc", Language::vi},
      {";;,,;q=1", Language::vi},
      {"en ; q=0.3 , vi;q=0.2", Language::en},
  };
  for (const auto& row : rows) EXPECT_EQ(negotiate_language(row.header), row.language) << row.header;
}

}  // namespace
}  // namespace ocop
