#include <gtest/gtest.h>

#include <array>

#include "kernel/web/fields.h"
#include "kernel/web/tests/markup.h"

namespace ocop::web {
namespace {

enum class Size : std::uint8_t { small, large };
constexpr std::array kSizes{Size::small, Size::large};
std::string_view name(Size size) { return size == Size::small ? "small" : "large"; }
constexpr Message kSmall{"nhỏ", "small"}, kLarge{"lớn", "large"};
const Message& label(Size size) { return size == Size::small ? kSmall : kLarge; }

struct Order {
  std::int64_t version = 0;
  std::string title, story, password;
  int count = 0;
  bool agreed = false;
  Date day;
  Size size = Size::small;
  files::Sent file;
};
constexpr Message kTitle{"Tên", "Title"}, kOrderHint{"Như trên nhãn.", "As on the label."};

const input::Declaration<Order>& order() {
  using input::Need;
  static const input::Declaration<Order> fields{
      input::version(&Order::version),
      input::line("title", &Order::title, {.label = kTitle, .hint = kOrderHint, .most = 60, .autocomplete = "name"}),
      input::paragraph("story", &Order::story, {.label = kTitle, .need = Need::optional, .most = 2'000}),
      input::secret("password", &Order::password, {.label = kTitle, .need = Need::optional}),
      input::integer("count", &Order::count, {.label = kTitle}),
      input::boolean("agreed", &Order::agreed, {.label = kTitle, .need = Need::optional}),
      input::date("day", &Order::day, {.label = kTitle}),
      input::choice("size", &Order::size, kSizes, {.label = kTitle}),
      input::file("file", &Order::file, {.label = kTitle, .need = Need::optional})};
  return fields;
}
Order now() { return {7, "Chè", "một\nhai", "geheim", 5, true, *Date::of(2026, 11, 21), Size::large, {}}; }

struct WebFields : testing::Test {
  http::Request request;
  Actor actor;
  http::Fields shown = order().show(now());

  tests::Document draw(const Form& form) const {
    Html out(Language::vi);
    open_upload_form(out, form, "/orders");
    error_summary(out, form);
    fields(out, form, order().shape());
    close_form(out);
    auto document = tests::read(out.view());
    EXPECT_TRUE(document.faults.empty()) << document.faults.front();
    return document;
  }
  static std::string version_of(const tests::Document& document) {
    for (const auto* one : document.all("input"))
      if (one->attribute("name") == "version") return one->attribute("type") + " " + one->attribute("value");
    return {};
  }
  static std::string selected(const tests::Document& document) {
    for (const auto* one : document.all("option"))
      if (one->has("selected")) return one->attribute("value");
    return {};
  }
};

TEST_F(WebFields, ShowWhatIsThereWithItsLimits) {
  const auto document = draw(form({request, actor}, &shown));
  EXPECT_EQ(version_of(document), "hidden 7");
  EXPECT_EQ(document.by_id("f-title")->attribute("value"), "Chè");
  EXPECT_EQ(document.by_id("f-title")->attribute("maxlength"), "60");
  EXPECT_EQ(document.by_id("f-title")->attribute("autocomplete"), "name");
  EXPECT_TRUE(document.by_id("f-title")->has("required"));
  EXPECT_EQ(document.by_id("f-title-hint")->text, kOrderHint.vi);
  EXPECT_EQ(document.by_id("f-story")->text, "\nmột\nhai");
  EXPECT_FALSE(document.by_id("f-story")->has("required"));
  EXPECT_EQ(document.by_id("f-story-hint")->text, "Tối đa 2.000 ký tự.");   // a browser cuts what is pasted past it without a word
  EXPECT_EQ(document.by_id("f-story")->attribute("aria-describedby"), "f-story-hint");
  EXPECT_EQ(document.by_id("f-password")->attribute("type"), "password");
  EXPECT_EQ(document.by_id("f-password")->attribute("value"), "");
  EXPECT_EQ(document.by_id("f-count")->attribute("inputmode"), "decimal");
  EXPECT_TRUE(document.by_id("f-agreed")->has("checked"));
  EXPECT_EQ(document.by_id("f-day")->attribute("value"), "21/11/2026");
  EXPECT_EQ(selected(document), "large");
  EXPECT_EQ(document.by_id("f-file")->attribute("type"), "file");
}

TEST_F(WebFields, ARefusedFormKeepsWhatWasTypedAndTheVersionOfNow) {
  request.form.add("version", "6");
  request.form.add("title", "<Mía>");
  request.form.add("day", "31/02/2026");
  request.form.add("size", "small");
  const Error error{ErrorKind::invalid_input, {{"day", "31/02/2026", "DD/MM/YYYY", kTitle, {}}}, ""};
  const auto document = draw(form({request, actor, &error}, &shown));
  EXPECT_EQ(version_of(document), "hidden 7");
  EXPECT_EQ(document.by_id("f-title")->attribute("value"), "<Mía>");
  EXPECT_EQ(document.by_id("f-day")->attribute("value"), "31/02/2026");
  EXPECT_TRUE(document.by_id("f-day")->has("aria-invalid"));
  EXPECT_FALSE(document.by_id("f-agreed")->has("checked"));   // it was unticked
  EXPECT_EQ(selected(document), "small");
  EXPECT_NE(document.by_id("error-summary"), nullptr);
}

TEST_F(WebFields, AWholeFormIsSummaryFieldsAndButton) {
  const Error error{ErrorKind::invalid_input, {{"title", "", "1 to 60 characters", kTitle, {}}}, ""};
  Html out(Language::vi);
  whole_form(out, {request, actor}, order(), now(), {"/orders", kSmall, ButtonKind::danger});
  const auto first = tests::read(out.view());
  ASSERT_TRUE(first.faults.empty()) << first.faults.front();
  ASSERT_EQ(first.all("form").size(), 1u);
  EXPECT_EQ(first.all("form")[0]->attribute("action"), "/orders");
  EXPECT_EQ(first.all("form")[0]->attribute("enctype"), "multipart/form-data") << "a file is among its fields";
  EXPECT_EQ(version_of(first), "hidden 7");
  EXPECT_EQ(first.by_id("f-title")->attribute("value"), "Chè");
  ASSERT_EQ(first.all("button").size(), 1u);
  EXPECT_EQ(first.all("button")[0]->text, kSmall.vi);
  EXPECT_EQ(first.by_id("error-summary"), nullptr);

  request.form.add("title", "Mía");
  Html again(Language::vi);
  whole_form(again, {request, actor, &error}, order(), now(), {"/orders", kSmall});
  const auto refused = tests::read(again.view());
  EXPECT_NE(refused.by_id("error-summary"), nullptr);
  EXPECT_EQ(refused.by_id("f-title")->attribute("value"), "Mía");
  EXPECT_EQ(version_of(refused), "hidden 7") << "the version of now";

  Html empty(Language::vi);
  whole_form(empty, {http::Request{}, actor}, order(), {"/orders", kSmall});
  const auto begun = tests::read(empty.view());
  EXPECT_EQ(begun.by_id("f-title")->attribute("value"), "");
  EXPECT_EQ(begun.by_id("f-day")->attribute("value"), "") << "not the first day of 1970";
}

TEST_F(WebFields, AFactWithoutAValueIsNotSaid) {
  Html out(Language::vi);
  facts(out, std::array{Fact{kTitle, "Chè"}, Fact{kSmall, ""}, Fact{kLarge, "lớn lắm"}});
  const auto document = tests::read(out.view());
  ASSERT_EQ(document.all("dd").size(), 2u);
  EXPECT_EQ(document.all("dd")[1]->text, "lớn lắm");
  Html nothing(Language::vi);
  facts(nothing, std::array{Fact{kTitle, ""}});
  EXPECT_EQ(nothing.view(), "") << "nor a list of nothing";
}

TEST_F(WebFields, AChoiceMayBeCardsAndALineAListKnownOnlyNow) {
  Html out(Language::vi);
  const Form plain = form({request, actor}, &shown);
  control(out, plain, order().shape(), "size", {.choices = ChoiceStyle::cards});
  const std::array options{Option{"Chè", "Chè", ""}, Option{"Mía", "Mía", ""}};
  control(out, plain, order().shape(), "title", {.options = options, .hint = kSmall});
  const auto document = tests::read(out.view());
  EXPECT_TRUE(document.faults.empty());
  EXPECT_EQ(document.all("fieldset").size(), 1u);
  EXPECT_EQ(document.by_id("f-title")->name, "select");
  EXPECT_EQ(document.by_id("f-title-hint")->text, kSmall.vi);
  EXPECT_EQ(selected(document), "Chè");
}

}  // namespace
}  // namespace ocop::web
