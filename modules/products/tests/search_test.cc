#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "modules/products/rules.h"
#include "modules/products/tests/fake_log.h"
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
  std::string former_of(const Product& product) const {
    std::string out;
    for (const std::string& one : index_->former_provinces_of(product.commune)) out += " " + one;
    return out;
  }
  std::vector<Haystack> haystacks(const std::vector<Item>& all) const {
    std::vector<Haystack> out;
    for (const Item& item : all) {
      const Product& p = item.product;
      const auto* commune = index_->commune(p.commune);
      out.push_back({p.register_id, " " +
                                        text::fold(p.name + " " + p.name_en + " " + item.maker + " " + p.place_as_printed + " " +
                                                   (commune ? commune->full_name : "") + " " + index_->province(p.province)->name +
                                                   former_of(p)) +
                                        " "});
    }
    return out;
  }
  static std::set<std::string> brute_force(std::string_view typed, const std::vector<Haystack>& rows) {
    const auto units = units_of(typed);
    const auto has = [&](const Haystack& row, std::size_t unit) {
      return std::ranges::any_of(units[unit].spellings, [&](const std::vector<std::string>& words) {
        for (std::size_t i = 0; i < words.size(); ++i) {
          const bool half = unit + 1 == units.size() && i + 1 == words.size();
          if (row.words.find(" " + words[i] + (half ? "" : " ")) == std::string::npos) return false;
        }
        return true;
      });
    };
    std::set<std::string> out;
    for (const Haystack& row : rows) {
      bool fits = true;
      for (std::size_t i = 0; i < units.size() && fits; ++i) fits = has(row, i);
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

// The maker's name has another province in it: taken for a filter, it left nothing.
TEST_P(ProductsSearch, AProvinceInsideANameIsPartOfTheName) {
  const std::string maker = "Hợp tác xã Thương mại – Dịch vụ – Chăn nuôi ếch Khánh Hòa";
  EXPECT_FALSE(find(maker).empty());
  EXPECT_FALSE(service_->understand(maker).province);
  EXPECT_TRUE(service_->understand("yến sào Khánh Hòa").province) << "otherwise it is where to look";
  EXPECT_TRUE(service_->understand("khongcogi Khánh Hòa").province);
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
    std::array<long long, 8> expected{};
    for (const Item& item : all()) ++expected[static_cast<std::size_t>(validity(item.product.standing, service_->today()))];
    EXPECT_EQ(service_->figures().validity, expected) << day;
    for (std::size_t v = 0; v < expected.size(); ++v)
      EXPECT_EQ(total({{"validity", std::string(name(static_cast<Validity>(v)))}}), expected[v]) << day << " " << v;
  }
}

// Article 12.3: between the end and 180 days later; of a decision that a register prints it stays what a source says.
TEST_P(ProductsSearch, CountsWhatIsExtendedByItsDaysAndNotByItsName) {
  Standing certified;
  certified.basis = Standing::Basis::certificate;
  certified.stars = 4;
  certified.decided = *Date::of(2024, 8, 6);
  certified.valid_until = *Date::of(2027, 8, 6);
  certified.verified = true;
  certified.extended_until = *Date::of(2028, 2, 2);
  FakeLog log;
  const ProductId one = by_register_id("P0001").id, reported = by_register_id("P0709").id;
  log.said[one] = certified;
  service_->believe(log);
  Standing printed = by_register_id("P0709").standing;
  ASSERT_EQ(printed.valid_until, Date::of(2027, 8, 6));
  printed.extended_until = *Date::of(2028, 2, 2);
  ASSERT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
    service_->port().set_standing(transaction, one, certified);
    service_->port().set_standing(transaction, reported, printed);
    return {};
  }).ok());
  const std::pair<std::string_view, Validity> days[] = {
      {"2027-02-06", Validity::valid},          {"2027-02-07", Validity::renewal_window}, {"2027-08-06", Validity::renewal_window},
      {"2027-08-07", Validity::extended},       {"2028-02-02", Validity::extended},       {"2028-02-03", Validity::lapsed}};
  for (const auto& [day, expected] : days) {
    clock_.set(start_of_vietnam_day(*Date::parse_iso(day)));
    EXPECT_EQ(validity(certified, service_->today()), expected) << day;
    EXPECT_EQ(validity(printed, service_->today()), day == "2028-02-03" ? Validity::lapsed : Validity::reported) << day;
    EXPECT_EQ(total({{"validity", "extended"}}), expected == Validity::extended ? 1 : 0) << day;
    EXPECT_EQ(service_->figures().validity[static_cast<std::size_t>(expected)] > 0, true) << day;
    EXPECT_EQ(total({{"validity", std::string(name(expected))}, {"stars", "4"}, {"q", by_register_id("P0001").name}}) > 0, true) << day;
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

// Words that found nothing, or too little, in use: each finds what the right column finds, and that is something.
TEST_P(ProductsSearch, FindsWhatIsSurelyTheSame) {
  constexpr std::pair<std::string_view, std::string_view> kSame[]{
      {"cafe", "cà phê"},      {"caphe", "cà phê"},       {"coffee", "cà phê"},      {"Café", "cà phê"},         {"gao st 25", "gạo st25"},
      {"gạo ST-25", "gạo st25"}, {"3in1", "3 in 1"},      {"3-in-1", "3 in 1"},      {"trà 100 gr", "trà 100gr"}, {"mac ca", "macca"},
      {"dalat", "đà lạt"},     {"daknong", "đắk nông"},
  };
  for (const auto& [typed, same] : kSame) {
    EXPECT_FALSE(find(typed).empty()) << typed;
    EXPECT_EQ(ids(find(typed)), ids(find(same))) << typed;
  }
}

TEST_P(ProductsSearch, FindsByCodeGtinAndCertificateNumber) {
  const Product product = by_register_id("P0001");
  const Actor member{AccountId{}, "", {Grant{Role::producer_member, "", "", product.producer}}};
  ASSERT_TRUE(service_->change_wording(member, product.id, {product.version, "", "", "", "6291041500213"}));
  struct Certified final : Recognitions {
    ProductId product;
    std::optional<Recognition> of(db::Reader&, ProductId) const override { return std::nullopt; }
    std::optional<ProductId> product_of_code(db::Reader&, std::string_view) const override { return std::nullopt; }
    std::optional<ProductId> product_of_number(db::Reader&, std::string_view typed) const override {
      return typed.find("OCOP-86-2026-000001") == std::string_view::npos ? std::nullopt : std::optional(product);
    }
  } certified;
  certified.product = product.id;
  service_->believe(certified);
  std::string spaced = product.code;
  spaced.insert(4, "-");
  const std::vector<std::string> all_ways{product.code,
                                          text::lower(product.code),
                                          spaced,
                                          "mã " + product.code,
                                          "https://ocop.example.vn/s/" + product.code,
                                          "6291041500213",
                                          "6 291041 500213",
                                          "https://x.vn/01/06291041500213?17=261231",
                                          "GCN OCOP-86-2026-000001"};
  for (const std::string& typed : all_ways) {
    EXPECT_EQ(ids(find(typed)), std::set<std::string>{"P0001"}) << typed;
    EXPECT_EQ(all({{"q", typed}}, "relevance").size(), 1u) << "an order that addresses may name";
  }
  EXPECT_TRUE(find("0000000Z").empty()) << "a code of no product is no other product";
}

// "%" showed all 833 products: a search for a sign is not a search for nothing.
TEST_P(ProductsSearch, TakesASignForASign) {
  std::set<std::string> with_percent;
  for (const Item& item : all())
    if (item.product.name.find('%') != std::string::npos) with_percent.insert(item.product.register_id);
  ASSERT_FALSE(with_percent.empty());
  EXPECT_EQ(ids(find("%")), with_percent);
  EXPECT_EQ(ids(find("99,9%")).size(), 1u);
  for (const std::string_view typed : {"_", "\\", "…", "' OR 1=1 --%"}) EXPECT_LT(find(typed).size(), 5u) << typed;
}

// "hà giang" put products of makers called alike before those of the former province; "hà giang" is in "chà giang" as well.
TEST_P(ProductsSearch, PutsTheFormerProvinceFirst) {
  const std::string head = "id,product_name,entity_name,province,recognition,star\n";
  ASSERT_TRUE(service_->import_register(
      sheets::Source::bytes(head + "A,Hà Giang xưa,Công ty A,Huế,reported_recognised,5\nB,Chà Giang,Công ty Hà,Huế,reported_recognised,5\n"
                                   "C,Chả giang,Công ty Hà Giang,Cần Thơ,reported_recognised,5\n"),
      {ImportMode::apply, "former"}));
  const auto order = ids_in_order(find("hà giang"));
  ASSERT_GE(order.size(), 5u);
  EXPECT_EQ((std::vector<std::string>(order.begin(), order.begin() + 3)), (std::vector<std::string>{"P0714", "P0713", "A"}));
  const auto place = [&](std::string_view id) { return std::ranges::find(order, id) - order.begin(); };
  EXPECT_LT(place("A"), place("C")) << "together before apart";
  EXPECT_LT(place("C"), place("B")) << "of whole words: chà giang is not hà giang";
}

// A product that prints no old place is found by the province its commune came from; rows of earlier versions learn it at the start.
TEST_P(ProductsSearch, FindsByTheFormerProvinceOfTheCommune) {
  const auto former = std::ranges::find_if(index_->communes(), [&](const places::Commune& one) {
    const auto provinces = index_->former_provinces_of(one.code);
    return provinces.size() == 1 && provinces[0] == "Hà Giang";
  });
  ASSERT_NE(former, index_->communes().end());
  Product product = by_register_id("P0009");
  product.id = ProductId{Uuid{{1, 2, 3, 4, 5, 6, 0x70, 8, 0x90, 10, 11, 12, 13, 14, 15, 16}}};
  product.code = "ZZZZZZZ0";
  product.register_id.clear();
  product.gtin.clear();
  product.name = "Zyxwv mới";
  product.province = former->province;
  product.commune = former->code;
  product.place_as_printed.clear();
  ASSERT_TRUE(database().write([&](db::Transaction& t) -> Result<void> {
    service_->port().insert(t, product);
    return {};
  }));
  EXPECT_EQ(find("zyxwv hà giang").size(), 1u);
}

// What the step 20261126T1915 leaves: every row is to be worked out again, and the index knows its old words.
TEST_P(ProductsSearch, AnOlderInstallationLearnsItsWordsOnce) {
  constexpr db::Statement kForget{"test.forget_words", "UPDATE products_product SET search_text = '?'"};
  constexpr db::Statement kForgetIndex{"test.forget_index", "DELETE FROM products_search"};
  constexpr db::Statement kLeft{"test.words_left", "SELECT COUNT(*) FROM products_product WHERE search_text = '?'"};
  const auto before = ids_in_order(find("trà"));
  ASSERT_FALSE(before.empty());
  database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.send(kForget);
    transaction.send(kForgetIndex);
    return {};
  }).value();
  EXPECT_TRUE(find("trà").empty());
  service_->look_at_units();
  EXPECT_EQ(ids_in_order(find("trà")), before);
  EXPECT_EQ(database().read([&](db::Reader& reader) { return reader.first(db::value<std::int64_t>, kLeft); }), 0);
}

