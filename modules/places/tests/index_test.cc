#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>

#include "kernel/base/text.h"
#include "modules/places/map.h"
#include "modules/places/store.h"
#include "modules/places/tests/reference.h"
#include "modules/places/topology.h"

namespace ocop::places {
namespace {

// The tables, on both engines; what only reads the snapshot of them is asked once (reference.h).
class PlacesStore : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return places::migrations(); }
  test::Filling filling() override { return Reference::filling(); }
};
OCOP_ON_BOTH_ENGINES(PlacesStore);

class PlacesIndex : public ReferenceTest {
 protected:
  const Index* const index_ = &index();
  std::string first(std::string_view typed) const {
    const auto found = index_->search(typed, 5);
    return found.empty() ? "" : index_->show("", found[0].commune->code, Language::vi);
  }
};

// Of the tables, not of a snapshot: making one costs more than all the rest, and what it makes of them is the same on both engines.
TEST_P(PlacesStore, HoldsEveryUnitOfTheData) {
  const Units units = database().read([](db::Reader& reader) { return Store().units(reader); });
  EXPECT_EQ(units.provinces.size(), 34u);
  EXPECT_EQ(units.communes.size(), 3321u);
  EXPECT_EQ(units.former.size(), 11367u);
  EXPECT_EQ(units.namings.size(), 25u);
  EXPECT_EQ(units.aliases.size(), 1u);
  std::map<UnitType, std::size_t> types;
  std::set<std::string> provinces, communes;
  for (const Province& province : units.provinces) provinces.insert(province.code);
  for (const CommuneRow& row : units.communes) {
    ++types[row.commune.type];
    communes.insert(row.commune.code);
    EXPECT_TRUE(provinces.contains(row.commune.province)) << row.commune.code;
    EXPECT_EQ(row.commune.valid_from.iso(), "2025-07-01");
  }
  EXPECT_EQ(types[UnitType::ward], 687u);
  EXPECT_EQ(types[UnitType::commune], 2621u);
  EXPECT_EQ(types[UnitType::special_zone], 13u);
  std::map<Extent, std::size_t> extents;
  std::map<std::string, std::set<std::string>> successors;
  for (const FormerRow& row : units.former) {
    ++extents[row.unit.extent];
    EXPECT_TRUE(communes.contains(row.unit.commune)) << row.unit.old_name;
    successors[row.unit.old_code + row.unit.old_name + row.unit.old_district + row.unit.old_province].insert(row.unit.commune);
  }
  EXPECT_EQ(extents[Extent::whole], 9584u);
  EXPECT_EQ(extents[Extent::part], 1013u);
  EXPECT_EQ(extents[Extent::unknown], 770u);
  EXPECT_EQ(successors.size(), 10811u);
  EXPECT_EQ(std::ranges::count_if(successors, [](const auto& one) { return one.second.size() > 1; }), 461);
  EXPECT_EQ(Reference::total, 34u + 3321u + 11367u);
  EXPECT_EQ(Reference::done, Reference::total);
}

TEST_P(PlacesStore, LoadsAgainOnlyWhenTheDataChanges) {
  bool touched = false;
  ASSERT_TRUE(load_reference(database(), [&](std::size_t, std::size_t) { touched = true; }));
  EXPECT_FALSE(touched);
}

TEST_F(PlacesIndex, FindsAUnitByItsNameWithAndWithoutMarks) {
  EXPECT_EQ(first("Hàm Tân, Lâm Đồng"), "Xã Hàm Tân, Tỉnh Lâm Đồng");
  EXPECT_EQ(first("ham tan, lam dong"), "Xã Hàm Tân, Tỉnh Lâm Đồng");
  EXPECT_EQ(first("ham tan lam dong"), "Xã Hàm Tân, Tỉnh Lâm Đồng");
  const auto found = index_->search("phuong da kao", 5);
  ASSERT_GE(found.size(), 2u);
  EXPECT_EQ(found[0].commune->name, "Tân Định");   // Đa Kao was split between two wards
  EXPECT_EQ(found[1].commune->name, "Sài Gòn");
  ASSERT_NE(found[0].formerly, nullptr);
  EXPECT_EQ(found[0].formerly->extent, Extent::part);
  EXPECT_TRUE(index_->search("", 5).empty());
  EXPECT_TRUE(index_->search("!!", 5).empty());
  EXPECT_TRUE(index_->search("khongcoxanao", 5).empty());
}

