#include "modules/places/changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "kernel/files/files.h"
#include "kernel/tlog/tlog.h"
#include "modules/places/live.h"
#include "modules/places/sealed.h"
#include "modules/places/tests/reference.h"

// Units go on changing: an act of 2027 is brought in as a file, and taken back when it was the wrong one.
namespace ocop::places {
namespace {

class PlacesChanges : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = places::migrations();
    const auto log = tlog::migrations();
    all.insert(all.end(), log.begin(), log.end());
    return all;
  }
  test::Filling filling() override { return Reference::filling(); }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    acts_.emplace(database(), clock_, random_);
  }
  ChangeReport import(std::string_view csv) { return sound(import_changes(*acts_, csv)); }
  ChangeReport look_at(std::string_view csv) { return sound(look_at_changes(database(), csv)); }
  static ChangeReport sound(Result<ChangeReport> report) {
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
  std::vector<std::string> findings() {
    return database().read([&](db::Reader& reader) {
      auto out = tlog::check_seals(reader, kSealed);
      for (std::string& line : recheck_(reader)) out.push_back(std::move(line));
      return out;
    });
  }
  std::int64_t entries() { return database().read([](db::Reader& reader) { return tlog::head(reader).size; }); }
  void execute(std::string_view sql) {
    database().write([&](db::Transaction& transaction) -> Result<void> {
      transaction.execute(db::Statement("test.change", sql));
      return {};
    }).value();
  }
  std::size_t kept() { return units().namings.size(); }
  Units units() { return database().read([](db::Reader& reader) { return Store().units(reader); }); }

  FixedClock clock_{start_of_vietnam_day(*Date::of(2026, 11, 26))};
  SeededRandom random_{7};
  Recheck recheck_;
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
  const ChangeReport report = look_at(mended(rows_of_2027(), units()));
  ASSERT_EQ(report.changes.size(), 2u);
  EXPECT_EQ(report.changes[0].outcome, ChangeOutcome::created) << report.changes[0].reason;
  EXPECT_EQ(report.changes[1].outcome, ChangeOutcome::unsure) << "one source: a person has to confirm it first";
  EXPECT_EQ(kept(), before);
}

TEST_P(PlacesChanges, AnActIsBroughtInOnceHoldsFromItsDayAndIsTakenBack) {
  const std::size_t before = kept();
  const std::string csv = mended(rows_of_2027(), units());
  const std::string code = import(csv).changes.at(0).naming.code;
  EXPECT_EQ(kept(), before + 1);
  EXPECT_EQ(import(csv).count(ChangeOutcome::known), 1u) << "a second time changes nothing";
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
                                         "2026-04-30,26368,commune,full_name_vi,Xã Long Thành,Thị trấn Long Thành,3/NQ,x,confirmed\n");
  EXPECT_EQ(report.count(ChangeOutcome::wrong), 6u);
  for (const Change& change : report.changes) EXPECT_FALSE(change.reason.empty()) << change.line;
  EXPECT_NE(to_text(report, Language::vi).find("99999"), std::string::npos);
  EXPECT_EQ(kept(), before);
  for (const std::string_view no_file : {"", "id,product_name\n"})
    EXPECT_FALSE(import_changes(*acts_, no_file)) << no_file;
}

// The file that data/places was made from: all of it is known, also its corrections.
TEST_P(PlacesChanges, WhatTheProgramBringsIsKnown) {
  const auto content = files::read("../shared/data/admin-changes-2026.csv");
  if (!content) GTEST_SKIP() << "../shared/data is not here";
  const ChangeReport report = look_at(*content);
  EXPECT_EQ(report.count(ChangeOutcome::known), report.changes.size()) << to_text(report, Language::en);
}

