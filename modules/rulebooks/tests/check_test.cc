#include <gtest/gtest.h>

#include <algorithm>

#include "modules/rulebooks/table_file.h"
#include "modules/rulebooks/tests/support.h"

namespace ocop::rulebooks {
namespace {

// The smallest sound table: three parts of one criterion.
std::string small(std::string_view criterion_a) {
  const auto part = [](std::string_view code, int max, std::string_view criterion) {
    const std::string points = std::to_string(max);
    return R"({"code":")" + std::string(code) + R"(","vi":"Phần","en":"Part","max":)" + points + R"(,"sections":[{"code":"s)" +
           std::string(code) + R"(","vi":"Mục","en":"Section","max":)" + points + R"(,"criteria":[)" + std::string(criterion) + "]}]}";
  };
  const auto criterion = [](std::string_view code, int max) {
    return R"({"code":")" + std::string(code) + R"(","vi":"Tiêu chí","en":"Criterion","max":)" + std::to_string(max) +
           R"(,"options":[{"points":0,"vi":"Không","en":"No"},{"points":)" + std::to_string(max) + R"(,"vi":"Có","en":"Yes"}]})";
  };
  return R"({"rulebook":"QD26-2026","code":"QD26-99","number":99,"slug":"x","name":{"vi":"Tên","en":"Name"},"parts":[)" +
         part("A", 40, criterion_a.empty() ? criterion("1", 40) : std::string(criterion_a)) + "," + part("B", 25, criterion("2", 25)) +
         "," + part("C", 35, criterion("3", 35)) + R"(],"anomalies":[],"completeness":"full","sources":["https://example.vn"]})";
}
std::string faults(std::string_view criterion_a) {
  const auto table = read_table("test.json", small(criterion_a), "");
  if (!table.ok()) return table.error().detail;
  Library library;
  Rulebook rulebook = test::rulebook();
  rulebook.tables = {*table};
  library.rulebooks_.push_back(std::move(rulebook));
  std::string out;
  for (const Finding& finding : check(library)) out += finding.text.en + "; ";
  return out;
}

TEST(RulebooksCheck, OurTablesAreSound) {
  const auto findings = check(test::library());
  EXPECT_TRUE(sound(findings));
  const auto count = [&](Finding::Kind kind) {
    return std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.kind == kind; });
  };
  EXPECT_EQ(count(Finding::Kind::missing), 3) << "three tables of 2019 are partial";
  EXPECT_EQ(count(Finding::Kind::anomaly), 13) << "ten slips told by the source, two more equal scales, one code printed twice";
  for (const Finding& finding : findings) EXPECT_FALSE(finding.text.vi.empty() || finding.text.en.empty());
}

TEST(RulebooksCheck, FindsWhatDoesNotAddUp) {
  EXPECT_EQ(faults(""), "");
  struct Case { const char* criterion; const char* fault; };
  const Case cases[] = {
      {R"({"code":"1","vi":"a","en":"a","max":39,"options":[{"points":39,"vi":"a","en":"a"}]})",
       "sA: adds up to 39 points, the table says 40"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":39,"vi":"a","en":"a"}]})",
       "Criterion 1: the highest option has 39 points"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a"}],"floors":{"3":7}})",
       "the floor of 3 stars is 7 points, but no option"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a"}],"floors":{"3":40}})",
       "does not agree with the floor of 3 stars"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a","min_star":5}]})",
       "does not agree with the floor of 5 stars"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":9,"vi":"a","en":"a","min_star":4},{"points":40,"vi":"a",)"
        R"("en":"a","min_star":3}],"floors":{"3":40,"4":9}})",
       "the floor of 4 stars is below that of a lower star"},
      {R"({"code":"2","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a"}]})", "The code 2 stands twice"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a","case":"b"}]})", "belongs to the case “b”"},
  };
  for (const Case& one : cases)
    EXPECT_NE(faults(one.criterion).find(one.fault), std::string::npos) << faults(one.criterion) << " | " << one.fault;
}

TEST(RulebooksCheck, AFileThatIsNotUnderstoodIsNotRead) {
  struct Case { const char* criterion; const char* fault; };
  const Case cases[] = {
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":""}]})",
       "test.json: 1: a text in both languages is expected"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":"40","vi":"a","en":"a"}]})",
       "test.json: 1: points: a whole number is expected"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":-4,"vi":"a","en":"a"}]})",
       "test.json: 1: points: a whole number is expected"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[]})", "test.json: 1: no options"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"weight":2,"options":[{"points":40,"vi":"a","en":"a"}]})",
       "test.json: 1: unknown member weight"},
      {R"({"code":"1","vi":"a","en":"a","max":40,"options":[{"points":40,"vi":"a","en":"a"}],"floors":{"2":40}})",
       "a star from 3 to 5 is expected"},
  };
  for (const Case& one : cases) EXPECT_NE(faults(one.criterion).find(one.fault), std::string::npos) << faults(one.criterion);
  EXPECT_FALSE(read_table("x", "[]", "").ok());
  EXPECT_FALSE(read_rulebook("x", "{}").ok());
}

TEST(RulebooksCheck, TheReportsSayItInBothLanguages) {
  const auto findings = check(test::library());
  const std::string english = check_report(test::library(), findings, Language::en);
  EXPECT_NE(english.find("QD26-2026, 26/2026/QĐ-TTg: 26 tables, 787 criteria, 2579 options, 575 floors"), std::string::npos) << english;
  EXPECT_NE(english.find("QD26-11  slip  6.1.1: option 2 is printed with 11 points; 1 used"), std::string::npos);
  EXPECT_NE(english.find("QD1048-21  missing  Part C: the options seen add up to 38, not 40 points"), std::string::npos);
  EXPECT_NE(english.find("No fault"), std::string::npos);
  const std::string vietnamese = check_report(test::library(), findings, Language::vi);
  EXPECT_NE(vietnamese.find("Không có lỗi"), std::string::npos);
  EXPECT_NE(vietnamese.find("QD26-11  lỗi in  6.1.1: phương án 2 in 11 điểm; dùng 1 điểm"), std::string::npos);
}

TEST(RulebooksCheck, ListAndShow) {
  const std::string list = list_report(test::library(), Language::en);
  EXPECT_NE(list.find("QD26-13  Coffee, cocoa"), std::string::npos);
  EXPECT_NE(list.find("in force from 22 May 2026"), std::string::npos);
  const auto shown = show_report(test::library(), "QD26-2026", "QD26-13", Language::en);
  ASSERT_TRUE(shown.ok());
  EXPECT_NE(shown->find("    3. Linkage contracts for over 75% of output sold — 2 points ****"), std::string::npos) << *shown;
  EXPECT_EQ(show_report(test::library(), "QD26-2026", "QD26-27", Language::en).error().kind, ErrorKind::not_found);
  EXPECT_EQ(show_report(test::library(), "QD99", "QD26-13", Language::en).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace ocop::rulebooks