TEST_F(PlacesIndex, FindsTheNewUnitOfAnOldAddress) {
  const auto found = index_->search("Phú Mỹ, Tân Thành, BR-VT", 5);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].commune->full_name, "Phường Phú Mỹ");
  EXPECT_EQ(index_->province(found[0].commune->province)->name, "Hồ Chí Minh");
  ASSERT_NE(found[0].formerly, nullptr);
  EXPECT_EQ(found[0].formerly->old_province, "Tỉnh Bà Rịa - Vũng Tàu");
  // A commune that no longer exists under its own name.
  const auto phu_can = index_->search("xã Phú Cần, huyện Tiểu Cần, Trà Vinh", 5);
  ASSERT_FALSE(phu_can.empty());
  EXPECT_EQ(phu_can[0].commune->code, "29341");
  EXPECT_EQ(phu_can[0].formerly->old_province, "Tỉnh Trà Vinh");
}

TEST_F(PlacesIndex, KnowsProvincesByTheirFormerNames) {
  const auto code = [&](std::string_view name) {
    const Province* province = index_->province_named(name);
    return province ? province->code : std::string();
  };
  EXPECT_EQ(code("Trà Vinh"), "86");
  EXPECT_EQ(code("tra vinh"), "86");
  EXPECT_EQ(code("TP. Hồ Chí Minh"), "79");
  EXPECT_EQ(code("TP.HCM"), "79");
  EXPECT_EQ(code("Thừa Thiên Huế"), "46");
  EXPECT_EQ(code("Tỉnh Đắk Nông"), "68");
  EXPECT_EQ(code("Thanh Hoá"), "38");
  EXPECT_EQ(code("Paris"), "");
  // As offices write them.
  for (const std::string_view name : {"TPHCM", "Tp. Hồ Chí Minh", "HCM", "Sài Gòn", "BR-VT", "Bà Rịa – Vũng Tàu"})
    EXPECT_EQ(code(name), "79") << name;
  for (const std::string_view name : {"TT Huế", "Thừa Thiên - Huế", "Huế"}) EXPECT_EQ(code(name), "46") << name;
  for (const std::string_view name : {"Daklak", "Đăk Lăk", "Đắc Lắc"}) EXPECT_EQ(code(name), "66") << name;
  for (const std::string_view name : {"Hà Tây", "HÀ NỘI", "Ha Noi", "Hà Nội "}) EXPECT_EQ(code(name), "01") << name;
  EXPECT_EQ(code("Đắc Nông"), "68");
  EXPECT_EQ(code("Thành phố Đồng Nai"), "75");
}

TEST_F(PlacesIndex, TellsAFormerProvinceFromOneOfToday) {
  const auto meant = [&](std::string_view written) {
    const NamedProvince named = index_->province_meant(written);
    return (named.province ? named.province->code : std::string("none")) + (named.formerly.empty() ? "" : " " + named.formerly);
  };
  constexpr std::pair<std::string_view, std::string_view> kCases[]{
      {"Hà Giang", "08 Hà Giang"},   {"ha giang", "08 Hà Giang"}, {"hagiang", "08 Hà Giang"},      {"tỉnh Hà Giang", "08 Hà Giang"},
      {"Tuyên Quang", "08"},         {"tuyenquang", "08"},        {"BR-VT", "79 Bà Rịa - Vũng Tàu"}, {"Vũng Tàu", "79 Bà Rịa - Vũng Tàu"},
      {"daknong", "68 Đắk Nông"},    {"Lâm Đồng", "68"},          {"TT Huế", "46"},                {"Hue City", "46"},
      {"Ho Chi Minh City", "79"},    {"hochiminh", "79"},         {"Hà Tây", "01 Hà Tây"},         {"laocai", "15"},
      {"Lao Cai Province", "15"},    {"Paris", "none"},           {"", "none"},
  };
  for (const auto& [written, expected] : kCases) EXPECT_EQ(meant(written), expected) << written;
}

// Of "hà giang" came communes of the same name elsewhere before the province's own.
TEST_F(PlacesIndex, PutsTheUnitsOfAFormerProvinceFirst) {
  const auto found = index_->search("hà giang", 30);
  ASSERT_FALSE(found.empty());
  bool own = true, any = false;
  for (const Found& one : found) {
    const auto former = index_->former_provinces_of(one.commune->code);
    const bool is_own = std::ranges::find(former, "Hà Giang") != former.end();
    any = any || is_own;
    EXPECT_TRUE(own || !is_own) << one.commune->full_name;
    own = is_own;
  }
  EXPECT_TRUE(any);
}

