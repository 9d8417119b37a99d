#include <gtest/gtest.h>

#include "modules/producers/requests.h"
#include "modules/producers/rules.h"

namespace ocop::producers {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

http::Request form_of(const Pairs& pairs) {
  http::Request request;
  request.method = http::Method::post;
  for (const auto& [name, value] : pairs) request.form.add(name, value);
  return request;
}
Pairs good() {
  return {{"kind", "test_sheet"},
          {"title", " Phiếu  kiểm nghiệm "},
          {"issuer", "Trung tâm 3"},
          {"issued", "05/08/2024"},
          {"expires", "2025-08-05"}};
}
Pairs good_but(std::string_view name, std::string value) {
  Pairs out = good();
  for (auto& [field, old] : out)
    if (field == name) old = value;
  return out;
}

TEST(ProducersRequests, APaperIsCleanedAndTyped) {
  http::Request request = form_of(good());
  request.files = {{"file", "a.pdf", "text/plain", "%PDF-1.7 x"}};
  const auto paper = paper_form().read(request, input::Source::form);
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->title, "Phiếu kiểm nghiệm");
  EXPECT_EQ(paper->kind, PaperKind::test_sheet);
  EXPECT_EQ(paper->issued->iso(), "2024-08-05");
  EXPECT_EQ(paper->expires->iso(), "2025-08-05");
  EXPECT_EQ(paper->file.content.start(), "%PDF-1.7 x");
}

TEST(ProducersRequests, APaperNamesTheFieldThatIsWrong) {
  const std::string long_text(rules::kTitleLimit + 1, 'x');
  for (const auto& [field, value] :
       Pairs{{"kind", "diploma"}, {"title", "  "}, {"title", long_text}, {"issuer", long_text}, {"issued", "31/02/2024"}}) {
    const auto paper = paper_form().read(form_of(good_but(field, value)), input::Source::form);
    ASSERT_FALSE(paper) << field;
    EXPECT_EQ(paper.error().problems.at(0).field, field);
  }
  http::Request request = form_of(good());
  request.files = {{"file", "a.pdf", "", "%PDF-" + std::string(rules::kFileLimit, 'x')}};
  EXPECT_EQ(paper_form().read(request, input::Source::form).error().problems.at(0).field, "file");
}

TEST(ProducersRequests, AStoryHasLimits) {
  EXPECT_TRUE(story_fields().read(form_of({{"version", "1"}, {"name_en", "Name"}, {"story", "Chuyện"}}), input::Source::form));
  const auto tall =
      story_fields().read(form_of({{"version", "1"}, {"story", std::string(rules::kStoryLimit + 1, 'x')}}), input::Source::form);
  ASSERT_FALSE(tall);
  EXPECT_EQ(tall.error().problems[0].field, "story");
}

}  // namespace
}  // namespace ocop::producers
