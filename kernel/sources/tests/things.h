#pragma once
#include <string>
#include <vector>

#include "kernel/db/columns.h"
#include "kernel/sources/source.h"
#include "kernel/random/random.h"
#include "tests/support/test_database.h"

// A table to list: things of provinces, in states, seen on days, some of them on the same.
namespace ocop::lists::tests {

using ThingId = Id<struct ThingTag>;
struct Thing {
  ThingId id;
  std::string name, province, state;
  std::int64_t seen = 0;
  bool operator==(const Thing&) const = default;
};
inline constexpr auto kThing =
    db::columns<Thing>(db::column("id", &Thing::id), db::column("name", &Thing::name), db::column("province", &Thing::province),
                       db::column("state", &Thing::state), db::column("seen", &Thing::seen));
// "near": those in the state that is asked for, then those in another one, then the rest.
inline constexpr Sort kSorts[] = {{"seen", "seen", Kept::integer, Direction::descending},
                                  {"name", "name"},
                                  {"state", "state", Kept::text, Direction::ascending, "name"},
                                  {.word = "near",
                                   .column = "CASE WHEN state = ?1 THEN 0 WHEN state = ?2 THEN 1 ELSE 2 END",
                                   .kept = Kept::integer,
                                   .then = "seen",
                                   .then_kept = Kept::integer}};
inline constexpr Condition kConditions[] = {{.word = "state", .sql = "state = ?", .group = "state"},
                                            {.word = "since", .sql = "seen >= ?", .kept = Kept::integer},
                                            {.word = "age", .sql = "{today} - seen = ?", .kept = Kept::integer, .group = "{today} - seen",
                                             .of = "seen"},
                                            {.word = "ahead", .sql = "seen - {today} = ?", .kept = Kept::integer,
                                             .group = "seen - {today}"},
                                            {.word = "province", .sql = "province = ?", .group = "province"},
                                            {.word = "like", .sql = "(name = ? OR state = ?)"}};
inline constexpr Source kThings{.name = "lists.things",
                                .from = "FROM lists_thing",
                                .columns = kThing,
                                .key = "id",
                                .cover = {.province = "province"},
                                .conditions = kConditions,
                                .sorts = kSorts};
inline constexpr Source kThingsByKey{.name = "lists.things_by_key",
                                     .from = "FROM lists_thing",
                                     .columns = kThing,
                                     .key = "id",
                                     .cover = {.province = "province"},
                                     .conditions = kConditions,
                                     .sorts = kSorts,
                                     .fetch = Fetch::keys_first};

class ThingsTest : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    return {{"20261121T0900__thing",
             "CREATE TABLE lists_thing (id BLOB PRIMARY KEY NOT NULL, name TEXT NOT NULL, province TEXT NOT NULL, state TEXT NOT NULL,"
             " seen INTEGER NOT NULL) STRICT;",
             "", "0"}};
  }
  Thing make(std::string name, std::string province, std::string state, std::int64_t seen) {
    return {new_id<ThingId>(Instant{1}, random_), std::move(name), std::move(province), std::move(state), seen};
  }
  Thing insert(Thing thing) {
    static constexpr db::Statement kInsert{"lists.insert", "INSERT INTO lists_thing ({columns}) VALUES ({arguments})", kThing};
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kInsert, kThing.of(thing));
      return {};
    }));
    return thing;
  }
  void insert_all(const std::vector<Thing>& things) {
    static constexpr db::Statement kInsertAll{"lists.insert_all", "INSERT INTO lists_thing ({columns}) VALUES {rows}", kThing};
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.insert_all(kInsertAll, kThing, std::span(things));
      return {};
    }));
  }
  void remove(const Thing& thing) {
    static constexpr db::Statement kRemove{"lists.remove", "DELETE FROM lists_thing WHERE id = $1"};
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kRemove, thing.id);
      return {};
    }));
  }
  void clear() {
    static constexpr db::Statement kClear{"lists.clear", "DELETE FROM lists_thing"};
    EXPECT_TRUE(database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(kClear);
      return {};
    }));
  }
  SeededRandom random_{7};
};

inline Scope of_provinces(std::vector<std::string> provinces) {
  Scope out;
  out.reach = Scope::Reach::listed;
  out.provinces = std::move(provinces);
  return out;
}

}  // namespace ocop::lists::tests
