#include "modules/places/changes.h"

#include <gtest/gtest.h>

#include "kernel/files/files.h"
#include "modules/places/tests/reference.h"

// Units go on changing: an act of 2027 is brought in as a file, and taken back when it was the wrong one.
namespace ocop::places {
namespace {

class PlacesChanges : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return places::migrations(); }
  test::Filling filling() override { return Reference::filling(); }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    acts_.emplace(database(), clock_, random_);
  }
  ChangeReport import(std::string_view csv, ChangesMode mode) {
    auto report = import_changes(*acts_, csv, mode);
    EXPECT_TRUE(report) << (report ? "" : report.error().detail);
    return report ? std::move(*report) : ChangeReport{};
  }
  void expect_names_from_its_day(const std::string& code) {
    const auto index = read_index(database(), *Date::of(2026, 12, 31));
    ASSERT_TRUE(index);
    const Commune& unit = *(*index)->commune(code);
    EXPECT_EQ(unit.type, UnitType::commune) << "its day has not come";
    EXPECT_EQ((*index)->show_on(*Date::of(2027, 1, 1), "", code, Language::vi), "Phường " + unit.name + ", Thành phố Đồng Nai");
    EXPECT_EQ((*index)->show_on(*Date::of(2027, 1, 1), "", code, Language::en), unit.name_en + " Ward, Dong Nai City");
    EXPECT_EQ((*index)->resolve("phường " + unit.name + ", thành phố Đồng Nai").found.at(0).commune, &unit) << "both names find it";
  }
  std::size_t kept() { return units().namings.size(); }
  Units units() { return database().read([](db::Reader& reader) { return Store().units(reader); }); }

  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 26))};
  SeededRandom random_{7};
  std::optional<act::Acts> acts_;
};
OCOP_ON_BOTH_ENGINES(PlacesChanges);

constexpr std::string_view kHeading = "effective_date,code,level,field,old_value,new_value,act,source,certainty\n";
std::string rows_of_2027() {
  return std::string(kHeading) +
         "2027-01-01,26395,commune,full_name_vi,Xã Bàu Hàm,Phường Bàu Hàm,1/NQ-UBTVQH16,https://example.invalid,confirmed\n"
         "2027-01-01,26395,commune,type,commune,ward,1/NQ-UBTVQH16,https://example.invalid,confirmed\n"
         "2027-01-01,68,province,full_name_vi,Tỉnh Lâm Đồng,Thành phố Lâm Đồng,2/2027/QH16,https://example.invalid,one_source\n"
         "2027-01-01,68,province,type,province,municipality,2/2027/QH16,https://example.invalid,one_source\n";
}

// The name that Bàu Hàm has in data/places, whatever it is called there.
std::string mended(std::string csv, const Units& units) {
  for (const CommuneRow& row : units.communes) {
    if (row.commune.type != UnitType::commune || row.commune.province != "75") continue;
    bool changed = false;
    for (const NamingRow& naming : units.namings) changed = changed || naming.code == row.commune.code;
    if (changed) continue;
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"26395", row.commune.code}, {"Bàu Hàm", row.commune.name}})
      for (std::size_t at = 0; (at = csv.find(from, at)) != std::string::npos; at += to.size()) csv.replace(at, from.size(), to);
    return csv;
  }
  return csv;
}

TEST_P(PlacesChanges, ADryRunLooksAndWritesNothing) {
  const std::size_t before = kept();
  const ChangeReport report = import(mended(rows_of_2027(), units()), ChangesMode::dry_run);
  ASSERT_EQ(report.changes.size(), 2u);
  EXPECT_EQ(report.changes[0].outcome, ChangeOutcome::created) << report.changes[0].reason;
  EXPECT_EQ(report.changes[1].outcome, ChangeOutcome::unsure) << "one source: a person has to confirm it first";
  EXPECT_EQ(kept(), before);
}

TEST_P(PlacesChanges, AnActIsBroughtInOnceHoldsFromItsDayAndIsTakenBack) {
  const std::size_t before = kept();
  const std::string csv = mended(rows_of_2027(), units());
  const std::string code = import(csv, ChangesMode::apply).changes.at(0).naming.code;
  EXPECT_EQ(kept(), before + 1);
  EXPECT_EQ(import(csv, ChangesMode::apply).count(ChangeOutcome::known), 1u) << "a second time changes nothing";
  EXPECT_EQ(kept(), before + 1);
  EXPECT_EQ(undo_changes(*acts_, "237/NQ-UBTVQH16"), 0) << "what came with the program stays";
  if (GetParam() == db::Engine::sqlite) expect_names_from_its_day(code);   // an index costs more than all the rest here
  EXPECT_EQ(undo_changes(*acts_, "1/NQ-UBTVQH16"), 1);
  EXPECT_EQ(kept(), before);
}

TEST_P(PlacesChanges, WhatDoesNotFitIsNamedAndNotWritten) {
  const std::size_t before = kept();
  const ChangeReport report = import(std::string(kHeading) +
                                         "2027-01-01,99999,commune,type,commune,ward,3/NQ,x,confirmed\n"
                                         "2027-01-01,26368,commune,full_name_vi,Xã Nhầm,Phường Nhầm,3/NQ,x,confirmed\n"
                                         "2027-13-01,26368,commune,type,commune,ward,3/NQ,x,confirmed\n"
                                         "2027-01-02,26368,commune,area,1,2,3/NQ,x,confirmed\n"
                                         "2027-01-03,26368,commune,type,ward,commune,,x,confirmed\n"
                                         "2026-04-30,26368,commune,full_name_vi,Xã Long Thành,Thị trấn Long Thành,3/NQ,x,confirmed\n",
                                     ChangesMode::apply);
  EXPECT_EQ(report.count(ChangeOutcome::wrong), 6u);
  for (const Change& change : report.changes) EXPECT_FALSE(change.reason.empty()) << change.line;
  EXPECT_NE(to_text(report, Language::vi).find("99999"), std::string::npos);
  EXPECT_EQ(kept(), before);
  for (const std::string_view no_file : {"", "id,product_name\n"})
    EXPECT_FALSE(import_changes(*acts_, no_file, ChangesMode::dry_run)) << no_file;
}

// The file that data/places was made from: all of it is known, also its corrections.
TEST_P(PlacesChanges, WhatTheProgramBringsIsKnown) {
  const auto content = files::read("../shared/data/admin-changes-2026.csv");
  if (!content) GTEST_SKIP() << "../shared/data is not here";
  const ChangeReport report = import(*content, ChangesMode::dry_run);
  EXPECT_EQ(report.count(ChangeOutcome::known), report.changes.size()) << to_text(report, Language::en);
}

}  // namespace
}  // namespace ocop::places
