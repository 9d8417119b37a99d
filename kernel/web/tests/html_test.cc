#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/web/html.h"
#include "kernel/web/tests/markup.h"

namespace ocop::web {
namespace {
std::string escaped(std::string_view text) {
  std::string out;
  Html::escape(out, text);
  return out;
}

TEST(WebHtml, EscapesTheFiveCharactersAndNothingElse) {
  EXPECT_EQ(escaped("<script>alert('x')&\"</script>"), "&lt;script&gt;alert(&#39;x&#39;)&amp;&quot;&lt;/script&gt;");
  EXPECT_EQ(escaped("Chè Shan tuyết – 4 sao"), "Chè Shan tuyết – 4 sao");
  EXPECT_EQ(escaped(""), "");
  EXPECT_EQ(escaped("&amp;"), "&amp;amp;");
}

TEST(WebHtml, MarkupIsLiteralAndTextIsEscaped) {
  Html out(Language::en);
  out << "<b title=\""_h << "a\"b" << "\">"_h << std::string("<i>") << "</b>"_h << 42 << -7L << when(false, " no"_h) << when(true,
      " yes"_h);
  EXPECT_EQ(out.view(), "<b title=\"a&quot;b\">&lt;i&gt;</b>42-7 yes");
}

TEST(WebHtml, MessagesFollowTheLanguage) {
  constexpr Message both{"Lưu & đi tiếp", "Save & go on"};
  Html vi(Language::vi), en(Language::en);
  vi << both;
  en << both;
  EXPECT_EQ(vi.view(), "Lưu &amp; đi tiếp");
  EXPECT_EQ(en.view(), "Save &amp; go on");
}

TEST(WebHtml, FilledMessagesAreFormatThenEscaped) {
  for (const Message message : {Message{"{0}, còn hiệu lực đến {1}", "{0}, until {1}"}, Message{"{", "{}"}, Message{"{9}{a}{1", "x{0}"},
                                Message{"{{0}}", "{1}{0}{1}"}, Message{"", "a < {0}"}}) {
    for (const Language language : {Language::vi, Language::en}) {
      Html out(language);
      out.write(message, {"<4 sao>", "12/03"});
      EXPECT_EQ(out.view(), escaped(format(message, language, {"<4 sao>", "12/03"}))) << message.en;
    }
  }
}

RC_GTEST_PROP(WebHtml, EveryTextComesBackFromItsEscapedForm, (const std::string& text)) {
  std::string html = "<p title=\"" + escaped(text) + "\">" + escaped(text) + "</p>";
  const auto document = tests::read(html);
  RC_ASSERT(document.faults.empty());
  RC_ASSERT(document.elements.size() == 1u);
  RC_ASSERT(document.elements[0].text == text);
  RC_ASSERT(document.elements[0].attribute("title") == text);
}
}  // namespace
}  // namespace ocop::web
