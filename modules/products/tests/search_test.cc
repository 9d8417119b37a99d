#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kernel/base/text.h"
#include "modules/products/rules.h"
#include "modules/products/tests/support.h"

namespace ocop::products {
namespace {

class ProductsSearch : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  std::vector<Item> find(std::string_view text, Filter filter = {}) {
    filter.text = std::string(text);
    return service_->all(filter);
  }
  static std::set<std::string> ids(const std::vector<Item>& items) {
    std::set<std::string> out;
    for (const Item& item : items) out.insert(item.product.register_id);
    return out;
  }
  // What the index must find, by looking at every row: all words whole but the last, which may be half typed.
  struct Haystack { std::string id, words; };
  std::vector<Haystack> haystacks(const std::vector<Item>& all) const {
    std::vector<Haystack> out;
    for (const Item& item : all) {
      const Product& p = item.product;
      const auto* commune = index_->commune(p.commune);
      out.push_back({p.register_id, " " +
                                        text::fold(p.name + " " + p.name_en + " " + item.maker + " " + p.place_as_printed + " " +
                                                   (commune ? commune->full_name : "") + " " + index_->province(p.province)->name) +
                                        " "});
    }
    return out;
  }
  static std::set<std::string> brute_force(std::string_view typed, const std::vector<Haystack>& rows) {
    const auto words = text::fold_words(typed);
    std::set<std::string> out;
    for (const Haystack& row : rows) {
      bool fits = true;
      for (std::size_t i = 0; i < words.size() && fits; ++i)
        fits = row.words.find(" " + words[i] + (i + 1 == words.size() ? "" : " ")) != std::string::npos;
      if (fits) out.insert(row.id);
    }
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(ProductsSearch);

TEST_P(ProductsSearch, FindsWithAndWithoutMarks) {
  const auto marked = find("đường thốt nốt"), plain = find("duong thot not");
  ASSERT_FALSE(marked.empty());
  EXPECT_EQ(ids(marked), ids(plain));
  EXPECT_NE(text::fold(plain[0].product.name).find("thot not"), std::string::npos);
  // The tone on the other vowel, capitals, half a word.
  EXPECT_EQ(ids(find("trà hoà tan")), ids(find("Trà Hòa Tan")));
  EXPECT_FALSE(find("đường thốt nố").empty());
  EXPECT_TRUE(find("khongcogicagiongvay").empty());
}

TEST_P(ProductsSearch, FindsMakersAndOldPlaces) {
  EXPECT_TRUE(ids(find("gốm sứ quang vinh")).contains("P0009"));
  EXPECT_TRUE(ids(find("tiểu cần trà vinh")).contains("P0001")) << "district and province of the time";
  EXPECT_TRUE(ids(find("vĩnh long mật hoa dừa")).contains("P0001")) << "province of today";
}

TEST_P(ProductsSearch, IsTheSameAsLookingAtEveryRow) {
  const auto all = service_->all({});
  ASSERT_EQ(all.size(), 833u);
  const auto rows = haystacks(all);
  // Words and half words of the names themselves, and of makers.
  constexpr std::size_t kStep = 13;   // 65 rows, 260 questions
  for (std::size_t i = 0; i < all.size(); i += kStep) {
    const auto words = text::fold_words(all[i].product.name);
    if (words.empty()) continue;
    const std::string& last = words.back();
    for (const std::string& typed : {all[i].product.name, words[0], words[0] + " " + last.substr(0, 1 + i % last.size()), all[i].maker}) {
      if (text::fold_words(typed).empty() || text::fold_words(typed).size() > 12) continue;
      EXPECT_EQ(ids(find(typed)), brute_force(typed, rows)) << typed;
    }
  }
  for (const std::string_view typed : {"ca phe", "cà phê d", "3in1", "ocop 100%", "\"", "a* OR b", "NEAR(tra)", "' & !", "tra -chè", "m"})
    if (!text::fold_words(typed).empty()) { EXPECT_EQ(ids(find(typed)), brute_force(typed, rows)) << typed; }
}

TEST_P(ProductsSearch, PutsWhatWasTypedWithItsMarksFirst) {
  const std::string head = "id,product_name,province,recognition,star\n";
  ASSERT_TRUE(service_->import_register(
      sheets::Source::bytes(head + "A,Bánh dừa xyzt,Huế,reported_recognised,3\nB,Bánh dứa xyzt,Huế,reported_recognised,5\n"),
      {ImportMode::apply, "marks"}));
  ASSERT_EQ(find("banh dua xyzt").size(), 2u);
  EXPECT_EQ(find("banh dua xyzt")[0].product.name, "Bánh dứa xyzt") << "without marks: more stars first";
  EXPECT_EQ(find("bánh dừa xyzt")[0].product.name, "Bánh dừa xyzt");
  EXPECT_EQ(find("bánh dứa xyzt")[0].product.name, "Bánh dứa xyzt");
}

TEST_P(ProductsSearch, CountsFacetsAsFiltersGiveRows) {
  const Counts counts = service_->counts({});
  EXPECT_EQ(counts.total, 833);
  EXPECT_EQ(counts.province.size(), 34u);
  for (const auto& [code, expected] : counts.province) {
    Filter filter;
    filter.province = code;
    EXPECT_EQ(service_->all(filter).size(), static_cast<std::size_t>(expected)) << code;
  }
  for (const auto& [stars, expected] : counts.stars) {
    Filter filter;
    filter.stars = stars;
    EXPECT_EQ(service_->all(filter).size(), static_cast<std::size_t>(expected));
  }
  // With two filters each facet leaves its own aside.
  Filter both;
  both.province = "86";
  both.stars = 5;
  both.text = "dừa";
  const Counts narrowed = service_->counts(both);
  EXPECT_EQ(narrowed.total, static_cast<long long>(service_->all(both).size()));
  Filter other = both;
  other.stars = 4;
  EXPECT_EQ(narrowed.stars.contains(4) ? narrowed.stars.at(4) : 0, static_cast<long long>(service_->all(other).size()));
}

TEST_P(ProductsSearch, ComputesValidityInTheDatabaseAsTheRulesDo) {
  for (const std::string_view day :
       {"2021-01-01", "2023-06-30", "2024-08-05", "2025-12-31", "2026-01-01", "2026-11-21", "2027-01-01", "2031-05-05"}) {
    clock_.set(start_of_vietnam_day(*Date::parse_iso(day)));
    std::array<long long, 7> expected{};
    for (const Item& item : service_->all({})) ++expected[static_cast<std::size_t>(validity(item.product.standing, service_->today()))];
    EXPECT_EQ(service_->counts({}).validity, expected) << day;
    for (int v = 0; v < 7; ++v) {
      Filter filter;
      filter.validity = static_cast<Validity>(v);
      EXPECT_EQ(service_->all(filter).size(), static_cast<std::size_t>(expected[static_cast<std::size_t>(v)])) << day << " " << v;
    }
  }
}

TEST_P(ProductsSearch, PagesAndSortsWithoutLosingARow) {
  for (const Sort sort : {Sort::name, Sort::stars, Sort::newest}) {
    Filter filter;
    filter.sort = sort;
    std::vector<std::string> seen;
    for (filter.page = 1;; ++filter.page) {
      const auto page = service_->catalogue(filter);
      if (page.items.empty()) break;
      for (const Item& item : page.items) seen.push_back(item.product.register_id);
    }
    EXPECT_EQ(seen.size(), 833u);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 833u);
  }
  Filter by_name;
  by_name.sort = Sort::name;
  const auto all = service_->all(by_name);
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, [](const Item& item) { return text::collation_key(item.product.name); }));
}

