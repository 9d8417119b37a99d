#include "kernel/db/columns.h"
#include "kernel/tlog/seal.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/store.h"
#include "modules/evaluation/tests/desk.h"

// What stands beside the commune's report: its meeting (article 7.2a) and its letter (6.2a).
namespace ocop::evaluation::test {
namespace {

class EvaluationBeside : public Desk {
 protected:
  std::string path(DossierId id, const std::string& rest = {}) { return "/dossiers/" + id.text() + rest; }
  static ReportWords words() { return {"a", "b", "c", "d"}; }
  Result<CommuneReport> save(DossierId id, const ReportWords& said, SaveReport::Then then = SaveReport::Then::keep) {
    return service().save_report(world.officer, id, {view(world.officer, id).report->version, said, then});
  }
  std::vector<std::string> findings() {
    return database().read([&](db::Reader& reader) { return tlog::check_seals(reader, kSealed); });
  }
  // Newest first: the seals as they are kept.
  std::size_t seals_of_beside() {
    std::size_t out = 0;
    database().read([&](db::Reader& reader) {
      static constexpr db::Statement kAll{"test.seals", "SELECT seal FROM tlog_seal"};
      for (const std::string& seal : reader.all(db::value<std::string>, kAll))
        out += seal.find("evaluation_report_beside") != std::string::npos ? 1 : 0;
    });
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(EvaluationBeside);

TEST_P(EvaluationBeside, AReportWithoutItHasNoRowAndNothingInItsSeal) {
  const DossierId id = open_draft();
  submit(id);
  forward(id);
  EXPECT_FALSE(has_beside(view(world.province, id).report.value()));
  EXPECT_EQ(seals_of_beside(), 0u);
  EXPECT_TRUE(findings().empty());
}

// "Căn cứ vào điều kiện, đặc điểm thực tế của địa phương, trường hợp cần thiết, Chủ tịch UBND cấp xã tổ chức họp với các bộ phận liên quan"
TEST_P(EvaluationBeside, AMeetingAndALetterAreKeptAndSealed) {
  const DossierId id = open_draft();
  submit(id);
  ReportWords said = words();
  const Date today = vietnam_date(world.clock.now());
  said.met_on = today;
  said.met_with = "Phòng Kinh tế, Hội Nông dân";
  ASSERT_TRUE(save(id, said).ok()) << "a draft may be half of it";
  EXPECT_EQ(save(id, said, SaveReport::Then::forward).error().problems.front().field, "met_said");
  said.met_said = "Nhất trí với hồ sơ.";
  said.letter_number = "123/UBND-KT";
  EXPECT_EQ(save(id, said, SaveReport::Then::forward).error().problems.front().field, "letter_on");
  said.letter_on = today;
  ASSERT_TRUE(save(id, said, SaveReport::Then::forward).ok());
  const CommuneReport kept = view(world.province, id).report.value();
  EXPECT_EQ(kept.met_on, today);
  EXPECT_EQ(kept.met_with, "Phòng Kinh tế, Hội Nông dân");
  EXPECT_EQ(kept.met_said, "Nhất trí với hồ sơ.");
  EXPECT_EQ(kept.letter_number, "123/UBND-KT");
  EXPECT_EQ(kept.letter_on, today);
  EXPECT_EQ(seals_of_beside(), 1u);
  EXPECT_TRUE(findings().empty());
  EXPECT_TRUE(has(get(world.province, path(id)), "Hội Nông dân"));
  // Another request goes with another letter.
  ASSERT_TRUE(service().return_back(world.province, id, view(world.province, id).dossier.version, "Thiếu hợp đồng").ok());
  submit(id);
  const CommuneReport second = view(world.officer, id).report.value();
  EXPECT_EQ(second.met_said, "Nhất trí với hồ sơ.");
  EXPECT_TRUE(second.letter_number.empty() && !second.letter_on);
}

TEST_P(EvaluationBeside, WhatIsTakenBackLeavesNoRow) {
  const DossierId id = open_draft();
  submit(id);
  ReportWords said = words();
  said.met_said = "x";
  ASSERT_TRUE(save(id, said).ok());
  ASSERT_TRUE(save(id, words()).ok());
  EXPECT_FALSE(has_beside(view(world.officer, id).report.value()));
}

// A program that knows nothing of meeting and letter wrote the four matters anew, and both were gone without a word.
TEST_P(EvaluationBeside, AProgramErasesNothingThatItLeavesOut) {
  const DossierId id = open_draft();
  submit(id);
  ReportWords said = words();
  said.met_on = vietnam_date(world.clock.now());
  said.met_with = "Kinh tế";
  said.met_said = "Đồng ý";
  said.letter_number = "12/UBND-KT";
  said.letter_on = said.met_on;
  ASSERT_TRUE(save(id, said).ok());
  const auto put = [&](const std::string& more) {
    const std::string version = std::to_string(view(world.officer, id).report->version);
    return api(http::Method::put, world.officer, "/api/v1" + path(id, "/report"), R"({"materials":"Chè hái tại xã")" + more + "}",
               {{"if-match", "\"" + version + "\""}}).status;
  };
  ASSERT_EQ(put(""), 200);
  auto now = view(world.officer, id).report.value();
  EXPECT_EQ(now.materials, "Chè hái tại xã");
  EXPECT_EQ(std::tie(now.met_on, now.met_with, now.met_said, now.letter_number, now.letter_on),
            std::tie(said.met_on, said.met_with, said.met_said, said.letter_number, said.letter_on));
  ASSERT_EQ(put(R"(,"met_said":"Không đồng ý","letter_number":"")"), 200);
  now = view(world.officer, id).report.value();
  EXPECT_TRUE(now.letter_number.empty() && !now.letter_on) << "what is sent empty goes, and its day";
  EXPECT_EQ(now.met_said, "Không đồng ý");
  EXPECT_EQ(now.met_with, "Kinh tế");
  EXPECT_EQ(now.met_on, said.met_on);
  ASSERT_EQ(put(R"(,"met_said":"","met_with":"")"), 200);
  EXPECT_FALSE(has_beside(view(world.officer, id).report.value()));
}

TEST_P(EvaluationBeside, NoDayIsAheadOfToday) {
  const DossierId id = open_draft();
  submit(id);
  for (const auto member : {&ReportWords::met_on, &ReportWords::letter_on}) {
    ReportWords said = words();
    said.*member = vietnam_date(world.clock.now()).plus_days(1);
    EXPECT_EQ(save(id, said).error().kind, ErrorKind::invalid_input);
  }
}

TEST_P(EvaluationBeside, TheFormAsksForIt) {
  const DossierId id = open_draft();
  submit(id);
  const auto page = get(world.officer, path(id, "/report"));
  for (const std::string_view key : {"met_on", "met_with", "met_said", "letter_number", "letter_on"})
    EXPECT_TRUE(has(page, "name=\"" + std::string(key) + "\"")) << key;
}

}  // namespace
}  // namespace ocop::evaluation::test