TEST_F(PlacesIndex, ProposesWhatWasMeant) {
  constexpr std::pair<std::string_view, std::string_view> kCases[]{
      {"dak lakk", "đắk lắk"}, {"laam ddoongf", "lâm đồng"}, {"haf giang", "hà giang"}};
  for (const auto& [typed, expected] : kCases) {
    const auto meant = index_->meant(typed);
    ASSERT_FALSE(meant.empty()) << typed;
    EXPECT_EQ(meant.front(), expected) << typed;
    for (const std::string& one : meant) EXPECT_TRUE(index_->province_named(one) || !index_->search(one, 1).empty()) << one;
  }
  for (const std::string_view found : {"hà giang", "Phú Mỹ, Tân Thành, BR-VT", "xa tan ha", "tieucan", "khongcoxanao", ""})
    EXPECT_TRUE(index_->meant(found).empty()) << found;
}

TEST_F(PlacesIndex, EveryOldUnitFindsItsNewOne) {
  // Old name, district and province typed as printed: the unit it became is among the answers.
  std::size_t asked = 0, missed = 0;
  for (const Commune& commune : index_->communes()) {
    const auto former = index_->former_of(commune.code);
    if (former.empty() || asked % 37 != 0) { ++asked; continue; }   // a sample of 90 keeps the test short
    ++asked;
    const std::string typed = former[0]->old_name + ", " + former[0]->old_district + ", " + former[0]->old_province;
    const auto found = index_->search(typed, 20);
    const bool hit = std::ranges::any_of(found, [&](const Found& f) { return f.commune->code == commune.code; });
    if (!hit) std::cout << "missed: " << typed << "\n";
    missed += !hit;
  }
  EXPECT_EQ(missed, 0u);
}

TEST_F(PlacesIndex, ANameHoldsFromTheDayOfItsAct) {
  // Đồng Nai is a city and Long Thành a ward since 30 April 2026; Bắc Ninh a city since 20 September.
  EXPECT_EQ(index_->show("75", "26368", Language::vi), "Phường Long Thành, Thành phố Đồng Nai");
  EXPECT_EQ(index_->show("75", "26368", Language::en), "Long Thanh Ward, Dong Nai City");
  EXPECT_EQ(index_->show_on(*Date::of(2026, 4, 29), "", "26368", Language::vi), "Xã Long Thành, Tỉnh Đồng Nai");
  EXPECT_EQ(index_->show_on(*Date::of(2026, 4, 30), "", "26368", Language::vi), "Phường Long Thành, Thành phố Đồng Nai");
  EXPECT_EQ(index_->show_on(*Date::of(2026, 9, 19), "24", "", Language::vi), "Tỉnh Bắc Ninh");
  EXPECT_EQ(index_->show_on(*Date::of(2020, 1, 1), "24", "", Language::vi), "Tỉnh Bắc Ninh");
  EXPECT_EQ(index_->province("75")->type, UnitType::municipality);
  EXPECT_EQ(index_->commune("26368")->type, UnitType::ward);
  ASSERT_EQ(index_->commune("26368")->namings.size(), 2u);
  EXPECT_EQ(index_->commune("26368")->namings[1].act, "237/NQ-UBTVQH16");
  std::size_t cities = 0, wards = 0, communes = 0;
  for (const Province& province : index_->provinces()) cities += province.type == UnitType::municipality;
  for (const Commune& commune : index_->communes()) {
    wards += commune.type == UnitType::ward;
    communes += commune.type == UnitType::commune;
  }
  EXPECT_EQ(cities, 9u);
  EXPECT_EQ(wards, 709u);
  EXPECT_EQ(communes, 2599u);
  for (const std::string_view typed : {"phường Long Thành, thành phố Đồng Nai", "xã Long Thành, tỉnh Đồng Nai"})
    EXPECT_EQ(first(typed), "Phường Long Thành, Thành phố Đồng Nai") << typed;   // the old name keeps finding
}

TEST_F(PlacesIndex, ACodeBeforeItsCorrectionStaysKnown) {
  ASSERT_NE(index_->commune("06970"), nullptr);
  EXPECT_EQ(index_->commune("06978"), index_->commune("06970"));
  EXPECT_EQ(index_->commune("06970")->full_name, "Xã Ba Chẽ");
  EXPECT_EQ(index_->show("22", "06978", Language::vi), "Xã Ba Chẽ, Thành phố Quảng Ninh");
  EXPECT_EQ(index_->commune("00745")->full_name, "Xã Phố Bảng");
}

