#include "tests/support/plans.h"

#include <gtest/gtest.h>

#include "kernel/db/columns.h"
#include "tests/support/test_database.h"

// Nobody saw that the grants of all accounts were read for each request: with the rows of a test, or of a first year, it is as fast as an
// index. So the engine is asked for its plan (tests/support/plans.h); here, that it would say so.
namespace ocop::test {
namespace {

constexpr db::Migration kCrates{"20261126T2350__crates",
                                "CREATE TABLE crates_crate (id INTEGER PRIMARY KEY NOT NULL, colour TEXT NOT NULL, place TEXT NOT NULL)"
                                " STRICT;"
                                "CREATE INDEX crates_place ON crates_crate (place);"
                                "CREATE INDEX crates_red ON crates_crate (id) WHERE colour = 'red';",
                                "", "-"};

class DbPlans : public DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kCrates}; }
  // What is told of a statement that was run.
  std::vector<std::string> told(std::string_view name, std::string_view sql, const std::optional<std::string>& text = {}) {
    close();   // whatever the fixture notes is not what is asked here
    Plans plans;
    auto database = db::open_watched({.location = location()}, migrations(), [&](const db::MadeReady& ready) { plans.note(ready); });
    if (!database) return {database.error().detail};
    (*database)->read([&](db::Reader& reader) {
      if (text) (void)reader.all(db::value<std::int64_t>, db::Statement(name, sql), *text);
      else (void)reader.all(db::value<std::int64_t>, db::Statement(name, sql));
    });
    return plans.look(**database);
  }
};
OCOP_ON_BOTH_ENGINES(DbPlans);

TEST_P(DbPlans, AWholeTableIsToldWithItsStatement) {
  const auto found = told("crates.by_colour", "SELECT c.id FROM crates_crate c WHERE c.colour = $1", "red");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].starts_with("crates.by_colour reads all rows of crates_crate")) << found[0];
}

TEST_P(DbPlans, AWholeIndexIsAWholeTable) {
  EXPECT_EQ(told("crates.in_order", "SELECT id FROM crates_crate ORDER BY id").size(), 1u);
}

TEST_P(DbPlans, WhatAnIndexFindsIsNotTold) {
  EXPECT_EQ(told("crates.by_place", "SELECT id FROM crates_crate WHERE place = $1", "red"), std::vector<std::string>());
}

TEST_P(DbPlans, WhatHasItsReasonIsNotTold) {
  EXPECT_EQ(told("tlog.seals_of_none", "SELECT id FROM crates_crate WHERE colour = $1", "red"), std::vector<std::string>());
}

TEST(DbPlanText, NamesAreTables) {
  EXPECT_EQ(table_of("SELECT p.id FROM products_product p WHERE p.id = $1", "p"), "products_product");
  EXPECT_EQ(table_of("SELECT 1 FROM a_one AS x JOIN b_two y ON x.id = y.id", "y"), "b_two");
  EXPECT_EQ(table_of("DELETE FROM a_one", "a_one"), "a_one");
  EXPECT_EQ(scanned(db::Engine::sqlite, "WITH counted AS (SELECT 1) SELECT * FROM counted", {"SCAN CONSTANT ROW", "SCAN counted"}),
            std::vector<std::string>());
  EXPECT_EQ(scanned(db::Engine::sqlite, "SELECT 1 FROM a_one x", {"SEARCH x USING INDEX i (a=?)"}), std::vector<std::string>());
  EXPECT_EQ(scanned(db::Engine::postgresql, "", {"Sort", "  ->  Seq Scan on a_one x"}), std::vector<std::string>{"a_one"});
  EXPECT_EQ(scanned(db::Engine::postgresql, "", {"Index Scan using i on a_one", "  Index Cond: (a = $1)"}), std::vector<std::string>());
}

}  // namespace
}  // namespace ocop::test
