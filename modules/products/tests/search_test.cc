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
  std::vector<Item> find(std::string_view text) { return all({{"q", std::string(text)}}); }
  lists::Counts counts(const Narrowed& words, std::string_view of) {
    const auto& source = catalogue_rows().source;
    const std::array conditions{source.condition(of)};
    return database()
        .read([&](db::Reader& reader) { return lists::counts_by(reader, source, Scope::everything(), asking(words), conditions); })
        .at(0);
  }
  static std::set<std::string> ids(const std::vector<Item>& items) {
    std::set<std::string> out;
    for (const Item& item : items) out.insert(item.product.register_id);
    return out;
  }
  static std::vector<std::string> ids_in_order(const std::vector<Item>& items) {
    std::vector<std::string> out;
    for (const Item& item : items) out.push_back(item.product.register_id);
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
  const auto everything = all();
  ASSERT_EQ(everything.size(), 833u);
  const auto rows = haystacks(everything);
  // Words and half words of the names themselves, and of makers.
  constexpr std::size_t kStep = 13;   // 65 rows, 260 questions
  for (std::size_t i = 0; i < everything.size(); i += kStep) {
    const Item& one = everything[i];
    const auto words = text::fold_words(one.product.name);
    if (words.empty()) continue;
    const std::string& last = words.back();
    for (const std::string& typed : {one.product.name, words[0], words[0] + " " + last.substr(0, 1 + i % last.size()), one.maker}) {
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
  const Figures figures = service_->figures();
  EXPECT_EQ(figures.total, 833);
  EXPECT_EQ(figures.province.size(), 34u);
  for (const auto& [code, expected] : figures.province) {
    EXPECT_EQ(total({{"province", code}}), expected) << code;
    EXPECT_EQ(service_->count_of_place(code, "*"), expected) << code;
  }
  EXPECT_EQ(service_->count_of_place("86", "29341"), total({{"province", "86"}, {"commune", "29341"}}));
  for (const auto& [stars, expected] : counts({}, "stars"))
    EXPECT_EQ(all({{"stars", std::to_string(std::get<std::int64_t>(stars))}}).size(), static_cast<std::size_t>(expected));
  for (const auto& [group, expected] : counts({}, "group")) {
    const std::string& code = std::get<std::string>(group);
    EXPECT_EQ(total({{"group", code.empty() ? "none" : code}}), expected) << code;
  }
  // With two filters each facet leaves its own aside.
  const Narrowed both{{"province", "86"}, {"stars", "5"}, {"q", "dừa"}}, other{{"province", "86"}, {"stars", "4"}, {"q", "dừa"}};
  EXPECT_EQ(total(both), static_cast<long long>(all(both).size()));
  EXPECT_GT(total(both), 0);
  auto narrowed = counts(both, "stars");
  EXPECT_EQ(narrowed[std::int64_t{4}], total(other));
  EXPECT_EQ(narrowed[std::int64_t{5}], total(both));
}

TEST_P(ProductsSearch, ComputesValidityInTheDatabaseAsTheRulesDo) {
  for (const std::string_view day :
       {"2021-01-01", "2023-06-30", "2024-08-05", "2025-12-31", "2026-01-01", "2026-11-21", "2027-01-01", "2031-05-05"}) {
    clock_.set(start_of_vietnam_day(*Date::parse_iso(day)));
    std::array<long long, 7> expected{};
    for (const Item& item : all()) ++expected[static_cast<std::size_t>(validity(item.product.standing, service_->today()))];
    EXPECT_EQ(service_->figures().validity, expected) << day;
    for (std::size_t v = 0; v < expected.size(); ++v)
      EXPECT_EQ(total({{"validity", std::string(name(static_cast<Validity>(v)))}}), expected[v]) << day << " " << v;
  }
}

// Every order, forward to the end and back: each row once, in the order that one look at all of them gives.
TEST_P(ProductsSearch, WalksEveryOrderForwardAndBack) {
  for (const Narrowed& words : {Narrowed{}, Narrowed{{"q", "cà phê"}}, Narrowed{{"validity", "lapsed"}, {"stars", "4"}}}) {
    for (const std::string_view sort : {"name", "stars", "newest", "relevance"}) {
      if (sort == "relevance" && words != Narrowed{{"q", "cà phê"}}) continue;
      for (const auto direction : {lists::Direction::ascending, lists::Direction::descending}) {
        lists::Question question = asking(words, sort);
        question.direction = direction;
        const auto expected = ids_in_order(look(question).items);
        question.limit = 150;
        std::vector<std::string> walked, back;
        for (;;) {
          const auto page = look(question);
          for (const std::string& id : ids_in_order(page.items)) walked.push_back(id);
          if (!page.found.next) {
            back = ids_in_order(page.items);
            question.cursor = page.found.previous;
            break;
          }
          question.cursor = page.found.next;
        }
        EXPECT_EQ(walked, expected) << sort;
        while (question.cursor) {
          const auto page = look(question);
          const auto ids = ids_in_order(page.items);
          back.insert(back.begin(), ids.begin(), ids.end());
          question.cursor = page.found.previous;
        }
        EXPECT_EQ(back, expected) << sort << ", on the way back";
      }
    }
  }
}

TEST_P(ProductsSearch, OrdersAsItsWordsSay) {
  EXPECT_EQ(all().size(), 833u);
  EXPECT_TRUE(std::ranges::is_sorted(all(), {}, [](const Item& item) { return text::collation_key(item.product.name); }));
  const auto by_name_within = [](const std::vector<Item>& rows, auto first) {
    const auto place = [&](const Item& item) { return std::pair(first(item), text::collation_key(item.product.name)); };
    return std::ranges::is_sorted(rows, {}, place);
  };
  EXPECT_TRUE(by_name_within(all({}, "stars"), [](const Item& item) { return -item.product.standing.stars; }));
  const auto newest = all({}, "newest");
  ASSERT_TRUE(newest.front().product.standing.decided);
  EXPECT_TRUE(by_name_within(newest, [](const Item& item) {
    const Standing& standing = item.product.standing;
    return standing.decided ? -standing.decided->days : standing.year ? -Date::of(*standing.year, 1, 1)->days : 0;
  }));
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
  EXPECT_EQ(service_->figures().validity[static_cast<std::size_t>(Validity::valid)], 1);
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
