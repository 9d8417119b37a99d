#include "modules/filters/rules.h"

#include <gtest/gtest.h>

namespace ocop::filters {
namespace {

SavedFilter saved(int place, std::string name, std::string query) {
  SavedFilter out;
  out.list = "/reports";
  out.place = place;
  out.name = std::move(name);
  out.query = std::move(query);
  return out;
}
SaveFilter asked(std::string name, std::string query) { return {"/reports", std::move(name), std::move(query), {}}; }

TEST(FiltersRules, GiveTheFirstFreePlace) {
  std::vector<SavedFilter> own;
  EXPECT_EQ(*rules::place(own, asked("a", "state=a")), 1);
  own = {saved(1, "a", "state=a"), saved(3, "c", "state=c")};
  EXPECT_EQ(*rules::place(own, asked("b", "state=b")), 2);
  own.push_back(saved(2, "b", "state=b"));
  EXPECT_EQ(*rules::place(own, asked("d", "state=d")), 4);
}

TEST(FiltersRules, RefuseATakenNameTheSameRowsAndTheTwentyFirst) {
  std::vector<SavedFilter> own{saved(1, "Đã đóng", "state=closed")};
  const auto name = rules::place(own, asked("Đã đóng", "state=open"));
  ASSERT_FALSE(name);
  EXPECT_EQ(name.error().kind, ErrorKind::conflict);
  EXPECT_EQ(name.error().problems.at(0).field, "name");
  const auto rows = rules::place(own, asked("Khác", "state=closed"));
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().problems.at(0).field, "query");
  for (int at = 2; at <= rules::kMostOfAList; ++at) own.push_back(saved(at, "n" + std::to_string(at), "since=" + std::to_string(at)));
  ASSERT_EQ(own.size(), 20u);
  const auto full = rules::place(own, asked("Một nữa", "state=open"));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().problems.at(0).field, "list");
  own.erase(own.begin() + 6);
  EXPECT_EQ(*rules::place(own, asked("Một nữa", "state=open")), 7);
}

TEST(FiltersRules, TheSameIsTheSameRowsUnderTheSameName) {
  const std::vector<SavedFilter> own{saved(1, "a", "state=a"), saved(2, "b", "state=b")};
  EXPECT_EQ(rules::same(own, asked("b", "state=b")), &own[1]);
  EXPECT_EQ(rules::same(own, asked("a", "state=b")), nullptr);
  EXPECT_EQ(rules::same(own, asked("c", "state=c")), nullptr);
}

}  // namespace
}  // namespace ocop::filters
