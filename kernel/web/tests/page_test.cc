#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "kernel/crypto/crypto.h"
#include "kernel/web/assets.h"
#include "kernel/web/design.h"
#include "kernel/web/page.h"
#include "kernel/web/tests/markup.h"

namespace ocop::web {
namespace {
struct PageFixture : testing::Test {
  Assets assets;
  Site site;
  http::Request request;
  PageOptions options;
  long long waiting = 0;
  int counted = 0;
  PageFixture() {
    crypto::initialise();
    site.public_url = "https://ocop.example.vn";
    site.flash_key = std::string(32, 'k');
    site.asset = [this](std::string_view name) { return assets.url(name); };
    request.path = "/products";
    request.csrf_token = "token";
    options.title = "Sản phẩm <b>";
    Navigation& all = site.navigation;
    all.add(Entry{
        .path = "/products", .label = {"Sản phẩm", "Products"}, .icon = Icon::basket, .positions = {{Spot::header, 1}, {Spot::bottom, 1}}});
    all.add(Entry{.path = "/work",
                  .label = {"Việc", "Work"},
                  .positions = {{Spot::header, 2}, {Spot::bottom, 2}, {Spot::account, 1}},
                  .policy = Policy::signed_in(),
                  .count = [this](const http::Request&) { return ++counted, waiting; },
                  .count_words = {"{0} việc đang chờ", "{0} waiting"}});
    all.add(Entry{.path = "/sign-in", .label = {"Vào", "In"}, .positions = {{Spot::account, 1}}, .audience = Audience::visitors});
    all.add(Entry{.path = "/sign-out",
                  .label = {"Ra", "Out"},
                  .positions = {{Spot::account, 9}},
                  .policy = Policy::signed_in(),
                  .press = Press::posts});
    all.set(SearchBox{.path = "/products", .label = {"Tìm", "Find"}, .example = {"chè", "tea"}, .own_page = "/"});
    all.set_sign_in("/sign-in");
  }
  http::Response made() {
    return page(site, request, options, [](Html& out) { out << "<h1>Sản phẩm</h1>"_h; });
  }
  tests::Document document() {
    auto read = tests::read(made().body);
    EXPECT_TRUE(read.faults.empty()) << read.faults.front();
    return read;
  }
};

bool has_text(const http::Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

std::string set_cookie(const http::Response& response) {
  for (const auto& [name, value] : response.headers)
    if (name == "Set-Cookie") return value;
  return {};
}

using WebPage = PageFixture;

TEST_F(WebPage, IsAWholeDocumentInItsLanguage) {
  for (const Language language : {Language::vi, Language::en}) {
    request.language = language;
    const auto read = document();
    EXPECT_EQ(read.all("html")[0]->attribute("lang"), language == Language::vi ? "vi" : "en");
    EXPECT_EQ(read.all("title")[0]->text, "Sản phẩm <b> – Ocop");
    EXPECT_EQ(read.all("main").size(), 1u);
    EXPECT_EQ(read.all("h1").size(), 1u);
    EXPECT_EQ(read.all("a")[0]->attribute("href"), "#main") << "the skip link is first";
    EXPECT_NE(read.by_id("main"), nullptr);
  }
}

TEST_F(WebPage, LanguageSwitchKeepsThePageAndItsQuery) {
  request.query.add("q", "cà phê");
  const auto find = [&] {
    const auto read = document();
    for (const auto* link : read.all("a"))
      if (link->has("hreflang")) return link->attribute("href");
    return std::string();
  };
  EXPECT_EQ(find(), "/en/products?q=c%C3%A0%20ph%C3%AA");
  request.language = Language::en;
  EXPECT_EQ(find(), "/products?q=c%C3%A0%20ph%C3%AA");
  request.path = "/";
  request.query = {};
  EXPECT_EQ(find(), "/");
}

// A page under its id, and with words of a campaign behind it, was another page to a search engine.
TEST_F(WebPage, HasOneAddressInEachLanguage) {
  request.query.add("fbclid", "x");
  EXPECT_TRUE(has_text(made(), R"(<link rel="canonical" href="https://ocop.example.vn/products">)"));
  EXPECT_TRUE(has_text(made(), R"(<link rel="alternate" hreflang="en" href="https://ocop.example.vn/en/products">)"));
  EXPECT_TRUE(has_text(made(), R"(<link rel="alternate" hreflang="x-default" href="https://ocop.example.vn/products">)"));
  request.language = Language::en;
  EXPECT_TRUE(has_text(made(), R"(<link rel="canonical" href="https://ocop.example.vn/en/products">)"));
  options.canonical = "/products/7K3M9QXD";
  EXPECT_TRUE(has_text(made(), R"(<link rel="canonical" href="https://ocop.example.vn/en/products/7K3M9QXD">)"));
  EXPECT_TRUE(has_text(made(), R"(hreflang="vi" href="https://ocop.example.vn/products/7K3M9QXD">)"));
  EXPECT_FALSE(has_text(made(), "noindex"));
  options.canonical.clear();
  request.path = "/s/a b\"<";
  EXPECT_TRUE(has_text(made(), R"(href="https://ocop.example.vn/en/s/a%20b%22%3C">)"));
  // What was narrowed has none, and is not to be found by itself.
  options.found = PageOptions::Found::by_links;
  EXPECT_TRUE(has_text(made(), R"(<meta name="robots" content="noindex">)"));
  EXPECT_FALSE(has_text(made(), "canonical"));
  options.found = PageOptions::Found::by_search_engines;
  options.status = 404;
  EXPECT_FALSE(has_text(made(), "canonical"));
}

TEST_F(WebPage, MarksWhereItIs) {
  int current = 0;
  const auto read = document();
  for (const auto* link : read.all("a"))
    if (link->attribute("aria-current") == "page") {
      EXPECT_EQ(link->attribute("href"), "/products");
      ++current;
    }
  EXPECT_EQ(current, 2) << "in the main navigation and in the bottom bar";
}

TEST_F(WebPage, SaysThatTheRegisterIsASampleOnEveryKindOfPage) {
  constexpr std::string_view kVi = "Dữ liệu mẫu: từ trang công khai và dữ liệu minh họa, không phải danh sách còn hiệu lực hôm nay.";
  EXPECT_FALSE(has_text(made(), kVi));
  site.sample_register = true;
  EXPECT_TRUE(has_text(made(), kVi));
  EXPECT_TRUE(has_text(error_page(site, Error::of(ErrorKind::not_found), request), kVi));
  options.frame = Frame::scan;
  EXPECT_TRUE(has_text(made(), "Dữ liệu mẫu, không có giá trị chính thức."));
  request.language = Language::en;
  EXPECT_TRUE(has_text(made(), "Sample data without official value."));
  options.frame = Frame::full;
  EXPECT_TRUE(has_text(made(), "Sample data: from public pages and made up rows"));
}

// The demo has 550 made up products that are valid: the notice stood below the answer, and the first screen of a phone said "valid" alone.
TEST_F(WebPage, ScanFrameHasNothingAboveTheVerdictButThatItIsASample) {
  options.frame = Frame::scan;
  site.sample_register = true;
  const std::string body = made().body;
  const auto main = body.find("<main"), header = body.find("<header"), sample = body.find("class=\"sample\"");
  ASSERT_NE(main, std::string::npos);
  EXPECT_LT(main, header);
  EXPECT_LT(sample, main);
  EXPECT_NE(body.find("không có giá trị chính thức"), std::string::npos);
  EXPECT_EQ(body.find("<script"), std::string::npos);
  EXPECT_NE(body.find("/assets/scan."), std::string::npos);
  EXPECT_EQ(body.find("/assets/site."), std::string::npos);
}

// 290 of a phone's 780 px were header, search, notice and bar before the first thing to do.
TEST_F(WebPage, TaskFrameLeavesTheBarBelowToTheTask) {
  site.sample_register = true;
  request.path = "/dossiers/1";
  options.frame = Frame::task;
  const auto response = made();
  EXPECT_TRUE(has_text(response, "<body class=\"task\">"));
  EXPECT_FALSE(has_text(response, "class=\"bottom\""));
  EXPECT_TRUE(has_text(response, "class=\"main-nav\"") && has_text(response, "class=\"search\"")) << "a desk has room";
  EXPECT_TRUE(has_text(response, "Dữ liệu mẫu, không có giá trị chính thức"));
  Html bar(Language::vi);
  open_task_bar(bar, "4/32 · 12 điểm", "#rail");
  close_task_bar(bar);
  for (const std::string_view part : {"data-status", "href=\"#rail\"", "data-progress-shown>4/32 · 12 điểm<"})
    EXPECT_NE(bar.view().find(part), std::string_view::npos) << part;
}

// The entry stands in three places; its figure is a question to the database.
TEST_F(WebPage, CountsWhatWaitsBehindAnEntryOnce) {
  request.actor.account = AccountId{};
  waiting = 3;
  made();
  EXPECT_EQ(counted, 1);
}

TEST_F(WebPage, ShowsTheAccountOrTheWayToSignIn) {
  EXPECT_TRUE(has_text(made(), "href=\"/sign-in\""));
  EXPECT_FALSE(has_text(made(), "/sign-out"));
  request.actor.account = AccountId{};
  request.actor.display_name = "Nguyễn <Hoa>";
  EXPECT_TRUE(has_text(made(), "Nguyễn &lt;Hoa&gt;"));
  EXPECT_TRUE(has_text(made(), "action=\"/sign-out\""));
  EXPECT_TRUE(has_text(made(), "href=\"/work\""));
  EXPECT_FALSE(has_text(made(), "href=\"/sign-in\""));
}

TEST_F(WebPage, CountsWhatWaitsBehindAnEntryInFiguresAndInWords) {
  request.actor.account = AccountId{};
  EXPECT_FALSE(has_text(made(), "nav-count")) << "nothing waits: no badge";
  waiting = 3;
  EXPECT_TRUE(has_text(made(), "<span class=\"nav-count\" aria-hidden=\"true\">3</span><span class=\"unseen\"> 3 việc đang chờ</span>"));
  request.actor.account.reset();
  EXPECT_FALSE(has_text(made(), "nav-count")) << "not of what a visitor is not led to";
}

TEST_F(WebPage, SearchStandsInTheHeaderOfAllPagesButTheOneWithItsOwn) {
  request.query.add("q", "chè \"xanh\"");
  EXPECT_TRUE(has_text(made(), "action=\"/products\""));
  EXPECT_TRUE(has_text(made(), "value=\"chè &quot;xanh&quot;\""));
  request.path = "/map";
  EXPECT_FALSE(has_text(made(), "value=\"chè"));
  request.path = "/";
  EXPECT_FALSE(has_text(made(), "site-search"));
}

TEST_F(WebPage, GivesTheFragmentToHtmxOnly) {
  request.headers.emplace_back("hx-request", "true");
  EXPECT_EQ(made().body, "<h1>Sản phẩm</h1>");
}

TEST_F(WebPage, EveryErrorKindHasAPageThatSaysWhatToDo) {
  request.request_id = "01J9<x>";
  for (const ErrorTraits& traits : all_error_traits()) {
    const auto response = error_page(site, Error::of(traits.kind, "secret detail"), request);
    EXPECT_EQ(response.status, traits.status);
    const auto read = tests::read(response.body);
    EXPECT_TRUE(read.faults.empty()) << traits.name << read.faults.front();
    EXPECT_EQ(read.all("h1")[0]->text, traits.title.vi);
    EXPECT_FALSE(has_text(response, "secret detail"));
    EXPECT_TRUE(has_text(response, "01J9&lt;x&gt;"));
  }
}

// The story: a page left open until the session was over answered "your account lacks the role", and an hour's text was gone.
TEST_F(WebPage, WhatWasTypedIsKeptWhenItWasRefusedForNoFaultOfIt) {
  request.method = http::Method::post;
  request.path = "/dossiers/1/answers";
  request.csrf_token = "fresh";
  request.form.add("_csrf", "stale");
  request.form.add("note", "Chè <Shan> \"cổ\"");
  request.form.add("send", "save");
  for (const ErrorTraits& traits : all_error_traits()) {
    const auto response = error_page(site, Error::of(traits.kind, "x"), request);
    const auto read = tests::read(response.body);
    EXPECT_TRUE(read.faults.empty()) << traits.name << read.faults.front();
    const bool passes = std::ranges::count(std::array{ErrorKind::not_signed_in, ErrorKind::forbidden, ErrorKind::stale_form,
                                                      ErrorKind::too_many_requests, ErrorKind::storage_unavailable, ErrorKind::internal},
                                           traits.kind) > 0;
    EXPECT_EQ(has_text(response, "action=\"/dossiers/1/answers\""), passes) << traits.name;
    EXPECT_EQ(has_text(response, "name=\"note\" value=\"Chè &lt;Shan&gt; &quot;cổ&quot;\""), passes) << traits.name;
    EXPECT_EQ(has_text(response, "value=\"fresh\""), passes) << traits.name;
    EXPECT_FALSE(has_text(response, "value=\"stale\""));
    EXPECT_EQ(has_text(response, "class=\"task"), passes) << "a phone's first screen is for what was typed";
    EXPECT_EQ(has_text(response, "target=\"_blank\""), traits.kind == ErrorKind::not_signed_in);
  }
  request.files.push_back({"file", "giấy.pdf", "application/pdf", "%PDF"});
  const auto with_file = error_page(site, Error::of(ErrorKind::stale_form), request);
  EXPECT_TRUE(has_text(with_file, "type=\"file\"") && has_text(with_file, "giấy.pdf") && has_text(with_file, "multipart/form-data"));
  request.files.clear();
  request.form.add("next", "bí mật của tôi");
  request.typed = http::Typed::secret;
  request.headers = {{"host", "ocop.test"}, {"referer", "https://ocop.test/en/me?x=1"}};
  const auto secret = error_page(site, Error::of(ErrorKind::stale_form), request);
  EXPECT_FALSE(has_text(secret, "bí mật của tôi")) << "a password is written into no page";
  EXPECT_TRUE(has_text(secret, "href=\"/me\"")) << "the page that it was typed in";
}

using WebFlash = PageFixture;

TEST_F(WebFlash, IsShownOnceByTheNextPage) {
  constexpr Message kSaved{"Đã lưu <hồ sơ>.", "Saved."};
  const auto redirect = redirect_with_flash(site, request, "/work", kSaved);
  EXPECT_EQ(redirect.status, 303);
  const std::string cookie = set_cookie(redirect);
  for (const std::string_view part : {"__Host-ocop-flash=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=60"})
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  request.headers.emplace_back("cookie", cookie.substr(0, cookie.find(';')));
  const auto shown = made();
  EXPECT_TRUE(has_text(shown, "Đã lưu &lt;hồ sơ&gt;."));
  EXPECT_NE(set_cookie(shown).find("Max-Age=0"), std::string::npos);
}

TEST_F(WebFlash, WrittenBySomebodyElseIsNotShown) {
  const std::string cookie = set_cookie(redirect_with_flash(site, request, "/work", Message{"thật", "true"}, FlashKind::notice));
  const std::string pair = cookie.substr(0, cookie.find(';'));
  const auto shown_with = [&](const std::string& value) {
    request.headers = {{"cookie", value}};
    return has_text(made(), "class=\"flash");
  };
  EXPECT_TRUE(shown_with(pair));
  std::string changed = pair;
  changed[changed.find('=') + 3] = changed[changed.find('=') + 3] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(shown_with(changed));
  EXPECT_FALSE(shown_with(pair.substr(0, pair.size() - 1)));
  EXPECT_FALSE(shown_with(pair.substr(0, pair.find('.'))));
  EXPECT_FALSE(shown_with("__Host-ocop-flash=."));
  site.flash_key = std::string(32, 'x');
  EXPECT_FALSE(shown_with(pair));
  site.flash_key.clear();
  EXPECT_FALSE(shown_with(pair)) << "without a key nothing is believed";
}

TEST_F(WebFlash, RedirectsOnlyWithinTheSite) {
  const auto location = [&](std::string_view path) {
    for (const auto& [name, value] : redirect_with_flash(site, request, path, Message{"x", "x"}).headers)
      if (name == "Location") return value;
    return std::string();
  };
  EXPECT_EQ(location("/work"), "/work");
  EXPECT_EQ(location("//evil.example"), "/");
  EXPECT_EQ(location("/\\evil.example"), "/");
  EXPECT_EQ(location("https://evil.example"), "/");
  request.language = Language::en;
  EXPECT_EQ(location("/work"), "/en/work");
}

TEST(WebLink, CarriesTheLanguageOnce) {
  EXPECT_EQ(link(Language::vi, "/products"), "/products");
  EXPECT_EQ(link(Language::en, "/products"), "/en/products");
  EXPECT_EQ(link(Language::en, "/en/products"), "/en/products");
  EXPECT_EQ(link(Language::en, "/"), "/en");
  EXPECT_EQ(link(Language::en, "/entry"), "/en/entry");
  EXPECT_EQ(link(Language::en, "/api/v1/products"), "/api/v1/products");
  EXPECT_EQ(link(Language::en, "/assets/site.css"), "/assets/site.css");
  EXPECT_EQ(link(Language::en, "https://example.vn/"), "https://example.vn/");
  EXPECT_EQ(link(Language::en, "#main"), "#main");
}

TEST(WebLink, SafeUrlRefusesWhatRuns) {
  for (const std::string_view good : {"/a", "#a", "?a=1", "https://a.vn", "http://a.vn", "mailto:a@b.vn", "tel:+84912345678"})
    EXPECT_EQ(safe_url(good), good);
  for (const std::string_view bad : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "data:text/html,x", "//evil",
      "/\\evil", "", "a.html"})
    EXPECT_EQ(safe_url(bad), "#") << bad;
}

TEST_F(PageFixture, WebDesignPageIsWellFormedAndComplete) {
  http::Router router;
  add_design_pages(router, site, [](Html& out) { out << "<h2 id=\"of-a-module\">x</h2>"_h; });
  ASSERT_TRUE(router.check().empty());
  for (const Language language : {Language::vi, Language::en}) {
    request.language = language;
    request.path = "/design";
    const auto response = *router.routes()[0].handler(request);
    const auto read = tests::read(response.body);
    EXPECT_TRUE(read.faults.empty()) << read.faults.front();
    for (const std::string_view section : {"colours", "type", "badges", "of-a-module", "record", "forms", "tables", "messages"})
      EXPECT_NE(read.by_id(section), nullptr) << section;
  }
}
}  // namespace
}  // namespace ocop::web
