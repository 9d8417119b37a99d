#include "modules/likeness/likeness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kernel/json/json.h"
#include "modules/likeness/words.h"
#include "modules/places/tests/fake_places.h"

namespace ocop::likeness {
namespace {

const places::FakePlaces& fake_places() {
  static const places::FakePlaces kPlaces;
  return kPlaces;
}

// One pair of rows of Lâm Đồng, each on a page of its own.
Pair compared(std::string_view name_a, std::string_view maker_a, std::string_view name_b, std::string_view maker_b,
              std::string_view place_a = {}, std::string_view place_b = {}, std::string_view page_b = "https://b.vn") {
  const Record records[]{{.id = "A", .province = "68", .name = name_a, .maker = maker_a, .place = place_a, .source = "https://a.vn"},
                         {.id = "B", .province = "68", .name = name_b, .maker = maker_b, .place = place_b, .source = page_b}};
  const auto pairs = find_pairs(records, fake_places(), Wanted::named);
  return pairs.empty() ? Pair{0, 1, {}, -99'000} : pairs.front();
}
bool proposed(std::string_view name_a, std::string_view maker_a, std::string_view name_b, std::string_view maker_b) {
  return compared(name_a, maker_a, name_b, maker_b).proposed();
}

struct Names {
  std::string_view a, b, maker;
};

TEST(Likeness, OneProductPrintedAgainIsProposed) {
  constexpr std::string_view kMaker = "HTX Chè Hảo Đạt";
  constexpr Names kCases[]{
      {"Mật ong rừng", "Mật ong rừng", ""},
      {"Mật ong rừng Tây Nguyên", "mat ong rung tay nguyen", kMaker},  // marks lost
      {"Cà phê hoà tan", "Cà phê hòa tan", kMaker},  // where the tone stands
      {"Rượu Mỹ Thiện", "Rượu Mĩ Thiện", kMaker},  // y and i
      {"Khô cá sặc rằn một nắng", "Khô cá sặc rằng một nắng", kMaker},  // a slip that is no other word
      {"Trà túi lọc cà gai leo", "Trà túi lọc cà gai lo", kMaker},  // a slip that is a word without marks ("lọ")
      {"Đá Hen nhất phẩm trà", "Trà Đá Hen nhất phẩm", kMaker},  // the order of words
      {"Tương Xuân Pha", "Tương Xuânpha", kMaker},  // words run together
      {"Hạt điều rang muối", "Điều rang muối", kMaker},  // a word that only counts
      {"Bộ bát đĩa hoa sen đỏ", "Bộ bát đĩa gốm sứ hoa sen đỏ", "Công ty TNHH Gốm sứ Quang Vinh"},  // words of the maker's name
      {"Tày Ethnic Cultural Tourism in Thái Hải Village", "Du lịch văn hóa dân tộc Tày bản làng Thái Hải", "Thái Hải Co Ltd"},
      {"Dried shrimp", "Tôm khô", kMaker},
      {"Nước mắm 40 độ đạm 500ml", "Nước mắm 40N chai 0,5 lít", kMaker},  // one size in other units
  };
  for (const Names& one : kCases) {
    if (one.maker.empty()) continue;
    EXPECT_TRUE(proposed(one.a, one.maker, one.b, one.maker)) << one.a << " / " << one.b;
    EXPECT_EQ(compared(one.a, one.maker, one.b, one.maker).weight, compared(one.b, one.maker, one.a, one.maker).weight) << one.a;
  }
}

TEST(Likeness, AnotherProductOfTheMakerIsNot) {
  constexpr std::string_view kMaker = "HTX Chè Hảo Đạt";
  constexpr Names kCases[]{
      {"Kẹo dừa", "Kẹo dứa", kMaker},  // two words, however near
      {"Điều rang muối", "Điều không rang muối", kMaker},
      {"Mật hoa dừa", "Giấm mật hoa dừa", kMaker},  // the first word says what it is
      {"Hạt điều vị tỏi ớt", "Hạt điều vị mật ong", kMaker},
      {"Muối ớt", "Muối ớt tôm", kMaker},
      {"Mật ong rừng", "Mật ong rừng đặc biệt", kMaker},
      {"Mat ong rung", "Mat ong rung dac biet", kMaker},  // the same typed without marks
      {"Bộ bát đĩa hoa sen đỏ", "Bộ bát đĩa hoa sen đỏ lớn", kMaker},
      {"Nước mắm 38 độ đạm", "Nước mắm 43 độ đạm", kMaker},
      {"Mật ong 500g", "Mật ong 250 g", kMaker},
      {"Gạo ST 24", "Gạo ST25", kMaker},
      {"Nước mắm CL28", "Nước mắm CL25", kMaker},
      {"Rượu mơ Asuka", "Rượu mơ Dakimo", "Công ty TNHH MTV Asuka Việt Nam"},
      {"Bánh in Phan Tâm 1", "Bánh khéo Phan Tâm 1", "Cơ sở sản xuất Phan Tâm 1"},  // "in" is English only in English
  };
  for (const Names& one : kCases) EXPECT_FALSE(proposed(one.a, one.maker, one.b, one.maker)) << one.a << " / " << one.b;
}

TEST(Likeness, MakersAreWhoTheyAreAndNotWhatTheyDo) {
  struct Makers {
    std::string_view a, b;
    Agreement agreement;
  };
  constexpr Makers kCases[]{
      {"Công ty TNHH Xuất nhập khẩu thực phẩm ABZ", "Công ty XNK thực phẩm ABZ", Agreement::same},
      {"Thái Hải Co Ltd", "Công ty TNHH Thái Hải", Agreement::same},
      {"Hộ kinh doanh Tuấn Diễm", "Công ty TNHH Tuấn Diễm", Agreement::same},  // a household became a company
      {"HTX Sản xuất và chế biến chè Đá Hen", "Hợp tác xã chè Đá Hen", Agreement::alike},
      {"Công ty Trách nhhiệm hữu hạn Tân Nhiên", "Công ty TNHH Tân Nhiên", Agreement::same},  // a slip in the legal form
      {"Công ty TNHH Tân Nhiên chi nhánh 1", "Công ty TNHH Tân Nhiên", Agreement::alike},
      {"HTX Thaihai", "HTX Thái Hải", Agreement::alike},
      {"HTX Chè Hảo Đạt", "", Agreement::not_said},
      {"Công ty TNHH Hoàng Tuấn", "Công ty TNHH Hoàng Tuấn Tùng", Agreement::says_more},
      {"Hộ kinh doanh Nguyễn Thị Hồng", "Hộ kinh doanh Nguyễn Thị Hằng", Agreement::different},
      {"Công ty TNHH Hạt Điều Vàng", "Công ty Mỹ Lệ", Agreement::different},
  };
  for (const Makers& one : kCases) {
    const Pair pair = compared("Mật ong rừng Tây Nguyên", one.a, "Mật ong rừng Tây Nguyên", one.b);
    const auto maker = std::ranges::find(pair.evidence, Field::maker, &Evidence::field);
    ASSERT_NE(maker, pair.evidence.end()) << one.a;
    EXPECT_EQ(name(maker->agreement), name(one.agreement)) << one.a << " / " << one.b;
    EXPECT_EQ(pair.proposed(), one.agreement < Agreement::says_more || one.agreement == Agreement::not_said) << one.a << " / " << one.b;
  }
}

// Rows of one page that print different names are different products: the page lists each once.
TEST(Likeness, APageListsAProductOnce) {
  EXPECT_TRUE(compared("Khô cá sặc rằn", "HTX A Dơi", "Khô cá sặc rằng", "HTX A Dơi").proposed());
  EXPECT_FALSE(compared("Khô cá sặc rằn", "HTX A Dơi", "Khô cá sặc rằng", "HTX A Dơi", {}, {}, "https://a.vn").proposed());
  EXPECT_TRUE(compared("Tôm khô", "HTX Cái Bát", "tôm khô", "HTX Cái Bát", {}, {}, "https://a.vn").proposed());
}

TEST(Likeness, RowsOfTwoProvincesAreNotCompared) {
  const Record records[]{{.id = "A", .province = "68", .name = "Tôm khô", .maker = "HTX A Dơi"},
                         {.id = "B", .province = "86", .name = "Tôm khô", .maker = "HTX A Dơi"}};
  EXPECT_TRUE(find_pairs(records, fake_places(), Wanted::named).empty());
}

// The story: of splink two charts gave two probabilities (moj-analytical-services/splink #2529). Here what is told is what was summed.
TEST(Likeness, OneProbabilityOfOneSum) {
  const Pair pair = compared("Mật ong rừng", "HTX A Dơi", "mat ong rung", "HTX A Dơi", "Hồng Thái, Lâm Đồng", "Lâm Đồng");
  int sum = 0;
  for (const Evidence& evidence : pair.evidence) sum += evidence.weight;
  EXPECT_EQ(sum, pair.weight);
  EXPECT_EQ(pair.proposed(), probability(pair.weight) >= 0.5);
  const Record records[]{{.id = "A", .province = "68", .name = "Mật ong rừng", .maker = "HTX A Dơi", .source = "a"},
                         {.id = "B", .province = "68", .name = "mat ong rung", .maker = "HTX A Dơi", .source = "b"}};
  const auto parsed = json::parse(to_json(records, find_pairs(records, fake_places(), Wanted::named)));
  ASSERT_TRUE(parsed);
  const json::Node told = parsed->root().at(0);
  double weight = 0;
  for (std::size_t i = 0; i < told["evidence"].size(); ++i) weight += told["evidence"].at(i)["weight"].number().value_or(0);
  EXPECT_NEAR(told["probability"].number().value_or(0), 1 / (1 + std::exp2(-weight)), 1e-6);
  EXPECT_EQ(told["a"].text_or(""), "A");
  EXPECT_EQ(told["evidence"].at(1)["b"].text_or(""), "mat ong rung");
  EXPECT_NE(to_text(records, find_pairs(records, fake_places(), Wanted::named), Language::vi).find("Tên sản phẩm"), std::string::npos);
}

TEST(Likeness, SlipsAreNoWordsOfTheirOwn) {
  EXPECT_TRUE(one_slip("nhiem", "nhhiem"));
  EXPECT_TRUE(one_slip("quay", "qauy"));
  EXPECT_TRUE(one_slip("curcumin", "curcmuinn"));  // two in a long word
  EXPECT_FALSE(one_slip("sen", "sanh"));
  EXPECT_FALSE(one_slip("38", "43"));
  EXPECT_FALSE(one_slip("500", "50"));
  EXPECT_EQ(parts_of("Nước mắm CL28, 0,5 lít – “Bà Hai”"),
            (std::vector<std::string>{"nước", "mắm", "cl", "28", "0.5", "lít", "bà", "hai"}));
}

}  // namespace
}  // namespace ocop::likeness