TEST_P(ProductsSearch, WalksAllRowsByCursor) {
  std::set<std::string> seen;
  std::optional<ProductId> after;
  for (;;) {
    const auto items = service_->list_after({}, after, 100);
    if (items.empty()) break;
    for (const Item& item : items) seen.insert(item.product.register_id);
    after = items.back().product.id;
  }
  EXPECT_EQ(seen.size(), 833u);
}

TEST_P(ProductsSearch, PortFindsByCodeGtinAndProducer) {
  const Product product = by_register_id("P0001");
  database().read([&](db::Reader& reader) {
    const Products& port = service_->port();
    EXPECT_EQ(port.by_code(reader, product.code)->id, product.id);
    std::string lower = product.code;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_EQ(port.by_code(reader, lower)->id, product.id);
    EXPECT_FALSE(port.by_code(reader, "not a code"));
    EXPECT_FALSE(port.by_gtin(reader, "06291041500213"));
    EXPECT_EQ(port.keys(reader).size(), 833u);
    EXPECT_GE(port.of_producer(reader, product.producer).size(), 1u);
    const std::array ids{product.id, ProductId{}};
    EXPECT_EQ(port.by_ids(reader, ids).size(), 1u);
  });
}

TEST_P(ProductsSearch, CertificateAndClassificationChangeTheCounts) {
  const Product product = by_register_id("P0001");
  Standing standing;
  standing.basis = Standing::Basis::certificate;
  standing.stars = 5;
  standing.valid_until = *Date::of(2029, 11, 21);
  standing.verified = true;
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    service_->port().set_standing(t, product.id, standing);
    service_->port().classify(t, product.id, "QD26-17", "II");
    return {};
  }));
  EXPECT_EQ(service_->counts({}).validity[static_cast<std::size_t>(Validity::valid)], 1);
  const Product now = service_->show(product.code)->product;
  EXPECT_EQ(now.group, "II");
  EXPECT_EQ(now.product_set, "QD26-17");
  EXPECT_TRUE(now.standing.verified);
  EXPECT_EQ(now.version, product.version + 2);
}

