#include "modules/filters/store.h"

#include "modules/filters/tests/world.h"

namespace ocop::filters {
namespace {

class FiltersStore : public FiltersTest {
 protected:
  SavedFilter row(AccountId account, int place, std::string name, std::string query, std::string list = "/things") {
    pass(1);
    return {new_id<FilterId>(clock.now(), random), account, std::move(list), place, std::move(name), std::move(query), clock.now()};
  }
  bool put(const SavedFilter& filter) {
    return database().write([&](db::Transaction& transaction) -> Result<bool> { return store::insert(transaction, filter); }).value();
  }
  std::vector<SavedFilter> own(AccountId account, std::string_view list = "/things") {
    return database().read([&](db::Reader& reader) { return store::of_list(reader, account, list); });
  }
};
OCOP_ON_BOTH_ENGINES(FiltersStore);

TEST_P(FiltersStore, ReadsWhatItWroteOfItsOwnAccountAlone) {
  const SavedFilter one = row(*mai.account, 1, "Đã đóng", "state=closed");
  ASSERT_TRUE(put(one));
  ASSERT_TRUE(put(row(*lan.account, 1, "Đã đóng", "state=closed"))) << "another person's may be the same";
  ASSERT_TRUE(put(row(*mai.account, 1, "Đã đóng", "state=closed", "/others"))) << "so may another list's";
  ASSERT_EQ(own(*mai.account).size(), 1u);
  const SavedFilter read = own(*mai.account).at(0);
  EXPECT_EQ(read.id, one.id);
  EXPECT_EQ(read.name, "Đã đóng");
  EXPECT_EQ(read.query, "state=closed");
  EXPECT_EQ(read.created, one.created);
  database().read([&](db::Reader& reader) {
    EXPECT_TRUE(store::find(reader, *mai.account, one.id));
    EXPECT_FALSE(store::find(reader, *lan.account, one.id));
    EXPECT_EQ(store::count(reader, *mai.account), 2);
  });
}

// The limit and the rules of names hold whoever asks how often at once: they are the table's.
TEST_P(FiltersStore, TakesAPlaceANameAndAQueryOnceAndNoTwentyFirst) {
  ASSERT_TRUE(put(row(*mai.account, 1, "a", "state=a")));
  EXPECT_FALSE(put(row(*mai.account, 1, "b", "state=b")));
  EXPECT_FALSE(put(row(*mai.account, 2, "a", "state=b")));
  EXPECT_FALSE(put(row(*mai.account, 2, "b", "state=a")));
  EXPECT_TRUE(put(row(*mai.account, 2, "b", "state=b")));
  EXPECT_THROW(put(row(*mai.account, 21, "c", "state=c")), db::Failure);
  EXPECT_EQ(own(*mai.account).size(), 2u);
}

TEST_P(FiltersStore, RemovesItsOwnAlone) {
  const SavedFilter one = row(*mai.account, 1, "a", "state=a");
  ASSERT_TRUE(put(one));
  const auto remove = [&](AccountId account) {
    const auto act = [&](db::Transaction& transaction) -> Result<bool> { return store::remove(transaction, account, one.id); };
    return database().write(act).value();
  };
  EXPECT_FALSE(remove(*lan.account));
  EXPECT_TRUE(remove(*mai.account));
  EXPECT_FALSE(remove(*mai.account));
  EXPECT_TRUE(own(*mai.account).empty());
}

}  // namespace
}  // namespace ocop::filters