TEST_F(PlacesIndex, ShowsAnAddressInBothLanguages) {
  EXPECT_EQ(index_->show("86", "29341", Language::vi), index_->commune("29341")->full_name + ", Tỉnh Vĩnh Long");
  EXPECT_EQ(index_->show("86", "", Language::en), "Vinh Long Province");
  EXPECT_EQ(index_->show("99", "99999", Language::vi), "");
}

TEST_F(PlacesIndex, ListsCommunesInVietnameseOrder) {
  const auto communes = index_->communes_of("68");
  ASSERT_GT(communes.size(), 2u);
  for (std::size_t i = 1; i < communes.size(); ++i)
    EXPECT_LE(text::collation_key(communes[i - 1]->name), text::collation_key(communes[i]->name));
}

TEST_F(PlacesIndex, DrawsEveryProvinceAndBothArchipelagos) {
  std::vector<MapFigure> figures;
  for (const Province& province : index_->provinces())
    figures.push_back({province.code, std::stoi(province.code), "/places/" + province.code});
  const std::string svg = map_svg(*index_, figures, Language::vi);
  for (const Province& province : index_->provinces()) {
    EXPECT_NE(svg.find("href=\"/places/" + province.code + "\""), std::string::npos);
    EXPECT_NE(svg.find("<title>" + province.name + ": " + std::to_string(std::stoi(province.code)) + " sản phẩm</title>"),
              std::string::npos);
  }
  EXPECT_NE(svg.find("Quần đảo Hoàng Sa"), std::string::npos);
  EXPECT_NE(svg.find("Quần đảo Trường Sa"), std::string::npos);
  // Their islands are dots that show: Hoàng Sa lies in Đà Nẵng, Trường Sa in Khánh Hòa.
  for (const Shape& shape : index_->shapes()) {
    if (shape.province != "48" && shape.province != "56") continue;
    EXPECT_GT(std::ranges::count(shape.islets, 'M'), shape.province == "48" ? 10 : 60) << shape.province;
  }
  EXPECT_EQ(svg.find("style="), std::string::npos);   // the CSP forbids inline style
  EXPECT_LT(svg.size(), 120'000u) << "gzip makes about a third of it; the page must stay under 60 kB";
  const std::string english = map_svg(*index_, figures, Language::en);
  EXPECT_NE(english.find("Lam Dong: 68 products"), std::string::npos);
}

TEST(PlacesMap, BothArchipelagosLieInsideTheirRingsAndTheBox) {
  const MapPoint corner = project(kEast, kSouth);
  for (const auto& [longitude, latitude] : {std::pair{111.2, 15.8}, {112.74, 17.1}, {111.0, 7.5}, {116.9, 11.9}}) {
    const MapPoint point = project(longitude, latitude);
    EXPECT_GT(point.x, 0);
    EXPECT_LT(point.x, corner.x);
    EXPECT_GT(point.y, 0);
    EXPECT_LT(point.y, corner.y);
  }
}

TEST(PlacesMap, ShadesRiseWithTheCountAndTheLegendCoversAll) {
  EXPECT_EQ(map_level(0, 100), 0);
  EXPECT_EQ(map_level(1, 100), 1);
  EXPECT_EQ(map_level(100, 100), kMapLevels);
  EXPECT_EQ(map_level(5, 0), 0);
  for (const long long highest : {1ll, 2ll, 3ll, 87ll, 1000ll}) {
    const auto steps = map_steps(highest);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps.front().from, 1);
    EXPECT_EQ(steps.back().to, highest);
    for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_EQ(steps[i].from, steps[i - 1].to + 1);
    for (const MapStep& step : steps) EXPECT_EQ(map_level(step.to, highest), step.level);
  }
}

TEST(PlacesMap, RefusesAMapThatIsNotOne) {
  EXPECT_FALSE(decode_topology("{}"));
  EXPECT_FALSE(decode_topology("not json"));
  EXPECT_FALSE(decode_topology(R"({"objects":{"provinces":{"geometries":[{"type":"Polygon","arcs":[[0]],"properties":{}}]}},"arcs":[]})"));
}

}  // namespace
}  // namespace ocop::places
