#include "modules/evaluation/binder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "modules/evaluation/tests/world.h"

// Which papers are in a bound dossier under which numbers, and what an upgrade changed (articles 6.1b, 6.1c).
namespace ocop::evaluation::test {
namespace {

using producers::PaperKind;

producers::Paper paper(std::uint8_t n, PaperKind kind) {
  producers::Paper out;
  out.id = paper_id(n);
  out.kind = kind;
  return out;
}

TEST(EvaluationBinder, NumbersPapersByTheLinesOfTheProofTable) {
  const std::vector<producers::Paper> papers{paper(9, PaperKind::other),      paper(3, PaperKind::test_sheet),
                                             paper(1, PaperKind::test_sheet), paper(2, PaperKind::business_registration),
                                             paper(5, PaperKind::award),      paper(7, PaperKind::test_sheet)};
  const std::vector<PaperId> in_dossier{paper_id(1), paper_id(2), paper_id(3), paper_id(5), paper_id(9)};
  const auto numbered = number_evidence(papers, in_dossier);
  std::vector<std::pair<std::string, PaperId>> said;
  for (const Evidence& one : numbered) said.emplace_back(one.number, one.paper.id);
  EXPECT_EQ(said, (std::vector<std::pair<std::string, PaperId>>{
                      {"1.1", paper_id(2)}, {"12.1", paper_id(1)}, {"12.2", paper_id(3)}, {"15.1", paper_id(5)}, {"16.1", paper_id(9)}}));
  EXPECT_EQ(numbers_of(numbered, std::vector<PaperId>{paper_id(9), paper_id(3), paper_id(7)}), "12.2; 16.1") << "7 is not in the dossier";
  EXPECT_EQ(numbers_of(numbered, {}), "");
  EXPECT_TRUE(number_evidence({}, {}).empty());
}

// The table as Annex III prints it: fifteen lines, in this order.
TEST(EvaluationBinder, EachKindOfPaperHasItsLine) {
  EXPECT_EQ(proof_line(PaperKind::business_registration), 1);
  EXPECT_EQ(proof_line(PaperKind::production_conditions), 2);
  EXPECT_EQ(proof_line(PaperKind::local_labour), 5);
  EXPECT_EQ(proof_line(PaperKind::test_sheet), 12);
  EXPECT_EQ(proof_line(PaperKind::award), kProofLines);
  EXPECT_EQ(proof_line(PaperKind::other), 16);
}

Answer answer(std::string criterion, int option, std::string note, std::vector<PaperId> papers) {
  return {.criterion = std::move(criterion),
          .option = option,
          .note = std::move(note),
          .papers = std::move(papers),
          .saved_by = {},
          .saved_at = {}};
}
Dossier dossier(std::string number, std::string name) {
  Dossier out;
  out.number = std::move(number);
  out.product_name = std::move(name);
  out.rulebook = "QD26-2026";
  out.product_set = "QD26-13";
  return out;
}

TEST(EvaluationBinder, TellsWhatChangedAndNothingOfWhatDidNot) {
  const rulebooks::Library library = small_library();
  const rulebooks::Table& table = *library.find("QD26-2026")->find("QD26-13");
  const PaperId a = paper_id(1), b = paper_id(2), c = paper_id(3);
  const std::vector<Answer> before{answer("1.1", 2, "Cũ", {a, b}), answer("1.2", 2, "Như cũ", {b}), answer("2.1", 1, "", {})};
  const std::vector<Answer> after{answer("1.1", 3, "Mới", {b, c}), answer("1.2", 2, "Như cũ", {b}), answer("3.1", 0, "", {})};
  const std::vector<PaperId> papers_before{a, b}, papers_after{b, c};
  Dossier earlier = dossier("01/PĐK-68-24988-2026", "Cà phê cũ"), now = dossier("02/PĐK-68-24988-2027", "Cà phê mới");
  const SinceLast since = changes_since(table, {earlier, before, papers_before}, {now, after, papers_after});
  EXPECT_EQ(since.number, earlier.number);
  EXPECT_EQ(since.earlier_name, "Cà phê cũ");
  EXPECT_TRUE(since.same_table);
  EXPECT_EQ(since.added, std::vector<PaperId>{c});
  EXPECT_EQ(since.dropped, 1u);
  ASSERT_EQ(since.answers.size(), 2u) << "1.2 is as it was; 3.1 was looked at and nothing applies, which is as if it were not answered";
  EXPECT_EQ(since.answers[0], (ChangedAnswer{.criterion = "1.1", .earlier_option = 2, .note_rewritten = true, .added = {c}, .dropped = 1}));
  EXPECT_EQ(since.answers[1], (ChangedAnswer{.criterion = "2.1", .earlier_option = 1}));

  now.product_name = earlier.product_name;
  EXPECT_TRUE(changes_since(table, {earlier, before, papers_before}, {now, before, papers_before}).answers.empty());
  EXPECT_EQ(changes_since(table, {earlier, before, papers_before}, {now, before, papers_before}).earlier_name, "");
  earlier.product_set = "QD26-01";
  const SinceLast other = changes_since(table, {earlier, before, papers_before}, {now, after, papers_after});
  EXPECT_FALSE(other.same_table);
  EXPECT_TRUE(other.answers.empty()) << "criteria of another table are not held against these";
  EXPECT_EQ(other.added, std::vector<PaperId>{c});
}

// Whatever papers there are, each of the dossier has one number, nobody else's, and numbers of a line begin at 1 without a gap.
RC_GTEST_PROP(EvaluationBinder, EachPaperHasOneNumberOfItsLine, ()) {
  std::vector<producers::Paper> papers;
  std::vector<PaperId> in_dossier;
  const int count = *rc::gen::inRange(0, 60);
  for (int n = 0; n < count; ++n) {
    papers.push_back(paper(static_cast<std::uint8_t>(n),
                           *rc::gen::elementOf(std::vector<PaperKind>(producers::kPaperKinds.begin(), producers::kPaperKinds.end()))));
    if (*rc::gen::inRange(0, 3) > 0) in_dossier.push_back(papers.back().id);
  }
  const auto numbered = number_evidence(papers, in_dossier);
  RC_ASSERT(numbered.size() == in_dossier.size());
  std::set<std::string> numbers;
  std::map<int, int> of_line;
  for (const Evidence& one : numbered) {
    const int line = proof_line(one.paper.kind);
    RC_ASSERT(numbers.insert(one.number).second);
    RC_ASSERT(one.number == std::to_string(line) + "." + std::to_string(++of_line[line]));
    RC_ASSERT(numbers_of(numbered, std::vector<PaperId>{one.paper.id}) == one.number);
  }
}

// Nothing changed is said exactly where nothing changed, and what came one way went the other.
RC_GTEST_PROP(EvaluationBinder, WhatCameOneWayWentTheOther, ()) {
  const rulebooks::Library library = small_library();
  const rulebooks::Table& table = *library.find("QD26-2026")->find("QD26-13");
  const auto some = [&] {
    std::vector<Answer> out;
    for (const rulebooks::Criterion* criterion : table.criteria) {
      Answer one = answer(criterion->code, *rc::gen::inRange(0, 3), *rc::gen::element<std::string>("", "a", "b"), {});
      for (std::uint8_t n = 1; n < 5; ++n)
        if (*rc::gen::inRange(0, 2) == 1) one.papers.push_back(paper_id(n));
      out.push_back(std::move(one));
    }
    return out;
  };
  const std::vector<Answer> first = some(), second = some();
  const Dossier one = dossier("01", "Chè"), other = dossier("02", "Chè");
  const auto there = changes_since(table, {one, first, {}}, {other, second, {}}).answers;
  const auto back = changes_since(table, {other, second, {}}, {one, first, {}}).answers;
  RC_ASSERT(there.size() == back.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    RC_ASSERT(there[i].criterion == back[i].criterion);
    RC_ASSERT(there[i].added.size() == back[i].dropped);
    RC_ASSERT(there[i].note_rewritten == back[i].note_rewritten);
    RC_ASSERT(there[i].earlier_option.has_value() == back[i].earlier_option.has_value());
  }
  RC_ASSERT(changes_since(table, {one, first, {}}, {other, first, {}}).answers.empty());
}

TEST(EvaluationBinder, WithoutOptionsNotesAndPapersStay) {
  const auto left = without_options({answer("1.1", 3, "Mô tả", {paper_id(1)})});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].option, rulebooks::kUnticked);
  EXPECT_EQ(left[0].note, "Mô tả");
  EXPECT_EQ(left[0].papers, std::vector<PaperId>{paper_id(1)});
}

}  // namespace
}  // namespace ocop::evaluation::test
