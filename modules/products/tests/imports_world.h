#pragma once
#include <gtest/gtest.h>

#include "modules/products/imports.h"
#include "modules/products/pages_imports.h"
#include "modules/products/store_imports.h"
#include "modules/products/tests/support.h"
#include "tests/support/desk.h"

// Who brings a register in, and the file that they send.
namespace ocop::products {

inline constexpr std::string_view kHeading =
    "id,product_name,entity_name,entity_type,commune,district,province,star,decision,year,recognition\n";
// Two rows that say "CTY" where a kind of producer belongs, one star too many, one place of another province, one sound row.
inline std::string file_of_lam_dong() {
  return std::string(kHeading) +
         "R1,Trà ô long Tâm Châu,Công ty Tâm Châu,CTY,Phường Lộc Sơn,TP Bảo Lộc,Lâm Đồng,4,,2023,reported_recognised\n"
         "R2,Trà nõn tôm Tâm Châu,Công ty Tâm Châu,CTY,Phường Lộc Sơn,TP Bảo Lộc,Lâm Đồng,4,,2023,reported_recognised\n"
         "R3,Cà phê Cầu Đất,HTX Cầu Đất,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,9,,2023,reported_recognised\n"
         "R4,Chè Thái Nguyên,HTX Hảo Đạt,cooperative,Xã Tân Cương,TP Thái Nguyên,Thái Nguyên,4,,2023,reported_recognised\n"
         "R5,Atisô Đà Lạt,HTX Atisô,cooperative,Xã Xuân Trường,TP Đà Lạt,Lâm Đồng,4,,2023,reported_recognised\n";
}

using Counts = std::array<std::int64_t, kOutcomes>;   // created, updated, unchanged, suspected, wrong

class ProductsImports : public ProductsTest {
 protected:
  void SetUp() override {
    ProductsTest::SetUp();
    if (IsSkipped()) return;
    imports_.emplace(Imports::Parts{database(), *blobs_, moving_, random_, *index_, *producers_, service_->store(), offers_});
  }
  void TearDown() override {
    imports_.reset();
    ProductsTest::TearDown();
  }
  static Actor officer(std::string province) {
    return {AccountId{new_uuid_of(province)}, "Cán bộ", {Grant{Role::provincial_body, province, "", std::nullopt}}};
  }
  static Uuid new_uuid_of(std::string_view province) {
    Uuid out{};
    out.bytes[15] = static_cast<std::uint8_t>(province.empty() ? 1 : province[0]);
    out.bytes[14] = static_cast<std::uint8_t>(province.empty() ? 1 : province[1]);
    return out;
  }
  ImportFile sent(const std::string& text, std::string key = {}) const {
    ImportFile out{"Phòng Kinh tế", {"so.csv", files::Received(text)}, {}};
    if (!key.empty()) out.attempt = {std::move(key), "the same"};
    return out;
  }
  ImportId send(const std::string& text) {
    const auto made = imports_->send(kOfficer, sent(text));
    if (!made) throw std::runtime_error(made.error().problems.empty() ? made.error().detail : made.error().problems[0].expected);
    return made->id;
  }
  Imports::Shown shown(ImportId id) { return std::move(imports_->show(kOfficer, id)).value(); }
  std::array<std::int64_t, kOutcomes> counts(ImportId id) { return shown(id).import.counts; }
  FixInput fixing(ImportId id, std::string_view register_id, std::string field, std::string value, FixReach reach) {
    const auto seen = shown(id);
    for (const ImportRow& row : seen.wrong)
      if (row.register_id == register_id) return {seen.import.version, row.number, std::move(field), std::move(value), reach};
    throw std::logic_error("no wrong row " + std::string(register_id));
  }
  ImportVersion now_of(ImportId id) { return {shown(id).import.version}; }
  std::optional<Item> item(std::string_view name) {
    for (Item& one : all())
      if (one.product.name == name) return std::move(one);
    return std::nullopt;
  }
  // A clock that a test may turn.
  struct Moving final : Clock {
    Instant at = kToday;
    Instant now() const override { return at; }
  } moving_;
  const Actor kOfficer = officer("68");
  manifest::Offers offers_;
  std::optional<Imports> imports_;
  test::Desk desk_{clock_, random_};
};

}  // namespace ocop::products