TEST_P(ProductsSearch, KeepsAnotherMembersProductOutOfReach) {
  const Product mine = by_register_id("P0001"), theirs = by_register_id("P0009");
  const Actor member{AccountId{}, "", {Grant{Role::producer_member, "", "", mine.producer}}};
  EXPECT_TRUE(service_->own(member, mine.id));
  EXPECT_EQ(service_->own(member, theirs.id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->change_wording(member, theirs.id, {theirs.version, "x", "", "", ""}).error().kind, ErrorKind::not_found);
  // Two at once: the second is told, not overwritten.
  ASSERT_TRUE(service_->change_wording(member, mine.id, {mine.version, "first", "", "", "6291041500213"}));
  EXPECT_EQ(service_->change_wording(member, mine.id, {mine.version, "second", "", "", ""}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->show(mine.code)->product.name_en, "first");
  // A GTIN belongs to one product.
  const Actor other{AccountId{}, "", {Grant{Role::producer_member, "", "", theirs.producer}}};
  const auto taken = service_->change_wording(other, theirs.id, {theirs.version, "", "", "", "6291041500213"});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::conflict);
  EXPECT_EQ(taken.error().problems[0].field, "gtin");
  EXPECT_EQ(service_->change_wording(other, theirs.id, {theirs.version, "", "", "", "123"}).error().kind, ErrorKind::invalid_input);
}

TEST(ProductsMatch, QuotesEveryWordForEachEngine) {
  EXPECT_EQ(match_text(db::Engine::sqlite, "Cà phê Đ"), "\"ca\" \"phe\" \"d\" *");
  EXPECT_EQ(match_text(db::Engine::postgresql, "Cà phê Đ"), "'ca' & 'phe' & 'd':*");
  EXPECT_EQ(match_text(db::Engine::sqlite, "\" OR *"), "\"or\" *");
  EXPECT_EQ(match_text(db::Engine::sqlite, "…"), "");
}

}  // namespace
}  // namespace ocop::products
