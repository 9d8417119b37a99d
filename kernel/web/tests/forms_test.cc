#include <gtest/gtest.h>

#include <array>

#include "kernel/web/fields.h"
#include "kernel/web/page.h"
#include "kernel/web/tests/markup.h"

namespace ocop::web {
namespace {
constexpr Message kLabel{"Tên sản phẩm", "Product name"};
constexpr Message kHint{"Đúng như in trên nhãn.", "As printed on the label."};
constexpr Message kMissing{"Hãy nhập {0}.", "Enter {0}."};
const std::array kOptions{Option{"1", "một"}, Option{"2", "hai"}, Option{"3", "ba"}};

struct FormFixture : testing::Test {
  http::Request request;
  Error error{ErrorKind::invalid_input, {{"answers.1.1", "9", "1..3", kMissing, {"mức"}}, {"name", "", "text", kMissing, {"tên"}}, {"", "",
      "", kMissing, {"lại"}}}, ""};
  http::Fields values;
  FormFixture() { request.csrf_token = "a\"b"; }

  tests::Document fields(const Form& form) {
    Html out(Language::vi);
    open_form(out, form, "/dossiers", "form");
    error_summary(out, form);
    text_field(out, form, {.name = "name", .label = kLabel, .hint = kHint, .value = "gốc", .limit = 200});
    text_field(out, form, {.name = "secret", .label = kLabel, .value = "gốc", .type = InputType::password});
    text_area(out, form, {.name = "story", .label = kLabel, .value = "gốc", .required = false}, 4);
    select_field(out, form, {.name = "group", .label = kLabel, .value = "1"}, kOptions);
    radio_cards(out, form, {.name = "answers.1.1", .label = kLabel, .value = "1"}, kOptions);
    check_field(out, form, {.name = "agree", .label = kLabel, .value = "yes"});
    file_field(out, form, {.name = "paper", .label = kLabel}, "application/pdf");
    close_form(out);
    auto document = tests::read(out.view());
    EXPECT_TRUE(document.faults.empty()) << document.faults.front();
    return document;
  }
};

std::string selected(const tests::Document& document, std::string_view element, std::string_view mark) {
  for (const auto* one : document.all(element))
    if (one->has(mark)) return one->attribute("value");
  return {};
}

// A knock-out's reason was marked "optional" and refused when it was empty: what a rule asks for at times says when.
TEST_F(FormFixture, WebFormsSayWhenAFieldIsNeeded) {
  const auto mark = [&](bool required, const Message& needed) {
    Html out(Language::vi);
    text_area(out, Form{request}, {.name = "reason", .label = kLabel, .required = required, .needed = needed}, 2);
    const std::string html = out.take();
    const auto at = html.find("class=\"optional\">");
    return at == std::string::npos ? std::string() : html.substr(at + 17, html.find('<', at + 17) - at - 17);
  };
  EXPECT_EQ(mark(true, {}), "");
  EXPECT_EQ(mark(false, {}), "(không bắt buộc)");
  EXPECT_EQ(mark(false, {"bắt buộc khi đánh dấu", "needed when ticked"}), "(bắt buộc khi đánh dấu)");
}

TEST_F(FormFixture, WebFormsStartWithTheGivenValues) {
  const auto document = fields(Form{request});
  EXPECT_EQ(document.by_id("f-name")->attribute("value"), "gốc");
  EXPECT_EQ(document.by_id("f-secret")->attribute("value"), "") << "a password is never written";
  EXPECT_EQ(document.by_id("f-story")->text, "\ngốc");
  EXPECT_EQ(selected(document, "option", "selected"), "1");
  EXPECT_EQ(selected(document, "input", "checked"), "1");
  EXPECT_TRUE(document.by_id("f-agree")->has("checked"));
  EXPECT_EQ(document.by_id("error-summary"), nullptr);
  EXPECT_FALSE(document.by_id("f-name")->has("aria-invalid"));
}

TEST_F(FormFixture, WebFormsKeepWhatWasSubmitted) {
  values.add("name", "<Chè> \"Shan\"");
  values.add("secret", "không bao giờ");
  values.add("story", "\n dòng một\ndòng hai");
  values.add("group", "3");
  values.add("answers.1.1", "2");
  const auto document = fields(Form{request, nullptr, &values});
  EXPECT_EQ(document.by_id("f-name")->attribute("value"), "<Chè> \"Shan\"");
  EXPECT_FALSE(document.by_id("f-secret")->has("value"));
  EXPECT_EQ(document.by_id("f-story")->text, "\n\n dòng một\ndòng hai") << "the parser drops the first newline only";
  EXPECT_EQ(selected(document, "option", "selected"), "3");
  EXPECT_EQ(selected(document, "input", "checked"), "2");
  EXPECT_FALSE(document.by_id("f-agree")->has("checked")) << "an unticked box is not sent";
}

TEST_F(FormFixture, WebFormsCarryTheCsrfTokenAndTheLanguage) {
  const auto document = fields(Form{request});
  EXPECT_EQ(document.all("form")[0]->attribute("action"), "/dossiers");
  EXPECT_EQ(document.all("form")[0]->attribute("method"), "post");
  const auto* token = document.all("input")[0];
  EXPECT_EQ(token->attribute("name"), "_csrf");
  EXPECT_EQ(token->attribute("value"), "a\"b");
  Html english(Language::en);
  open_upload_form(english, Form{request}, "/papers");
  EXPECT_NE(english.view().find("action=\"/en/papers\""), std::string_view::npos);
  EXPECT_NE(english.view().find("enctype=\"multipart/form-data\""), std::string_view::npos);
}

TEST_F(FormFixture, WebErrorsAreToldAtTheTopAndAtTheField) {
  const auto document = fields(Form{request, &error, &values});
  const auto* summary = document.by_id("error-summary");
  ASSERT_NE(summary, nullptr);
  EXPECT_EQ(summary->attribute("role"), "alert");
  std::vector<std::string> targets;
  for (const auto* link : document.all("a")) targets.push_back(link->attribute("href"));
  EXPECT_EQ(targets, (std::vector<std::string>{"#f-answers.1.1", "#f-name"}))
      << "in the order of the error; one without a field is no link";
  for (const std::string& target : targets) EXPECT_NE(document.by_id(target.substr(1)), nullptr) << target;
  EXPECT_EQ(document.by_id("f-name")->attribute("aria-invalid"), "true");
  EXPECT_EQ(document.by_id("f-name")->attribute("aria-describedby"), "f-name-hint f-name-error");
  EXPECT_FALSE(document.by_id("f-story")->has("aria-invalid"));
  EXPECT_EQ(document.by_id("f-answers.1.1")->attribute("type"), "radio") << "the link lands on the first option";
}

// A form that is shown again has lost the file that was chosen: whoever does not see that sends it without.
TEST_F(FormFixture, WebAFileThatWasChosenMustBeChosenAgain) {
  const auto says_so = [&](const Form& form) {
    Html out(Language::en);
    file_field(out, form, {.name = "paper", .label = kLabel, .hint = kHint}, "application/pdf");
    const auto document = tests::read(out.view());
    EXPECT_EQ(document.by_id("f-paper")->attribute("aria-describedby"), "f-paper-hint");
    return out.view().find("choose it again") != std::string_view::npos;
  };
  EXPECT_FALSE(says_so(Form{request}));
  EXPECT_FALSE(says_so(Form{request, &error, &values})) << "none was chosen";
  request.files.push_back({"paper", "a.pdf", "application/pdf", "%PDF"});
  EXPECT_TRUE(says_so(Form{request, &error, &values}));
  request.files[0].field = "other";
  EXPECT_FALSE(says_so(Form{request, &error, &values}));
}

// The same form sent twice is one act: it carries a key, and keeps it while the same is tried again.
TEST_F(FormFixture, WebAnAttemptKeepsItsKeyUntilTheKeyIsSpent) {
  SeededRandom random{7};
  const auto key = [&](const Form& form) {
    Html out(Language::vi);
    attempt_field(out, form, random);
    const auto document = tests::read(out.view());
    EXPECT_EQ(document.all("input")[0]->attribute("type"), "hidden");
    EXPECT_EQ(document.all("input")[0]->attribute("name"), "idempotency_key");
    return document.all("input")[0]->attribute("value");
  };
  const std::string first = key(Form{request}), second = key(Form{request});
  EXPECT_GE(first.size(), 20u);
  EXPECT_NE(first, second) << "each page its own";
  request.form.add("idempotency_key", first);
  EXPECT_EQ(key(Form{request, &error, &values}), first);
  const Error busy = Error::of(ErrorKind::too_many_requests);
  EXPECT_EQ(key(Form{request, &busy, &values}), first);
  const Error spent = Error::of(ErrorKind::conflict);
  EXPECT_NE(key(Form{request, &spent, &values}), first) << "it was used for something else";
  const Error unreadable = Error::of(ErrorKind::invalid_input, Problem{"idempotency_key", "", "", kMissing, {}});
  EXPECT_NE(key(Form{request, &unreadable, &values}), first);
}

TEST_F(FormFixture, WebSentencesCarryTheirArguments) {
  Html out(Language::vi);
  error_summary(out, Form{request, &error});
  EXPECT_NE(out.view().find("Hãy nhập mức."), std::string_view::npos);
  EXPECT_NE(out.view().find("Hãy nhập tên."), std::string_view::npos);
  EXPECT_NE(out.view().find("<li>Hãy nhập lại.</li>"), std::string_view::npos);
}

TEST_F(FormFixture, WebAnErrorWithoutProblemsSaysWhatToDo) {
  const Error conflict = Error::of(ErrorKind::conflict);
  Html out(Language::en);
  error_summary(out, Form{request, &conflict});
  EXPECT_NE(out.view().find(std::string(traits(ErrorKind::conflict).title.en)), std::string_view::npos) << out.view();
}

TEST(WebForms, RadioCardsKeepTheLawsOrder) {
  http::Request request;
  Html out(Language::vi);
  const std::array options{Option{"3", "ba"}, Option{"1", "một"}, Option{"2", "hai"}};
  radio_cards(out, Form{request}, {.name = "x", .label = kLabel}, options);
  const auto document = tests::read(out.view());
  std::vector<std::string> order;
  for (const auto* input : document.all("input")) order.push_back(input->attribute("value"));
  EXPECT_EQ(order, (std::vector<std::string>{"3", "1", "2"}));
}
}  // namespace
}  // namespace ocop::web