// Typing that found nothing and said nothing. Never an answer in its place: a proposal, and each finds something.
TEST_P(ProductsSearch, ProposesWhatWasMeant) {
  constexpr std::pair<std::string_view, std::string_view> kMeant[]{
      {"khaaur sli", "khẩu sli"}, {"dak lakk", "đắk lắk"}, {"matong", "mật ong"}, {"maatj ong", "mật ong"}, {"nuocmam", "nước mắm"},
      {"nuowcs mawms", "nước mắm"}, {"banh trangg", "bánh tráng"}, {"caphee", "cà phê"},
  };
  for (const auto& [typed, meant] : kMeant) {
    EXPECT_TRUE(find(typed).empty()) << typed;
    const auto proposed = service_->meant(typed);
    ASSERT_FALSE(proposed.empty()) << typed;
    EXPECT_EQ(proposed.front(), meant) << typed;
    for (const std::string& one : proposed) EXPECT_FALSE(find(one).empty()) << one;
  }
  EXPECT_TRUE(service_->meant("cà phê").empty()) << "it finds something";
  EXPECT_TRUE(service_->meant("khongcogicagiongvay").empty());
  EXPECT_TRUE(service_->meant("%").empty());
  // A word that came after the words were read is proposed too.
  const std::uint64_t before = database().changes(kCatalogueChanged);
  ASSERT_TRUE(service_->import_register(sheets::Source::bytes("id,product_name,province,recognition\nN,Zyxwvu,Huế,reported_recognised\n"),
                                        {ImportMode::apply, "new"}));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);   // an announcement is under way for milliseconds
  while (database().changes(kCatalogueChanged) == before && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(service_->meant("zyxwvuu"), std::vector<std::string>{"zyxwvu"});
}

}  // namespace
}  // namespace ocop::products
