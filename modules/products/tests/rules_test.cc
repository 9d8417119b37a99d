#include "modules/products/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/products/match.h"
#include "modules/products/query.h"
#include "modules/products/register.h"
#include "modules/places/tests/fake_places.h"

namespace ocop::products {
namespace {

Date day(std::string_view iso) { return *Date::parse_iso(iso); }

Standing imported(std::string recognition, std::string decision, std::string_view decided, std::optional<int> year) {
  Standing standing;
  standing.basis = Standing::Basis::imported;
  standing.stars = 4;
  standing.recognition = std::move(recognition);
  standing.decision = std::move(decision);
  if (!decided.empty()) standing.decided = day(decided);
  standing.year = year;
  return standing;
}

struct StandingCase { std::string_view what; Standing standing; std::string_view today; Validity expected; };

TEST(ProductsValidity, FollowsFromTheStandingAndTheDay) {
  Standing certificate;
  certificate.basis = Standing::Basis::certificate;
  certificate.valid_until = day("2029-11-21");
  certificate.verified = true;
  Standing withdrawn = certificate;
  withdrawn.withdrawn = true;
  Standing extended = certificate;
  extended.extended_until = day("2030-05-20");
  Standing reported = imported("decision", "321/QĐ-UBND", "2024-08-06", 2024);
  reported.extended_until = day("2028-01-31");
  const StandingCase cases[]{
      {"never recognised", {}, "2026-11-21", Validity::none},
      // article 4.3: 36 months; article 7.6: the window opens 180 days before the end
      {"certificate, long to go", certificate, "2026-11-21", Validity::valid},
      {"181 days before the end", certificate, "2029-05-24", Validity::valid},
      {"180 days before the end", certificate, "2029-05-25", Validity::renewal_window},
      {"last valid day", certificate, "2029-11-21", Validity::renewal_window},
      {"the day after", certificate, "2029-11-22", Validity::lapsed},
      // article 12.3: a renewal is under way, at most 180 days
      {"extended, before the window", extended, "2029-05-24", Validity::valid},
      {"extended, in the window", extended, "2029-05-25", Validity::renewal_window},
      {"extended, last printed day", extended, "2029-11-21", Validity::renewal_window},
      {"extended, the day after", extended, "2029-11-22", Validity::extended},
      {"extended, its last day", extended, "2030-05-20", Validity::extended},
      {"extended, over", extended, "2030-05-21", Validity::lapsed},
      {"dated and extended, past its 36 months: still what a source says", reported, "2028-01-31", Validity::reported},
      {"dated and extended, over", reported, "2028-02-01", Validity::lapsed},
      {"withdrawn, article 8", withdrawn, "2026-11-21", Validity::withdrawn},
      // imports
      {"dated decision in its 36 months", imported("decision", "3981/QĐ-UBND", "2026-08-05", 2026), "2026-11-21", Validity::reported},
      {"its last day", imported("decision", "1/QĐ", "2023-11-21", 2023), "2026-11-21", Validity::reported},
      {"a day later", imported("decision", "1/QĐ", "2023-11-20", 2023), "2026-11-21", Validity::lapsed},
      {"year only, surely past", imported("decision", "1066/QĐ-UBND", "", 2022), "2026-11-21", Validity::lapsed},
      {"year only, 31 Dec + 36 months not past", imported("decision", "348/QĐ-UBND", "", 2023), "2026-11-21", Validity::not_verified},
      {"year only, its very last day", imported("decision", "348/QĐ-UBND", "", 2023), "2026-12-31", Validity::not_verified},
      {"year only, the day after", imported("decision", "348/QĐ-UBND", "", 2023), "2027-01-01", Validity::lapsed},
      {"decision without any date", imported("decision", "1066/QĐ-UBND", "", {}), "2026-11-21", Validity::not_verified},
      {"no decision", imported("reported_recognised", "", "", 2019), "2026-11-21", Validity::not_verified},
      {"a council's result", imported("council_result", "", "", 2020), "2026-11-21", Validity::not_verified},
      {"an unofficial list", imported("unofficial_list", "", "", {}), "2026-11-21", Validity::not_verified},
  };
  for (const StandingCase& c : cases) EXPECT_EQ(validity(c.standing, day(c.today)), c.expected) << c.what;
}

struct DecisionCase { std::string_view printed; std::optional<int> year; std::string_view number, date; };

TEST(ProductsDecision, IsReadAsPagesPrintIt) {
  const DecisionCase cases[]{
      {"2942/QĐ-UBND ngày 5/8/2021", 2021, "2942/QĐ-UBND", "2021-08-05"},
      {"3588/QĐ-UBND ngày 30-11-2021", 2021, "3588/QĐ-UBND", "2021-11-30"},
      {"278/QĐ-UBND ngày 16-5 (UBND huyện Krông Pa)", 2025, "278/QĐ-UBND", "2025-05-16"},
      {"278/QĐ-UBND ngày 16-5 (UBND huyện Krông Pa)", {}, "278/QĐ-UBND", ""},
      {"2890/QĐ-BNN-VPĐP ngày 30.6.2021", 2020, "2890/QĐ-BNN-VPĐP", "2021-06-30"},
      {"3981/QĐ-UBND ngày 05/08/2026", 2026, "3981/QĐ-UBND", "2026-08-05"},
      {"1114/QĐ-UBND ngày 06/4/2021", 2021, "1114/QĐ-UBND", "2021-04-06"},
      {"Quyết định ngày 26/8/2021", 2021, "", "2021-08-26"},
      {"2361/QĐ-BNNMT ngày 26/6/2025", 2025, "2361/QĐ-BNNMT", "2025-06-26"},
      {"1066/QĐ-UBND", 2022, "1066/QĐ-UBND", ""},
      {"Quyết định Bộ NN&PTNT, cấp Quốc gia năm 2022 (Đợt 1)", 2023, "", ""},
      {"12/QĐ-UBND ngày 31/2/2021", 2021, "12/QĐ-UBND", ""},   // no such day
      {"", 2021, "", ""},
      {"ngày ", 2021, "", ""},
      {"/QĐ", {}, "", ""},
  };
  for (const DecisionCase& c : cases) {
    const auto parsed = rules::parse_decision(c.printed, c.year);
    EXPECT_EQ(parsed.number, c.number) << c.printed;
    EXPECT_EQ(parsed.date ? parsed.date->iso() : "", c.date) << c.printed;
  }
}

TEST(ProductsGroup, IsTakenOnlyFromAKnownName) {
  EXPECT_EQ(rules::group_of_printed("Thực phẩm"), "I");
  EXPECT_EQ(rules::group_of_printed("thực phẩm thô, sơ chế"), "I");
  EXPECT_EQ(rules::group_of_printed("Đồ uống"), "II");
  EXPECT_EQ(rules::group_of_printed("Thảo dược"), "III");
  EXPECT_EQ(rules::group_of_printed("Dược liệu và sản phẩm từ dược liệu"), "III");
  EXPECT_EQ(rules::group_of_printed("Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch"), "VI");
  EXPECT_EQ(rules::group_of_printed("hàng hóa khác"), "");
  EXPECT_EQ(rules::group_of_printed(""), "");
}

TEST(ProductsGtin, IsHeldToItsCheckDigit) {
  // GS1 General Specifications, figure of §7.9.1: 6291041500213.
  EXPECT_EQ(*rules::check_gtin("6291041500213"), "06291041500213");
  EXPECT_EQ(*rules::check_gtin("6 291041-500213 "), "06291041500213");
  EXPECT_EQ(*rules::check_gtin("96385074"), "00000096385074");
  EXPECT_EQ(*rules::check_gtin("036000291452"), "00036000291452");
  for (const std::string_view wrong : {"6291041500214", "62910415002", "629104150021a", "00000000", ""}) {
    const auto result = rules::check_gtin(wrong);
    ASSERT_FALSE(result) << wrong;
    EXPECT_EQ(result.error().problems[0].field, "gtin");
  }
}

RC_GTEST_PROP(ProductsCode, ReadsBackAsItWasMade, ()) {
  const auto bytes = *rc::gen::container<std::array<std::uint8_t, rules::kCodeBytes>>(rc::gen::arbitrary<std::uint8_t>());
  const std::string code = rules::code_from(bytes);
  RC_ASSERT(code.size() == rules::kCodeLength);
  RC_ASSERT(code.find_first_of("ILOU") == std::string::npos);
  RC_ASSERT(rules::normal_code(code) == code);
}

TEST(ProductsCode, ForgivesLookAlikes) {
  EXPECT_EQ(rules::normal_code("o1il-2345"), "01112345");
  EXPECT_EQ(rules::normal_code("abcdefgh"), "ABCDEFGH");
  EXPECT_EQ(rules::normal_code("abcdefg"), "");
  EXPECT_EQ(rules::normal_code("abcdefghj"), "");
  EXPECT_EQ(rules::normal_code("abcdefg?"), "");
}

TEST(ProductsCode, IsFoundInWhatWasTypedOrPasted) {
  using Keys = std::vector<std::string>;
  EXPECT_EQ(rules::keys_in("7K3M9QXD"), (Keys{"7K3M9QXD", "7K3M9QXD"}));
  EXPECT_EQ(rules::keys_in("7k3m 9qxd"), Keys{"7k3m 9qxd"});
  EXPECT_EQ(rules::keys_in("mã 7K3M-9QXD").front(), "7K3M-9QXD");
  EXPECT_EQ(rules::keys_in("https://ocop.example.vn/s/7K3M9QXD").front(), "7K3M9QXD");
  EXPECT_EQ(rules::keys_in("https://x.vn/01/06291041500213/10/L1?17=261231").front(), "06291041500213");
  EXPECT_EQ(rules::keys_in("6 291041 500213").front(), "6 291041 500213");
  EXPECT_TRUE(rules::keys_in("cà phê đắk lắk 4 sao").empty());
  EXPECT_TRUE(rules::keys_in("").empty());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "7K3M9QXD ";
  EXPECT_EQ(rules::keys_in(many).size(), rules::kMostKeys);
}

// "gao st 25" did not find Gạo ST25, nor "cafe" a cà phê: what is surely the same is looked for with what was typed.
TEST(ProductsMatch, LooksForWhatIsSurelyTheSame) {
  const auto sqlite = [](std::string_view typed) { return match_text(db::Engine::sqlite, units_of(typed)); };
  const auto postgresql = [](std::string_view typed) { return match_text(db::Engine::postgresql, units_of(typed)); };
  EXPECT_EQ(sqlite("Mật ong rừ"), R"("mat" AND "ong" AND "ru" *)");
  EXPECT_EQ(postgresql("Mật ong rừ"), "'mat' & 'ong' & 'ru':*");
  EXPECT_EQ(sqlite("gạo ST 25"), R"("gao" AND (("st" AND "25" *) OR "st25" *))");
  EXPECT_EQ(postgresql("gạo st25"), "'gao' & ('st25':* | ('st' & '25':*))");
  EXPECT_EQ(sqlite("3in1"), R"(("3in1" * OR ("3" AND "in" AND "1" *) OR ("3in" AND "1" *) OR ("3" AND "in1" *)))");
  EXPECT_EQ(units_of("cà phê").front().spellings, units_of("ca phe").front().spellings);
  EXPECT_NE(sqlite("cafe").find(R"(("ca" AND "phe" *))"), std::string::npos);
  EXPECT_EQ(sqlite("\" OR *"), "\"or\" *");
  EXPECT_EQ(sqlite("…"), "");
  EXPECT_EQ(units_of("1a2b3c4d5e6f").front().spellings.size(), 1u) << "too many ways to part it";
}

TEST(ProductsQuery, UnderstandsWhatPeopleType) {
  const places::FakePlaces places;
  const auto check = [&](std::string_view typed, std::string_view text, std::optional<std::string> province, std::optional<int> stars) {
    const Understood understood = parse_query(typed, places);
    EXPECT_EQ(understood.text, text) << typed;
    EXPECT_EQ(understood.province, province) << typed;
    EXPECT_EQ(understood.stars, stars) << typed;
  };
  check("cà phê Đắk Lắk 4 sao", "cà phê", "66", 4);
  check("ca phe dak lak 4 sao", "ca phe", "66", 4);
  check("CÀ PHÊ ĐẮK LẮK", "CÀ PHÊ", "66", std::nullopt);
  check("4★ trà", "trà", std::nullopt, 4);
  check("4sao trà", "trà", std::nullopt, 4);
  check("bốn sao", "", std::nullopt, 4);
  check("five stars coffee in Đắk Lắk", "coffee", "66", 5);
  check("mè xửng tỉnh Huế", "mè xửng", "46", std::nullopt);
  check("hoa huệ", "hoa huệ", std::nullopt, std::nullopt);   // marks were typed: not the province
  check("TPHCM", "", "79", std::nullopt);
  check("mật hoa dừa Trà Vinh", "mật hoa dừa Trà Vinh", std::nullopt, std::nullopt);   // a former province stays a word
  check("4 4 sao sao trà 3 sao", "trà", std::nullopt, 4);
  check("6 sao", "6 sao", std::nullopt, std::nullopt);
  check("ba khía", "ba khía", std::nullopt, std::nullopt);
  check("", "", std::nullopt, std::nullopt);
  // As people write provinces: run together, short, with some of the marks.
  check("daklak", "", "66", std::nullopt);
  check("cafe daklak", "cafe", "66", std::nullopt);
  check("Tp.HCM", "", "79", std::nullopt);
  check("bánh tráng TP.HCM", "bánh tráng", "79", std::nullopt);
  check("cà phê Đăk Lăk", "cà phê", "66", std::nullopt);
  check("cà phê Đak Lak 4 sao", "cà phê", "66", 4);
  check("mè xửng ở TP. Huế", "mè xửng", "46", std::nullopt);
  check("hue", "", "46", std::nullopt);
  // Stars in signs, and with the words of the programme, which all products share.
  check("5* trà", "trà", std::nullopt, 5);
  check("★★★★ trà", "trà", std::nullopt, 4);
  check("trà 4⭐", "trà", std::nullopt, 4);
  check("5-sao", "", std::nullopt, 5);
  check("OCOP 5 sao", "", std::nullopt, 5);
  check("sản phẩm OCOP đạt 4 sao Đắk Lắk", "", "66", 4);
  check("gạo ocop 4 sao", "gạo", std::nullopt, 4);
  check("cửa hàng ocop", "cửa hàng ocop", std::nullopt, std::nullopt);
  check("trà 3-in-1, 4 sao", "trà 3-in-1", std::nullopt, 4);
  check("5 sao %", "%", std::nullopt, 5);
  const Understood former = parse_query("mật hoa dừa Trà Vinh", places);
  ASSERT_TRUE(former.former);
  EXPECT_EQ(former.former->province, "86");
  EXPECT_EQ(former.former->name, "Trà Vinh");
  EXPECT_FALSE(parse_query("cà phê Đắk Lắk", places).former);
  EXPECT_EQ(parse_query("gạo đã thu hồi", places).validity, Validity::withdrawn);
  EXPECT_EQ(parse_query("gạo còn hiệu lực", places).validity, Validity::valid);
  EXPECT_EQ(parse_query("gạo hết hạn", places).validity, Validity::lapsed);
}

RC_GTEST_PROP(ProductsQuery, KeepsWordsItDoesNotUnderstand, (std::string typed)) {
  const places::FakePlaces places;
  if (!text::is_valid_utf8(typed)) return;
  const Understood understood = parse_query(typed, places);
  if (understood.anything()) return;
  RC_ASSERT(text::fold(understood.text) == text::fold(text::cut(typed, kQueryLimit)));
}

}  // namespace
}  // namespace ocop::products
