#include "modules/evaluation/sealed.h"
#include "modules/evaluation/tests/desk.h"

// Slips that an officer corrects: by whom, when, and what stays to be seen of them.
namespace ocop::evaluation::test {
namespace {

class EvaluationCorrection : public Desk {
 protected:
  DossierId submitted() {
    const DossierId id = open_draft();
    EXPECT_TRUE(service().save_answer(world.maker, id, {"1.1", 2, "Nguyên liêu của xã", {world.contract}}).ok());
    submit(id);
    return id;
  }
  CorrectField slip(DossierId id, const Actor& office) {
    return {view(office, id).dossier.version, "note.1.1", "Nguyên liệu của xã", "Sai chính tả"};
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationCorrection);

TEST_P(EvaluationCorrection, IsTracedByBeforeAfterWhoWhenAndWhy) {
  const DossierId id = submitted();
  ASSERT_TRUE(service().correct_field(world.officer, id, slip(id, world.officer)).ok());
  EXPECT_EQ(leaf_kinds().back(), "dossier.corrected");
  EXPECT_EQ(world.notices.count("dossier.corrected"), 1);
  const DossierView seen = view(world.maker, id);
  EXPECT_EQ(seen.self.find("1.1")->note, "Nguyên liệu của xã");
  EXPECT_EQ(seen.self.find("1.1")->option, 2) << "nothing else of the answer";
  ASSERT_EQ(seen.corrections.size(), 1u);
  const Correction& one = seen.corrections[0];
  EXPECT_EQ(one.earlier, "Nguyên liêu của xã");
  EXPECT_EQ(one.later, "Nguyên liệu của xã");
  EXPECT_EQ(one.why, "Sai chính tả");
  EXPECT_EQ(one.corrected_at, world.clock.now());
  EXPECT_EQ(seen.people.at(one.corrected_by), "Cán bộ xã");

  ASSERT_TRUE(
      service().correct_field(world.officer, id, {seen.dossier.version, "product_name", "Cà phê Arabica Tân Hà Xanh", "Thiếu chữ"}).ok());
  EXPECT_EQ(view(world.maker, id).dossier.product_name, "Cà phê Arabica Tân Hà Xanh");
  const auto page = get(world.maker, "/dossiers/" + id.text());
  for (const std::string_view words : {"Nguyên liêu của xã", "Nguyên liệu của xã", "Sai chính tả", "Cán bộ xã", "Thiếu chữ"})
    EXPECT_TRUE(has(page, words)) << words;
  EXPECT_TRUE(has(get(world.officer, "/dossiers/" + id.text()), "giấy chứng nhận in tên trên trang sản phẩm"))
      << "who corrects a name here thought that the certificate would have it";
  ocop::test::expect_sound(get(world.officer, "/en/dossiers/" + id.text()));
}

TEST_P(EvaluationCorrection, TheSameAgainIsNoSecondOne) {
  const DossierId id = submitted();
  const CorrectField ask = slip(id, world.officer);
  ASSERT_TRUE(service().correct_field(world.officer, id, ask).ok());
  ASSERT_TRUE(service().correct_field(world.officer, id, ask).ok());
  EXPECT_EQ(view(world.officer, id).corrections.size(), 1u);
  EXPECT_EQ(service().correct_field(world.officer, id, {ask.version, "note.1.1", "Khác", "x"}).error().kind, ErrorKind::conflict)
      << "an older version";
}

TEST_P(EvaluationCorrection, IsTheOfficesWhileNobodyFillsItIn) {
  const DossierId draft = open_draft();
  ASSERT_TRUE(service().save_answer(world.maker, draft, {"1.1", 2, "Nguyên liêu của xã", {world.contract}}).ok());
  EXPECT_EQ(service().correct_field(world.officer, draft, {1, "product_name", "x", "x"}).error().kind, ErrorKind::not_found) << "a draft";
  submit(draft);
  const CorrectField ask = slip(draft, world.officer);
  EXPECT_EQ(service().correct_field(world.maker, draft, ask).error().kind, ErrorKind::forbidden);
  for (const Actor& other : {world.province, world.other_officer, world.other_maker})
    EXPECT_EQ(service().correct_field(other, draft, ask).error().kind, ErrorKind::not_found) << other.display_name;
  ASSERT_TRUE(
      service()
          .ask_completion(world.officer, draft, {ask.version, "", vietnam_date(world.clock.now()).plus_days(5), {{"1.1", "Thiếu trang"}}})
          .ok());
  const auto refused = service().correct_field(world.officer, draft, slip(draft, world.officer));
  ASSERT_EQ(refused.error().kind, ErrorKind::conflict);
  EXPECT_EQ(refused.error().problems.at(0).field, "completion") << "its producer fills it in";
  ASSERT_TRUE(service().cancel_completion(world.officer, draft, 1, view(world.officer, draft).dossier.version).ok());
  forward(draft);
  EXPECT_EQ(service().correct_field(world.officer, draft, slip(draft, world.officer)).error().kind, ErrorKind::conflict) << "forwarded";
  EXPECT_TRUE(service().correct_field(world.province, draft, slip(draft, world.province)).ok());
}

TEST_P(EvaluationCorrection, IsOfWordsAlone) {
  const DossierId id = submitted();
  const std::int64_t version = view(world.officer, id).dossier.version;
  const auto fields = [&](const CorrectField& ask) {
    std::vector<std::string> out;
    const auto done = service().correct_field(world.officer, id, ask);
    if (done.ok()) return out;
    for (const Problem& problem : done.error().problems) out.push_back(problem.field);
    return out;
  };
  using Fields = std::vector<std::string>;
  EXPECT_EQ(fields({version, "option.1.1", "3", "x"}), Fields{"field"});
  EXPECT_EQ(fields({version, "note.1.2", "x", "x"}), Fields{"field"}) << "no note is there";
  EXPECT_EQ(fields({version, "note.1.1", " ", " "}), (Fields{"value", "why"}));
  EXPECT_EQ(fields({version, "product_name", std::string(kProductNameLimit + 1, 'x'), "x"}), Fields{"value"});
  EXPECT_EQ(leaves(), 1);
}

// A request that came after it and was cancelled brings back what the officer had corrected, not what was handed in before.
TEST_P(EvaluationCorrection, OutlivesARequestThatIsCancelled) {
  const DossierId id = submitted();
  ASSERT_TRUE(service().correct_field(world.officer, id, slip(id, world.officer)).ok());
  ASSERT_TRUE(
      service()
          .ask_completion(world.officer, id,
                          {view(world.officer, id).dossier.version, "", vietnam_date(world.clock.now()).plus_days(5), {{"1.1", "x"}}})
          .ok());
  ASSERT_TRUE(service().save_answer(world.maker, id, {"1.1", 1, "dở", {}, view(world.maker, id).self.find("1.1")->version}).ok());
  ASSERT_TRUE(service().cancel_completion(world.officer, id, 1, view(world.officer, id).dossier.version).ok());
  EXPECT_EQ(view(world.maker, id).self.find("1.1")->note, "Nguyên liệu của xã");
}

}  // namespace
}  // namespace ocop::evaluation::test
