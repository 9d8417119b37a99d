#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "kernel/base/csv.h"
#include "kernel/files/files.h"
#include "kernel/base/text.h"
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

// ---- the answer -----------------------------------------------------------------------------------------------------------------
// The list could be read and nothing in it answered: eight products of one maker at one address stood there, each by itself, for ever.
class ProductsUnitAnswers : public ProductsUnits {
 protected:
  static Actor official(std::string province) {
    Actor out;
    out.account = AccountId{*Uuid::parse("01999999-0000-7000-8000-000000000001")};
    out.grants = {Grant{Role::provincial_body, std::move(province), "", {}}};
    return out;
  }
  UnitQuestion asked(std::string_view id) { return service_->unit_question(cantho_, by_register_id(id).id.text()).value(); }
  Result<std::size_t> settle(std::string_view id, std::string commune, Reach reach = Reach::maker) {
    const Product product = by_register_id(id);
    return service_->settle_unit(cantho_, product.code, {product.version, std::move(commune), reach});
  }
  std::vector<std::string> findings() {
    static constexpr tlog::Sealed kSealed[] = {kSealedSettlement};
    return database().read([&](db::Reader& reader) {
      auto out = tlog::check_seals(reader, kSealed);
      for (std::string& line : service_->recheck(reader)) out.push_back(std::move(line));
      return out;
    });
  }
  void expect_nuts(std::string_view commune, std::string_view choices) {
    for (int number = 539; number <= 546; ++number) {
      const Product nut = by_register_id("P0" + std::to_string(number));
      EXPECT_EQ(nut.commune, commune) << number;
      EXPECT_EQ(nut.unit_choices, choices) << number;
    }
  }
  std::string maker_unit(std::string_view id) {
    const ProducerId maker = by_register_id(id).producer;
    return database().read([&](db::Reader& reader) { return producers_->by_ids(reader, std::span(&maker, 1)).at(0).commune; });
  }
  std::int64_t entries() { return database().read([](db::Reader& reader) { return tlog::head(reader).size; }); }
  const Actor cantho_ = official("92");
};
OCOP_ON_BOTH_ENGINES(ProductsUnitAnswers);

TEST_P(ProductsUnitAnswers, OneChoiceSettlesAllEightNutsAndIsTakenBack) {
  const UnitQuestion question = asked("P0540");
  EXPECT_EQ(question.alike.size(), 8u);
  const std::string choices = question.product.unit_choices;
  EXPECT_EQ(sorted_codes(choices, ' '), "31150 31183");
  EXPECT_FALSE(question.settled);
  expect_nuts("31183", choices);
  EXPECT_EQ(maker_unit("P0540"), "31183");

  EXPECT_EQ(settle("P0540", "31150").value(), 8u);
  expect_nuts("31150", "");
  EXPECT_EQ(maker_unit("P0540"), "31150") << "the maker's own address is the same question";
  EXPECT_EQ(listed(Scope::everything()).count("P0539"), 0u);
  EXPECT_EQ(total({{"commune", "31150"}}), 8);
  EXPECT_EQ(total({{"q", "đậu phộng an bình"}}), 4) << "they are found by the unit's name";
  EXPECT_EQ(entries(), 1);
  EXPECT_EQ(findings(), std::vector<std::string>());
  const UnitQuestion after = asked("P0546");
  ASSERT_TRUE(after.settled);
  EXPECT_EQ(after.settled->products.size(), 8u);
  EXPECT_TRUE(after.offered.empty());
  EXPECT_EQ(settle("P0539", "31183").error().kind, ErrorKind::invalid_input) << "what is settled is not asked";

  EXPECT_EQ(service_->reopen_unit(cantho_, after.product.code, {after.product.version}).value(), 8u);
  expect_nuts("31183", choices);
  EXPECT_EQ(maker_unit("P0540"), "31183");
  EXPECT_EQ(total({{"q", "đậu phộng an bình"}}), 0);
  EXPECT_EQ(entries(), 2);
  EXPECT_EQ(findings(), std::vector<std::string>());
  const UnitQuestion again = asked("P0546");
  EXPECT_FALSE(again.settled);
  EXPECT_EQ(service_->reopen_unit(cantho_, again.product.code, {again.product.version}).error().kind, ErrorKind::conflict);
}

