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
    {"motif", [](Html& out, const http::Request&, std::string_view attack) { motif(out, Motif::food, attack); }},
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

TEST(WebStars, SayStarAndStandingInWords) {
  struct Case { int stars; Validity validity; std::optional<Date> until; std::string_view vi, en; };
  const auto day = Date::of(2028, 3, 12);
  const Case cases[] = {
      {4, Validity::valid, day, "4 sao, còn hiệu lực đến 12/03/2028", "4 stars, valid until 12 March 2028"},
      {1, Validity::renewal_window, day, "1 sao, còn hiệu lực đến 12/03/2028", "1 star, valid until 12 March 2028"},
      {3, Validity::reported, day, "3 sao, còn hạn đến 12/03/2028 theo nguồn đã đăng",
          "3 stars, in term until 12 March 2028 by a published source"},
      {3, Validity::lapsed, day, "3 sao, hết hiệu lực từ sau 12/03/2028", "3 stars, lapsed after 12 March 2028"},
      {5, Validity::withdrawn, day, "5 sao, đã thu hồi", "5 stars, withdrawn"},
      {4, Validity::not_verified, std::nullopt, "4 sao, chưa xác minh", "4 stars, not verified"},
      {0, Validity::none, std::nullopt, "Chưa có hạng sao", "No star"},
  };
  for (const Case& one : cases) {
    Html vi(Language::vi), en(Language::en);
    stars(vi, one.stars, one.validity, one.until);
    stars(en, one.stars, one.validity, one.until);
    EXPECT_NE(vi.view().find(one.vi), std::string_view::npos) << vi.view();
    EXPECT_NE(en.view().find(one.en), std::string_view::npos) << en.view();
    EXPECT_EQ(vi.view().find("aria-hidden=\"true\"") != std::string_view::npos, true);
    std::size_t lit = 0;
    for (auto at = vi.view().find("class=\"lit\""); at != std::string_view::npos; at = vi.view().find("class=\"lit\"", at + 1)) ++lit;
    EXPECT_EQ(lit, static_cast<std::size_t>(one.stars));
  }
}

TEST(WebStars, EveryValidityHasItsOwnWordShapeAndColour) {
  std::set<std::string> words, drawings, classes;
  for (const Validity validity : {Validity::valid, Validity::renewal_window, Validity::reported, Validity::lapsed, Validity::withdrawn,
                                  Validity::not_verified, Validity::none}) {
    Html out(Language::vi);
    validity_badge(out, validity);
    const std::string html(out.view());
    const auto drawing = html.find("<svg"), drawing_end = html.find("</svg>");
    drawings.insert(html.substr(drawing, drawing_end - drawing));
    classes.insert(html.substr(0, html.find('>')));
    words.insert(std::string(validity_word(validity).vi));
  }
  EXPECT_EQ(words.size(), 7u);
  EXPECT_EQ(drawings.size(), 7u);
  EXPECT_EQ(classes.size(), 7u);
}

TEST(WebMotif, OfAProductFollowsItsGroupThenTheWordsOfItsName) {
  EXPECT_EQ(motif_of_product("IV", "Trà sen"), Motif::craft) << "a stated group is not second-guessed";
  EXPECT_EQ(motif_of_product("", "Cà phê rang xay"), Motif::drink);
  EXPECT_EQ(motif_of_product("I", "Chè Shan tuyết cổ thụ"), Motif::drink) << "tea is in group I of Decision 26/2026";
  EXPECT_EQ(motif_of_product("", "NƯỚC MẮM Cát Hải"), Motif::fish);
  EXPECT_EQ(motif_of_product("", "Bưởi da xanh"), Motif::fruit);
  EXPECT_EQ(motif_of_product("", "Cao Cà Gai Leo"), Motif::herb);
  EXPECT_EQ(motif_of_product("", "Cà chua bi"), Motif::food) << "cà is no cá";
  EXPECT_EQ(motif_of_product("", "Chế biến"), Motif::food);
  EXPECT_EQ(motif_of_product("", "Trà tôm nõn"), Motif::drink) << "the first word names the thing";
  EXPECT_EQ(motif_of_product("", ""), Motif::food);
}

TEST(WebBand, IsWovenWithTwoMirrors) {
  std::set<std::string> seen;
  for (const std::string_view group : {"I", "II", "III", "IV", "V", "VI", ""}) {
    const BandTile tile = band_tile(motif_of_group(group));
    std::vector<std::vector<int>> cloth(static_cast<std::size_t>(tile.height), std::vector<int>(static_cast<std::size_t>(tile.width), 0));
    for (const BandRun& run : tile.runs) {
      ASSERT_TRUE(run.x >= 0 && run.length > 0 && run.x + run.length <= tile.width && run.y >= 0 && run.y < tile.height);
      for (int x = run.x; x < run.x + run.length; ++x) cloth[static_cast<std::size_t>(run.y)][static_cast<std::size_t>(x)] = run.colour;
    }
    std::string text;
    for (std::size_t y = 0; y < cloth.size(); ++y) {
      EXPECT_EQ(cloth[y], cloth[cloth.size() - 1 - y]) << "rows mirror";
      for (std::size_t x = 1; x < cloth[y].size(); ++x) EXPECT_EQ(cloth[y][x], cloth[y][cloth[y].size() - x]) << "columns mirror";
      for (const int stitch : cloth[y]) text.push_back(static_cast<char>('0' + stitch));
    }
    EXPECT_TRUE(seen.insert(text).second) << "each group has its own weave: " << group;
  }
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
