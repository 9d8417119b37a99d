#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>

#include "kernel/files/files.h"
#include "kernel/web/assets.h"
#include "kernel/web/design.h"

// The look's promises, held against the style sheets themselves.
namespace ocop::web {
namespace {
using Tokens = std::map<std::string, std::string>;

// light: outside of the dark media block; dark: light overlaid by that block.
std::pair<Tokens, Tokens> tokens() {
  const auto css = files::read(std::string(OCOP_SOURCE_DIR) + "/web/styles/tokens.css");
  EXPECT_TRUE(css.ok());
  const std::string text = *css;
  const auto dark_at = text.find("prefers-color-scheme: dark");
  EXPECT_NE(dark_at, std::string::npos);
  const std::regex token("--([a-z0-9-]+): (#[0-9a-f]{6});");
  Tokens light, dark;
  for (std::sregex_iterator at(text.begin(), text.end(), token), end; at != end; ++at)
    (static_cast<std::size_t>(at->position()) < dark_at ? light : dark)[(*at)[1]] = (*at)[2];
  EXPECT_EQ(light.size(), dark.size()) << "every colour is designed for both";
  return {light, dark};
}

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(const std::string& colour) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; ++i) {
    const double c = std::stoi(colour.substr(static_cast<std::size_t>(1 + 2 * i), 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}
double contrast(const std::string& a, const std::string& b) {
  const double high = std::max(luminance(a), luminance(b)), low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

struct Pair { const char* text; const char* ground; double least; };
constexpr Pair kPairs[] = {
    // Body text: 7:1 on every ground it stands on.
    {"ink", "paper", 7}, {"ink", "surface", 7}, {"ink", "sunk", 7}, {"ink", "indigo-soft", 7},
    {"ink-soft", "paper", 7}, {"ink-soft", "surface", 7}, {"ink-soft", "sunk", 7}, {"ink-soft", "indigo-soft", 4.5},
    // Links and words with colour: 4.5:1.
    {"indigo", "paper", 7}, {"indigo", "surface", 7}, {"indigo", "sunk", 4.5}, {"indigo", "indigo-soft", 4.5},
    {"lacquer-text", "paper", 4.5}, {"lacquer-text", "surface", 4.5}, {"on-lacquer", "lacquer", 4.5}, {"on-lacquer", "lacquer-deep", 4.5},
    {"valid", "valid-soft", 4.5}, {"soon", "soon-soft", 4.5}, {"lapsed", "lapsed-soft", 4.5}, {"withdrawn", "withdrawn-soft", 4.5},
    {"valid", "paper", 4.5}, {"soon", "sunk", 4.5}, {"withdrawn", "paper", 4.5}, {"withdrawn", "surface", 4.5},
    // Borders of controls, the star, the focus ring: 3:1 (WCAG 1.4.11).
    {"line-strong", "surface", 3}, {"line-strong", "paper", 3}, {"draw-red", "surface", 3}, {"draw-red", "paper", 3}, {"indigo", "paper",
        3},
    {"draw-indigo", "line", 3},
};

TEST(WebLook, ContrastHoldsInLightAndDark) {
  const auto [light, dark] = tokens();
  for (const auto* theme : {&light, &dark})
    for (const Pair& pair : kPairs) {
      ASSERT_TRUE(theme->count(pair.text) && theme->count(pair.ground)) << pair.text << " " << pair.ground;
      EXPECT_GE(contrast(theme->at(pair.text), theme->at(pair.ground)), pair.least)
          << pair.text << " on " << pair.ground << (theme == &dark ? ", dark" : ", light");
    }
}

// A maker's page in another look is read as well as any: whoever chose the colours was not asked to know the rule.
TEST(WebLook, ContrastHoldsInEveryThemeOfAMakersPage) {
  const auto [light, dark] = tokens();
  const std::string css = *files::read(std::string(OCOP_SOURCE_DIR) + "/web/styles/themes.css");
  const auto dark_at = static_cast<std::ptrdiff_t>(css.find("prefers-color-scheme: dark"));
  const std::regex block("data-theme=\"([a-z]+)\"\\] \\{([^}]*)\\}"), token("--([a-z0-9-]+): (#[0-9a-f]{6});");
  std::map<std::string, int> modes;
  for (std::sregex_iterator at(css.begin(), css.end(), block), end; at != end; ++at) {
    Tokens theme = at->position() < dark_at ? light : dark;
    const std::string body = (*at)[2];
    for (std::sregex_iterator one(body.begin(), body.end(), token); one != end; ++one) {
      EXPECT_TRUE(theme.count((*one)[1])) << "no token of the design system: " << (*one)[1];
      theme[(*one)[1]] = (*one)[2];
    }
    for (const Pair& pair : kPairs)
      EXPECT_GE(contrast(theme.at(pair.text), theme.at(pair.ground)), pair.least)
          << pair.text << " on " << pair.ground << " in " << (*at)[1] << (at->position() < dark_at ? ", light" : ", dark");
    ++modes[(*at)[1]];
  }
  EXPECT_EQ(modes.size(), 3u);
  for (const auto& [name, count] : modes) EXPECT_EQ(count, 2) << name << " is not designed for both";
}

TEST(WebLook, TheLivingPageShowsTheTokensOfTheStyleSheet) {
  const auto [light, dark] = tokens();
  for (const ColourToken& token : colour_tokens()) EXPECT_TRUE(light.count(std::string(token.name))) << token.name;
  std::size_t text_and_ground = 0;
  for (const auto& [name, value] : light) {
    const bool drawing = name.rfind("draw-", 0) == 0 || name.rfind("map-", 0) == 0;
    if (!drawing && name != "on-lacquer") ++text_and_ground;
  }
  EXPECT_EQ(text_and_ground, colour_tokens().size());
}

TEST(WebLook, SixTypeSizesAndAFourPixelGrid) {
  const std::string css = *files::read(std::string(OCOP_SOURCE_DIR) + "/web/styles/tokens.css");
  const std::regex size("--size-[0-9]+:"), step("--s[0-9]+: ([0-9]+)px"), target("--target: ([0-9]+)px");
  EXPECT_EQ(std::distance(std::sregex_iterator(css.begin(), css.end(), size), {}), 6);
  for (std::sregex_iterator at(css.begin(), css.end(), step), end; at != end; ++at) EXPECT_EQ(std::stoi((*at)[1]) % 4, 0);
  std::smatch found;
  ASSERT_TRUE(std::regex_search(css, found, target));
  EXPECT_GE(std::stoi(found[1]), 48);
}

TEST(WebAssets, HaveHashedNamesThatLastForEver) {
  const Assets assets;
  const std::string url = assets.url("site.css");
  EXPECT_TRUE(std::regex_match(url, std::regex("/assets/site\\.[0-9a-f]{10}\\.css"))) << url;
  const auto plain = assets.get(url.substr(8), "");
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->content_type, "text/css; charset=utf-8");
  const auto header = [](const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return std::string();
  };
  EXPECT_EQ(header(*plain, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(header(*plain, "Content-Encoding"), "");
  for (const std::string_view accept : {"gzip", "br, gzip;q=0.8", "*"}) {
    const auto packed = assets.get(url.substr(8), accept);
    ASSERT_TRUE(packed.ok());
    EXPECT_EQ(header(*packed, "Content-Encoding"), "gzip") << accept;
    EXPECT_EQ(packed->static_body.substr(0, 2), "\x1f\x8b");
    EXPECT_NE(packed->etag, plain->etag);
  }
  EXPECT_EQ(header(*assets.get(url.substr(8), "gzip;q=0, br"), "Content-Encoding"), "");
  EXPECT_EQ(header(*assets.get("site.css", ""), "Cache-Control"), "public, max-age=3600") << "without the hash it may change";
  EXPECT_FALSE(assets.get("site.0000000000.css", "").ok());
  EXPECT_FALSE(assets.get("../tokens.css", "").ok());
  EXPECT_EQ(assets.url("no-such.js"), "/assets/no-such.js");
}

TEST(WebAssets, StyleSheetNamesFontsThatExist) {
  const Assets assets;
  for (const std::string_view sheet : {"site.css", "scan.css"}) {
    const std::string css(assets.get(sheet, "")->static_body);
    const std::regex url("url\\(\"?/assets/([^\")]+)\"?\\)");
    int fonts = 0;
    for (std::sregex_iterator at(css.begin(), css.end(), url), end; at != end; ++at, ++fonts) {
      const auto font = assets.get((*at)[1].str(), "gzip");
      ASSERT_TRUE(font.ok()) << (*at)[1];
      EXPECT_EQ(font->content_type, "font/woff2");
      EXPECT_EQ(font->static_body.substr(0, 4), "wOF2");
    }
    EXPECT_EQ(fonts, sheet == "site.css" ? 4 : 2) << "the scan page has one weight";
    EXPECT_EQ(css.find("url(http"), std::string::npos) << "nothing is fetched from elsewhere";
    EXPECT_EQ(css.find("@import"), std::string::npos);
  }
}

// Budgets: 5-kB steps above what is there today; a page must stay readable on 3G.
TEST(WebAssets, StayWithinTheirBudgets) {
  const Assets assets;
  const auto size = [&](std::string_view name) { return assets.get(name, "gzip")->static_body.size(); };
  EXPECT_LE(size("site.css"), 20'000u);
  EXPECT_LE(size("scan.css"), 10'000u);
  EXPECT_LE(size("self-assessment.js"), 25'000u);
  EXPECT_LE(size("council-sheet.js"), 25'000u);
  EXPECT_LE(size("passkey.js"), 25'000u);
  EXPECT_LE(size("places.js"), 25'000u);
  EXPECT_LE(size("under-way.js"), 25'000u);
  EXPECT_LE(size("story-coach.js"), 25'000u);
  const std::size_t scan =
      size("scan.css") + size("be-vietnam-pro-latin-600-normal.woff2") + size("be-vietnam-pro-vietnamese-600-normal.woff2");
  EXPECT_LE(scan, 45'000u) << "leaves 15 kB of 60 for the scan page's own HTML";
}
}  // namespace
}  // namespace ocop::web
