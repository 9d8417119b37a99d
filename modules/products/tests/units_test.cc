#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "kernel/base/csv.h"
#include "kernel/files/files.h"
#include "modules/products/import.h"
#include "modules/products/tests/support.h"
#include "modules/products/units.h"

// A product of a former unit that was split: where it is today is a question for a person, and who has to answer it finds it in a list.
namespace ocop::products {
namespace {

class ProductsUnits : public ProductsTest {
 protected:
  test::Filling filling() override { return {"places and sample", fill_places_and_sample}; }
  // The list as it is for whoever covers these rows.
  std::map<std::string, Product> listed(const Scope& scope) {
    const auto rows = unsettled_rows();
    std::map<std::string, Product> out;
    database().read([&](db::Reader& reader) {
      return lists::read(reader, rows.source, scope, {.limit = 100'000, .today = service_->today()}, [&](const db::Row& row) {
        Item item = rows.load(row);
        out[item.product.register_id] = std::move(item.product);
      });
    });
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(ProductsUnits);

std::string sorted_codes(std::string_view text, char separator) {
  std::vector<std::string> codes;
  for (const std::string_view part : text::split(text, separator))
    if (!text::trim(part).empty()) codes.emplace_back(text::trim(part).substr(0, 5));
  std::ranges::sort(codes);
  std::string out;
  for (const std::string& code : codes) out.append(out.empty() ? "" : " ").append(code);
  return out;
}

// The rows of the sample whose unit rests on a former one that is known to be split, found apart from this program (tests/data).
TEST_P(ProductsUnits, EveryProductThatRestsOnASplitUnitIsListed) {
  const auto file = files::read(std::string(OCOP_SOURCE_DIR) + "/modules/products/tests/data/products-split.csv");
  ASSERT_TRUE(file);
  const auto expected = csv::parse(*file);
  ASSERT_TRUE(expected);
  ASSERT_EQ(expected->size(), 16u);
  const auto all_listed = listed(Scope::everything());
  for (const csv::Row& row : *expected) {
    const std::string& id = row.fields[0];
    if (id == "id") continue;
    const auto found = all_listed.find(id);
    ASSERT_NE(found, all_listed.end()) << id << " " << row.fields[1];
    EXPECT_EQ(sorted_codes(found->second.unit_choices, ' '), sorted_codes(row.fields[3], '|')) << id << " " << row.fields[1];
    EXPECT_EQ(found->second.commune, row.fields[2]) << "the code of the register stays";
  }
  // And no other of those that have a code.
  EXPECT_EQ(std::ranges::count_if(all_listed, [](const auto& one) { return !one.second.commune.empty(); }), 15);
}

TEST_P(ProductsUnits, TheListHoldsTheRowsOfItsProvinceAlone) {
  Scope hanoi{.reach = Scope::Reach::listed, .provinces = {"01"}, .communes = {}, .producers = {}, .assignee = {}};
  const auto found = listed(hanoi);
  EXPECT_FALSE(found.empty());
  for (const auto& [id, product] : found) EXPECT_EQ(product.province, "01") << id;
  EXPECT_TRUE(listed(Scope::nothing()).empty());
}

TEST_P(ProductsUnits, ARegisterOfASplitUnitSaysSoInItsReport) {
  const std::string csv =
      "id,product_name,entity_name,commune,district,province,current_unit_code,star,year,recognition\n"
      "S1,Gốm mẫu,HTX Mẫu,xã Bát Tràng,huyện Gia Lâm,Hà Nội,,4,2024,reported_recognised\n"
      "S2,Gốm hai,HTX Mẫu,xã Bát Tràng,huyện Gia Lâm,Hà Nội,00577,4,2024,reported_recognised\n"
      "S3,Chè mẫu,HTX Chè,xã Lộc Tân,huyện Bảo Lâm,Lâm Đồng,,3,2024,reported_recognised\n"
      "S4,Gốm ba,HTX Mẫu,xã Bát Tràng,huyện Gia Lâm,Hà Nội,00004,4,2024,reported_recognised\n";
  const auto file = read_register(sheets::Source::bytes(csv), *index_, service_->today());
  ASSERT_TRUE(file);
  ASSERT_EQ(file->rows.size(), 4u);
  EXPECT_EQ(file->rows[0].units.size(), 3u);
  EXPECT_TRUE(file->rows[0].product.commune.empty()) << "nothing is assigned by itself";
  EXPECT_EQ(file->rows[0].product.unit_choices, "00577 00145 00565");
  EXPECT_EQ(file->rows[1].product.commune, "00577");
  EXPECT_EQ(file->rows[1].units.size(), 3u) << "a code that rests on a split is shown with its choices";
  EXPECT_EQ(file->rows[2].units, std::vector<std::string>{"24820"});
  EXPECT_TRUE(file->rows[2].product.unit_choices.empty()) << "a whole unit is no question";
  EXPECT_EQ(file->rows[3].units.size(), 3u) << "a code that the address speaks against is looked at";
}

TEST_P(ProductsUnits, AnOlderInstallationIsLookedAtOnce) {
  constexpr db::Statement kForget{"test.forget_units", "UPDATE products_product SET unit_choices = '?'"};
  const auto before = listed(Scope::everything());
  database().write([&](db::Transaction& transaction) -> Result<void> {
    transaction.send(kForget);
    return {};
  }).value();
  EXPECT_TRUE(listed(Scope::everything()).empty());
  service_->look_at_units();
  const auto after = listed(Scope::everything());
  ASSERT_EQ(after.size(), before.size());
  for (const auto& [id, product] : before) EXPECT_EQ(after.at(id).unit_choices, product.unit_choices) << id;
}

}  // namespace
}  // namespace ocop::products
