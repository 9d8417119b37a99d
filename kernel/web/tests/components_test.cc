#include <gtest/gtest.h>

#include <array>

#include "kernel/web/page.h"
#include "kernel/web/tests/markup.h"

// Every text that a component takes is given what an attacker would give, and must come out as text.
namespace ocop::web {
namespace {
constexpr std::array<std::string_view, 8> kAttacks{
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><svg onload=alert(1)>",
    "javascript:alert(1)",       "//evil.example/a",                "&lt;b&gt;",              "\" autofocus onfocus=\"alert(1)"};

http::Request request_of(Language language) {
  http::Request request;
  request.language = language;
  request.path = "/products";
  request.csrf_token = "token";
  return request;
}

using Component = void (*)(Html& out, const http::Request& request, std::string_view attack);
struct Named { const char* name; Component write; };

Message message_of(std::string_view text) { return {text, text}; }

const Named kComponents[] = {
    {"error_summary", [](Html& out, const http::Request& request, std::string_view attack) {
       Error error{ErrorKind::invalid_input, {{std::string(attack), "", "", message_of("{0}"), {std::string(attack)}}}, ""};
       const Form form{request, &error, nullptr};
       error_summary(out, form);
       text_field(out, form, {.name = std::string(attack), .label = message_of("x")});
     }},
    {"text_field", [](Html& out, const http::Request& request, std::string_view attack) {
       text_field(out, Form{request}, {.name = std::string(attack), .label = message_of(attack), .hint = message_of(attack),
                                       .value = std::string(attack), .autocomplete = std::string(attack)});
     }},
    {"text_area", [](Html& out, const http::Request& request, std::string_view attack) {
       text_area(out, Form{request}, {.name = "a", .label = message_of(attack), .value = std::string(attack)}, 3);
     }},
    {"select_field", [](Html& out, const http::Request& request, std::string_view attack) {
       const std::array options{Option{std::string(attack), std::string(attack), std::string(attack)}};
       select_field(out, Form{request}, {.name = "a", .label = message_of(attack), .value = std::string(attack)}, options);
     }},
    {"radio_cards", [](Html& out, const http::Request& request, std::string_view attack) {
       const std::array options{Option{std::string(attack), std::string(attack), std::string(attack)}, Option{"2", "b"}};
       radio_cards(out, Form{request}, {.name = "a", .label = message_of(attack), .hint = message_of(attack)}, options);
     }},
    {"check_field", [](Html& out, const http::Request& request, std::string_view attack) {
       check_field(out, Form{request}, {.name = "a", .label = message_of(attack), .value = std::string(attack)});
     }},
    {"file_field", [](Html& out, const http::Request& request, std::string_view attack) {
       file_field(out, Form{request}, {.name = "a", .label = message_of(attack)}, attack);
     }},
    {"form and buttons", [](Html& out, const http::Request& request, std::string_view attack) {
       open_form(out, Form{request}, attack, attack);
       button(out, message_of(attack), ButtonKind::danger, attack, attack);
       link_button(out, message_of(attack), attack);
       close_form(out);
     }},
    {"badge", [](Html& out, const http::Request&, std::string_view attack) { badge(out, {Tone::bad, Icon::cross}, message_of(attack)); }},
    {"motif", [](Html& out, const http::Request&, std::string_view attack) { motif(out, common_motif(), attack); }},
    {"record", [](Html& out, const http::Request&, std::string_view attack) {
       open_record(out, message_of(attack));
       const std::array lines{Fact{message_of(attack), std::string(attack), std::string(attack)}, Fact{message_of("a"),
           std::string(attack)}};
       facts(out, lines);
       close_record(out, attack, attack);
     }},
    {"story", [](Html& out, const http::Request&, std::string_view attack) {
       open_story(out, attack, attack);
       out << "<p>"_h << attack << "</p>"_h;
       close_story(out);
     }},
    {"notice and empty state", [](Html& out, const http::Request&, std::string_view attack) {
       const Message act = message_of(attack);
       notice(out, message_of(attack));
       empty_state(out, message_of(attack), message_of(attack), attack, &act);
     }},
    {"crumbs, steps, figures, bar", [](Html& out, const http::Request&, std::string_view attack) {
       crumbs(out, std::array{Crumb{std::string(attack), std::string(attack)}, Crumb{std::string(attack)}});
       steps(out, std::array{Step{message_of(attack), StepState::now, std::string(attack)}});
       figures(out, std::array{Figure{std::string(attack), message_of(attack), std::string(attack)}, Figure{"1", message_of(attack)}});
       bar(out, 1, 2, attack);
     }},
    {"table", [](Html& out, const http::Request& request, std::string_view attack) {
       const Table shown{message_of(attack), {{std::string(attack), message_of(attack), false, true}}, std::string(attack),
           std::string(attack)};
       table(out, request, shown, [&](Html& rows) {
         open_row(rows);
         link_cell(rows, shown.columns[0], attack, attack);
         text_cell(rows, shown.columns[0], attack);
         close_row(rows);
       });
     }},
    {"facets and pager", [](Html& out, const http::Request& request, std::string_view attack) {
       auto with_query = request;
       with_query.query.add(std::string(attack), std::string(attack));
       with_query.query.add("p", std::string(attack));
       facet_list(out, with_query, "p", message_of(attack), std::array{Facet{std::string(attack), std::string(attack), 5}, Facet{"b", "b",
           1}});
       pager(out, with_query, 500, 3, 50);
     }},
};

class WebComponents : public testing::TestWithParam<Named> {};

TEST_P(WebComponents, WriteAttacksAsText) {
  for (const Language language : {Language::vi, Language::en}) {
    for (const std::string_view attack : kAttacks) {
      const auto request = request_of(language);
      Html out(language);
      GetParam().write(out, request, attack);
      const auto document = tests::read(out.view());
      EXPECT_TRUE(document.faults.empty()) << attack << ": " << document.faults.front() << "\n" << out.view();
      EXPECT_TRUE(document.all("script").empty() && document.all("img").empty()) << attack;
      for (const auto& element : document.elements)
        for (const auto& [name, value] : element.attributes)
          EXPECT_TRUE(name.substr(0, 2) != "on" && name != "autofocus") << name << " in " << out.view();
    }
  }
}
INSTANTIATE_TEST_SUITE_P(All, WebComponents, testing::ValuesIn(kComponents), [](const auto& one) {
  std::string name;
  for (const char c : std::string_view(one.param.name))
    if ((c >= 'a' && c <= 'z') || c == '_') name.push_back(c);
  return name;
});

TEST(WebMarks, AStateHasAToneAShapeAndAWord) {
  std::set<std::string> classes;
  for (const Tone tone : {Tone::good, Tone::soon, Tone::noted, Tone::ended, Tone::bad, Tone::unknown, Tone::none}) {
    Html out(Language::vi);
    badge(out, {tone, Icon::check}, message_of("Đạt"));
    const auto document = tests::read(out.view());
    EXPECT_TRUE(document.faults.empty());
    EXPECT_EQ(document.all("svg").size(), 1u);
    EXPECT_NE(out.view().find("Đạt"), std::string_view::npos);
    classes.insert(document.all("span")[0]->attribute("class"));
  }
  EXPECT_EQ(classes.size(), 7u);
}

TEST(WebMarks, LightAsManyStarsAsAskedWithinFive) {
  for (const auto& [asked, lit] : {std::pair{0, 0u}, std::pair{3, 3u}, std::pair{5, 5u}, std::pair{9, 5u}, std::pair{-1, 0u}}) {
    Html out(Language::vi);
    open_stars(out, asked, Tone::good);
    out << "chữ";
    close_stars(out);
    const auto document = tests::read(out.view());
    EXPECT_TRUE(document.faults.empty());
    std::size_t count = 0;
    for (const auto* use : document.all("use")) count += use->attribute("class") == "lit" ? 1 : 0;
    EXPECT_EQ(count, lit) << asked;
    EXPECT_EQ(document.all("use").size(), 5u);
  }
  Html struck(Language::vi);
  open_stars(struck, 4, Tone::bad);
  close_stars(struck);
  EXPECT_NE(struck.view().find("class=\"struck\""), std::string_view::npos);
}

TEST(WebTable, SortsBothWaysAndLabelsItsCells) {
  auto request = request_of(Language::en);
  request.query.add("q", "chè & trà");
  request.query.add("page", "4");
  const Table shown{message_of("Products"), {{"name", message_of("Name"), false, true}, {"points", message_of("Points"), true, true}, {"x",
      message_of("X")}},
                    "name", "/products.csv?q=1"};
  Html out(Language::en);
  table(out, request, shown, [&](Html& rows) {
    open_row(rows);
    link_cell(rows, shown.columns[0], "A", "/products/1");
    text_cell(rows, shown.columns[1], "5");
    close_row(rows);
  });
  const auto document = tests::read(out.view());
  ASSERT_TRUE(document.faults.empty()) << document.faults.front();
  const auto headings = document.all("th");
  EXPECT_EQ(headings[0]->attribute("aria-sort"), "ascending");
  EXPECT_FALSE(headings[1]->has("aria-sort"));
  const auto links = document.all("a");
  EXPECT_EQ(links[0]->attribute("href"), "/en/products?q=ch%C3%A8%20%26%20tr%C3%A0&sort=-name");   // the other way, page dropped
  EXPECT_EQ(links[1]->attribute("href"), "/en/products?q=ch%C3%A8%20%26%20tr%C3%A0&sort=points");
  EXPECT_EQ(links[2]->attribute("href"), "/en/products/1");
  EXPECT_EQ(links[3]->attribute("href"), "/en/products.csv?q=1");
  EXPECT_EQ(links[4]->attribute("href"), "/en/products.xlsx?q=1");
  EXPECT_EQ(document.all("td")[0]->attribute("data-label"), "Points");
  EXPECT_EQ(headings[3]->attribute("scope"), "row");
}

TEST(WebPager, NamesTheRangeAndTheWay) {
  const auto pages = [](long long total, int page) {
    Html out(Language::vi);
    pager(out, request_of(Language::vi), total, page, 50);
    return std::string(out.view());
  };
  EXPECT_EQ(pages(0, 1), "");
  EXPECT_NE(pages(49, 1).find("1–49 trong 49"), std::string::npos);
  EXPECT_EQ(pages(49, 1).find("<ul>"), std::string::npos);
  EXPECT_NE(pages(1833, 37).find("1.801–1.833 trong 1.833"), std::string::npos);
  EXPECT_EQ(pages(1833, 37).find("rel=\"next\""), std::string::npos);
  EXPECT_EQ(pages(1833, 1).find("rel=\"prev\""), std::string::npos);
  EXPECT_NE(pages(1833, 99).find("1.801–1.833"), std::string::npos) << "beyond the end is the last page";
  EXPECT_NE(pages(1833, -5).find("1–50 "), std::string::npos);
}
}  // namespace
}  // namespace ocop::web
