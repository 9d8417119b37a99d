// The same goods under the other decision.
#include <gtest/gtest.h>

#include <set>

#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

using test::library;
using test::table;

std::set<std::string> titles(const Counterpart& other) {
  std::set<std::string> out;
  for (const std::size_t c : other.added) out.insert(other.table->criteria.at(c)->title.vi);
  return out;
}

TEST(RulebooksCounterpart, CoffeeOf2019IsCoffeeOf2026WithNewCriteria) {
  const auto other = counterpart(library(), table("QD1048-06", "QD1048-2019"));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->table->code, "QD26-13");
  EXPECT_EQ(other->rulebook->code, "QD26-2026");
  const auto added = titles(*other);
  for (const char* fresh : {"Sở hữu trí tuệ", "Vùng nguyên liệu có chứng nhận chất lượng", "Nhãn song ngữ (Việt – Anh hoặc tiếng khác)"})
    EXPECT_TRUE(added.contains(fresh)) << fresh;
  for (const char* known : {"Nguồn nguyên liệu", "Loại hình tổ chức", "Mùi, vị", "Câu chuyện sản phẩm"})
    EXPECT_FALSE(added.contains(known)) << known;
  const auto back = counterpart(library(), table("QD26-13"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->table->code, "QD1048-06");
  EXPECT_TRUE(titles(*back).contains("Kế toán"));
}

TEST(RulebooksCounterpart, WhereGoodsAreSplitOrNewItCannotSay) {
  for (const char* set : {"QD26-08", "QD26-21", "QD26-02", "QD26-26", "QD26-03", "QD26-19", "QD26-23", "QD26-24", "QD26-25", "QD26-04"})
    EXPECT_FALSE(counterpart(library(), table(set))) << set;
  for (const char* set : {"QD1048-07", "QD1048-11", "QD1048-12", "QD1048-22"})
    EXPECT_FALSE(counterpart(library(), table(set, "QD1048-2019"))) << set;
}

// Of both directions, every table of both decisions: the other one is of the other decision, and only old sets of one kind share a new one.
TEST(RulebooksCounterpart, EveryPairIsOfTablesThatAreThere) {
  std::size_t forward = 0, back = 0;
  for (const Rulebook& rulebook : library().rulebooks())
    for (const auto& one : rulebook.tables) {
      const auto other = counterpart(library(), *one);
      if (!other) continue;
      (rulebook.code == "QD1048-2019" ? forward : back) += 1;
      EXPECT_NE(other->rulebook->code, rulebook.code) << one->code;
      EXPECT_LT(other->added.size(), other->table->criteria.size()) << one->code << ": not one title in common";
      if (rulebook.code == "QD26-2026") EXPECT_EQ(counterpart(library(), *other->table)->table, one.get()) << one->code;
    }
  EXPECT_EQ(forward, 21u);
  EXPECT_EQ(back, 13u);
}

}  // namespace
}  // namespace ocop::rulebooks