TEST_P(ProductsUnitAnswers, AnAnswerMayBeOfOneProductAlone) {
  EXPECT_EQ(settle("P0541", "31150", Reach::product).value(), 1u);
  EXPECT_EQ(by_register_id("P0541").commune, "31150");
  EXPECT_EQ(by_register_id("P0540").commune, "31183");
  EXPECT_EQ(asked("P0540").alike.size(), 7u);
  EXPECT_EQ(maker_unit("P0540"), "31183");
}

TEST_P(ProductsUnitAnswers, OnlyTheProvinceAnswersAndOnlyWithWhatIsOffered) {
  const Product nut = by_register_id("P0540");
  const Actor elsewhere = official("01");
  EXPECT_EQ(service_->unit_question(elsewhere, nut.code).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->settle_unit(elsewhere, nut.code, {nut.version, "31150", Reach::maker}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->reopen_unit(elsewhere, nut.code, {nut.version}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(settle("P0540", "00577").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(settle("P0540", "").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(service_->settle_unit(cantho_, nut.code, {nut.version + 1, "31150", Reach::maker}).error().kind, ErrorKind::conflict);
  expect_nuts("31183", nut.unit_choices);
  EXPECT_EQ(entries(), 0);
}

// A register that came again wrote its own code over what a person had said.
TEST_P(ProductsUnitAnswers, AnImportLeavesWhatWasSettledWhileTheAddressIsTheSame) {
  const std::string head = "id,product_name,entity_name,commune,district,province,current_unit_code,star,year,recognition\n";
  const auto import = [&](const std::string& row) {
    return service_->import_register(sheets::Source::bytes(head + row), {.mode = ImportMode::apply, .source = "again"}).ok();
  };
  ASSERT_TRUE(import("S1,Hạt mẫu,HTX Mẫu,phường Long Tuyền,quận Bình Thủy,Cần Thơ,31183,3,2024,reported_recognised\n"));
  const std::string choices = by_register_id("S1").unit_choices;
  EXPECT_EQ(settle("S1", "31150").value(), 1u);
  ASSERT_TRUE(import("S1,Hạt mẫu hai,HTX Mẫu,phường Long Tuyền,quận Bình Thủy,Cần Thơ,31183,4,2024,reported_recognised\n"));
  EXPECT_EQ(by_register_id("S1").name, "Hạt mẫu hai");
  EXPECT_EQ(by_register_id("S1").commune, "31150");
  EXPECT_EQ(by_register_id("S1").unit_choices, "");
  EXPECT_EQ(findings(), std::vector<std::string>());
  ASSERT_TRUE(import("S1,Hạt mẫu hai,HTX Mẫu,xã Bát Tràng,huyện Gia Lâm,Hà Nội,00577,4,2024,reported_recognised\n"));
  EXPECT_EQ(by_register_id("S1").commune, "00577");
  EXPECT_EQ(findings(), std::vector<std::string>());
}

TEST_P(ProductsUnitAnswers, WhatIsChangedBehindTheLogIsNamed) {
  ASSERT_TRUE(settle("P0540", "31150").ok());
  const auto change = [&](std::string_view sql) {
    database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(db::Statement("test.change", sql));
      return {};
    }).value();
    return findings();
  };
  const auto named = [](const std::vector<std::string>& found, std::string_view table) {
    return std::ranges::any_of(found, [&](const std::string& line) { return line.find(table) != std::string::npos; });
  };
  EXPECT_TRUE(named(change("UPDATE products_product SET commune = '31183' WHERE register_id = 'P0542'"), "products_product"));
  EXPECT_TRUE(named(change("UPDATE products_settlement SET settled = settled - 1"), "products_settlement"));
  EXPECT_TRUE(named(change("DELETE FROM products_settled"), "products_settled"));
}

}  // namespace
}  // namespace ocop::products
