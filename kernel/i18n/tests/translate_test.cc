#include <gtest/gtest.h>

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
