#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "modules/places/address.h"
#include "modules/places/tests/reference.h"

// Addresses as people write them. A right first answer is what people want, a question is what they accept, a wrong answer without a sign
// is what sends a product to another commune.
namespace ocop::places {
namespace {

struct Case { std::string id, kind, address; std::vector<std::string> expected; };

// id, kind, address, old unit, codes apart by a blank, and further columns for people.
std::vector<Case> read_cases(const std::string& path) {
  const auto content = files::read(path);
  EXPECT_TRUE(content) << path;
  std::vector<Case> out;
  if (!content) return out;
  const std::string& text = *content;
  for (const std::string_view line : text::split(text, '\n')) {
    const auto fields = text::split(line, '\t');
    if (fields.size() < 5 || fields[0] == "id") continue;
    Case& made = out.emplace_back(Case{std::string(fields[0]), std::string(fields[1]), std::string(fields[2]), {}});
    for (const std::string_view code : text::split(fields[4], ' '))
      if (!text::trim(code).empty()) made.expected.emplace_back(text::trim(code));
  }
  EXPECT_FALSE(out.empty()) << path;
  return out;
}
std::vector<Case> cases(const std::string& name) { return read_cases(std::string(OCOP_SOURCE_DIR) + "/modules/places/tests/data/" + name); }

// Of the cases with one answer, those answered for certain: the rest are offered and a person confirms.
int certain_of(const Index& index, const std::vector<Case>& all) {
  return static_cast<int>(std::ranges::count_if(all, [&](const Case& one) {
    return one.expected.size() == 1 && index.resolve(one.address).answer == Resolved::Answer::certain;
  }));
}

enum class Outcome : unsigned char { right, asked, wrong };
// right: every unit that it may be is offered and one of them is first; asked: a person is asked or nothing is answered; wrong: another
// unit as certain, or one of several as certain.
Outcome outcome(const Resolved& resolved, const std::vector<std::string>& expected) {
  const auto is_expected = [&](const Found& found) { return std::ranges::find(expected, found.commune->code) != expected.end(); };
  if (resolved.answer == Resolved::Answer::certain)
    return expected.size() == 1 && is_expected(resolved.found[0]) ? Outcome::right : Outcome::wrong;
  if (resolved.found.empty() || !is_expected(resolved.found[0]) || resolved.found[0].doubt != Doubt::none) return Outcome::asked;
  const bool all = std::ranges::all_of(expected, [&](const std::string& code) {
    return std::ranges::any_of(resolved.found, [&](const Found& found) { return found.commune->code == code; });
  });
  return all ? Outcome::right : Outcome::asked;
}

struct Tally { int right = 0, asked = 0, wrong = 0; };
Tally tally(const Index& index, const std::vector<Case>& all) {
  Tally out;
  for (const Case& one : all) {
    const Resolved resolved = index.resolve(one.address);
    const Outcome is = outcome(resolved, one.expected);
    (is == Outcome::right ? out.right : is == Outcome::asked ? out.asked : out.wrong)++;
    if (is == Outcome::right) continue;
    std::cout << (is == Outcome::asked ? "asked " : "WRONG ") << one.id << " " << one.kind << ": " << one.address << " →";
    for (const Found& found : resolved.found)
      std::cout << " " << found.commune->code << " " << index.show("", found.commune->code, Language::vi) << ";";
    std::cout << "\n";
  }
  return out;
}

class PlacesAddress : public ReferenceTest {};

TEST_F(PlacesAddress, AsPeopleWriteThem) {
  const auto all = cases("addresses.tsv");
  const Tally is = tally(index(), all);
  std::cout << "addresses.tsv: right " << is.right << ", asked " << is.asked << ", wrong without a sign " << is.wrong << "; certain "
            << certain_of(index(), all) << "\n";
  EXPECT_EQ(is.wrong, 0);
  EXPECT_EQ(is.right, static_cast<int>(all.size()));
}

TEST_F(PlacesAddress, ASplitUnitIsAChoiceAndItsNamesakeIsNot) {
  for (const Case& one : cases("succession.tsv")) {
    const Resolved resolved = index().resolve(one.address);
    std::vector<std::string> codes;
    for (const Found& found : resolved.found) codes.push_back(found.commune->code);
    std::ranges::sort(codes);
    EXPECT_EQ(codes, one.expected) << one.id << " " << one.address;
    EXPECT_EQ(resolved.answer, one.expected.size() > 1 ? Resolved::Answer::choose : Resolved::Answer::certain) << one.id;
  }
}

// Initials were unknown words, so "TT. Dương Đông, H. Phú Quốc, KG" was asked about; typed raw, an address found a commune of Tây Ninh.
TEST_F(PlacesAddress, InitialsOfAProvinceAndRawTelex) {
  using enum Resolved::Answer;
  struct Row { std::string_view address; Resolved::Answer answer; std::vector<std::string_view> codes; std::string_view read_as; };
  const std::array<Row, 12> rows{{
      {"TT. Dương Đông, H. Phú Quốc, KG", certain, {"31078"}, ""},
      {"Dương Đông, Phú Quốc, T. KG", certain, {"31078"}, ""},
      {"P. Phú Hài, TP Phan Thiết, BT", certain, {"22924"}, ""},              // Bến Tre has the same initials and no such town
      {"P. 4, Q.8, HCM", certain, {"27418"}, ""},
      {"xã Dương Đông, 5 kg", choose, {}, ""},                                // a weight is no province
      {"phuowngf phus haif, thanhf phoos phan thieets, binhf thuaanj", certain, {"22924"},
       "phuong phu hai, thanh pho phan thiet, binh thuan"},
      {"Phuwowngf Phus Haif, TP Phan Thieets, BT", certain, {"22924"}, "phuong phu hai, tp phan thiet, bt"},
      {"Long Tuyeenf, Binhf Thuyr", choose, {"31183", "31150"}, "long tuyen, binh thuy"},
      {"P. Phú Hài, TP Phan Thiết, Bình Thuận", certain, {"22924"}, ""},      // read as it stands
      {"Long Tuyền, Bình Thủy", choose, {"31183", "31150"}, ""},
      {"quan8 phuong4 hcm", none, {}, ""},                                    // digits are numbers, not marks of VNI
      {"phuowngf khoong cos thaatj", none, {}, ""},
  }};
  for (const Row& row : rows) {
    const Resolved resolved = index().understand(row.address);
    EXPECT_EQ(resolved.answer, row.answer) << row.address;
    EXPECT_TRUE(index().resolve(row.address).read_as.empty()) << "what is stored is never read as raw Telex";
    EXPECT_EQ(resolved.read_as, row.read_as) << row.address;
    for (const std::string_view code : row.codes)
      EXPECT_TRUE(std::ranges::any_of(resolved.found, [&](const Found& one) { return one.commune->code == code; }))
          << row.address << " " << code;
  }
}

// The files that the copies are of, when they are here: others may have been added to them.
TEST_F(PlacesAddress, FilesFromTheField) {
  const std::string folder = "../shared/data/";
  if (!files::exists(folder + "field/addresses.tsv")) GTEST_SKIP() << "../shared/data/field is not here";
  Tally sum;
  for (const char* name :
       {"field/addresses.tsv", "field/addresses-2026.tsv", "field/addresses-islands.tsv", "admin-succession-examples.tsv"}) {
    const Tally is = tally(index(), read_cases(folder + name));
    sum.right += is.right;
    sum.asked += is.asked;
    sum.wrong += is.wrong;
  }
  std::cout << "../shared/data: right " << sum.right << ", asked " << sum.asked << ", wrong without a sign " << sum.wrong << "\n";
  EXPECT_EQ(sum.wrong, 0);
}

// Every former unit under the address that it was printed with: its own successors, all of them, and never as certain when it was split.
TEST_F(PlacesAddress, EveryFormerUnitLeadsToAllThatItBecame) {
  std::map<std::string, std::vector<const FormerUnit*>> printed;
  for (const Commune& commune : index().communes())
    for (const FormerUnit* unit : index().former_of(commune.code))
      printed[unit->old_name + ", " + unit->old_district + ", " + unit->old_province].push_back(unit);
  std::size_t certain = 0, wrong = 0, lost = 0;
  for (const auto& [address, units] : printed) {
    const Resolved resolved = index().resolve(address);
    for (const FormerUnit* unit : units)
      lost += std::ranges::none_of(resolved.found, [&](const Found& found) { return found.commune->code == unit->commune; });
    if (resolved.answer != Resolved::Answer::certain) continue;
    ++certain;
    if (units.size() > 1 && !std::ranges::all_of(units, [&](const FormerUnit* one) { return one->commune == units[0]->commune; })) {
      ++wrong;
      std::cout << "split, and certain: " << address << "\n";
    }
  }
  std::cout << "former units: " << printed.size() << ", certain " << certain << "\n";
  EXPECT_EQ(wrong, 0u);
  EXPECT_EQ(lost, 0u);
  EXPECT_GT(certain, 9'000u) << "whole units are answered, not asked";
}

// "Phường 12" → "12", "P."; "Thị trấn Đắk Mil" → "Đắk Mil", "TT."
struct Parts { std::string kind, sign, name; };
Parts parts_of(const std::string& printed) {
  constexpr std::array<std::array<std::string_view, 2>, 8> kKinds{{{"Thị trấn ", "TT."},
                                                                   {"Phường ", "P."},
                                                                   {"Xã ", "X."},
                                                                   {"Thành phố ", "TP."},
                                                                   {"Thị xã ", "TX."},
                                                                   {"Quận ", "Q."},
                                                                   {"Huyện ", "H."},
                                                                   {"Tỉnh ", "T."}}};
  for (const auto& [kind, sign] : kKinds)
    if (printed.starts_with(kind)) return {std::string(kind), std::string(sign), printed.substr(kind.size())};
  return {"", "", printed};
}

// Kinds of addresses, not instances: a unit of every hundred, in each way to write it. What leaves a level out may be asked; nothing may be
// answered wrongly.
TEST_F(PlacesAddress, AUnitIsFoundInEveryWayToWriteIt) {
  struct Way { std::string_view name; int right = 0, asked = 0, wrong = 0; };
  std::vector<Way> ways;
  std::size_t at = 0;
  for (const Commune& commune : index().communes()) {
    for (const FormerUnit* unit : index().former_of(commune.code)) {
      constexpr std::size_t kEach = 101;
      if (++at % kEach != 0 || unit->extent != Extent::whole || unit->old_district.empty()) continue;
      if (unit->old_province == "Tỉnh Lai Châu") continue;   // the other province below
      const Parts u = parts_of(unit->old_name), d = parts_of(unit->old_district), p = parts_of(unit->old_province);
      const std::string full = unit->old_name + ", " + unit->old_district + ", " + unit->old_province;
      const std::pair<std::string_view, std::string> written[] = {
          {"street", "Số 12/4 đường Nguyễn Huệ, tổ 3, " + full},
          {"hamlet", "Thôn Tân Lập, " + full + ", Việt Nam"},
          {"signs", u.sign + " " + u.name + ", " + d.sign + " " + d.name + ", " + p.sign + " " + p.name},
          {"signs, no blanks", u.sign + u.name + "," + d.sign + d.name + "," + p.sign + p.name},
          {"no commas", unit->old_name + " " + unit->old_district + " " + unit->old_province},
          {"signs, no commas", u.sign + " " + u.name + " " + d.sign + d.name + " " + p.name},
          {"no marks", text::fold(unit->old_name) + ", " + text::fold(unit->old_district) + ", " + text::fold(unit->old_province)},
          {"capitals", text::upper(full)},
          {"dashes", "Ấp 2 - " + unit->old_name + " - " + d.name + " - " + p.name},
          {"province of today", unit->old_name + ", " + unit->old_district + ", " + index().province(commune.province)->full_name},
          {"large to small", unit->old_province + ", " + unit->old_district + ", " + unit->old_name},
          {"no district", unit->old_name + ", " + unit->old_province},
          {"no province", unit->old_name + ", " + unit->old_district},
          {"another province", unit->old_name + ", " + unit->old_district + ", tỉnh Lai Châu"}};
      ways.resize(std::size(written));
      for (std::size_t i = 0; i < std::size(written); ++i) {
        Way& way = ways[i];
        way.name = written[i].first;
        const Resolved resolved = index().resolve(written[i].second);
        if (resolved.answer != Resolved::Answer::certain) ++way.asked;
        else if (resolved.certain()->code == commune.code && way.name != "another province") ++way.right;
        else if (++way.wrong)
          std::cout << "WRONG " << way.name << ": " << written[i].second << " → " << resolved.certain()->full_name << "\n";
      }
    }
  }
  for (const Way& way : ways) {
    std::cout << way.name << ": certain " << way.right << ", asked " << way.asked << ", wrong without a sign " << way.wrong << "\n";
    EXPECT_EQ(way.wrong, 0) << way.name;
    EXPECT_GT(way.right + way.asked, 50) << way.name;
    if (!way.name.starts_with("no ") && way.name != "another province") {
      EXPECT_GE(way.right, way.asked * 20) << way.name;
    }
  }
}

TEST_F(PlacesAddress, WhatIsWrittenSpeaksAgainstAHit) {
  const struct { std::string_view address; Doubt doubt; } rows[] = {
      {"Phường Đa Kao, Quận 3, TP. Hồ Chí Minh", Doubt::district},      // it was in Quận 1
      {"xã Lộc Tân, huyện Bảo Lâm, tỉnh Bến Tre", Doubt::province},     // in Lâm Đồng
      {"xã Lộc Tân, huyện Không Có, tỉnh Lâm Đồng", Doubt::words},
      {"Phường Long Thành, Hải Phòng", Doubt::province}};
  for (const auto& row : rows) {
    const Resolved resolved = index().resolve(row.address);
    EXPECT_NE(resolved.answer, Resolved::Answer::certain) << row.address;
    ASSERT_FALSE(resolved.found.empty()) << row.address;
    EXPECT_EQ(resolved.found[0].doubt, row.doubt) << row.address;
  }
  EXPECT_EQ(index().resolve("").answer, Resolved::Answer::none);
  EXPECT_EQ(index().resolve("khongcoxanao").answer, Resolved::Answer::none);
  EXPECT_EQ(index().resolve("12/4 - , ;; 700000").answer, Resolved::Answer::none);
}

TEST(PlacesWords, AnAddressIsReadInWordsSignsAndParts) {
  const Address read = read_address("Số 5, P04 - Q.Gò Vấp\nTP.HCM 700000, Việt Nam");
  std::string shown;
  for (const Word& word : read.words)
    shown.append(word.before == Word::Before::comma ? " | " : word.before == Word::Before::dash ? " - " : " ").append(word.plain);
  EXPECT_EQ(shown, " | so 5 | p 4 - q go vap | tp hcm");
  EXPECT_EQ(read.marks, Address::Marks::written);
  EXPECT_EQ(read_address("xa Tan Ha").marks, Address::Marks::absent);
  EXPECT_EQ(read_name("Thị trấn Đắk Mil").key, "dakmil");
  EXPECT_EQ(read_name("Phường IV").key, "4");
  EXPECT_EQ(read_name("Phường 04").key, "4");
  EXPECT_EQ(read_name("Xã Hoà Mỹ").marked, read_name("xã Hòa Mỹ").marked);
  EXPECT_EQ(read_name("Xã Hoà Mỹ").key, read_name("xã Hòa Mĩ").key);
  EXPECT_NE(read_name("Xã Tân Hà").marked, read_name("Xã Tân Hạ").marked);
  EXPECT_EQ(read_name("Phường Phương Liên").key, "phuonglien");   // "Phương" is no sign
}

}  // namespace
}  // namespace ocop::places
