// The catalogue in memory against the database, whose answers are the measure.
#include "modules/products/catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <set>

#include "kernel/base/text.h"
#include "modules/products/store_catalogue.h"
#include "modules/products/tests/support.h"

namespace ocop::products {
namespace {

class ProductsCatalogue : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  void SetUp() override {
    ProductsTest::SetUp();
    if (!IsSkipped()) listen();
  }
  // Walks all pages forward, then all the way back, and says their ids with the marks of their ends.
  std::string walked(const lists::Held* held, lists::Question question) {
    std::string out;
    const auto look = [&] {
      const auto rows = catalogue_rows(held);
      return database().read([&](db::Reader& reader) {
        return lists::read(reader, rows.supply(), Scope::everything(), question,
                           [&](const db::Row& row) { out += rows.load(row).product.register_id + " "; });
      });
    };
    lists::Found found = look();
    for (int pages = 0; found.next && pages < kPages; ++pages) {
      question.cursor = found.next;
      out += "| ";
      found = look();
    }
    while (found.previous) {
      question.cursor = found.previous;
      out += "< ";
      found = look();
    }
    return out + (found.next ? "more" : "end");
  }
  std::vector<lists::Counts> counts(const lists::Held* held, const lists::Question& question) {
    const auto rows = catalogue_rows(held);
    std::array<const lists::Condition*, 5> asked{};
    std::ranges::transform(kFacets, asked.begin(), [&](std::string_view word) { return rows.source.condition(word); });
    return database().read(
        [&](db::Reader& reader) { return lists::counts_by(reader, rows.supply(), Scope::everything(), question, asked); });
  }
  std::int64_t count(const lists::Held* held, const lists::Question& question) {
    return database().read(
        [&](db::Reader& reader) { return lists::count(reader, catalogue_rows(held).supply(), Scope::everything(), question); });
  }
  // What a person types: a name or a part of one, with or without its marks, a letter, a sign, a place, stars.
  std::string typed(const std::vector<Item>& items) {
    const Item& one = items[*rc::gen::inRange<std::size_t>(0, items.size())];
    const auto words = text::split(one.product.name, ' ');
    const std::string word(words[*rc::gen::inRange<std::size_t>(0, words.size())]);
    switch (*rc::gen::inRange(0, 9)) {
      case 0: return one.product.name;
      case 1: return text::fold(one.product.name);
      case 2: return word;
      case 3: return text::fold(word).substr(0, 1);
      case 4: return one.maker;
      case 5: return one.product.place_as_printed;
      case 6: return *rc::gen::element<std::string>("%", "&", "-", "(", "cà phê", "ca phe tra vinh", "ST25", "3 in 1", "khongcogi");
      case 7: return word + " 4 sao";
      default: return std::string();
    }
  }
  Narrowed narrowed(const std::vector<Item>& items) {
    Narrowed out;
    const Item& one = items[*rc::gen::inRange<std::size_t>(0, items.size())];
    if (const std::string words = typed(items); !words.empty()) out.emplace_back("q", words);
    if (*rc::gen::inRange(0, 3) == 0) out.emplace_back("province", one.product.province);
    if (*rc::gen::inRange(0, 6) == 0 && !one.product.commune.empty()) out.emplace_back("commune", one.product.commune);
    if (*rc::gen::inRange(0, 4) == 0) out.emplace_back("stars", std::to_string(*rc::gen::inRange(0, 6)));
    if (*rc::gen::inRange(0, 4) == 0)
      out.emplace_back("validity", *rc::gen::element<std::string>("reported", "lapsed", "not_verified", "valid"));
    if (*rc::gen::inRange(0, 5) == 0) out.emplace_back("group", *rc::gen::element<std::string>("I", "IV", "none"));
    if (*rc::gen::inRange(0, 5) == 0) out.emplace_back("kind", *rc::gen::element<std::string>("cooperative", "household"));
    return out;
  }
  static constexpr int kPages = 4;
  static constexpr std::array<std::string_view, 5> kFacets{"province", "stars", "group", "kind", "validity"};
};
OCOP_ON_BOTH_ENGINES(ProductsCatalogue);

TEST_P(ProductsCatalogue, SaysWhatTheDatabaseSays) {
  HeldCatalogue held(database());
  held.renew();
  const auto items = all();
  ASSERT_EQ(held.count({}), std::optional<std::int64_t>(833)) << "it answers";
  EXPECT_TRUE(rc::check("every question has one answer", [&] {
    lists::Question question = asking(narrowed(items));
    const auto order = *rc::gen::element<std::string>("", "name", "stars", "newest", "relevance");
    if (!order.empty() && (order != "relevance" || !question.order_values.empty())) question.sort = catalogue_rows().source.sort(order);
    question.direction = *rc::gen::element(lists::Direction::ascending, lists::Direction::descending);
    question.limit = *rc::gen::element(1, 7, 50);
    question.today = Date{service_->today().days + *rc::gen::inRange(-900, 900)};
    RC_ASSERT(held.page(question).has_value());
    RC_ASSERT(count(&held, question) == count(nullptr, question));
    RC_ASSERT(counts(&held, question) == counts(nullptr, question));
    RC_ASSERT(walked(&held, question) == walked(nullptr, question));
  }));
}

// The figures of /counts are those of the catalogue: one look for all provinces.
TEST_P(ProductsCatalogue, TheFiguresOfAllProvincesAreThoseOfTheList) {
  const Date day = service_->today();
  std::map<std::string, std::int64_t> products, named;
  std::map<std::string, std::set<ProducerId>> makers;
  for (const Item& one : all()) {
    ++products[one.product.province];
    if (one.product.producer == ProducerId{}) continue;
    for (const std::string& place : {one.product.province, std::string()}) makers[place].insert(one.product.producer);
  }
  for (const auto& [place, some] : makers) named[place] = static_cast<std::int64_t>(some.size());
  std::map<std::string, std::int64_t> told;
  std::int64_t lapsed = 0;
  HeldCatalogue held(database());
  const auto read = held.tallies(day);               // from the database: nothing is held yet
  const auto read_makers = held.makers();
  for (const auto& one : read) {
    told[one.province] += one.products;
    if (one.validity == Validity::lapsed) lapsed += one.products;
  }
  EXPECT_EQ(told, products);
  EXPECT_EQ(lapsed, total({{"validity", "lapsed"}}));
  EXPECT_EQ(read_makers, named);
  held.renew();
  ASSERT_EQ(held.count({}), std::optional<std::int64_t>(833)) << "it answers";
  const auto words = [](const std::vector<Tallies::Tally>& tallies) {
    std::set<std::tuple<std::string, Validity, std::int64_t, std::int64_t>> out;
    for (const auto& one : tallies) out.emplace(one.province, one.validity, one.stars, one.products);
    return out;
  };
  EXPECT_EQ(words(held.tallies(day)), words(read)) << "from memory";
  EXPECT_EQ(held.makers(), read_makers) << "from memory";
}

TEST_P(ProductsCatalogue, TheBestAreTheSame) {
  HeldCatalogue held(database());
  held.renew();
  for (const int days : {-2'000, -700, -300, 0, 300, 3'000}) {
    const Date day{service_->today().days + days};
    const auto best = held.best(day, 40);
    ASSERT_TRUE(best);
    EXPECT_GT(best->size(), 5u);
    EXPECT_EQ(*best, database().read([&](db::Reader& reader) { return service_->store().best(reader, day, 40); })) << day.iso();
  }
}

// A place in a list is where its row stood: a row that was renamed meanwhile, or is gone, is looked for by the database.
TEST_P(ProductsCatalogue, APlaceThatMovedIsTheDatabasesMatter) {
  HeldCatalogue held(database());
  held.renew();
  lists::Question question = asking({}, "name");
  question.limit = 5;
  const lists::Found first = database().read([&](db::Reader& reader) {
    return lists::read(reader, catalogue_rows().supply(), Scope::everything(), question, [](const db::Row&) {});
  });
  question.cursor = first.next;
  ASSERT_TRUE(question.cursor);
  EXPECT_TRUE(held.page(question));
  lists::Question moved = question;
  std::get<std::string>(moved.cursor->sort) += "x";
  EXPECT_FALSE(held.page(moved));
  lists::Question gone = question;
  std::get<std::string>(gone.cursor->key)[0] ^= 1;
  EXPECT_FALSE(held.page(gone));
}

// Nothing that was changed is answered from before: the next question goes to the database, until the catalogue is made anew.
TEST_P(ProductsCatalogue, AnswersNothingThatHasChanged) {
  HeldCatalogue held(database());
  EXPECT_FALSE(held.count({})) << "nothing is held yet";
  held.renew();
  ASSERT_TRUE(held.count({}));
  const Product product = by_register_id("P0001");
  const auto act = [&](const char* what, const std::function<void(db::Transaction&)>& change) {
    std::optional<HeldCatalogue> fresh;
    do {   // a server may still be telling of the act before; one that has not rested yet each time
      fresh.emplace(database());
      fresh->renew();
    } while (!fresh->count({}));
    ASSERT_TRUE(database().write([&](db::Transaction& transaction) {
      change(transaction);
      return Result<void>();
    }));
    EXPECT_FALSE(fresh->count({})) << what;
  };
  const Store& store = service_->store();
  Standing withdrawn = product.standing;
  withdrawn.withdrawn = true;
  act("standing", [&](db::Transaction& transaction) { store.set_standing(transaction, product.id, withdrawn); });
  act("group", [&](db::Transaction& transaction) { EXPECT_TRUE(store.classify(transaction, product.id, "1.1", "I")); });
  act("maker", [&](db::Transaction& transaction) { store.maker_changed(transaction, product.producer); });
  Product another = product;
  another.id = new_id<ProductId>(clock_.now(), random_);
  another.register_id = "another";
  another.gtin.clear();
  another.code = "ZZZZZZZZ";
  act("a new one", [&](db::Transaction& transaction) { store.insert(transaction, another); });
  EXPECT_FALSE(held.count({}));
  HeldCatalogue anew(database());
  anew.renew();
  const lists::Question stars = asking({{"province", product.province}}, "stars");
  EXPECT_EQ(counts(&anew, stars), counts(nullptr, stars));
}

}  // namespace
}  // namespace ocop::products