// Names were written without a word in the log: whoever had the file, or the database, could rename a commune and nobody saw it.
TEST_P(PlacesChanges, AnImportAndItsUndoStandInTheLogAndAnswerForTheirRows) {
  const std::string csv = mended(rows_of_2027(), units());
  look_at(csv);
  EXPECT_EQ(entries(), 0);
  const std::string code = import(csv).changes.at(0).naming.code;
  EXPECT_EQ(entries(), 1);
  const std::string entry = database().read([](db::Reader& reader) { return tlog::entry_at(reader, 0).value(); });
  EXPECT_NE(entry.find("\"kind\":\"places.changed\""), std::string::npos) << entry;
  EXPECT_NE(entry.find("\"codes\":[\"" + code + "\"]"), std::string::npos) << entry;
  EXPECT_NE(entry.find("\"subject\":\"1/NQ-UBTVQH16\""), std::string::npos) << entry;
  import(csv);
  EXPECT_EQ(entries(), 1) << "what changes nothing is not logged";
  EXPECT_EQ(findings(), std::vector<std::string>());
  undo_changes(*acts_, "1/NQ-UBTVQH16");
  EXPECT_EQ(entries(), 2);
  EXPECT_EQ(undo_changes(*acts_, "1/NQ-UBTVQH16"), 0);
  EXPECT_EQ(entries(), 2);
  clock_.set({clock_.now().milliseconds + 1});
  EXPECT_EQ(import(csv).count(ChangeOutcome::created), 1u) << "what was taken back may come again";
  EXPECT_EQ(findings(), std::vector<std::string>());
}

// `verify log` passed over every table of places: a commune could be moved to another province, or a former unit be given another
// successor, and nothing said so.
TEST_P(PlacesChanges, EveryRowThatIsChangedBehindTheLogIsNamed) {
  import(mended(rows_of_2027(), units()));
  ASSERT_EQ(findings(), std::vector<std::string>());
  // Reading data/places costs most of this test: what does not hide another is done at once.
  const auto expect_named = [&](std::initializer_list<std::pair<std::string_view, std::string_view>> attacks) {
    std::map<std::string_view, std::ptrdiff_t> wanted;
    for (const auto& [table, sql] : attacks) {
      execute(sql);
      ++wanted[table];   // lines that name it
    }
    const auto found = findings();
    for (const auto& [table, count] : wanted)
      EXPECT_EQ(std::ranges::count_if(found, [&](const std::string& line) { return line.find(table) != std::string::npos; }), count)
          << table;
  };
  expect_named({{"places_imported", "UPDATE places_imported SET full_name = 'Phường Giả'"},
                {"places_naming", "UPDATE places_naming SET act = 'x' WHERE code = '75'"},
                {"places_naming", "INSERT INTO places_naming (effective, level, code, name, full_name, name_en, full_name_en, type, act)"
                                  " VALUES (21000, 1, '00004', 'G', 'G', 'G', 'G', 2, 'x')"},
                {"places_former_unit", "UPDATE places_former_unit SET commune = '00004' WHERE number = 2"},
                {"places_former_unit", "DELETE FROM places_former_unit WHERE number = 3"},
                {"places_commune", "UPDATE places_commune SET province = '01' WHERE code = '26368'"},
                {"places_commune", "UPDATE places_commune SET folded = '' WHERE code = '00008'"},
                {"places_province", "UPDATE places_province SET valid_from = valid_from - 1 WHERE code = '75'"},
                {"places_alias", "INSERT INTO places_alias (code_before, code) VALUES ('99999', '00004')"}});
  expect_named({{"places_imported", "DELETE FROM places_imported"},
                {"places_loaded", "INSERT INTO places_loaded (name, sha256) VALUES ('x', 'y')"}});
}

// Another process, and the one that was running when the names came, showed the old ones until they were started again.
TEST_P(PlacesChanges, WhoIsRunningSeesNewNamesAndTheirDay) {
  if (GetParam() != db::Engine::sqlite) GTEST_SKIP() << "an index costs more than all the rest; that announcements reach others: kernel/db";
  const Instant now = clock_.now();
  const Date today = vietnam_date(now);
  const std::uint64_t state = database().changes(kPlacesChanged);
  Live index(std::move(read_index(database(), today).value()));
  Follower follower(database(), index, state, today);
  const std::string code = import(mended(rows_of_2027(), units())).changes.at(0).naming.code;
  const Commune before = *index.commune(code);
  follower.look(now);
  EXPECT_EQ(index.held(), 2u);
  EXPECT_EQ(index.commune(code)->namings.size(), before.namings.size() + 1);
  EXPECT_EQ(index.commune(code)->full_name, before.full_name) << "its day has not come";
  follower.look(now);
  EXPECT_EQ(index.held(), 2u) << "nothing changed";
  const Instant new_year = start_of_vietnam_day(*Date::of(2027, 1, 1));
  follower.look(new_year);
  EXPECT_EQ(index.commune(code)->full_name, "Phường " + before.name);
  EXPECT_EQ(index.held(), 2u) << "what was replaced more than an hour ago is let go";
}

}  // namespace
}  // namespace ocop::places
