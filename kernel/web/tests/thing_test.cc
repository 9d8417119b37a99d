#include "kernel/web/thing.h"

#include <gtest/gtest.h>

#include "kernel/web/tests/markup.h"

namespace ocop::web {
namespace {

struct Answer {
  std::int64_t version = 0;
  std::string words;
};
constexpr Message kWords{"Trả lời", "Answer"}, kState{"Đang xem xét", "Looked into"};

const input::Declaration<Answer>& answer() {
  static const input::Declaration<Answer> fields{input::version(&Answer::version),
                                                 input::paragraph("words", &Answer::words, {.label = kWords, .most = 200})};
  return fields;
}

struct WebThing : testing::Test {
  http::Request request;
  Actor actor;
  tests::Document read(const Html& out) const {
    auto document = tests::read(out.view());
    EXPECT_TRUE(document.faults.empty()) << document.faults.front();
    return document;
  }
  static std::vector<std::string> versions_of(const tests::Document& document) {
    std::vector<std::string> out;
    for (const auto* one : document.all("input"))
      if (one->attribute("name") == "version") out.push_back(one->attribute("value"));
    return out;
  }
};

TEST_F(WebThing, HeadSaysWhereItStandsAndHow) {
  Html out(Language::vi);
  thing_head(out, {{"Khiếu nại", "/complaints"}, "Cà phê <1>", {Tone::soon, Icon::clock}, kState});
  const auto document = read(out);
  ASSERT_EQ(document.all("h1").size(), 1u);
  EXPECT_EQ(document.all("h1")[0]->text, "Cà phê <1>");
  EXPECT_NE(out.view().find("href=\"/complaints\""), std::string_view::npos);
  EXPECT_NE(out.view().find(kState.vi), std::string_view::npos);
}

TEST_F(WebThing, WhatIsWrittenHasAParagraphALine) {
  Html out(Language::en), none(Language::en);
  written(out, kWords, "một\n\n  hai & ba \n");
  const auto document = read(out);
  ASSERT_EQ(document.all("p").size(), 2u);
  EXPECT_EQ(document.all("p")[1]->text, "hai & ba");
  EXPECT_EQ(document.all("h2")[0]->text, kWords.en);
  written(none, kWords, "");
  EXPECT_TRUE(none.view().empty()) << "no heading over nothing";
}

TEST_F(WebThing, AStepIsAPanelWithItsOwnFormAndVersion) {
  Html out(Language::vi);
  step(out, {request, actor}, answer(), {7, "Đã xem"}, {"/complaints/1/answer", kWords, ButtonKind::danger});
  step(out, {request, actor}, Act{.action = "/complaints/1/receipt", .label = kState, .version = 9}, "Thời hạn 30 ngày.");
  const auto document = read(out);
  ASSERT_EQ(document.all("form").size(), 2u);
  EXPECT_EQ(document.all("form")[0]->attribute("action"), "/complaints/1/answer");
  EXPECT_EQ(document.by_id("f-words")->text, "\nĐã xem");
  EXPECT_EQ(versions_of(document), (std::vector<std::string>{"7", "9"}));
  ASSERT_EQ(document.all("h2").size(), 2u);
  ASSERT_EQ(document.all("button").size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(document.all("h2")[i]->text, document.all("button")[i]->text) << "said once";
  EXPECT_EQ(document.all("p").back()->text, "Thời hạn 30 ngày.");
}

// After a refusal the page shows every step again: what was typed, and the version of now.
TEST_F(WebThing, ARefusedStepKeepsWhatWasTyped) {
  request.form.add("version", "6");
  request.form.add("words", "viết dở");
  const Error error{ErrorKind::invalid_input, {{"words", "", "a text", kWords, {}}}, ""};
  Html out(Language::vi);
  step(out, {request, actor, &error}, answer(), {7, ""}, {"/complaints/1/answer", kWords});
  const auto document = read(out);
  EXPECT_EQ(document.by_id("f-words")->text, "\nviết dở");
  EXPECT_EQ(versions_of(document), std::vector<std::string>{"7"});
}

}  // namespace
}  // namespace ocop::web
