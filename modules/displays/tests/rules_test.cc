#include "modules/displays/rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "kernel/i18n/translate.h"
#include "modules/displays/draw.h"
#include "modules/displays/messages.h"
#include "tests/support/fonts.h"
#include "tests/support/other_programs.h"

namespace ocop::displays {
namespace {

using products::Standing;
using test::fonts;
using test::has_program;
using test::output_of;

const Date kToday = *Date::of(2026, 11, 27);

Standing confirmed(int stars) {
  Standing out{.basis = Standing::Basis::confirmed, .stars = stars, .decision = "3981/QĐ-UBND ngày 05/08/2026"};
  out.decided = Date::of(2026, 8, 5);
  out.valid_until = Date::of(2029, 8, 5);
  out.verified = true;
  return out;
}

Facts sample() {
  Facts out;
  out.product.name = "Chè dây Seagull";
  out.product.story = "Hái tay trên đồi Bảo Lâm. Sao chảo gang ba lần.\nSản phẩm OCOP 3 sao của huyện.";
  out.product.group = "II";
  out.product.standing = confirmed(3);
  out.maker = "Công ty TNHH Seagull";
  out.place = "Xã Bảo Lâm 1, Lâm Đồng";
  out.sheet.summary = "Trà thảo mộc, không đường. Đạt 5 sao cấp quốc gia!";
  out.sheet.allergens = "Có thể lẫn đậu nành.";
  out.sheet.storage = "Nơi khô, dưới 30 độ.";
  out.items = {{.option = "Hộp giấy", .content = {500, items::Unit::gram}, .price = 45'000, .list_price = 50'000, .stock = 12},
               {.option = "Túi", .content = {100, items::Unit::gram}, .price = 0, .stock = 0},
               {.option = "Sọt", .content = {}, .price = 900'000, .stock = std::nullopt}};
  out.address = "https://ocop.example.vn/s/K7M2PQRS";
  out.now = start_of_vietnam_day(kToday);
  return out;
}

TEST(DisplaysRules, SentencesAreWholeOrAbsent) {
  using List = std::vector<std::string>;
  const std::vector<std::pair<std::string, List>> table{
      {"", {}},
      {"Một câu", {"Một câu"}},
      {"Nặng 3.5 kg. Ngon!", {"Nặng 3.5 kg.", "Ngon!"}},
      {"Dòng một\n\n  dòng hai  \n", {"Dòng một", "dòng hai"}},
      {"Hỏi? Đáp...", {"Hỏi?", "Đáp..."}},
      {std::string(rules::kMostPointLetters, 'a') + ". b.", {"b."}},   // a letter too long with its full stop
      {std::string(rules::kMostPointLetters - 1, 'a') + ".", {std::string(rules::kMostPointLetters - 1, 'a') + "."}},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(rules::sentences(text), expected) << text;
}

TEST(DisplaysRules, PricesStockAndMeasureAreSaidForEachItem) {
  const Said said = rules::say(sample(), {}, Language::vi);
  ASSERT_EQ(said.prices.size(), 3u);
  EXPECT_EQ(said.prices[0].what, "Hộp giấy · 500 g");
  EXPECT_EQ(said.prices[0].price, items::show_money(45'000, Language::vi));
  EXPECT_EQ(said.prices[0].before, items::show_money(50'000, Language::vi));
  EXPECT_EQ(said.prices[0].by_measure, items::show_money(90'000, Language::vi) + "/kg");
  EXPECT_EQ(said.prices[0].stock, "còn 12");
  EXPECT_EQ(said.prices[1].price, "hỏi giá");
  EXPECT_FALSE(said.prices[1].has_price);
  EXPECT_EQ(said.prices[1].stock, "hết hàng");
  EXPECT_EQ(said.prices[2].what, "Sọt");
  EXPECT_EQ(said.prices[2].stock, "làm theo đơn");
  EXPECT_EQ(said.prices[2].by_measure, "");
}

// A leaflet that says "OCOP 5 sao" of a product of three stars, or of none, is what the programme's own reports complain of.
TEST(DisplaysRules, OnlyStarsInForceAreSaidByTheProgramOrByTheMaker) {
  Facts facts = sample();
  const auto has = [](const Said& said, std::string_view text) {
    return std::ranges::any_of(said.points, [&](const std::string& one) { return one.find(text) != std::string::npos; });
  };
  const Said three = rules::say(facts, {}, Language::vi);
  EXPECT_EQ(three.stars, 3);
  EXPECT_EQ(three.standing, "OCOP 3 sao, còn hiệu lực đến 05/08/2029\nQuyết định 3981/QĐ-UBND");
  EXPECT_TRUE(has(three, "OCOP 3 sao"));
  EXPECT_FALSE(has(three, "5 sao"));
  EXPECT_TRUE(has(three, "không đường"));
  const std::vector<std::pair<const char*, Standing>> none{
      {"withdrawn", [] { Standing s = confirmed(3); s.withdrawn = true; return s; }()},
      {"lapsed", [] { Standing s = confirmed(3); s.decided = Date::of(2023, 2, 20); s.valid_until = Date::of(2026, 2, 20); return s; }()},
      {"printed by a register", [] { Standing s = confirmed(3); s.basis = Standing::Basis::imported; s.verified = false; return s; }()},
      {"never recognised", {}},
  };
  facts.items[0].option = "Hộp quà OCOP 5 sao";
  for (const auto& [what, standing] : none) {
    facts.product.standing = standing;
    const Said said = rules::say(facts, {}, Language::vi);
    EXPECT_EQ(said.stars, 0) << what;
    EXPECT_EQ(said.standing, "") << what;
    EXPECT_FALSE(has(said, "sao của huyện")) << what;
    EXPECT_EQ(said.prices[0].what, "500 g") << what;
    EXPECT_TRUE(has(said, "Sao chảo gang ba lần")) << what;   // what is roasted is no star
  }
}

TEST(DisplaysRules, EnglishFallsBackFieldByField) {
  Facts facts = sample();
  facts.product.name_en = "Vine tea";
  facts.sheet.summary_en = "Herbal tea without sugar.";
  const Said said = rules::say(facts, {}, Language::en);
  EXPECT_EQ(said.name, "Vine tea");
  ASSERT_FALSE(said.points.empty());
  EXPECT_EQ(said.points[0], "Herbal tea without sugar.");
  EXPECT_EQ(said.storage, "Nơi khô, dưới 30 độ.");
  EXPECT_NE(said.standing.find("valid until 5 August 2029"), std::string::npos) << said.standing;
}

TEST(DisplaysRules, APieceThatWouldSayNothingIsRefused) {
  struct Row { const char* what; Piece piece; std::vector<items::Item> items; bool ok; };
  const items::Item priced{.price = 1'000}, asked{};
  const std::vector<Row> table{{"tags with a price", Piece::tags, {asked, priced}, true}, {"tags without", Piece::tags, {asked}, false},
                               {"tags of nothing", Piece::tags, {}, false},               {"live", Piece::live, {asked}, true},
                               {"live of nothing", Piece::live, {}, false},               {"card of nothing", Piece::card, {}, true},
                               {"leaflet of nothing", Piece::leaflet, {}, true}};
  for (const Row& row : table) {
    Facts facts = sample();
    facts.items = row.items;
    const auto may = rules::check({.piece = row.piece}, facts);
    EXPECT_EQ(may.ok(), row.ok) << row.what;
    if (!may) EXPECT_EQ(may.error().problems[0].field, "piece") << row.what;
  }
}

// ---- on paper
struct Paper { const char* what; Piece piece; int copies; int pages; int codes; };

// A reader looks at one row of a sheet at once, as a phone does: of ten codes in one picture it loses some.
void expect_codes(const test::TemporaryFolder& folder, const std::string& file, const Paper& row, const std::string& address) {
  const int strips = row.piece == Piece::tags ? 5 : 1;
  const std::string stem = folder.path() + "/part";
  std::map<std::string, int> codes{{"zbarimg --quiet --raw ", 0}, {"ZXingReader -1 ", 0}};
  for (int page = 1; page <= row.pages; ++page)
    for (int strip = 0; strip < strips; ++strip) {
      const auto pixels = [](double millimetres) { return std::to_string(std::lround(millimetres * 200 / 25.4)); };
      const std::string part = strips == 1 ? "" : " -x 0 -y " + pixels(13.5 + 54 * strip) + " -W " + pixels(210) + " -H " + pixels(54);
      const std::string number = std::to_string(page);
      output_of("pdftoppm -r 200 -gray -png -singlefile -f " + number + " -l " + number + part + " " + file + " " + stem);
      for (auto& [reader, count] : codes) {
        const std::string read = output_of(reader + stem + ".png");
        for (std::size_t at = read.find(address); at != std::string::npos; at = read.find(address, at + 1)) ++count;
      }
    }
  for (const auto& [reader, count] : codes) EXPECT_EQ(count, row.codes) << row.what << " by " << reader;
}

TEST(DisplaysPrint, EveryPieceSaysWhatItShouldAndItsCodeIsReadByTwoReaders) {
  for (const char* program : {"pdftotext", "pdftoppm", "pdfinfo", "zbarimg", "ZXingReader"})
    if (!has_program(program)) GTEST_SKIP() << program << " is not installed";
  const std::vector<Paper> table{{"tags", Piece::tags, 6, 2, 12}, {"card", Piece::card, 1, 1, 1}, {"leaflet", Piece::leaflet, 1, 1, 1},
                                 {"live", Piece::live, 1, 1, 1}};
  for (const Paper& row : table) {
    const Said said = rules::say(sample(), {.contact = "Gọi hoặc Zalo 0912 345 678"}, Language::vi);
    const auto pdf = draw(row.piece, said, row.copies, std::nullopt, sample().now, Language::vi, fonts());
    ASSERT_TRUE(pdf) << row.what;
    EXPECT_EQ(*pdf, *draw(row.piece, said, row.copies, std::nullopt, sample().now, Language::vi, fonts())) << row.what;
    const test::TemporaryFolder folder;
    const std::string file = folder.write("piece.pdf", *pdf);
    const std::string text = output_of("pdftotext -layout " + file + " -");
    EXPECT_NE(output_of("pdfinfo " + file).find("Pages:           " + std::to_string(row.pages)), std::string::npos) << row.what;
    for (const std::string& word : {said.name, std::string("còn hiệu lực đến 05/08/2029"), std::string("45.000")})
      EXPECT_NE(text.find(word), std::string::npos) << row.what << ": " << word << "\n" << text;
    if (row.piece == Piece::live)
      for (const char* word : {"còn 12", "làm theo đơn", "Có thể lẫn đậu nành", "27/11/2026"})
        EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
    if (row.piece == Piece::leaflet) EXPECT_NE(text.find("0912 345 678"), std::string::npos) << text;
    expect_codes(folder, file, row, said.address);
  }
}

// Two hundred letters of name and a novel of a story: what has no room is not begun, and the way to the rest stands there.
TEST(DisplaysPrint, LongWordsStandWholeOrNotAtAll) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  Facts facts = sample();
  facts.product.name.clear();
  for (int i = 0; i < 40; ++i) facts.product.name += "Chè dây ";
  facts.product.story.clear();
  for (int i = 0; i < 60; ++i) facts.product.story += "Câu số " + std::to_string(i) + " kể về đồi chè và người hái chè ở đó từ sáng sớm. ";
  facts.sheet.allergens = std::string(400, 'w');
  for (items::Item& item : facts.items) item.option = "Hộp giấy hai lớp có cửa sổ và quai xách in hoa văn thổ cẩm";
  for (int i = 0; i < 30; ++i) facts.items.push_back(facts.items.front());
  const Said said = rules::say(facts, {}, Language::vi);
  EXPECT_EQ(said.points.size(), rules::kMostPoints);
  for (const Piece piece : kPieces) {
    const auto pdf = draw(piece, said, 1, std::nullopt, facts.now, Language::vi, fonts());
    ASSERT_TRUE(pdf);
    const test::TemporaryFolder folder;
    const std::string text = output_of("pdftotext -layout " + folder.write("piece.pdf", *pdf) + " -");
    if (piece != Piece::tags) EXPECT_NE(text.find("Quét mã để xem các quy cách khác"), std::string::npos) << name(piece) << text;
    EXPECT_NE(text.find("còn hiệu lực đến 05/08/2029"), std::string::npos) << name(piece) << text;
    const auto letters = std::ranges::count(text, 'w');
    EXPECT_TRUE(letters == 0 || letters == 400) << name(piece) << ": " << letters << " letters of what one may be allergic to";
  }
}

}  // namespace
}  // namespace ocop::displays
