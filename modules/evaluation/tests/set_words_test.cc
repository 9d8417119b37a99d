#include "modules/evaluation/set_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/rulebooks/rulebooks.h"

namespace ocop::evaluation {
namespace {

// The story: a black tea was opened with the table of coffee, and nobody noticed before the council sat.
TEST(EvaluationSetWords, ANameThatSpeaksOfAnotherSetIsDoubted) {
  struct Row { const char* name; int set; const char* word; };
  for (const Row& row : std::vector<Row>{{"Hồng trà Shan tuyết", 13, "trà"},
                                         {"Trà xanh hộp 100gr", 11, ""},
                                         {"TRÀ GỪNG", 12, ""},
                                         {"Cà phê bột", 11, "cà phê"},
                                         {"Cà phê bột", 13, ""},
                                         {"Mật ong hoa cà phê", 13, ""},
                                         {"Mật ong hoa cà phê", 4, ""},
                                         {"Mật ong hoa cà phê", 22, "cà phê"},
                                         {"Khô cá tra", 8, ""},                    // a fish without a mark
                                         {"Chả cá thác lác", 13, "chả cá"},
                                         {"Nước mắm Phú Quốc", 10, "nước mắm"},
                                         {"Rượu nếp cẩm", 15, ""},
                                         {"Gốm Bát Tràng", 21, ""},
                                         {"Bưởi da xanh", 13, ""},                 // says nothing clear
                                         {"Trảng cỏ", 13, ""},                     // no whole word
                                         {"", 13, ""}}) {
    rulebooks::Table table;
    table.number = row.set;
    table.code = "QD26-" + std::to_string(row.set);
    EXPECT_EQ(word_against(row.name, table).value_or(""), row.word) << row.name << " " << row.set;
  }
  rulebooks::Table older;
  older.number = 6;
  older.code = "QD1048-06";
  EXPECT_FALSE(word_against("Hồng trà", older)) << "the hints are of the sets of 2026";
}

}  // namespace
}  // namespace ocop::evaluation
