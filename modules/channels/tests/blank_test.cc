#include "modules/channels/blank.h"

#include <gtest/gtest.h>

#include "kernel/files/embedded.h"
#include "modules/channels/definitions.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> channels();
}

namespace ocop::channels {
namespace {

Channel shopee() {
  for (const auto& file : embedded::channels())
    if (Channel one = read_channel(file.content); one.name == "shopee") return one;
  throw std::out_of_range("no channel");
}
sheets::Row row(std::uint32_t number, const std::vector<std::string>& texts) {
  sheets::Row out;
  out.number = number;
  for (std::uint32_t column = 0; column < texts.size(); ++column) {
    if (texts[column].empty()) continue;
    sheets::Cell cell;
    cell.column = column;
    cell.kind = sheets::Kind::text;
    cell.text = texts[column];
    out.cells.push_back(std::move(cell));
  }
  return out;
}
std::vector<std::string> keys(const Layout& layout) {
  std::vector<std::string> out;
  for (const Field& field : layout.channel.fields) out.push_back(field.key);
  return out;
}
using Keys = std::vector<std::string>;

TEST(ChannelsBlank, HeadingsAreKeysOrNamesInAnyCaseAndWithoutMarks) {
  const auto by_key = lay_out(shopee(), std::vector{row(1, {"ps_product_name", "", "ps_price", "channel_id.5000"}),
                                                    row(3, {"Tên sản phẩm", "Ghi chú", "Giá", "Nhanh"}),
                                                    row(4, {"Mandatory", "Optional", "Mandatory", "Conditional Mandatory"})});
  ASSERT_TRUE(by_key) << by_key.error().problems.at(0).message.en;
  EXPECT_EQ(keys(*by_key), (Keys{"ps_product_name", "ps_price"}));
  EXPECT_EQ(by_key->columns, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(by_key->first_row, 5U);
  const auto by_name = lay_out(shopee(), std::vector{row(2, {"TEN SAN PHAM (*)", "kho hàng", "Cân nặng *", "GTIN"})});
  ASSERT_TRUE(by_name);
  EXPECT_EQ(keys(*by_name), (Keys{"ps_product_name", "ps_stock", "ps_gtin_code", "ps_weight"}));
  EXPECT_EQ(by_name->first_row, 3U);
  const auto english = lay_out(shopee(), std::vector{row(1, {"Product Name", "Stock", "Weight"})});
  ASSERT_TRUE(english);
  EXPECT_EQ(english->known, 3U);
}

TEST(ChannelsBlank, ColumnsThatAreRequiredAndUnknownAreNamed) {
  const auto names = [&](const std::vector<sheets::Row>& rows) {
    const auto laid = lay_out(shopee(), rows);
    return laid ? std::string() : laid.error().problems.at(0).arguments.at(0).vi;
  };
  EXPECT_EQ(names({row(1, {"Tên sản phẩm", "Giá", "Hạn bảo hành *", "Màu"})}), "Hạn bảo hành *");
  EXPECT_EQ(names({row(1, {"Tên sản phẩm", "Giá", "Hạn bảo hành", "Số công bố"}), row(2, {"", "", "Bắt buộc", "REQUIRED"})}),
            "Hạn bảo hành; Số công bố");
  EXPECT_EQ(names({row(1, {"Tên sản phẩm", "Giá", "Hạn bảo hành (bắt buộc)"})}), "Hạn bảo hành (bắt buộc)");
  for (const std::string soft : {"Không bắt buộc", "Optional", "Not required", "Conditional mandatory", "Bắt buộc nếu có phân loại"})
    EXPECT_EQ(names({row(1, {"Tên sản phẩm", "Giá", "Hạn bảo hành"}), row(2, {"", "", soft})}), "") << soft;
}

TEST(ChannelsBlank, WhatIsNoBlankIsRefused) {
  EXPECT_FALSE(lay_out(shopee(), std::vector{row(1, {"Họ tên", "Ngày sinh"})}));
  std::vector<sheets::Row> written{row(1, {"Tên sản phẩm", "Giá"})};
  for (std::uint32_t i = 2; i < 2 + kBlankRows; ++i) written.push_back(row(i, {"Chè", "180000"}));
  EXPECT_FALSE(lay_out(shopee(), written));
}

// A field that we hold for optional is required in this blank: who lacks it is left out, and nothing is made up.
TEST(ChannelsBlank, WhatTheBlankRequiresIsRequiredOfAnItem) {
  const auto layout = lay_out(shopee(), std::vector{row(1, {"Tên sản phẩm", "Giá", "GTIN *"})});
  ASSERT_TRUE(layout);
  for (const Field& field : layout->channel.fields)
    if (field.key == "ps_gtin_code") {
      EXPECT_EQ(field.need, Need::required);
    }
}

TEST(ChannelsBlank, AValueIsWrittenAsTheListHasIt) {
  const auto layout = lay_out(shopee(), std::vector{row(1, {"Ngành hàng", "Tên sản phẩm *", "Giá"})});
  ASSERT_TRUE(layout);
  const std::vector<sheets::Choices> lists{{{0}, {"Đồ Uống", "Thực Phẩm"}}};
  const auto listed = cells(*layout, {{"thực phẩm", "Chè", "180000"}, {}}, lists);
  ASSERT_EQ(listed.row.size(), 3U);
  EXPECT_EQ(std::get<std::string>(listed.row[0].value), "Thực Phẩm");
  EXPECT_EQ(std::get<std::int64_t>(listed.row[2].value), 180'000);
  const auto other = cells(*layout, {{"Vải", "Chè", "180000"}, {}}, lists);
  EXPECT_EQ(other.row.size(), 2U);             // optional there: left empty
  EXPECT_TRUE(other.missing.empty());
  const std::vector<sheets::Choices> names{{{1}, {"Bánh"}}};
  EXPECT_EQ(cells(*layout, {{"Vải", "Chè", "180000"}, {}}, names).missing.at(0).key, "ps_product_name");
}

}  // namespace
}  // namespace ocop::channels
